"""Privacy notices and duties on personal data: for whom, which version holds (Protocolo 7.11, 18.1-18.4)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from chalicelib.rules.base.permisos import Rol

MAXIMO_TEXTO = 60_000  # characters; ours, a row holds 400 KB


class TipoAviso(StrEnum):
    """Lo que es un texto."""

    AVISO = "aviso"  # 18.1-18.4
    OBLIGACIONES = "obligaciones"  # 7.11: what aspirantes and auxiliares owe to the data they handle


CON_AVISO = frozenset(set(Rol) - {Rol.NADIE, Rol.VISITANTE})
"""Roles that have a notice of their own (18.1). A visitor becomes an auxiliar or gives a support of their own."""

CON_OBLIGACIONES = frozenset({Rol.ASPIRANTE, Rol.REPRESENTANTE, Rol.AUXILIAR})
"""Roles whose duties on personal data are made known to them (7.11)."""

EN_PUERTA = (Rol.AUXILIAR, Rol.CIUDADANIA)


class Fechado(Protocol):
    """Anything with an instant from which it is in force, as a version of a text."""

    @property
    def vigente(self) -> datetime:
        """The instant from which it holds; aware."""


_V = TypeVar("_V", bound=Fechado)


def notice_series(rol: Rol) -> list[str]:
    """Series of texts that a role has to read and acknowledge (7.11, 18.4)."""
    roles = EN_PUERTA if rol is Rol.VISITANTE else (rol,)
    avisos = [series_name(TipoAviso.AVISO, r) for r in roles if r in CON_AVISO]
    return avisos + [series_name(TipoAviso.OBLIGACIONES, r) for r in roles if r in CON_OBLIGACIONES]


def series_name(tipo: TipoAviso, rol: Rol) -> str:
    """Name of a series of versions."""
    return f"{tipo}-{rol}"


def has_notice(tipo: TipoAviso, rol: Rol) -> bool:
    """Whether there is such a series (18.1, 7.11)."""
    return rol in (CON_AVISO if tipo is TipoAviso.AVISO else CON_OBLIGACIONES)


def notice_in_force_at(newest_first: Iterable[_V], ahora: datetime) -> _V | None:
    """The newest version that has begun (18.4); None before the first."""
    return next((v for v in newest_first if v.vigente <= ahora), None)


ANTICIPACION = timedelta(days=366)
"""A later start is a slip of the year, and no other version could ever take its place before."""


def may_replace(previa: datetime | None, vigente: datetime, ahora: datetime) -> bool:
    """Whether a version may come into force at its instant: now or later, within a year, and not before the version
    that it follows (18.4).

    Versions therefore begin in the order of their numbers, and the version in force at an instant never changes.
    """
    return ahora <= vigente <= ahora + ANTICIPACION and (previa is None or vigente >= previa)
