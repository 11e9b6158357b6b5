"""The hearing of the demo: an aspirante contests verdicts; two are reversed, and a later support no longer counts.

plan ─► choose ─► (the first reversed record's person supports another aspirante too, by Mi Apoyo) ─► review ─► hold
"""

import io
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from time import sleep
from typing import Any

from pypdf import PdfWriter

from local.buzon import read_mails
from local.corredor import Corredor
from local.entrada import CENTRO, Mundo
from local.operadores import verdict
from local.ventanilla import Ventanilla
from sintetico.casos import DUPLICADO_OTRO, EN_LISTA_NOMINAL, Caso

Plan = list[tuple[str, Caso]]
SE_PIDEN, SE_REVIERTEN = 5, 2
LEGIBLES = frozenset("dehijlm")
"""Incisos that leave the person's data true: such a record counts once its inconsistency is reversed."""


@dataclass(frozen=True)
class Peticion:
    """A request: the aspirante, and the indexes in the plan of the contested records and of those to be reversed."""

    aspirante: str
    piden: tuple[int, ...]
    revierten: tuple[int, ...]

    def rival(self, plan: Plan) -> int:
        """Index of the later support, for another aspirante, by the person of the first record reversed."""
        quien = plan[self.revierten[0]][1].ciudadano
        return next(i for i, (a, c) in enumerate(plan) if c.ciudadano == quien and a != self.aspirante)


@dataclass(frozen=True)
class Audiencia:
    """A hearing that was held: as the API shows it in the end, and the counts of each aspirante before and after."""

    cifras: dict[str, Any]
    antes: dict[str, int]
    despues: dict[str, int] = field(default_factory=dict)
    avisos: int = 0


def choose(plan: Plan) -> Peticion | None:
    """Choose the aspirante with most records that may be reversed, and those records; None when there is none."""
    de: dict[str, list[int]] = {}
    for i, (aspirante, caso) in enumerate(plan):
        if caso.fraude in LEGIBLES and caso.modelo != "C":  # Mi Apoyo does not admit model C (10.1)
            de.setdefault(aspirante, []).append(i)
    if not de:
        return None
    aspirante = max(de, key=lambda a: len(de[a]))
    revierten = de[aspirante][:SE_REVIERTEN]
    otros = [i for i, (a, c) in enumerate(plan) if a == aspirante and c.fraude and i not in revierten]
    return Peticion(aspirante, (*revierten, *otros[: SE_PIDEN - len(revierten)]), tuple(revierten))


def hold(
    corredor: Corredor,
    mundo: Mundo,
    plan: Plan,
    folios: Mapping[int, str],
    build: Path,
    wait: Callable[[], None],
) -> Audiencia | None:
    """Ask for the hearing, schedule, review, conclude and notify. Corrects the classes expected in `plan`.

    Writes `audiencia.pdf`.
    """
    peticion = choose(plan)
    if peticion is None:
        return None
    pide, opl = Ventanilla(lambda: corredor.url).pide, mundo.autoridades["opl"]
    contados = partial(_counted, pide, mundo)
    antes = contados()
    camino = _begin(pide, mundo, peticion, folios)
    dicen = {
        folios[i]: {"inciso": None} if i in peticion.revierten else verdict(plan[i][1])
        for i in peticion.piden
    }
    for token in list(mundo.operadores.values())[:2]:
        _review(pide, token, camino, dicen)
    pide("POST", f"{camino}/conclusion", opl)
    pide("PUT", f"{camino}/acta", opl, {"contenido": b64encode(_acta()).decode()})
    (build / "audiencia.pdf").write_bytes(pide("GET", f"{camino}/oficio", opl))
    cifras = pide("POST", f"{camino}/notificacion", opl, {"oficio": "UTVOPL/AUD/1/2027"})
    wait()
    _expect(plan, peticion)
    avisos = [m for m in read_mails(corredor.nube.endpoint) if cifras["audiencia"] in m.subject]
    return Audiencia(cifras, antes, contados(), len(avisos))


def faults(a: Audiencia | None, plan: Plan) -> list[str]:
    """Faults of the hearing, in words; the classes of its records are checked with those of all others."""
    peticion = choose(plan)
    if a is None or peticion is None:
        return [] if a is peticion else ["se esperaba otra audiencia"]
    deben = {
        "estado": "notificada",
        "revisados": len(peticion.piden),
        "revertidos": len(peticion.revierten),
    }
    mal = [
        f"audiencia, {c}: {a.cifras.get(c, 0)} en vez de {v}"
        for c, v in deben.items()
        if a.cifras.get(c, 0) != v
    ]
    gana = sum(a.despues.values()) - sum(a.antes.values())
    if gana != len(peticion.revierten) - 1:  # the later support of one of them counts no more
        mal.append(f"tras la audiencia cuentan {gana} apoyos más")
    if a.avisos != 4:  # scheduled and result, to the DERFE and to the aspirante
        mal.append(f"de la audiencia salieron {a.avisos} correos en vez de 4")
    return mal


def _begin(pide: Callable[..., Any], mundo: Mundo, peticion: Peticion, folios: Mapping[int, str]) -> str:
    opl, suya = mundo.autoridades["opl"], mundo.aspirantes[peticion.aspirante]
    pedida = pide(
        "POST",
        f"/v1/aspirantes/{peticion.aspirante}/audiencias",
        suya,
        {"folios": [folios[i] for i in peticion.piden]},
    )
    camino = f"/v1/audiencias/{pedida['audiencia']}"
    cita = {
        "fecha": next_minute(),
        "lugar": "Sala de muestra",
        "funcionarios": list(mundo.operadores)[:2],
    }
    pide("POST", f"{camino}/programacion", opl, cita)
    wait_until(cita["fecha"])
    pide("POST", f"{camino}/inicio", opl)
    return camino


def next_minute() -> str:
    """The next whole minute of central time that leaves time to schedule: hearings are scheduled by minutes (14.4)."""
    return (datetime.now(CENTRO) + timedelta(seconds=65)).strftime("%Y-%m-%dT%H:%M")


def wait_until(fecha: str) -> None:
    """Wait until that minute of central time has begun: no hearing begins before its time."""
    momento = datetime.fromisoformat(fecha).replace(tzinfo=CENTRO)
    sleep(max(0.0, (momento - datetime.now(CENTRO)).total_seconds() + 0.5))


def _review(pide: Callable[..., Any], token: str, camino: str, dicen: Mapping[str, dict[str, Any]]) -> None:
    while (hoja := pide("GET", f"{camino}/cola", token)["registro"]) is not None:
        pide("POST", f"{camino}/apoyos/{hoja['folio']}/dictamen", token, dicen[hoja["folio"]])


def _expect(plan: Plan, peticion: Peticion) -> None:
    """Write the expected classes into `plan`: reversed records count; the later support of the same person is then
    a duplicate (LGIPE 385).
    """
    deben = dict.fromkeys(peticion.revierten, EN_LISTA_NOMINAL) | {peticion.rival(plan): DUPLICADO_OTRO}
    for i, clase in deben.items():
        plan[i] = plan[i][0], replace(plan[i][1], clase_esperada=clase)


def _counted(pide: Callable[..., Any], mundo: Mundo) -> dict[str, int]:
    return {
        a: int(pide("GET", f"/v1/aspirantes/{a}/avance", token)["contados"])
        for a, token in mundo.aspirantes.items()
    }


def _acta() -> bytes:
    escritor, salida = PdfWriter(), io.BytesIO()
    escritor.add_blank_page(612, 792)
    escritor.write(salida)
    return salida.getvalue()
