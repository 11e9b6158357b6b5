"""Refusals of institutional accounts (5)."""

from chalicelib.problemas import Conflicto


class ElijaCuenta(Conflicto):
    """The person has several accounts that may do this; `cuentas` are their ids."""

    codigo = "elija_cuenta"
    titulo = "Elija una cuenta"


class CuentaDuplicada(Conflicto):
    """The official has an account already (5.2); `cuenta` is its id where the caller reaches it."""

    codigo = "cuenta_duplicada"
    titulo = "Cuenta duplicada"


class ActoImprocedente(Conflicto):
    """The account's state does not admit what was asked (5.4)."""

    codigo = "acto_improcedente"
    titulo = "La cuenta no lo admite"
