"""The mail that an institutional account is active, as it leaves the queue (Protocolo 5.4)."""

from chalicelib.notices import cuentas as texto
from chalicelib.rules.cuentas import EstadoCuenta
from chalicelib.store.cuentas.titulares import find_titular
from chalicelib.workflows.correos.correo import AvisoCorreo, Carta
from chalicelib.workflows.cuentas.titular import official_of

ACTIVADA = "cuenta_activa"


def activation_mail(cuenta: str) -> AvisoCorreo:
    """The mail that an account has become active; it does so once."""
    return AvisoCorreo(ACTIVADA, f"{ACTIVADA}#{cuenta}", {"cuenta": cuenta})


def activation_letter(ref: dict[str, str]) -> Carta | None:
    """Nobody to write to when the account was suspended or ended meanwhile."""
    titular = find_titular(ref["cuenta"])
    if titular is None or titular.estado != EstadoCuenta.ACTIVA:
        return None
    datos = official_of(titular.cuenta, titular.datos)
    return Carta(datos["correo"], *texto.activation_text(datos["nombre"], datos["correo"]))
