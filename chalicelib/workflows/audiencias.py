"""Asking for a hearing over records found inconsistent, and what is shown of one (Protocolo 14.1-14.3, 16.3)."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from typing import Any, TypeVar

from chalicelib.problemas import AudienciaNoAdmite, DatosNoAdmitidos, NoEncontrado, Ocupado, SinRegistros
from chalicelib.rules import audiencias as reglas
from chalicelib.rules.audiencias import CERRADAS, MAXIMO_APOYOS, POR_PETICION, Acto, Estado, inconsistency
from chalicelib.rules.clases import Clase, classify
from chalicelib.rules.folio import Folio
from chalicelib.rules.historia import Revisado
from chalicelib.rules.periodo import CENTRO
from chalicelib.rules.permisos import DEL_ASPIRANTE, Principal, Rol, reaches_aspirante
from chalicelib.store import audiencias
from chalicelib.store.apoyos import PARTES, Apoyo, get_apoyos, part_key
from chalicelib.store.aspirantes import read_aspirante
from chalicelib.store.audiencias import Audiencia, Citado, find_audiencia
from chalicelib.store.base import instante, iso
from chalicelib.store.procesos import Aspirante, read_periodo
from chalicelib.store.titulares import find_titular
from chalicelib.store.transacciones import Contienda, transaction, until_unraced
from chalicelib.vault.secretos import open_fields, seal_fields
from chalicelib.workflows.consulta import NADA
from chalicelib.workflows.fichas_cuenta import official_of
from chalicelib.workflows.secretos import secreto_de

LETRAS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
POR_PIEZA = 40
"""Records of one transaction: two items each, and the hearing."""
OCUPADO = "La audiencia se está actualizando; intente de nuevo en unos segundos."
MOTIVOS = {
    "no_encontrado": "No es un registro de la persona aspirante.",
    "sin_inconsistencia": "No tiene una inconsistencia vigente señalada en la revisión.",
    "en_otra_audiencia": "Está en otra garantía de audiencia que no ha concluido.",
    "sin_lugar": f"La audiencia admite hasta {MAXIMO_APOYOS} registros: solicite otra.",
}
_T = TypeVar("_T")


@dataclass(frozen=True)
class Peticion:
    """What is asked for: these records, or all inconsistent ones received on days of the centre, both included."""

    folios: Sequence[str] = ()
    desde: date | None = None
    hasta: date | None = None


def request(
    principal: Principal, aspirante: str, peticion: Peticion, oficio: str, fundamento: str, ahora: datetime
) -> dict[str, Any]:
    """Ask for a hearing; there is none unless at least one record is admitted.

    `oficio`: by which the OPL registers it for the aspirante; `fundamento`: of one ordered by law once the capture is
    over (16.3). Raises `NoEncontrado`, `DatosNoAdmitidos`, `SinRegistros`, `Ocupado`.
    """
    a = _aspirante(principal, aspirante)
    _check_request(principal, a, oficio, fundamento, ahora)
    ident = "AU" + "".join(secrets.choice(LETRAS) for _ in range(10))
    nueva = Audiencia(
        audiencia=ident,
        proceso=a.proceso,
        opl=a.opl,
        aspirante=aspirante,
        estado=Estado.SOLICITADA.value,
        orden=f"{iso(ahora)}#{ident}",
        solicitada_en=iso(ahora),
        oficio=oficio,
    )
    nueva.datos = seal_fields(secreto_de(a.proceso), nueva.identidad, {"fundamento": fundamento})
    return _add(principal, nueva, peticion, ahora)


def add(principal: Principal, audiencia: str, peticion: Peticion, ahora: datetime) -> dict[str, Any]:
    """Add records to a hearing not scheduled yet; those that it has already are left as they are.

    Raises `NoEncontrado`, `AudienciaNoAdmite`, `SinRegistros`, `Ocupado`.
    """
    return _add(principal, reach_for(principal, audiencia, Acto.AGREGAR), peticion, ahora)


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


def _aspirante(principal: Principal, aspirante: str) -> Aspirante:
    a = read_aspirante(aspirante)
    if a is None or not reaches_aspirante(principal, aspirante, a.proceso, a.opl):
        raise NoEncontrado(NADA)
    return a


def _check_request(principal: Principal, a: Aspirante, oficio: str, fundamento: str, ahora: datetime) -> None:
    faltas = {}
    if principal.rol is Rol.OPL and not oficio:
        faltas["oficio"] = "Indique el oficio con que se solicita a nombre de la persona aspirante."
    if principal.rol in DEL_ASPIRANTE and (oficio or fundamento):
        faltas["oficio"] = "El oficio y el fundamento los registra el Organismo Público Local."
    if not reglas.may_ask(read_periodo(a.proceso, a.periodo).captacion, ahora) and not (
        fundamento and principal.rol is Rol.OPL
    ):
        faltas["fundamento"] = (
            "Fuera del periodo de captación solo procede por mandato legal: la registra el Organismo Público Local con "
            "su fundamento."
        )
    if faltas:
        raise DatosNoAdmitidos(
            "Corrija los datos que se indican.",
            faltas=[{"campo": c, "texto": t} for c, t in faltas.items()],
        )


def _add(principal: Principal, a: Audiencia, peticion: Peticion, ahora: datetime) -> dict[str, Any]:
    folios = list(dict.fromkeys(peticion.folios)) or _of_days(a, peticion)
    agregados: list[str] = []
    rechazados: dict[str, str] = {}
    for n in range(0, len(folios), POR_PIEZA):
        pieza = folios[n : n + POR_PIEZA]
        hechos, mal = unraced(lambda pieza=pieza: _add_piece(principal, a, pieza, ahora))  # type: ignore[misc]
        agregados += hechos
        rechazados |= mal
    no_admitidos = [{"folio": f, "codigo": c, "motivo": MOTIVOS[c]} for f, c in sorted(rechazados.items())]
    actual = find_audiencia(a.audiencia)
    if actual is None or (not agregados and rechazados):
        raise SinRegistros(
            "Ninguno de los registros puede revisarse en la audiencia.", no_admitidos=no_admitidos
        )
    return {**show(principal, actual), "agregados": agregados, "no_admitidos": no_admitidos}


def _of_days(a: Audiencia, peticion: Peticion) -> list[str]:
    """Inconsistent records received on those days and in no open hearing, oldest first: `POR_PETICION` at most."""
    if peticion.desde is None or peticion.hasta is None:
        return []
    dia, luego = (datetime.combine(d, time(), CENTRO) for d in (peticion.desde, peticion.hasta))
    entre = Apoyo.orden.between(iso(dia), iso(luego + timedelta(days=1)))
    partes = [
        Apoyo.por_aspirante.query(
            part_key(a.aspirante, n), entre, Apoyo.clase == Clase.CON_INCONSISTENCIA.value
        )
        for n in range(PARTES)
    ]
    todos = (str(x.folio) for x in merge(*partes, key=lambda x: str(x.orden)))
    return list(islice(_unclaimed(todos), POR_PETICION))


def _unclaimed(folios: Iterable[str]) -> Iterable[str]:
    resto = iter(folios)
    while pieza := list(islice(resto, 100)):
        ajenos = _held(pieza)
        yield from (f for f in pieza if f not in ajenos)


def _held(folios: Sequence[str]) -> dict[str, Audiencia]:
    """Those of the records that an open hearing has."""
    dueno = audiencias.claimed(folios)
    hay = {i: find_audiencia(i) for i in set(dueno.values())}
    return {f: a for f, i in dueno.items() if (a := hay[i]) is not None and a.estado not in CERRADAS}


def _add_piece(
    principal: Principal, a: Audiencia, folios: Sequence[str], ahora: datetime
) -> tuple[list[str], dict[str, str]]:
    """One transaction: those that may be of these records; and why the others may not."""
    actual = find_audiencia(a.audiencia)
    if actual is not None:
        admit(actual, Acto.AGREGAR)
    duenos, abiertas = audiencias.claimed(folios), _held(folios)
    hay = get_apoyos(f for f in folios if Folio.parse(f).aspirante == a.aspirante)
    buenos: dict[str, Revisado] = {}
    rechazados: dict[str, str] = {}
    ya = []
    for folio in folios:
        dueno = abiertas.get(folio)
        vigente = inconsistency(hay[folio].hechos) if folio in hay else None
        if folio not in hay:
            rechazados[folio] = "no_encontrado"
        elif dueno is not None and dueno.audiencia == a.audiencia:
            ya.append(folio)
        elif dueno is not None:
            rechazados[folio] = "en_otra_audiencia"
        elif vigente is None:
            rechazados[folio] = "sin_inconsistencia"
        elif len(buenos) + (int(actual.registros) if actual else 0) >= MAXIMO_APOYOS:
            rechazados[folio] = "sin_lugar"
        else:
            buenos[folio] = vigente
    if buenos:
        _write_piece(principal, a, actual, {f: hay[f] for f in buenos}, duenos, ahora)
    return [f for f in folios if f in buenos or f in ya], rechazados


def _write_piece(
    principal: Principal,
    a: Audiencia,
    actual: Audiencia | None,
    apoyos: dict[str, Apoyo],
    duenos: dict[str, str],
    ahora: datetime,
) -> None:
    que = ("agregados" if actual else "solicitada", ahora, principal.cuenta)
    with transaction() as tx:
        if actual is None:
            a.registros, a.historia = len(apoyos), [audiencias.entry(*que, registros=len(apoyos))]
            audiencias.put_new(tx, a)
        else:
            nota = audiencias.note_of(*que, registros=len(apoyos))
            audiencias.move(tx, actual, Audiencia.registros.add(len(apoyos)), nota)
        for folio, apoyo in apoyos.items():
            citado = Citado(audiencia=a.audiencia, folio=folio, antes=verdict_of(apoyo))
            audiencias.cite(tx, citado, duenos.get(folio))


def verdict_of(apoyo: Apoyo) -> dict[str, Any]:
    """The verdict in force as a hearing keeps and shows it: inciso (None: valid), its numeral, the class it gives."""
    vigente = reglas.verdict_in_force(apoyo.hechos)
    resultado = classify(apoyo.hechos)
    return {
        "inciso": vigente.dictamen.inciso if vigente else None,
        "catalogo": vigente.dictamen.catalogo if vigente else "",
        "clase": resultado.clase.value,
        "motivo": resultado.motivo,
    }


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
        "funcionarios": [] if propia else officials(a),
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


def officials(a: Audiencia) -> list[dict[str, str]]:
    """Name and account of whoever reviews."""
    hallados = {c: find_titular(c) for c in a.funcionarios}
    return [
        {"cuenta": c, "nombre": official_of(c, t.datos)["nombre"] if t else ""} for c, t in hallados.items()
    ]


def of_aspirante(principal: Principal, aspirante: str, despues: str, cuantos: int) -> dict[str, Any]:
    """An aspirante's hearings, newest first. Raises `NoEncontrado`."""
    _aspirante(principal, aspirante)
    return page(audiencias.of_aspirante(aspirante, despues, cuantos + 1), cuantos)


def page(filas: list[Audiencia], cuantos: int) -> dict[str, Any]:
    """Rows of a list and where it goes on."""
    return {
        "elementos": [brief(a) for a in filas[:cuantos]],
        "siguiente": filas[cuantos - 1].orden if len(filas) > cuantos else None,
    }


def records(principal: Principal, audiencia: str, despues: str, cuantos: int) -> dict[str, Any]:
    """Records of a hearing with their verdicts before and after, and why; never who gave them. Raises `NoEncontrado`."""
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
