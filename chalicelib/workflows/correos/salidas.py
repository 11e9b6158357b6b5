"""Messages that a change owes: handed over after it, and by the watch when whoever made the change died.

A message may so come twice, and every consumer bears that: a mail with one `clave` leaves once.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib.base import config
from chalicelib.base.registro import describe_error, log
from chalicelib.store.base.colas import Mensaje, NoEncolado, send_messages
from chalicelib.store.base.tabla import iso
from chalicelib.store.correos import salidas
from chalicelib.store.correos.salidas import Salida
from chalicelib.workflows.correos.carta import AvisoCorreo

DEMORA = timedelta(minutes=2)
"""Longer than any request may run: whoever owes something younger may still be about to hand it over."""


class SalidasPendientes(RuntimeError):
    """Some could not be handed over; the next watch tries again."""


def owed_mail(aviso: AvisoCorreo, ahora: datetime) -> Salida:
    """A mail, owed from `ahora` on."""
    cuerpo = {"plantilla": aviso.plantilla, "clave": aviso.clave, "ref": aviso.ref}
    return Salida(salida=aviso.clave, cola=config.COLA_CORREOS, cuerpo=cuerpo, desde=iso(ahora))


def owed_stretch(anuncio: str, tramo: str, ahora: datetime) -> Salida:
    """Outbox message that makes a stretch of an announcement go on, owed from `ahora` on."""
    cuerpo = {"anuncio": anuncio, "tramo": tramo}
    return Salida(
        salida=f"oleada#{anuncio}#{tramo}", cola=config.COLA_OLEADAS, cuerpo=cuerpo, desde=iso(ahora)
    )


def send_owed(debidas: Iterable[Salida]) -> None:
    """Queue what the change owes. Should that fail, the change stands and the watch sends it: nobody need ask again."""
    for salida in debidas:
        try:
            _send([salida])
        except (NoEncolado, ClientError, BotoCoreError, PynamoDBException) as error:
            log.error("salida pendiente", extra=describe_error(error))


def send_overdue(ahora: datetime) -> int:
    """Queue what was left behind, and return how much. Raises `SalidasPendientes` once all others had their turn."""
    vencidas = sorted(salidas.list_overdue(ahora - DEMORA), key=lambda s: str(s.cola))
    quedan = 0
    for cola, propias in groupby(vencidas, key=lambda s: str(s.cola)):
        try:
            _send(list(propias))
        except (NoEncolado, ClientError, BotoCoreError, PynamoDBException) as error:
            log.error("salidas pendientes", extra={"cola": cola, **describe_error(error)})
            quedan += 1
    if quedan:
        raise SalidasPendientes(f"{quedan} colas")
    return len(vencidas)


def _send(debidas: list[Salida]) -> None:
    """Sent first: who dies in between sends it twice, and never not at all."""
    send_messages(debidas[0].cola, [Mensaje(s.cuerpo) for s in debidas])
    for salida in debidas:
        salidas.delete_owed(salida)


def has_unfinished_acts(ahora: datetime) -> bool:
    """Whether an act was announced a while ago and nobody noted what became of it (decisions/0388)."""
    return bool(salidas.list_intents(ahora - DEMORA))
