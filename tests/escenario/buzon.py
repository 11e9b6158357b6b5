"""Mails that SES accepted under moto, read back: plain ones, and MIME messages with their attachments."""

import os
from dataclasses import dataclass, field
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from typing import Any

from moto.ses import ses_backends
from moto.ses.models import RawMessage

from tests.escenario.recursos import CUENTA


@dataclass(frozen=True)
class Correo:
    """A mail as its addressee reads it; `destinations` as in moto; `adjuntos`: type and bytes by file name."""

    id: str
    destinations: dict[str, list[str]]
    subject: str
    body: str
    adjuntos: dict[str, tuple[str, bytes]] = field(default_factory=dict)


def taken_mails() -> list[Correo]:
    """All mails that SES accepted, in order."""
    return [_read(m) for m in ses_backends[CUENTA][os.environ["AWS_REGION"]].sent_messages]


def _read(m: Any) -> Correo:
    if not isinstance(m, RawMessage):
        return Correo(m.id, m.destinations, m.subject, m.body)
    mime: EmailMessage = message_from_string(m.raw_data, _class=EmailMessage, policy=default)
    texto = mime.get_body(("plain",))
    assert texto is not None
    adjuntos = {
        str(a.get_filename()): (a.get_content_type(), a.get_content()) for a in mime.iter_attachments()
    }
    cuerpo = texto.get_content().replace("\r\n", "\n")
    return Correo(m.id, {"ToAddresses": [str(mime["To"])]}, str(mime["Subject"]), cuerpo, adjuntos)
