"""The outbox: messages stored with a change are queued after it, or by the watch if the change's run died.

A message may therefore be queued twice, and every consumer is idempotent: a mail with the same `clave` is sent once.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib.base import config
from chalicelib.base.registro import describe_error, log
from chalicelib.store.base.colas import Mensaje, NoEncolado, send_messages
from chalicelib.store.base.tabla import iso
from chalicelib.store.correos import salidas
from chalicelib.store.correos.salidas import DEMORA, Salida
from chalicelib.workflows.correos.carta import AvisoCorreo


class SalidasPendientes(RuntimeError):
    """Some messages could not be queued; the next watch tries again."""


def owed_mail(aviso: AvisoCorreo, ahora: datetime) -> Salida:
    """Outbox message that sends a mail, owed from `ahora` on."""
    cuerpo = {"plantilla": aviso.plantilla, "clave": aviso.clave, "ref": aviso.ref}
    return Salida(salida=aviso.clave, cola=config.COLA_CORREOS, cuerpo=cuerpo, desde=iso(ahora))


def owed_stretch(anuncio: str, tramo: str, ahora: datetime) -> Salida:
    """Outbox message that makes a stretch of an announcement go on, owed from `ahora` on."""
    cuerpo = {"anuncio": anuncio, "tramo": tramo}
    return Salida(
        salida=f"oleada#{anuncio}#{tramo}", cola=config.COLA_OLEADAS, cuerpo=cuerpo, desde=iso(ahora)
    )


def send_owed(debidas: Iterable[Salida]) -> None:
    """Queue the messages of a change. A failure is logged, not raised: the watch queues them later."""
    for salida in debidas:
        try:
            _send([salida])
        except (NoEncolado, ClientError, BotoCoreError, PynamoDBException) as error:
            log.error("salida pendiente", extra=describe_error(error))


def send_overdue(ahora: datetime) -> int:
    """Queue overdue messages; return how many. Raises `SalidasPendientes`, after trying all, if some failed."""
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
    """Queue the messages, then delete their rows: a death in between repeats a message and never loses it."""
    send_messages(debidas[0].cola, [Mensaje(s.cuerpo) for s in debidas])
    for salida in debidas:
        salidas.delete_owed(salida)


def has_unfinished_acts(ahora: datetime) -> bool:
    """Whether an act was announced longer ago than `DEMORA` and its result was never noted (decisions/0388)."""
    return bool(salidas.list_intents(ahora - DEMORA))
