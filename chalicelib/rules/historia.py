"""The facts of a record's life, in order. Facts are appended; nothing is overwritten (Protocolo 7.12, 13.6)."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from chalicelib.rules.dictamen import Dictamen
from chalicelib.rules.duplicados import Duplicidad


class CausaRecepcion(StrEnum):
    """Why a record is received and yet classed as inconsistent."""

    AUXILIAR_BAJA = "auxiliar_dado_de_baja"  # 7.7
    DISPOSITIVO = "dispositivo_no_registrado"  # 8.11
    FUERA_DE_PERIODO = "captura_fuera_del_periodo"  # 8.10


class Situacion(StrEnum):
    """What the registry says of the person (LGIPE 385)."""

    LISTA_NOMINAL = "lista_nominal"
    PADRON = "padron"
    BAJA = "baja"
    NO_ENCONTRADO = "no_encontrado"


class Etapa(StrEnum):
    """Where a verdict was given."""

    MESA = "mesa"  # 13
    AUDIENCIA = "audiencia"  # 14


@dataclass(frozen=True)
class Recibido:
    """The record was stored. `en` is RFC 3339 UTC, here and below."""

    en: str
    causas: tuple[CausaRecepcion, ...] = ()


@dataclass(frozen=True)
class Verificado:
    """The registral look-up was made (9.8). `hallazgos`: what of the reading the registry contradicts, by code."""

    en: str
    situacion: Situacion
    causa_baja: str = ""
    en_ambito: bool = True
    hallazgos: tuple[str, ...] = ()


@dataclass(frozen=True)
class Revisado:
    """A person gave a verdict (13.6)."""

    en: str
    operador: str
    dictamen: Dictamen
    etapa: Etapa = Etapa.MESA


@dataclass(frozen=True)
class Juzgado:
    """The person's supports were judged together and the result for this one changed."""

    en: str
    duplicidad: Duplicidad | None = None
    respecto_de: str = ""


Hecho = Recibido | Verificado | Revisado | Juzgado
_TIPOS: dict[str, type] = {t.__name__.lower(): t for t in (Recibido, Verificado, Revisado, Juzgado)}


def to_dict(hecho: Hecho) -> dict[str, Any]:
    """Plain JSON values, with the kind of fact under `tipo`."""
    return {"tipo": type(hecho).__name__.lower(), **asdict(hecho)}


def from_dict(datos: dict[str, Any]) -> Hecho:
    """Inverse of `to_dict`; a kind of fact that does not exist raises KeyError."""
    campos = dict(datos)
    tipo = _TIPOS[campos.pop("tipo")]
    if tipo is Recibido:
        campos["causas"] = tuple(CausaRecepcion(c) for c in campos["causas"])
    elif tipo is Verificado:
        campos["situacion"] = Situacion(campos["situacion"])
        campos["hallazgos"] = tuple(campos.get("hallazgos", ()))
    elif tipo is Revisado:
        campos["dictamen"] = Dictamen(**campos["dictamen"])
        campos["etapa"] = Etapa(campos["etapa"])
    elif campos["duplicidad"] is not None:
        campos["duplicidad"] = Duplicidad(campos["duplicidad"])
    hecho: Hecho = tipo(**campos)
    return hecho
