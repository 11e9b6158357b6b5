"""A mail before it is sent: its text and address (`Carta`), and the queued notice that requests it (`AvisoCorreo`).

Most functions only queue notices, so this module imports nothing that only sending needs: no vault, no SES.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from chalicelib.base import config
from chalicelib.store.base.colas import Mensaje, send_messages
from chalicelib.store.correos.entregas import EstadoEntrega


@dataclass(frozen=True)
class AvisoCorreo:
    """Notice of a mail to send once. `plantilla`: its template; `ref`: ids of its subject; `clave`: idempotency key."""

    plantilla: str
    clave: str
    ref: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Adjunto:
    """A file that goes with a mail; `tipo`: its media type."""

    nombre: str
    tipo: str
    contenido: bytes = field(repr=False)


@dataclass(frozen=True)
class Carta:
    """A mail ready to send.

    `adjuntos` need the permission `ses:SendRawEmail`, which the API's functions have and those of the queues do not.
    """

    destino: str
    asunto: str
    cuerpo: str
    adjuntos: tuple[Adjunto, ...] = ()


Redactor = Callable[[dict[str, str]], Carta | EstadoEntrega | None]
"""Function that makes the mail of a `ref`; None when it has no recipient any more; or the state to note instead."""


def enqueue_mails(avisos: Iterable[AvisoCorreo], *, masivo: bool = False) -> None:
    """Queue mails; idempotent. `masivo`: to the queue of bulk mail, with lower priority. Raises `NoEncolado`."""
    send_messages(
        config.COLA_MASIVOS if masivo else config.COLA_CORREOS,
        [Mensaje({"plantilla": a.plantilla, "clave": a.clave, "ref": a.ref}) for a in avisos],
    )


def parse_notice(cuerpo: dict[str, Any]) -> AvisoCorreo:
    """The notice in a queue's message. Raises KeyError or AttributeError for any other message."""
    ref = {str(c): str(v) for c, v in cuerpo["ref"].items()}
    return AvisoCorreo(str(cuerpo["plantilla"]), str(cuerpo["clave"]), ref)
