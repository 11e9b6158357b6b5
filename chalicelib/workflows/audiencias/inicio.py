"""Beginning a hearing: its records before its officials, each exactly once (Protocolo 14.4; docs/decisions/0114).

    programada ─► en_desahogo ─► piece ─► piece ─► … ─► repartidos = registros

The state changes first; then pieces of `POR_PIEZA` records, a transaction each. Who dies in between is completed by
whoever begins it again. What a hearing hands out is no part of the day's load at the Mesa (13.3).
"""

from collections import Counter
from datetime import datetime
from typing import Any, TypeVar

from chalicelib.rules.audiencias import Acto, Estado, inconsistency
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.mesa.asignacion import Puesto, balance
from chalicelib.store import audiencias
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyos
from chalicelib.store.audiencias import Audiencia, Citado, cited
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.mesa.turnos import Turno, cola
from chalicelib.workflows.audiencias.audiencia import admit, fault, in_force, reach, show, unraced
from chalicelib.workflows.audiencias.solicitud import POR_PIEZA

_T = TypeVar("_T")


def start(principal: Principal, audiencia: str, ahora: datetime) -> dict[str, Any]:
    """Begin it, or complete its beginning; again, it only moves what waits for whoever has no account any more.

    `mismo_juez`: records that fell to whoever had judged them, for nobody else reviews. Raises `NoEncontrado`,
    `AudienciaNoAdmite`, `DatosNoAdmitidos` when none of its officials has an account in force, `Ocupado`.
    """
    unraced(lambda: _begin(principal, audiencia, ahora))
    unraced(lambda: _hand_out(reach(principal, audiencia), ahora))
    mismos = sum(bool(c.mismo_juez) for c in cited(audiencia))
    return {**show(principal, reach(principal, audiencia)), "mismo_juez": mismos}


def _begin(principal: Principal, audiencia: str, ahora: datetime) -> None:
    a = reach(principal, audiencia)
    estado = admit(a, Acto.INICIAR)
    if estado == a.estado:
        return
    _officials(a)
    nota = audiencias.note_of("iniciada", ahora, principal.cuenta)
    with transaction() as tx:
        audiencias.move(tx, a, Audiencia.estado.set(estado.value), Audiencia.agenda.remove(), nota)


def _hand_out(a: Audiencia, ahora: datetime) -> None:
    """All that has nobody yet, and what waits for somebody who left; read once, and again whenever others win."""
    if a.estado != Estado.EN_DESAHOGO:
        return
    filas, quienes = cited(a.audiencia), _officials(a)
    cargas = Counter(str(c.operador) for c in filas if c.revisado_en is None)
    sin_nadie = [c.folio for c in filas if c.operador is None and not c.sin_materia]
    repartidos = int(a.repartidos)
    for pieza in _pieces(sin_nadie):
        _hand_out_piece(a, quienes, pieza, cargas, repartidos, ahora)
        repartidos += len(pieza)
    de_nadie = [c for c in filas if c.operador not in (None, *quienes) and c.revisado_en is None]
    for citados in _pieces(de_nadie):
        _move_piece(a, quienes, citados, cargas)


def _officials(a: Audiencia) -> list[str]:
    quienes = [c for c in a.funcionarios if in_force(a, c)]
    if not quienes:
        raise fault("funcionarios", "Ninguna de las cuentas que revisan está vigente.")
    return quienes


def _pieces(filas: list[_T]) -> list[list[_T]]:
    return [filas[n : n + POR_PIEZA] for n in range(0, len(filas), POR_PIEZA)]


def _hand_out_piece(
    a: Audiencia, quienes: list[str], pieza: list[str], cargas: Counter[str], repartidos: int, ahora: datetime
) -> None:
    """One transaction, if nobody handed out anything since `repartidos` was read."""
    apoyos = get_apoyos(pieza)
    jueces = {f: v.operador for f, x in apoyos.items() if (v := inconsistency(x.hechos))}
    vivos = [f for f in pieza if f in jueces]
    reparto = _spread(quienes, vivos, jueces, cargas)
    turnos = [_turn(a, apoyos[f], reparto[f], ahora) for f in vivos]
    mismos = {f for f in vivos if reparto[f] == jueces[f]}
    with transaction() as tx:
        audiencias.hand_out(tx, a, turnos, [f for f in pieza if f not in jueces], mismos, repartidos)


def _move_piece(a: Audiencia, quienes: list[str], pieza: list[Citado], cargas: Counter[str]) -> None:
    """One transaction: to officials who are there, what was not judged yet."""
    folios = [str(c.folio) for c in pieza]
    jueces = {f: v.operador for f, x in get_apoyos(folios).items() if (v := inconsistency(x.hechos))}
    reparto = _spread(quienes, folios, jueces, cargas)
    with transaction() as tx:
        for c in pieza:
            nuevo = reparto[c.folio]
            audiencias.hand_on(tx, a, c, nuevo, queue_of(a, nuevo), nuevo == jueces.get(c.folio))


def _spread(
    quienes: list[str], folios: list[str], jueces: dict[str, str], cargas: Counter[str]
) -> dict[str, str]:
    """Each to an official who did not judge it before, where there is another; balanced over all of them."""
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
        cola=queue_of(a, operador),
        orden=f"{apoyo.recibido_en}#{apoyo.folio}",
        llegada=iso(ahora),
    )


def queue_of(a: Audiencia, operador: str) -> str:
    """What an official has left in a hearing: apart from what the Mesa gave them."""
    return cola(a.proceso, f"{operador}#{a.audiencia}")
