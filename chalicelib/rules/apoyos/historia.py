"""The facts of a record's life, in order. Facts are appended; nothing is overwritten (Protocolo 7.12, 13.6)."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any, get_args

from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.duplicados import Duplicidad


class CausaRecepcion(StrEnum):
    """Why a record is received and yet classed as inconsistent."""

    ASPIRANTE_BAJA = "aspirante_dado_de_baja"  # 9.14, 12.4
    AUXILIAR_BAJA = "auxiliar_dado_de_baja"  # 7.7
    AUXILIAR_RETIRADO = "auxiliar_retirado_por_aspirante"  # 7.1 A
    AUXILIAR_RENUNCIO = "auxiliar_renuncio"  # 7.1 A
    DISPOSITIVO = "dispositivo_no_registrado"  # 8.11
    FUERA_DE_PERIODO = "captura_fuera_del_periodo"  # 8.10


class SituacionRegistral(StrEnum):
    """Lo que el padrón dice de la persona (LGIPE 385)."""

    LISTA_NOMINAL = "lista_nominal"
    PADRON = "padron"
    BAJA = "baja"
    NO_ENCONTRADO = "no_encontrado"


class Porque(StrEnum):
    """Why the registry was asked: each answer after the first has its cause (7.12)."""

    RECEPCION = "recepcion"  # 9.8
    CORRECCION = "correccion"  # 13.6
    CORTE = "corte"  # another cut of the padrón


class Etapa(StrEnum):
    """Dónde se dio un dictamen."""

    CAPTURA = "captura"  # 11.5
    MESA = "mesa"  # 13
    AUDIENCIA = "audiencia"  # 14


@dataclass(frozen=True)
class Recibido:
    """The record was stored. `en` is RFC 3339 UTC, here and below."""

    en: str
    causas: tuple[CausaRecepcion, ...] = ()


@dataclass(frozen=True)
class Verificado:
    """The registral look-up was made (9.8).

    `causa`: why the person, or the credential, is not in the Lista Nominal (`rules/apoyos/causas.py`); `lugar`:
    where the
    person lives, `<entidad>/<distrito federal>/<distrito local>/<municipio>/<sección>`; `hallazgos`: what of the
    reading the registry contradicts; `en_excepcion`: false for paper from a municipio not covered (11.2); `corte`:
    the cut of the padrón that answered.
    """

    en: str
    situacion: SituacionRegistral
    causa: str = ""
    en_ambito: bool = True
    en_excepcion: bool = True
    lugar: str = ""
    hallazgos: tuple[str, ...] = ()
    corte: str = ""
    porque: Porque = Porque.RECEPCION


@dataclass(frozen=True)
class Revisado:
    """A person gave a verdict (13.6)."""

    en: str
    operador: str
    dictamen: Dictamen
    etapa: Etapa = Etapa.MESA


@dataclass(frozen=True)
class Deshecho:
    """The last verdict was taken back by its author in time: the previous one is in force again (13.6)."""

    en: str
    operador: str


@dataclass(frozen=True)
class Juzgado:
    """The person's supports were judged together and the result for this one changed.

    `solo_reporte`: the period only reports it (15.3), so the record counts all the same.
    """

    en: str
    duplicidad: Duplicidad | None = None
    respecto_de: str = ""
    solo_reporte: bool = False


@dataclass(frozen=True)
class Corregido:
    """Captured data were clarified (13.6): which data; their values are sealed with the record's."""

    en: str
    operador: str
    campos: tuple[str, ...]


Hecho = Recibido | Verificado | Revisado | Deshecho | Juzgado | Corregido
_TIPOS: dict[str, type] = {t.__name__.lower(): t for t in get_args(Hecho)}
_LECTORES: dict[str, Callable[[Any], Any]] = {
    "causas": lambda v: tuple(CausaRecepcion(c) for c in v),
    "situacion": SituacionRegistral,
    "porque": Porque,
    "hallazgos": tuple,
    "campos": tuple,
    "dictamen": lambda v: Dictamen(**v),
    "etapa": Etapa,
    "duplicidad": lambda v: Duplicidad(v) if v else None,
}


def verdict_in_force(historia: Sequence[Hecho]) -> Revisado | None:
    """The last verdict that was not taken back, or None."""
    deshechos = 0
    for hecho in reversed(historia):
        if isinstance(hecho, Deshecho):
            deshechos += 1
        elif isinstance(hecho, Revisado):
            if not deshechos:
                return hecho
            deshechos -= 1
    return None


def to_dict(hecho: Hecho) -> dict[str, Any]:
    """Plain JSON values, with the kind of fact under `tipo`."""
    return {"tipo": type(hecho).__name__.lower(), **asdict(hecho)}


def to_short(hecho: Hecho) -> dict[str, Any]:
    """As `to_dict` without empty fields, because each write of a record costs by its size."""
    return {"tipo": type(hecho).__name__.lower(), **_short(hecho)}


def _short(valor: Any) -> dict[str, Any]:
    dichos = {f.name: getattr(valor, f.name) for f in fields(valor) if getattr(valor, f.name) != f.default}
    return {c: _short(v) if is_dataclass(v) else v for c, v in dichos.items()}


def from_dict(datos: dict[str, Any]) -> Hecho:
    """Inverse of `to_dict` and of `to_short`; a kind of fact that does not exist raises KeyError."""
    campos = dict(datos)
    tipo = _TIPOS[campos.pop("tipo")]
    hecho: Hecho = tipo(**{c: _LECTORES[c](v) if c in _LECTORES else v for c, v in campos.items()})
    return hecho
