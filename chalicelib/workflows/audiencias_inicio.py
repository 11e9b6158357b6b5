"""Beginning a hearing: its records before its officials, each exactly once (Protocolo 14.4; docs/decisions/0114).

    programada ─► en_desahogo ─► piece ─► piece ─► … ─► repartidos = registros

The state changes first; then pieces of `POR_PIEZA` records, a transaction each. Who dies in between is completed by
whoever begins it again. What a hearing hands out is no part of the day's load at the Mesa (13.3).
"""

from collections import Counter
from datetime import datetime
from typing import Any

from chalicelib.rules.asignacion import Puesto, balance
from chalicelib.rules.audiencias import Acto, Estado, inconsistency
from chalicelib.rules.permisos import Principal
from chalicelib.store import audiencias
from chalicelib.store.apoyos import Apoyo, get_apoyos
from chalicelib.store.audiencias import Audiencia, cited
from chalicelib.store.base import iso
from chalicelib.store.mesa import Turno, cola
from chalicelib.store.transacciones import transaction
from chalicelib.workflows.audiencias import admit, reach, show, unraced
from chalicelib.workflows.audiencias_solicitud import POR_PIEZA


def start(principal: Principal, audiencia: str, ahora: datetime) -> dict[str, Any]:
    """Begin it, or complete its beginning; again, it changes nothing.

    `mismo_juez`: records that fell to whoever had judged them, for nobody else reviews. Raises `NoEncontrado`,
    `AudienciaNoAdmite`, `Ocupado`.
    """
    unraced(lambda: _begin(principal, audiencia, ahora))
    while unraced(lambda: _hand_out_piece(reach(principal, audiencia), ahora)):
        pass
    filas = cited(audiencia)
    return {
        **show(principal, reach(principal, audiencia)),
        "mismo_juez": sum(bool(c.mismo_juez) for c in filas),
    }


def _begin(principal: Principal, audiencia: str, ahora: datetime) -> None:
    a = reach(principal, audiencia)
    estado = admit(a, Acto.INICIAR)
    if estado == a.estado:
        return
    nota = audiencias.note_of("iniciada", ahora, principal.cuenta)
    with transaction() as tx:
        audiencias.move(tx, a, Audiencia.estado.set(estado.value), Audiencia.agenda.remove(), nota)


def _hand_out_piece(a: Audiencia, ahora: datetime) -> bool:
    """One transaction; whether there may be more."""
    if a.estado != Estado.EN_DESAHOGO or a.repartidos >= a.registros:
        return False
    filas = cited(a.audiencia)
    faltan = [c.folio for c in filas if c.operador is None and not c.sin_materia][:POR_PIEZA]
    if not faltan:
        return False
    cargas = Counter(str(c.operador) for c in filas)
    apoyos = get_apoyos(faltan)
    jueces = {f: v.operador for f, x in apoyos.items() if (v := inconsistency(x.hechos))}
    vivos = [f for f in faltan if f in jueces]
    reparto = _spread(a, vivos, jueces, cargas)
    turnos = [_turn(a, apoyos[f], reparto[f], ahora) for f in vivos]
    with transaction() as tx:
        mismos = {f for f in vivos if reparto[f] == jueces[f]}
        audiencias.hand_out(tx, a, turnos, [f for f in faltan if f not in jueces], mismos)
    return True


def _spread(a: Audiencia, folios: list[str], jueces: dict[str, str], cargas: Counter[str]) -> dict[str, str]:
    """Each to an official who did not judge it before, where there is another; balanced over all of them."""
    puestos = {o: Puesto(cargas[o]) for o in a.funcionarios}
    reparto = balance(puestos, folios, salvo=jueces)
    return reparto | {f: a.funcionarios[0] for f in folios if f not in reparto}


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
