"""Accounts with any contents that a test needs, sealed as the system writes them."""

from datetime import datetime
from typing import Any

from chalicelib.rules.base.permisos import Rol
from chalicelib.store.cuentas.cuentas import Cuenta, new_account
from chalicelib.workflows.base.cuentas import accounts_key


def account(sujeto: str, cuenta: str, rol: Rol, ahora: datetime, **alcance: Any) -> Cuenta:
    """A sealed account, not saved."""
    return new_account(accounts_key(), sujeto, cuenta, rol, ahora, **alcance)


def keep_account(fila: Cuenta) -> None:
    """Store an account that a test wrote by hand."""
    fila.seal(accounts_key())
    fila.save()


def change_account(sujeto: str, cuenta: str, **campos: Any) -> None:
    """Set fields of a stored account, and seal it again."""
    fila = Cuenta.get(sujeto, cuenta, consistent_read=True)
    for campo, valor in campos.items():
        setattr(fila, campo, valor)
    keep_account(fila)
