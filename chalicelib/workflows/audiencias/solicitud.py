"""Request of a hearing over records found inconsistent (Protocolo 14.1-14.3, 16.3).

Records are added in pieces, a transaction each, with the claim that keeps them out of any other open hearing. If a run
dies, the hearing has fewer records, and the rest can be added later.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from typing import Any

from chalicelib.problemas import DatosNoAdmitidos
from chalicelib.problemas.audiencias import SinRegistros
from chalicelib.rules import audiencias as reglas
from chalicelib.rules.apoyos.clases import Clase
from chalicelib.rules.apoyos.folio import LETRAS, Folio
from chalicelib.rules.audiencias import (
    CERRADAS,
    MAXIMO_APOYOS,
    POR_PETICION,
    ActoAudiencia,
    EstadoAudiencia,
    standing_inconsistency,
)
from chalicelib.rules.base.centro import CENTRO, in_words
from chalicelib.rules.base.permisos import DEL_ASPIRANTE, Principal, Rol
from chalicelib.store.apoyos.apoyos import PARTES, Apoyo, get_apoyos, list_part_key
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.audiencias import audiencias, citados
from chalicelib.store.audiencias.audiencias import Audiencia, find_audiencia
from chalicelib.store.audiencias.citados import Citado
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.mesa.turnos import get_turns, make_final
from chalicelib.store.procesos.periodos import read_periodo
from chalicelib.vault.secretos import seal_fields
from chalicelib.workflows.audiencias.audiencia import (
    admit_act,
    describe_verdict,
    reach_hearing_for,
    show_hearing,
    unraced,
)
from chalicelib.workflows.audiencias.plazo import request_limit
from chalicelib.workflows.base.alcance import reach_aspirante
from chalicelib.workflows.base.secretos import secreto_de

POR_PIEZA = 30
"""Records of one transaction, with three items for each besides the hearing's."""
MOTIVOS = {
    "no_encontrado": "No es un registro de la persona aspirante.",
    "sin_inconsistencia": "No tiene una inconsistencia vigente señalada en la revisión.",
    "en_otra_audiencia": "Está en otra garantía de audiencia que no ha concluido.",
    "sin_lugar": f"La audiencia admite hasta {MAXIMO_APOYOS} registros: solicite otra.",
}
NUEVO, YA = "nuevo", "ya"


@dataclass(frozen=True)
class Peticion:
    """Records requested: folios, or all inconsistent ones received on days in the centre's zone, both included."""

    folios: Sequence[str] = ()
    desde: date | None = None
    hasta: date | None = None


def request_hearing(
    principal: Principal, aspirante: str, peticion: Peticion, oficio: str, fundamento: str, ahora: datetime
) -> dict[str, Any]:
    """Request a hearing, which is created only if at least one record is admitted.

    `oficio`: of the OPL, when it requests for the aspirante; `fundamento`: legal basis of a hearing requested after the
    capture (16.3). Raises `NoEncontrado`, `DatosNoAdmitidos`, `SinRegistros`, `Ocupado`.
    """
    a = reach_aspirante(principal, aspirante)
    _check_request(principal, a, oficio, fundamento, ahora)
    ident = "AU" + "".join(secrets.choice(LETRAS) for _ in range(10))
    nueva = Audiencia(
        audiencia=ident,
        proceso=a.proceso,
        opl=a.opl,
        aspirante=aspirante,
        estado=EstadoAudiencia.SOLICITADA.value,
        orden=f"{iso(ahora)}#{ident}",
        solicitada_en=iso(ahora),
        oficio=oficio,
    )
    nueva.datos = seal_fields(secreto_de(a.proceso), nueva.identidad, {"fundamento": fundamento})
    return _add(principal, nueva, peticion, ahora)


def add_records(principal: Principal, audiencia: str, peticion: Peticion, ahora: datetime) -> dict[str, Any]:
    """Add records to a hearing not scheduled yet; those already in it are left as they are.

    Raises `NoEncontrado`, `AudienciaNoAdmite`, `SinRegistros`, `Ocupado`.
    """
    return _add(principal, reach_hearing_for(principal, audiencia, ActoAudiencia.AGREGAR), peticion, ahora)


