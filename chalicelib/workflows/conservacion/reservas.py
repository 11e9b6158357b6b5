"""Legal holds: records, or a whole process, that must not be disposed of (Protocolo 16.1, 16.2).

A hold advances the guard of the process, so every page of a disposal chosen afterwards respects it. A page whose
removal had begun may be removed; the answer says which of the held records no longer exist.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.conservacion import ReservaLevantada
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.conservacion.alcance import is_folio
from chalicelib.store.apoyos.apoyos import get_apoyos
from chalicelib.store.base.tabla import iso
from chalicelib.store.conservacion import disposiciones as almacen
from chalicelib.store.conservacion.disposiciones import Reserva
from chalicelib.workflows.base.bitacora_nota import note_event
from chalicelib.workflows.conservacion.vista import hold, process_of


def place(
    principal: Principal, proceso: str, folios: Sequence[str], motivo: str, oficio: str, ahora: datetime
) -> dict[str, Any]:
    """Place a hold on records; without folios, on the whole process. Raises `NoEncontrado`, `DatosNoAdmitidos`,
    `Ocupado`."""
    process_of(principal, proceso)
    propios = sorted(set(folios))
    if not all(is_folio(f) for f in propios):
        raise DatosNoAdmitidos(
            "La reserva no se puso.", faltas=[{"campo": "folios", "texto": "Escriba folios completos."}]
        )
    version, previas = almacen.guard_version(proceso), almacen.holds_of(proceso)
    nueva = Reserva(
        proceso=proceso,
        cual=almacen.hold_key(len(previas) + 1),
        folios=propios,
        motivo=motivo,
        oficio=oficio,
        puesta_en=iso(ahora),
        cuenta=principal.cuenta,
    )

    def write(tx: Any) -> None:
        almacen.move_guard(tx, proceso, version)
        tx.save(nueva, condition=Reserva.proceso.does_not_exist())

    if not note_event(principal, Evento.RESERVA_PUESTA, nueva.reserva, ahora, write):
        raise Ocupado("Otra persona está cambiando las reservas del proceso: consulte e intente de nuevo.")
    hay = {f for f, a in get_apoyos(propios).items() if a.proceso == proceso} if propios else set()
    return {**hold(nueva), "no_estan": [f for f in propios if f not in hay]}


def lift(principal: Principal, proceso: str, reserva: str, oficio: str, ahora: datetime) -> dict[str, Any]:
    """Lift a hold. A disposal that it stopped has to be resumed by an order.

    Raises `NoEncontrado`, `ReservaLevantada`, `Ocupado`.
    """
    process_of(principal, proceso)
    version = almacen.guard_version(proceso)
    r = next((r for r in almacen.holds_of(proceso) if r.reserva == reserva), None)
    if r is None:
        raise NoEncontrado
    if r.levantada_en is not None:
        raise ReservaLevantada("La reserva ya se levantó.")
    cambios = {"levantada_en": iso(ahora), "levantada_por": principal.cuenta, "oficio_levanta": oficio}

    def write(tx: Any) -> None:
        almacen.move_guard(tx, proceso, version)
        tx.update(
            Reserva(proceso, r.cual),
            actions=[getattr(Reserva, campo).set(valor) for campo, valor in cambios.items()],
            condition=Reserva.levantada_en.does_not_exist(),
        )

    if not note_event(principal, Evento.RESERVA_LEVANTADA, reserva, ahora, write):
        raise Ocupado("Otra persona está cambiando las reservas del proceso: consulte e intente de nuevo.")
    for campo, valor in cambios.items():
        setattr(r, campo, valor)
    return {**hold(r), "no_estan": []}
