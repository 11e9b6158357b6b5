"""Mails of institutional accounts, as they are owed and as they leave the queue (Protocolo 5.2, 5.4).

That one was asked for: to each address of the DERFE. That one is active: to its holder.
"""

from chalicelib.base import config
from chalicelib.notices import cuentas as texto
from chalicelib.rules.cuentas import EstadoCuenta
from chalicelib.store.cuentas.titulares import find_titular
from chalicelib.store.procesos.opls import find_opl
from chalicelib.workflows.correos.carta import AvisoCorreo, Carta, Redactor
from chalicelib.workflows.cuentas.titular import official_of

SOLICITADA, ACTIVADA = "cuenta_solicitada", "cuenta_activa"


def request_mails(cuenta: str) -> list[AvisoCorreo]:
    """Mails that tell the DERFE that an account was requested."""
    return [
        AvisoCorreo(SOLICITADA, f"{SOLICITADA}#{cuenta}#{n}", {"cuenta": cuenta, "destino": str(n)})
        for n in range(len(config.DERFE_CUENTAS))
    ]


def request_letter(ref: dict[str, str]) -> Carta | None:
    """The mail of a request; None once it was granted or ended, or the address is no longer given."""
    titular, n = find_titular(ref["cuenta"]), int(ref["destino"])
    if titular is None or titular.estado != EstadoCuenta.SOLICITADA or n >= len(config.DERFE_CUENTAS):
        return None
    opl = find_opl(titular.opl) if titular.opl else None
    institucion = opl.nombre if opl else "INE"
    partes = texto.request_text(institucion, titular.cuenta, titular.rol, titular.oficio, config.PORTAL)
    return Carta(config.DERFE_CUENTAS[n], *partes)


def activation_mail(cuenta: str) -> AvisoCorreo:
    """The mail that an account was activated; its key makes it unique."""
    return AvisoCorreo(ACTIVADA, f"{ACTIVADA}#{cuenta}", {"cuenta": cuenta})


def activation_letter(ref: dict[str, str]) -> Carta | None:
    """Text of the activation mail; None when the account was suspended or ended meanwhile."""
    titular = find_titular(ref["cuenta"])
    if titular is None or titular.estado != EstadoCuenta.ACTIVA:
        return None
    datos = official_of(titular.cuenta, titular.datos)
    return Carta(datos["correo"], *texto.activation_text(datos["nombre"], datos["correo"]))


REDACTORES: dict[str, Redactor] = {SOLICITADA: request_letter, ACTIVADA: activation_letter}
