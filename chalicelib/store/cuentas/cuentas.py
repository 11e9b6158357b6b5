"""Accounts: which roles and reach a subject of the identity provider has here.

A person may have several: who captures for an aspirante may also give a support of their own. Each is a row.
"""

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import Any
from zlib import crc32

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.transactions import TransactWrite

from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.base.tabla import Tabla, iso, meta
from chalicelib.store.base.transacciones import Escritura, transact_unless_refused


class CuentasPorOpl(GlobalSecondaryIndex["Cuenta"]):
    """Institutional accounts of an OPL (or `ine`), and a process's citizens by parts; others have no `institucion`."""

    class Meta:
        index_name = "por_institucion"
        projection = AllProjection()

    institucion = UnicodeAttribute(hash_key=True)
    cuenta = UnicodeAttribute(range_key=True)


class Cuenta(Tabla):
    """`sujeto` is `<issuer>|<sub>`; a subject without an active row reaches nothing.

    `cuenta` names the account and never changes; `estado`: bloqueada (no declaration on file yet) | activa |
    suspendida | terminada; `sesion`, `sesion_desde`: the one session in force (5.5); `datos`: of the official, sealed
    with the system's secret (workflows/cuentas/titular.py opens them).
    """

    Meta = meta("cuentas")
    sujeto = UnicodeAttribute(hash_key=True)
    cuenta = UnicodeAttribute(range_key=True)
    rol = UnicodeAttribute()
    estado = UnicodeAttribute()
    opl = UnicodeAttribute(default="")
    proceso = UnicodeAttribute(default="")
    aspirante = UnicodeAttribute(default="")
    auxiliar = UnicodeAttribute(default="")
    operador = UnicodeAttribute(default="")
    institucion = UnicodeAttribute(null=True)
    datos = BinaryAttribute(legacy_encoding=False, null=True)
    sesion = UnicodeAttribute(null=True)
    sesion_desde = NumberAttribute(null=True)
    alta = UnicodeAttribute(null=True)
    por_institucion = CuentasPorOpl()

    @property
    def principal(self) -> Principal:
        return Principal(
            self.sujeto,
            Rol(self.rol),
            self.opl,
            self.proceso,
            self.aspirante,
            self.auxiliar,
            self.operador,
            self.cuenta,
        )


def active_accounts(sujeto: str) -> list[Cuenta]:
    """The subject's accounts in force, as of now."""
    return [c for c in Cuenta.query(sujeto, consistent_read=True) if c.estado == "activa"]


class Sesion(Enum):
    """What a login is to an account."""

    NUEVA = 1  # it took the place of any other
    VIGENTE = 2
    TERMINADA = 3  # a later one holds


def take_session(
    cuenta: Cuenta, sesion: str, desde: int, write: Callable[[Escritura], bool] = transact_unless_refused
) -> Sesion:
    """Make that login (its id, and when: Unix seconds) the account's session unless a later one is.

    `write` puts it into a transaction, alone or with the entry that notes it; False when a condition does not hold. Of
    two logins within the same second the one seen first stays.
    """
    if cuenta.sesion == sesion:
        return Sesion.VIGENTE

    def fill(tx: TransactWrite) -> None:
        tx.update(
            Cuenta(cuenta.sujeto, cuenta.cuenta),
            actions=[Cuenta.sesion.set(sesion), Cuenta.sesion_desde.set(desde)],
            condition=Cuenta.sesion_desde.does_not_exist() | (Cuenta.sesion_desde < desde),
        )

    if write(fill):
        return Sesion.NUEVA
    # Two requests of one new login may race for it.
    actual = Cuenta.get(cuenta.sujeto, cuenta.cuenta, consistent_read=True)
    return Sesion.VIGENTE if actual.sesion == sesion else Sesion.TERMINADA


SIN_SESION = "terminada"  # no login's id


def end_session(tx: TransactWrite, sujeto: str, cuenta: str, desde: int, **campos: str) -> None:
    """Let no login made until `desde` (Unix seconds) reach the account any more (5.5), and set those fields of it."""
    acciones = [getattr(Cuenta, c).set(v) for c, v in campos.items()]
    sesion = [Cuenta.sesion.set(SIN_SESION), Cuenta.sesion_desde.set(desde)]
    tx.update(Cuenta(sujeto, cuenta), actions=[*acciones, *sesion], condition=Cuenta.cuenta.exists())


def set_account_state(tx: TransactWrite, sujeto: str, cuenta: str, estado: str) -> None:
    """Change an account's state; its session stays as it is."""
    tx.update(Cuenta(sujeto, cuenta), actions=[Cuenta.estado.set(estado)], condition=Cuenta.cuenta.exists())


def new_account(sujeto: str, cuenta: str, rol: Rol, ahora: datetime, **alcance: Any) -> Cuenta:
    """An account in force, to be saved by whoever makes it (alone or within a transaction)."""
    return Cuenta(sujeto=sujeto, cuenta=cuenta, rol=rol.value, estado="activa", alta=iso(ahora), **alcance)


LISTAS_CIUDADANIA = 8
"""A process's citizens are listed in so many parts of the index by institution, which otherwise holds officials."""


def lista_ciudadania(proceso: str, cuenta: str) -> str:
    """What `institucion` of a citizen's account must be, so that announcements find it (9.15)."""
    return f"ciudadania#{proceso}#{crc32(cuenta.encode()) % LISTAS_CIUDADANIA}"


def listas_ciudadania(proceso: str) -> list[str]:
    """All parts of the list of a process's citizens."""
    return [f"ciudadania#{proceso}#{parte}" for parte in range(LISTAS_CIUDADANIA)]
