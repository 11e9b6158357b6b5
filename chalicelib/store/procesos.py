"""Processes and their capture periods. Read often, written by few: readers keep a copy for a minute."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from pynamodb.attributes import BinaryAttribute, BooleanAttribute, UnicodeAttribute

from chalicelib.rules.periodo import Periodo as PeriodoCaptacion
from chalicelib.rules.registral import Ambito
from chalicelib.store.base import Tabla, instante, meta

SEGUNDOS_COPIA = 60.0
_T = TypeVar("_T")


class Proceso(Tabla):
    """One local electoral process, with its keys.

    `llave_captura`: ARN of the RSA key to which phones seal; `llave_resguardo`: ARN of the symmetric key of this
    process alone; `secreto`: the secret of its blind index and sealed fields, wrapped by `llave_resguardo`.
    """

    Meta = meta("procesos")
    proceso = UnicodeAttribute(hash_key=True)
    opl = UnicodeAttribute()
    nombre = UnicodeAttribute()
    entidad = UnicodeAttribute()
    llave_captura = UnicodeAttribute()
    llave_captura_publica = BinaryAttribute(legacy_encoding=False)
    llave_resguardo = UnicodeAttribute()
    secreto = BinaryAttribute(legacy_encoding=False)


class Periodo(Tabla):
    """Capture period of one office (6.1 A); its id names the contest in which duplicates are judged."""

    Meta = meta("periodos")
    proceso = UnicodeAttribute(hash_key=True)
    periodo = UnicodeAttribute(range_key=True)
    nombre = UnicodeAttribute()
    inicio = UnicodeAttribute()
    fin = UnicodeAttribute()
    nivel = UnicodeAttribute()
    entidad = UnicodeAttribute()
    unidad = UnicodeAttribute(default="")
    entre_aspirantes = BooleanAttribute(default=True)

    @property
    def captacion(self) -> PeriodoCaptacion:
        return PeriodoCaptacion(instante(self.inicio), instante(self.fin))

    @property
    def ambito(self) -> Ambito:
        return Ambito(self.nivel, self.entidad, self.unidad)


class Aspirante(Tabla):
    """An aspirante's registration; the hash key is the folio único (6.1 F)."""

    Meta = meta("aspirantes")
    aspirante = UnicodeAttribute(hash_key=True)
    proceso = UnicodeAttribute()
    periodo = UnicodeAttribute()
    opl = UnicodeAttribute()
    nombre = UnicodeAttribute()


_copias: dict[tuple[str, ...], tuple[float, Any]] = {}


def kept(llave: tuple[str, ...], load: Callable[[], _T]) -> _T:
    """What `load` gives, kept for a minute under that key."""
    hasta, valor = _copias.get(llave, (0.0, None))
    if time.monotonic() >= hasta:
        valor = load()
        _copias[llave] = (time.monotonic() + SEGUNDOS_COPIA, valor)
    copia: _T = valor
    return copia


def get_proceso(proceso: str) -> Proceso:
    """The process, at most a minute old. Raises `Proceso.DoesNotExist`."""
    return kept(("proceso", proceso), lambda: Proceso.get(proceso))


def get_aspirante(aspirante: str) -> Aspirante:
    """The aspirante, at most a minute old. Raises `Aspirante.DoesNotExist`."""
    return kept(("aspirante", aspirante), lambda: Aspirante.get(aspirante))


def get_periodo(proceso: str, periodo: str) -> Periodo:
    """The period, at most a minute old. Raises `Periodo.DoesNotExist`."""
    return kept(("periodo", proceso, periodo), lambda: Periodo.get(proceso, periodo))


def read_periodo(proceso: str, periodo: str) -> Periodo:
    """The period as of now: what a refusal must rest on. Raises `Periodo.DoesNotExist`."""
    return Periodo.get(proceso, periodo, consistent_read=True)


def forget_copies() -> None:
    """Read everything anew from now on (tests, and whoever has just written)."""
    _copias.clear()
