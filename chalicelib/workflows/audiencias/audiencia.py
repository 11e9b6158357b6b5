"""Hearings: who reaches one, what its state admits, and what is shown of it (Protocolo 14)."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from chalicelib.problemas import AudienciaNoAdmite, DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.rules import audiencias as reglas
from chalicelib.rules.apoyos.clases import classify
from chalicelib.rules.apoyos.historia import Hecho, verdict_in_force
from chalicelib.rules.audiencias import Acto, Estado
from chalicelib.rules.base.periodo import CENTRO
from chalicelib.rules.base.permisos import DEL_ASPIRANTE, Principal, Rol, reaches_aspirante
from chalicelib.store import audiencias
from chalicelib.store.audiencias import Audiencia, Citado, find_audiencia
from chalicelib.store.base.tabla import instante
from chalicelib.store.base.transacciones import Contienda, until_unraced
from chalicelib.store.cuentas.titulares import find_titular
from chalicelib.vault.secretos import open_fields
from chalicelib.workflows.aspirantes.registro import reach_process
from chalicelib.workflows.base.alcance import NADA, reach_aspirante
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.cuentas.titular import official_of

OCUPADO = "La audiencia se está actualizando; intente de nuevo en unos segundos."
_T = TypeVar("_T")


def reach(principal: Principal, audiencia: str) -> Audiencia:
    """The hearing as of now. Raises `NoEncontrado` also for what is out of reach."""
    a = find_audiencia(audiencia)
    if a is None or not reaches_aspirante(principal, a.aspirante, a.proceso, a.opl):
        raise NoEncontrado(NADA)
    return a


def reach_for(principal: Principal, audiencia: str, acto: Acto) -> Audiencia:
    """As `reach`, in a state that admits the act. Raises `AudienciaNoAdmite` too."""
    a = reach(principal, audiencia)
    admit(a, acto)
    return a


def admit(a: Audiencia, acto: Acto) -> Estado:
    """State after the act. Raises `AudienciaNoAdmite`."""
    try:
        return reglas.after(Estado(a.estado), acto)
    except reglas.NoProcede:
        raise AudienciaNoAdmite(
            f"La audiencia está {a.estado.replace('_', ' ')} y no lo admite.", estado=a.estado
        ) from None


def unraced(attempt: Callable[[], _T]) -> _T:
    """Try until nobody else wins. Raises `Ocupado` in the end."""
    try:
        return until_unraced(attempt)
    except Contienda:
        raise Ocupado(OCUPADO) from None


def in_force(a: Audiencia, cuenta: str) -> bool:
    """Whether that is the account in force of an operator of the hearing's process."""
    t = find_titular(cuenta)
    de_aqui = ("activa", Rol.OPERADOR.value, a.opl, a.proceso)
    return t is not None and (t.estado, t.rol, t.opl, t.proceso) == de_aqui


def fault(campo: str, texto: str) -> DatosNoAdmitidos:
    """A refusal that names the field."""
    return DatosNoAdmitidos("Corrija los datos que se indican.", faltas=[{"campo": campo, "texto": texto}])


def verdict_of(hechos: Sequence[Hecho]) -> dict[str, Any]:
    """The verdict in force as a hearing keeps and shows it: inciso (None: valid), numeral, and in words."""
    vigente = verdict_in_force(hechos)
    if vigente is None or vigente.dictamen.valido:
        return {"inciso": None, "catalogo": "", "motivo": "Sin inconsistencia."}
    d = vigente.dictamen
    return {"inciso": d.inciso, "catalogo": d.catalogo, "motivo": classify([vigente]).motivo}


def sealed(a: Audiencia) -> dict[str, Any]:
    """Place, link, legal basis, reasons."""
    return open_fields(secreto_de(a.proceso), a.identidad, a.datos)


def show(principal: Principal, a: Audiencia) -> dict[str, Any]:
    """A hearing. Who reviews is not shown to the aspirante's side (13.6)."""
    datos, propia = sealed(a), principal.rol in DEL_ASPIRANTE
    return {
        **brief(a),
        "oficio": a.oficio,
        "lugar": datos.get("lugar", ""),
        "enlace": datos.get("enlace", ""),
        "fundamento": datos.get("fundamento", ""),
        "motivo": datos.get("motivo", ""),
        "funcionarios": [] if propia else officials(a.funcionarios),
        "muestra_anteriores": bool(a.muestra_anteriores),
        "desistio": bool(a.desistio),
        "con_acta": a.acta is not None,
        "oficio_resultado": a.oficio_resultado,
        "historia": [{"que": h["que"], "en": h["en"]} for h in a.hechos],
    }


def brief(a: Audiencia) -> dict[str, Any]:
    """What a list shows: state, dates and figures."""
    cifras = (
        "registros",
        "repartidos",
        "sin_materia",
        "revisados",
        "confirmados",
        "revertidos",
        "incidencias",
    )
    return {
        "audiencia": a.audiencia,
        "aspirante": a.aspirante,
        "estado": a.estado,
        "solicitada_en": a.solicitada_en,
        "fecha": a.fecha,
        **{c: int(getattr(a, c)) for c in cifras},
    }


def officials(cuentas: Sequence[str]) -> list[dict[str, str]]:
    """Name of whoever holds each account."""
    hallados = {c: find_titular(c) for c in cuentas}
    return [
        {"cuenta": c, "nombre": official_of(c, t.datos)["nombre"] if t else ""} for c, t in hallados.items()
    ]


def of_aspirante(principal: Principal, aspirante: str, despues: str, cuantos: int) -> dict[str, Any]:
    """An aspirante's hearings, newest first. Raises `NoEncontrado`."""
    reach_aspirante(principal, aspirante)
    return page(audiencias.of_aspirante(aspirante, despues, cuantos + 1), cuantos)


def of_process(principal: Principal, proceso: str, despues: str, cuantos: int) -> dict[str, Any]:
    """A process's hearings, newest first. Raises `NoEncontrado`."""
    reach_process(principal, proceso)
    return page(audiencias.of_process(proceso, despues, cuantos + 1), cuantos)


def page(filas: list[Audiencia], cuantos: int) -> dict[str, Any]:
    """Rows of a list and where it goes on."""
    return {
        "elementos": [brief(a) for a in filas[:cuantos]],
        "siguiente": filas[cuantos - 1].orden if len(filas) > cuantos else None,
    }


def records(principal: Principal, audiencia: str, despues: str, cuantos: int) -> dict[str, Any]:
    """Records of a hearing with their verdicts before and after, and why; never who gave them.

    Raises `NoEncontrado`.
    """
    a = reach(principal, audiencia)
    filas = audiencias.cited_after(a.audiencia, despues, cuantos + 1)
    return {
        "elementos": [_shown(c) for c in filas[:cuantos]],
        "siguiente": filas[cuantos - 1].folio if len(filas) > cuantos else None,
    }


def _shown(c: Citado) -> dict[str, Any]:
    return {
        "folio": c.folio,
        "antes": c.antes,
        "despues": c.despues,
        "resultado": result_of(c),
        "soporte": c.soporte,
        "revisado_en": c.revisado_en,
    }


def result_of(c: Citado) -> str:
    """pendiente, sin_materia, revertido or confirmado."""
    if c.despues is None:
        return "sin_materia" if c.sin_materia else "pendiente"
    return "revertido" if c.despues["inciso"] is None else "confirmado"


def iso_centro(texto: str) -> str:
    """An instant as people of the centre read it."""
    return instante(texto).astimezone(CENTRO).strftime("%d/%m/%Y %H:%M")
