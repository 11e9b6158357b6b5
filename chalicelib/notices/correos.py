"""The mail of an announcement (Protocolo 9.15, 9.17, 12.2, 17.4)."""

from datetime import datetime

from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.correos import TipoAnuncio

ASUNTOS = {
    TipoAnuncio.MANTENIMIENTO: "Ventana de mantenimiento del Sistema de Captación",
    TipoAnuncio.RESTABLECIMIENTO: "El servicio del Sistema de Captación se restableció",
    TipoAnuncio.FALLA_PROVEEDOR: "Falla del servicio con el que inicia sesión",
}


def render_announcement(
    tipo: TipoAnuncio,
    asunto: str,
    texto: str,
    ventana: tuple[datetime, datetime] | None,
    proveedor: str,
    correo: str,
    telefono: str,
) -> tuple[str, str]:
    """Subject and plain text; `ventana` aware, `correo` and `telefono` where doubts are answered (17.2, 17.4)."""
    partes = [*_opening(tipo, ventana, proveedor), *([texto, ""] if texto else [])]
    pie = f"Dudas o comentarios: {correo}, o al teléfono {telefono} (INETEL)."
    return asunto or ASUNTOS[tipo], "\n".join([*partes, pie])


def _opening(tipo: TipoAnuncio, ventana: tuple[datetime, datetime] | None, proveedor: str) -> list[str]:
    match tipo:
        case TipoAnuncio.MANTENIMIENTO if ventana:
            return [
                "El Sistema de Captación de apoyo de la ciudadanía tendrá una ventana de mantenimiento:",
                f"  Inicia:  {_centre(ventana[0])}",
                f"  Termina: {_centre(ventana[1])}",
                "Mientras dure, conserve los registros en su dispositivo: podrá enviarlos al terminar.",
                "Le avisaremos cuando el servicio se restablezca.",
                "",
            ]
        case TipoAnuncio.RESTABLECIMIENTO:
            return [
                "El servicio del Sistema de Captación de apoyo de la ciudadanía se restableció.",
                "Ya puede enviar los registros que conserva en su dispositivo.",
                "",
            ]
        case TipoAnuncio.FALLA_PROVEEDOR:
            return [
                f"El servicio de {proveedor.capitalize()}, con el que inicia sesión, presenta una falla ajena al INE.",
                "Para continuar con la captación de apoyos, proporcione otra opción de correo electrónico: si es",
                "auxiliar, a la persona aspirante que le registró; en los demás casos, a la cuenta de este aviso.",
                "",
            ]
    return []


def _centre(momento: datetime) -> str:
    return f"{momento.astimezone(CENTRO):%d/%m/%Y %H:%M} (hora del centro)"
