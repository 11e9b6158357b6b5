"""Accounts: which role and reach a subject of the identity provider has here."""

from pynamodb.attributes import UnicodeAttribute

from chalicelib.rules.permisos import Principal, Rol
from chalicelib.store.base import Tabla, meta


class Cuenta(Tabla):
    """`sujeto` is `<issuer>|<sub>`; an account without a row reaches nothing. `estado`: activa | suspendida."""

    Meta = meta("cuentas")
    sujeto = UnicodeAttribute(hash_key=True)
    rol = UnicodeAttribute()
    estado = UnicodeAttribute()
    opl = UnicodeAttribute(default="")
    proceso = UnicodeAttribute(default="")
    aspirante = UnicodeAttribute(default="")
    auxiliar = UnicodeAttribute(default="")
    operador = UnicodeAttribute(default="")


def find_principal(sujeto: str) -> Principal | None:
    """The principal of an active account, or None."""
    try:
        c = Cuenta.get(sujeto, consistent_read=True)
    except Cuenta.DoesNotExist:
        return None
    if c.estado != "activa":
        return None
    return Principal(c.sujeto, Rol(c.rol), c.opl, c.proceso, c.aspirante, c.auxiliar, c.operador)
