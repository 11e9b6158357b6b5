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


def render_request_mail(
    solicitud: str,
    acto: ActoAtencion | None,
    estado: EstadoSolicitud,
    atender_desde: datetime,
    correo: str,
    telefono: str,
) -> tuple[str, str]:
    """Subject and plain text; `acto` None: it was opened. `atender_desde`: aware."""
    desde = atender_desde.astimezone(CENTRO)
    abierta = (
        f"Recibimos su solicitud. Se atenderá a partir del {desde:%d/%m/%Y a las %H:%M} (hora del centro)."
    )
    partes = [
        f"Solicitud de atención: {solicitud}",
        QUE_PASO[acto] if acto else abierta,
        f"Estado: {estado.replace('_', ' ')}.",
        "",
        "Por seguridad, este correo no lleva el contenido: véalo en el portal o en la aplicación.",
        f"Dudas o comentarios: {correo}, o al teléfono {telefono} (INETEL).",
    ]
    return f"Solicitud de atención {solicitud}", "\n".join(partes)
