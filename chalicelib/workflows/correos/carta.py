"""A mail before it is sent: its text and address (`Carta`), and the queued notice that asks for one (`AvisoCorreo`).

Most functions only queue notices. This module loads nothing that sending needs: no sealed addresses, no SES.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from chalicelib.base import config
from chalicelib.store.base.colas import Mensaje, send_messages
from chalicelib.store.correos.entregas import EstadoEntrega


@dataclass(frozen=True)
class AvisoCorreo:
    """A mail to be sent once: which text, about what (`ref`: ids), and the key that makes it one."""

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
    """A mail as it goes out.

    Only a function whose policy allows `ses:SendRawEmail` sends one with `adjuntos`: the API's, not the queues'.
    """

    destino: str
    asunto: str
    cuerpo: str
    adjuntos: tuple[Adjunto, ...] = ()


Redactor = Callable[[dict[str, str]], Carta | EstadoEntrega | None]
"""Makes the mail of its `ref`; None when there is nobody to write to any more, or what became of it instead."""


def enqueue_mails(avisos: Iterable[AvisoCorreo], *, masivo: bool = False) -> None:
    """Queue mails; repeating it sends nothing twice. `masivo`: they yield to everybody else's. Raises `NoEncolado`."""
    send_messages(
        config.COLA_MASIVOS if masivo else config.COLA_CORREOS,
        [Mensaje({"plantilla": a.plantilla, "clave": a.clave, "ref": a.ref}) for a in avisos],
    )


def parse_notice(cuerpo: dict[str, Any]) -> AvisoCorreo:
    """The mail that a message asks for. Raises KeyError, AttributeError for what is no such message."""
    ref = {str(c): str(v) for c, v in cuerpo["ref"].items()}
    return AvisoCorreo(str(cuerpo["plantilla"]), str(cuerpo["clave"]), ref)