def _check_request(principal: Principal, a: Aspirante, oficio: str, fundamento: str, ahora: datetime) -> None:
    faltas = {}
    if principal.rol is Rol.OPL and not oficio:
        faltas["oficio"] = "Indique el oficio con que se solicita a nombre de la persona aspirante."
    if principal.rol in DEL_ASPIRANTE and (oficio or fundamento):
        faltas["oficio"] = "El oficio y el fundamento los registra el Organismo Público Local."
    periodo = read_periodo(a.proceso, a.periodo)
    a_tiempo = reglas.may_ask(periodo.captacion, int(periodo.dias_audiencia), ahora)
    if not a_tiempo and not (fundamento and principal.rol is Rol.OPL):
        faltas["fundamento"] = (
            f"Se solicita desde el inicio de la captación y hasta el {in_words(request_limit(periodo))}; fuera de ese "
            "plazo solo procede por mandato legal: la registra el Organismo Público Local con su fundamento."
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
    return {**show_hearing(principal, actual), "agregados": agregados, "no_admitidos": no_admitidos}


def _of_days(a: Audiencia, peticion: Peticion) -> list[str]:
    """Inconsistent records received on those days and in no open hearing, oldest first: `POR_PETICION` at most."""
    if peticion.desde is None or peticion.hasta is None:
        return []
    dia, luego = (datetime.combine(d, time(), CENTRO) for d in (peticion.desde, peticion.hasta))
    entre = Apoyo.orden.between(iso(dia), iso(luego + timedelta(days=1)))
    partes = [
        Apoyo.por_aspirante.query(
            list_part_key(a.aspirante, n), entre, Apoyo.clase == Clase.CON_INCONSISTENCIA.value
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
    """Folio -> the open hearing that has it, for the records that are in one."""
    dueno = citados.find_claims(folios)
    hay = {i: find_audiencia(i) for i in set(dueno.values())}
    return {f: a for f, i in dueno.items() if (a := hay[i]) is not None and a.estado not in CERRADAS}


def _add_piece(
    principal: Principal, a: Audiencia, folios: Sequence[str], ahora: datetime
) -> tuple[list[str], dict[str, str]]:
    """Add a piece of records in one transaction; return those in the hearing afterwards, and why the others were not
    admitted.
    """
    actual = find_audiencia(a.audiencia)
    if actual is not None:
        admit_act(actual, ActoAudiencia.AGREGAR)
    duenos, abiertas = citados.find_claims(folios), _held(folios)
    hay = get_apoyos(f for f in folios if _aspirante_of(f) == a.aspirante)
    que = {f: _what(a, hay.get(f), abiertas.get(f)) for f in folios}
    caben = MAXIMO_APOYOS - (int(actual.registros) if actual else 0)
    nuevos = [f for f, c in que.items() if c == NUEVO]
    que |= dict.fromkeys(nuevos[caben:], "sin_lugar")
    if buenos := {f: hay[f] for f in nuevos[:caben]}:
        _write_piece(principal, a, actual, buenos, duenos, ahora)
    return [f for f, c in que.items() if c in (NUEVO, YA)], {f: c for f, c in que.items() if c in MOTIVOS}


def _aspirante_of(folio: str) -> str:
    try:
        return Folio.parse(folio).aspirante
    except ValueError:
        return ""


def _what(a: Audiencia, apoyo: Apoyo | None, abierta: Audiencia | None) -> str:
    """Whether a record is new to the hearing, already in it, or why it is not admitted."""
    if apoyo is None:
        return "no_encontrado"
    if abierta is not None:
        return YA if abierta.audiencia == a.audiencia else "en_otra_audiencia"
    return NUEVO if standing_inconsistency(apoyo.hechos) else "sin_inconsistencia"


def _write_piece(
    principal: Principal,
    a: Audiencia,
    actual: Audiencia | None,
    apoyos: dict[str, Apoyo],
    duenos: dict[str, str],
    ahora: datetime,
) -> None:
    que = ("agregados" if actual else "solicitada", ahora, principal.cuenta)
    revisados = {t.folio for t in get_turns(list(apoyos))}  # records on paper are not reviewed at the Mesa
    with transaction() as tx:
        if actual is None:
            a.registros, a.historia = len(apoyos), [audiencias.history_entry(*que, registros=len(apoyos))]
            audiencias.put_hearing(tx, a)
        else:
            nota = audiencias.append_history(*que, registros=len(apoyos))
            audiencias.change_hearing(tx, actual, Audiencia.registros.add(len(apoyos)), nota)
        for folio, apoyo in apoyos.items():
            citado = Citado(audiencia=a.audiencia, folio=folio, antes=describe_verdict(apoyo.hechos))
            citados.cite_record(tx, citado, duenos.get(folio))
            if folio in revisados:
                make_final(tx, folio, ahora)
