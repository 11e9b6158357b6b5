"""Sending of mails, each once: at once for one person, or from a queue at the rate of SES (Protocolo 9.15).

    queue: {plantilla, clave, ref} ─► claim the clave for 90 s ─► CARTAS[plantilla](ref) ─► SES ─► note its state

No personal data goes through the queue: `ref` are ids, and the recipient is read when the mail is sent. If the sender
dies between SES's answer and the note, the claim expires and the mail is sent again: the only case of a double mail.
There are two queues, so that no code or receipt waits behind an announcement to 165,000 people (decisions/0075).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from botocore.exceptions import ClientError, HTTPClientError

from chalicelib.base import aws, config
from chalicelib.store.correos import entregas as correos
from chalicelib.store.correos.entregas import EstadoEntrega
from chalicelib.workflows.correos.carta import AvisoCorreo, Carta, Redactor
from chalicelib.workflows.correos.rebotes import is_suppressed

PLAZO = timedelta(seconds=90)
# MessageRejected is left out: SES answers it too while our own sender is not verified, and every mail would be lost.
NO_ES_DESTINO = frozenset({"InvalidParameterValue", "InvalidParameterValueException"})


class CorreoEnCurso(RuntimeError):
    """Another run holds the claim of this mail; retry later."""


def deliver_notice(
    aviso: AvisoCorreo, redactores: dict[str, Redactor], ahora: datetime, *, masivo: bool = False
) -> EstadoEntrega | None:
    """Send a queued mail unless it was sent; return its final state, or None when it had one before.

    `masivo`: a mail to an address that bounced or complained is not sent (`rebotado`). Raises `CorreoEnCurso`, KeyError
    for an unknown template, or the error that prevented sending; SQS then delivers the notice again.
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
    """Write and send the mail of that key; None if it was sent or another run is sending it.

    `write` is called at each attempt, so any side effect of it is repeated. Raises what AWS raises.
    """
    correo = correos.claim_mail(clave, ahora, PLAZO)
    if correo is None:
        return None
    try:
        estado = _try(write())
    except HTTPClientError:  # no answer: it may have been sent, so the claim is left to expire
        raise
    except Exception:  # certainly not sent: the next attempt need not wait for the claim
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

    The client used does not retry by itself, because a repeated request would be a second mail.
    """
    ses = aws.client_once("ses")
    if carta.adjuntos:  # SES's own form of a mail has none
        from chalicelib.workflows.correos.mime import raw_message  # 10 ms: functions of queues attach nothing

        ses.send_raw_email(
            Source=config.REMITENTE, Destinations=[carta.destino], RawMessage={"Data": raw_message(carta)}
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
