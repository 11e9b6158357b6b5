"""Mails of Mi Apoyo: the code of activation, and that an activation ended (Protocolo 10.7)."""

from datetime import datetime

from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.mi_apoyo import readable_code


def render_code(codigo: str, dispositivo: str, aparato: str, vence: datetime) -> tuple[str, str]:
    """Subject and text with the code, the device it is bound to, and until when it is good (10.7)."""
    return "Código de activación de Mi Apoyo", "\n".join(
        [
            f"Código de activación: {readable_code(codigo)}",
            f"Dispositivo: {aparato} ({dispositivo})",
            f"Vigencia: hasta el {vence.astimezone(CENTRO):%d/%m/%Y %H:%M:%S} (hora del centro)",
            "",
            "Escríbalo en la aplicación de ese mismo dispositivo; sirve una sola vez y sustituye a cualquier otro.",
            "Nadie del INE, del OPL ni de una candidatura se lo pedirá. Si usted no lo solicitó, no haga nada.",
        ]
    )


def render_replaced() -> tuple[str, str]:
    """Subject and text for a citizen whose activation ended: the credential was activated with another account."""
    return "Su activación de Mi Apoyo terminó", "\n".join(
        [
            "Su Credencial para Votar se activó en Mi Apoyo con otra cuenta, así que la activación de esta terminó.",
            "Los registros que ya se recibieron no cambian.",
            "",
            "Si no fue usted, responda a este correo y solicite un código nuevo en la aplicación con su cuenta.",
        ]
    )
