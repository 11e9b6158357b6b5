"""Mails of a request for attention: that something happened, never what was written (Protocolo 17.1-17.4)."""

from datetime import datetime

from chalicelib.rules.atencion.solicitudes import Acto, Estado
from chalicelib.rules.base.periodo import CENTRO

QUE_PASO = {
    Acto.ATENDER: "Su solicitud ya se está atendiendo.",
    Acto.TURNAR: "Su solicitud se turnó a la Mesa de Atención Técnica y Operativa (MATO).",
    Acto.RESOLVER: "Su solicitud se resolvió. Si no quedó resuelta, puede reabrirla en el portal o en la aplicación.",
    Acto.ESCRIBIR: "Hay un mensaje nuevo en su solicitud.",
    Acto.CERRAR: "Su solicitud se cerró a petición suya.",
    Acto.REABRIR: "Su solicitud se reabrió.",
}


def render(
    solicitud: str, acto: Acto | None, estado: Estado, atender_desde: datetime, correo: str, telefono: str
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
