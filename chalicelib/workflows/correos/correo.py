"""Mails: written at once for one person, or queued for many and sent as SES allows, each once (Protocolo 9.15).

    queue: {plantilla, clave, ref} ─► claim the clave for 90 s ─► CARTAS[plantilla](ref) ─► SES ─► note its state

Nothing personal goes through the queue: `ref` are ids, and whom a mail is for is read when it is sent. Who dies between
SES's answer and the note leaves a claim that runs out: only then may somebody get the same mail twice. There are two
queues, so that nobody's code or receipt waits behind an announcement to 165,000 (decisions/0075).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from botocore.exceptions import ClientError, HTTPClientError

from chalicelib.base import aws, config
from chalicelib.store.base.colas import Mensaje, send_messages
from chalicelib.store.correos import entregas as correos
from chalicelib.store.correos.entregas import EstadoEntrega
from chalicelib.workflows.correos.rebotes import is_suppressed

PLAZO = timedelta(seconds=90)
# Not MessageRejected: that is also what SES says while our own sender is not verified, and would lose every mail.
NO_ES_DESTINO = frozenset({"InvalidParameterValue", "InvalidParameterValueException"})


class CorreoEnCurso(RuntimeError):
    """Somebody else is sending this mail right now; ask again later."""


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


def deliver_notice(
    aviso: AvisoCorreo, redactores: dict[str, Redactor], ahora: datetime, *, masivo: bool = False
) -> EstadoEntrega | None:
    """Send a queued mail unless it has left; what became of it, or None when it was done with before.

    `masivo`: it is not sent to an address that bounced or complained (`rebotado`). Raises `EnCurso`, KeyError for a
    template nobody has, or whatever kept it from leaving: the mail comes again.
    """
    redactor = redactores[aviso.plantilla]

    def write() -> Carta | EstadoEntrega | None:
        carta = redactor(aviso.ref)
        suprimida = masivo and isinstance(carta, Carta) and is_suppressed(carta.destino)
        return EstadoEntrega.REBOTADO if suprimida else carta

    estado = send_once(aviso.clave, write, ahora)
    if estado is None and correos.read_mail_states([aviso.clave]).get(aviso.clave) is EstadoEntrega.EN_CURSO:
        raise CorreoEnCurso(aviso.clave)
    return estado


def send_once(
    clave: str, write: Callable[[], Carta | EstadoEntrega | None], ahora: datetime
) -> EstadoEntrega | None:
    """Write and send the mail of that key unless it has left or somebody is sending it: None then.

    What `write` does besides writing happens as often as the mail is tried. Raises what AWS raises.
    """
    correo = correos.claim_mail(clave, ahora, PLAZO)
    if correo is None:
        return None
    try:
        estado = _try(write())
    except HTTPClientError:  # no answer: it may have left, so the claim has to run out
        raise
    except Exception:  # it did not leave: whoever tries next need not wait for the claim
        correos.release_mail(correo)
        raise
    return estado if correos.settle_mail(correo, estado, ahora) else None


def _try(carta: Carta | EstadoEntrega | None) -> EstadoEntrega:
    if not isinstance(carta, Carta):
        return carta or EstadoEntrega.SIN_DESTINO
    try:
        send_now(carta)
    except ClientError as error:
        if error.response["Error"]["Code"] in NO_ES_DESTINO:
            return EstadoEntrega.RECHAZADO
        raise
    return EstadoEntrega.ENVIADO


def send_now(carta: Carta) -> None:
    """Hand a mail to SES. Raises its errors.

    By the client that never repeats by itself: a repeated request would be a second mail.
    """
    ses = aws.client_once("ses")
    if carta.adjuntos:  # SES's own form of a mail has none
        ses.send_raw_email(
            Source=config.REMITENTE, Destinations=[carta.destino], RawMessage={"Data": _raw_message(carta)}
        )
        return
    ses.send_email(
        Source=config.REMITENTE,
        Destination={"ToAddresses": [carta.destino]},
        Message={
            "Subject": {"Data": carta.asunto, "Charset": "UTF-8"},
            "Body": {"Text": {"Data": carta.cuerpo, "Charset": "UTF-8"}},
        },
    )


def _raw_message(carta: Carta) -> bytes:
    """The mail in MIME: seven bits, lines ended as RFC 5322 has them. SES adds its date and id."""
    mensaje = EmailMessage(policy=SMTP)
    mensaje["From"], mensaje["To"], mensaje["Subject"] = config.REMITENTE, carta.destino, carta.asunto
    mensaje.set_content(carta.cuerpo, cte="quoted-printable")
    for a in carta.adjuntos:
        clase, _, subclase = a.tipo.partition("/")
        mensaje.add_attachment(a.contenido, maintype=clase, subtype=subclase, filename=a.nombre)
    return mensaje.as_bytes()
