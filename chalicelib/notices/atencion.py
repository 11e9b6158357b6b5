"""Mails of a request for attention: that something happened, never what was written (Protocolo 17.1-17.4)."""

from datetime import datetime

from chalicelib.rules.atencion.solicitudes import ActoAtencion, EstadoSolicitud
from chalicelib.rules.base.centro import CENTRO

QUE_PASO = {
    ActoAtencion.ATENDER: "Su solicitud ya se está atendiendo.",
    ActoAtencion.TURNAR: "Su solicitud se turnó a la Mesa de Atención Técnica y Operativa (MATO).",
    ActoAtencion.RESOLVER: "Su solicitud se resolvió. "
    "Si no quedó resuelta, puede reabrirla en el portal o en la aplicación.",
    ActoAtencion.ESCRIBIR: "Hay un mensaje nuevo en su solicitud.",
    ActoAtencion.CERRAR: "Su solicitud se cerró a petición suya.",
    ActoAtencion.REABRIR: "Su solicitud se reabrió.",
}

SIN_SESION = {
    ActoAtencion.RESOLVER: "Su solicitud se resolvió. Si no quedó resuelta, pida que se reabra.",
}
"""Sentences for people who called or wrote, who have no page of the portal."""


def render_request_mail(
    solicitud: str,
    acto: ActoAtencion | None,
    estado: EstadoSolicitud,
    atender_desde: datetime,
    correo: str,
    telefono: str,
    *,
    sin_sesion: bool,
) -> tuple[str, str]:
    """Subject and plain text of the mail about an act upon a request; `acto` None: the request was opened.

    `atender_desde`: aware; `sin_sesion`: the mail is for a person who called or wrote.
    """
    desde = atender_desde.astimezone(CENTRO)
    abierta = (
        f"Recibimos su solicitud. Se atenderá a partir del {desde:%d/%m/%Y a las %H:%M} (hora del centro)."
    )
    frases = QUE_PASO | (SIN_SESION if sin_sesion else {})
    donde = (
        f"Para conocer la respuesta llame al {telefono} (INETEL) e indique el número de la solicitud."
        if sin_sesion
        else "Por seguridad, este correo no lleva el contenido: véalo en el portal o en la aplicación."
    )
    partes = [
        f"Solicitud de atención: {solicitud}",
        frases[acto] if acto else abierta,
        f"Estado: {estado.replace('_', ' ')}.",
        "",
        donde,
        f"Dudas o comentarios: {correo}, o al teléfono {telefono} (INETEL).",
    ]
    return f"Solicitud de atención {solicitud}", "\n".join(partes)
