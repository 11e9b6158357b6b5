"""Start of a hearing: each record is handed to exactly one official (Protocolo 14.4; docs/decisions/0114).

    programada ─► en_desahogo ─► piece ─► piece ─► … ─► repartidos = registros

The state changes first; then pieces of `POR_PIEZA` records are handed out, a transaction each. If a run dies, repeating
the request completes it. Records of a hearing do not count in the day's load at the Mesa (13.3).
"""

from collections import Counter
from datetime import datetime
from typing import Any, TypeVar

from chalicelib.problemas.audiencias import AudienciaNoAdmite
from chalicelib.rules.audiencias import ActoAudiencia, EstadoAudiencia, may_begin, standing_inconsistency
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.mesa.asignacion import Puesto, balance
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyos
from chalicelib.store.audiencias import audiencias, citados
from chalicelib.store.audiencias.audiencias import Audiencia
from chalicelib.store.audiencias.citados import Citado, list_cited
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.mesa.turnos import Turno, desk_queue
from chalicelib.workflows.audiencias.audiencia import (
    admit_act,
    field_fault,
    in_centre_time,
    is_official_in_force,
    reach_hearing,
    show_hearing,
    unraced,
)
from chalicelib.workflows.audiencias.solicitud import POR_PIEZA

_T = TypeVar("_T")


def start_hearing(principal: Principal, audiencia: str, ahora: datetime) -> dict[str, Any]:
    """Begin a hearing, or complete an earlier run that died. Repeating it later only moves records that wait for
    officials without an account in force.

    `mismo_juez`: records handed to the official who gave the earlier verdict, for lack of another. Raises
    `NoEncontrado`, `AudienciaNoAdmite`, `DatosNoAdmitidos` when none of its officials has an account in force,
    `Ocupado`.
    """
    unraced(lambda: _begin(principal, audiencia, ahora))
    unraced(lambda: _hand_out(reach_hearing(principal, audiencia), ahora))
    mismos = sum(bool(c.mismo_juez) for c in list_cited(audiencia))
    return {**show_hearing(principal, reach_hearing(principal, audiencia)), "mismo_juez": mismos}


def _begin(principal: Principal, audiencia: str, ahora: datetime) -> None:
    a = reach_hearing(principal, audiencia)
    estado = admit_act(a, ActoAudiencia.INICIAR)
    if estado == a.estado:
        return
    _check_may_begin(a, ahora)
    _officials(a)
    nota = audiencias.append_history("iniciada", ahora, principal.cuenta)
    with transaction() as tx:
        audiencias.change_hearing(tx, a, Audiencia.estado.set(estado.value), Audiencia.agenda.remove(), nota)


def _check_may_begin(a: Audiencia, ahora: datetime) -> None:
    """Refuse to begin before the date notified to the aspirante and the DERFE; to begin earlier, re-schedule (14.2)."""
    if not may_begin(instante(str(a.fecha)), ahora):
        raise AudienciaNoAdmite(
            f"La audiencia está programada para el {in_centre_time(str(a.fecha))} (hora del centro): inicia entonces, "
            "o reprográmela.",
            estado=a.estado,
        )


def _hand_out(a: Audiencia, ahora: datetime) -> None:
    """Hand out records without official, and those waiting for one who left; read again when another writer wins."""
    if a.estado != EstadoAudiencia.EN_DESAHOGO:
        return
    filas, quienes = list_cited(a.audiencia), _officials(a)
    cargas = Counter(str(c.operador) for c in filas if c.revisado_en is None)
    sin_nadie = [c.folio for c in filas if c.operador is None and not c.sin_materia]
    repartidos = int(a.repartidos)
    for pieza in _pieces(sin_nadie):
        _hand_out_piece(a, quienes, pieza, cargas, repartidos, ahora)
        repartidos += len(pieza)
    de_nadie = [c for c in filas if c.operador not in (None, *quienes) and c.revisado_en is None]
    for ajenos in _pieces(de_nadie):
        _move_piece(a, quienes, ajenos, cargas)


def _officials(a: Audiencia) -> list[str]:
    quienes = [c for c in a.funcionarios if is_official_in_force(a, c)]
    if not quienes:
        raise field_fault("funcionarios", "Ninguna de las cuentas que revisan está vigente.")
    return quienes


def _pieces(filas: list[_T]) -> list[list[_T]]:
    return [filas[n : n + POR_PIEZA] for n in range(0, len(filas), POR_PIEZA)]


def _hand_out_piece(
    a: Audiencia, quienes: list[str], pieza: list[str], cargas: Counter[str], repartidos: int, ahora: datetime
) -> None:
    """Hand out a piece in one transaction, unless somebody handed out records since `repartidos` was read."""
    apoyos = get_apoyos(pieza)
    jueces = {f: v.operador for f, x in apoyos.items() if (v := standing_inconsistency(x.hechos))}
    vivos = [f for f in pieza if f in jueces]
    reparto = _spread(quienes, vivos, jueces, cargas)
    turnos = [_turn(a, apoyos[f], reparto[f], ahora) for f in vivos]
    mismos = {f for f in vivos if reparto[f] == jueces[f]}
    with transaction() as tx:
        citados.hand_out_records(tx, a, turnos, [f for f in pieza if f not in jueces], mismos, repartidos)


def _move_piece(a: Audiencia, quienes: list[str], pieza: list[Citado], cargas: Counter[str]) -> None:
    """Move records without a verdict to officials who are present, in one transaction."""
    folios = [str(c.folio) for c in pieza]
    jueces = {f: v.operador for f, x in get_apoyos(folios).items() if (v := standing_inconsistency(x.hechos))}
    reparto = _spread(quienes, folios, jueces, cargas)
    with transaction() as tx:
        for c in pieza:
            nuevo = reparto[c.folio]
            citados.hand_on_record(tx, a, c, nuevo, hearing_queue(a, nuevo), nuevo == jueces.get(c.folio))


def _spread(
    quienes: list[str], folios: list[str], jueces: dict[str, str], cargas: Counter[str]
) -> dict[str, str]:
    """Spread records evenly over officials; none goes to its earlier judge unless nobody else reviews."""
    puestos = {o: Puesto(cargas[o]) for o in quienes}
    reparto = balance(puestos, folios, salvo=jueces)
    reparto |= {f: quienes[0] for f in folios if f not in reparto}
    cargas.update(reparto.values())
    return reparto


def _turn(a: Audiencia, apoyo: Apoyo, operador: str, ahora: datetime) -> Turno:
    return Turno(
        apoyo.folio,
        a.etapa,
        proceso=a.proceso,
        operador=operador,
        cola=hearing_queue(a, operador),
        orden=f"{apoyo.recibido_en}#{apoyo.folio}",
        llegada=iso(ahora),
    )


def hearing_queue(a: Audiencia, operador: str) -> str:
    """Key of an official's pending records in a hearing, apart from those of the Mesa."""
    return desk_queue(a.proceso, f"{operador}#{a.audiencia}")
