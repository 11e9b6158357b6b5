"""Mails: written at once for one person, or queued for many and sent as SES allows, each once (Protocolo 9.15).

    queue: {plantilla, clave, ref} ─► claim the clave for 90 s ─► CARTAS[plantilla](ref) ─► SES ─► note its state

Nothing personal goes through the queue: `ref` are ids, and whom a mail is for is read when it is sent. Who dies between
SES's answer and the note leaves a claim that runs out: only then may somebody get the same mail twice. There are two
queues, so that nobody's code or receipt waits behind an announcement to 165,000 (decisions/0075).
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
# Not MessageRejected: that is also what SES says while our own sender is not verified, and would lose every mail.
NO_ES_DESTINO = frozenset({"InvalidParameterValue", "InvalidParameterValueException"})


class CorreoEnCurso(RuntimeError):
    """Somebody else is sending this mail right now; ask again later."""


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
