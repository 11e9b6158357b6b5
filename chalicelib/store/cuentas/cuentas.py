"""Accounts: which roles and reach a subject of the identity provider has here.

A person may have several: who captures for an aspirante may also give a support of their own. Each is a row.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from enum import Enum
from typing import Any
from zlib import crc32

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.transactions import TransactWrite

from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.base.sellos import same_seal, seal_values
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

    Three seals, so that whoever changes one part need not read the others: `sello` of who the account is and what it
    reaches, `sello_estado` of the state, `sello_sesion` of the session (decisions/0271).
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
    sello = BinaryAttribute(legacy_encoding=False, null=True)
    sello_estado = BinaryAttribute(legacy_encoding=False, null=True)
    sello_sesion = BinaryAttribute(legacy_encoding=False, null=True)
    por_institucion = CuentasPorOpl()

    def seal(self, llave: bytes) -> None:
        """Seal the row's three parts; call it right before the row is saved whole."""
        self.sello, self.sello_estado, self.sello_sesion = self._seals(llave)

    def is_as_written(self, llave: bytes) -> bool:
        """Whether all three seals of the row verify."""
        puestos = (self.sello, self.sello_estado, self.sello_sesion)
        return all(map(same_seal, puestos, self._seals(llave)))

    def _seals(self, llave: bytes) -> tuple[bytes, bytes, bytes]:
        desde = None if self.sesion_desde is None else int(self.sesion_desde)
        return (
            seal_values(llave, ["cuenta", *(getattr(self, c) for c in _FIJOS)]),
            _state_seal(llave, self.sujeto, self.cuenta, self.estado),
            _session_seal(llave, self.sujeto, self.cuenta, self.sesion, desde),
        )

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


_FIJOS = (
    *(
        "sujeto",
        "cuenta",
        "rol",
        "opl",
        "proceso",
        "aspirante",
        "auxiliar",
        "operador",
        "institucion",
        "alta",
    ),
)
"""What never changes of an account. `datos` are sealed with its name by themselves."""


def _state_seal(llave: bytes, sujeto: str, cuenta: str, estado: str) -> bytes:
    return seal_values(llave, ["estado", sujeto, cuenta, estado])


def _session_seal(llave: bytes, sujeto: str, cuenta: str, sesion: str | None, desde: int | None) -> bytes:
    return seal_values(llave, ["sesion", sujeto, cuenta, sesion, desde])


def set_state(llave: bytes, sujeto: str, cuenta: str, estado: str) -> list[Action]:
    """Actions of an update that change an account's state."""
    sello = _state_seal(llave, sujeto, cuenta, estado)
    return [Cuenta.estado.set(estado), Cuenta.sello_estado.set(sello)]


def _set_session(llave: bytes, sujeto: str, cuenta: str, sesion: str, desde: int) -> list[Action]:
    sello = _session_seal(llave, sujeto, cuenta, sesion, desde)
    return [Cuenta.sesion.set(sesion), Cuenta.sesion_desde.set(desde), Cuenta.sello_sesion.set(sello)]


def active_accounts(sujeto: str) -> list[Cuenta]:
    """The subject's accounts marked as in force, as of now; their seals are not verified here."""
    return [c for c in Cuenta.query(sujeto, consistent_read=True) if c.estado == "activa"]


class Sesion(Enum):
    """Result of a login against the account's current session."""

    NUEVA = 1  # it took the place of any other
    VIGENTE = 2
    TERMINADA = 3  # a later one holds


def take_session(
    llave: bytes,
    cuenta: Cuenta,
    sesion: str,
    desde: int,
    write: Callable[[Escritura], bool] = transact_unless_refused,
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
            actions=_set_session(llave, cuenta.sujeto, cuenta.cuenta, sesion, desde),
            condition=Cuenta.sesion_desde.does_not_exist() | (Cuenta.sesion_desde < desde),
        )

    if write(fill):
        return Sesion.NUEVA
    # Two requests of one new login may race for it.
    actual = Cuenta.get(cuenta.sujeto, cuenta.cuenta, consistent_read=True)
    return Sesion.VIGENTE if actual.sesion == sesion else Sesion.TERMINADA


SIN_SESION = "terminada"  # no login's id


def end_session(
    tx: TransactWrite, llave: bytes, sujeto: str, cuenta: str, desde: int, estado: str | None = None
) -> None:
    """Let no login made until `desde` (Unix seconds) reach the account any more (5.5); `estado`: its state from now."""
    acciones = set_state(llave, sujeto, cuenta, estado) if estado else []
    sesion = _set_session(llave, sujeto, cuenta, SIN_SESION, desde)
    tx.update(Cuenta(sujeto, cuenta), actions=[*acciones, *sesion], condition=Cuenta.cuenta.exists())


def set_account_state(tx: TransactWrite, llave: bytes, sujeto: str, cuenta: str, estado: str) -> None:
    """Change an account's state; its session stays as it is."""
    acciones = set_state(llave, sujeto, cuenta, estado)
    tx.update(Cuenta(sujeto, cuenta), actions=acciones, condition=Cuenta.cuenta.exists())


def new_account(
    llave: bytes,
    sujeto: str,
    cuenta: str,
    rol: Rol,
    ahora: datetime,
    *,
    estado: str = "activa",
    **alcance: Any,
) -> Cuenta:
    """An account, sealed, to be saved by whoever makes it (alone or within a transaction)."""
    fila = Cuenta(sujeto=sujeto, cuenta=cuenta, rol=rol.value, estado=estado, alta=iso(ahora), **alcance)
    fila.seal(llave)
    return fila


def accounts_of(institucion: str, desde: str, hasta: str) -> Iterator[Cuenta]:
    """The rows of an institution's accounts whose names come after `desde`, up to `hasta` (empty: to the end)."""
    tramo = Cuenta.cuenta.between(f"{desde}\x00", hasta) if hasta else Cuenta.cuenta > f"{desde}\x00"
    return iter(Cuenta.por_institucion.query(institucion, tramo))


LISTAS_CIUDADANIA = 8
"""A process's citizens are listed in so many parts of the index by institution, which otherwise holds officials."""


def lista_ciudadania(proceso: str, cuenta: str) -> str:
    """What `institucion` of a citizen's account must be, so that announcements find it (9.15)."""
    return f"ciudadania#{proceso}#{crc32(cuenta.encode()) % LISTAS_CIUDADANIA}"


def listas_ciudadania(proceso: str) -> list[str]:
    """All parts of the list of a process's citizens."""
    return [f"ciudadania#{proceso}#{parte}" for parte in range(LISTAS_CIUDADANIA)]
