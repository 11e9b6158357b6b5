"""A mail with attachments as the bytes of a MIME message (RFC 5322)."""

from email.message import EmailMessage
from email.policy import SMTP

from chalicelib.base import config
from chalicelib.workflows.correos.carta import Carta


def raw_message(carta: Carta) -> bytes:
    """The message in seven-bit characters, with CRLF line ends. SES adds the Date and Message-ID headers."""
    mensaje = EmailMessage(policy=SMTP)
    mensaje["From"], mensaje["To"], mensaje["Subject"] = config.REMITENTE, carta.destino, carta.asunto
    mensaje.set_content(carta.cuerpo, cte="quoted-printable")
    for a in carta.adjuntos:
        clase, _, subclase = a.tipo.partition("/")
        mensaje.add_attachment(a.contenido, maintype=clase, subtype=subclase, filename=a.nombre)
    return mensaje.as_bytes()
