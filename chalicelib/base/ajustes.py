"""Settings of this installation: read from the environment once, checked, typed.

A function with a setting that is missing or unreadable does not start: `ConfiguracionInvalida` names every one of
them. On a developer's machine each setting has a default; in Lambda those of `DE_LAMBDA` must be given, and
those of `DE_UNA_FUNCION` to the function that uses them.

No library for settings: those that were looked at bring pydantic into the start of every function (`make bench
importes` shows what that costs).
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlsplit

PREFIJO = "CAPTACION_"
DE_LAMBDA = frozenset({"prefijo", "remitente", "portal"})
DE_UNA_FUNCION = {
    "app.app": frozenset({"dominio_institucional", "pool_institucional"}),
    "chalicelib.handlers.eventos.autorizador.autorizador": frozenset({"emisores", "emisores_federados"}),
}
_DEL_ENTORNO = ("AWS_LAMBDA_FUNCTION_NAME", "_HANDLER")


class ConfiguracionInvalida(RuntimeError):
    """Settings that are missing or cannot be read; the message names each."""


def _matching(forma: str, que: str) -> Callable[[str], str]:
    def read(texto: str) -> str:
        if not re.fullmatch(forma, texto, re.ASCII):
            raise ValueError(que)
        return texto

    return read


def _url(texto: str) -> str:
    partes = urlsplit(texto)
    if partes.scheme not in ("https", "http") or not partes.netloc or texto.endswith("/"):
        raise ValueError("a URL without a slash at its end")
    return texto


def _number(desde: float, hasta: float) -> Callable[[str], float]:
    def read(texto: str) -> float:
        try:
            numero = float(texto)
        except ValueError:
            numero = float("nan")
        if not desde <= numero <= hasta:
            raise ValueError(f"a number from {desde:g} to {hasta:g}")
        return numero

    return read


def _whole(desde: int, hasta: int) -> Callable[[str], int]:
    def read(texto: str) -> int:
        if not (texto.isascii() and texto.isdecimal() and desde <= int(texto) <= hasta):
            raise ValueError(f"a whole number from {desde} to {hasta}")
        return int(texto)

    return read


def _list_of(read_one: Callable[[str], str]) -> Callable[[str], tuple[str, ...]]:
    return lambda texto: tuple(read_one(parte.strip()) for parte in texto.split(",") if parte.strip())


def _day(texto: str) -> str:
    try:
        return date.fromisoformat(texto).isoformat()
    except ValueError:
        raise ValueError("days as YYYY-MM-DD with commas") from None


def _issuers(texto: str) -> tuple[tuple[str, str], ...]:
    pares = tuple(par.partition("|") for par in texto.split(",") if par)
    if not all(emisor and cliente for emisor, _, cliente in pares):
        raise ValueError("pairs issuer|client with commas")
    return tuple((emisor, cliente) for emisor, _, cliente in pares)


_MAIL = _matching(r"[^@\s,]+@[^@\s,]+", "an e-mail address")


def _setting(read: Callable[[str], Any], de_fabrica: str = "") -> Any:
    return field(default=read(de_fabrica) if de_fabrica else "", metadata={"read": read, "vacio": False})


def _several(read_one: Callable[[str], str], de_fabrica: str = "") -> Any:
    """Parse a comma-separated list; an empty value is an empty list."""
    read = _list_of(read_one)
    return field(default=read(de_fabrica), metadata={"read": read, "vacio": True})


@dataclass(frozen=True)
class Ajustes:
    """The settings; each is the variable `CAPTACION_` and its name in capitals."""

    prefijo: str = _setting(_matching(r"[a-z][a-z0-9-]{2,30}", "a-z, 0-9 and -, up to 31"), "captacion-local")
    remitente: str = _setting(_MAIL, "apoyo.ciudadano@captacion.invalid")
    portal: str = _setting(_url, "https://portal.captacion.invalid")
    version_minima_app: str = _setting(_matching(r"[0-9]{1,3}(\.[0-9]{1,4}){2}", "N.N.N"), "0.0.0")
    masivos_por_segundo: float = _setting(_number(0.1, 1000), "10")
    minutos_para_deshacer: int = _setting(_whole(0, 1440), "10")
    dia_de_aviso_mesa: int = _setting(_whole(1, 10), "7")
    derfe_mesa: tuple[str, ...] = _several(_MAIL, "derfe.mesa@captacion.invalid")
    declaraciones: tuple[str, ...] = _several(_MAIL, "declaraciones@captacion.invalid")
    derfe_cuentas: tuple[str, ...] = _several(_MAIL, "derfe.cuentas@captacion.invalid")
    derfe_llaves: tuple[str, ...] = _several(_MAIL, "derfe.llaves@captacion.invalid")
    utvopl: tuple[str, ...] = _several(_MAIL)
    derfe_audiencias: tuple[str, ...] = _several(_MAIL, "derfe.audiencias@captacion.invalid")
    derfe_incidencias: tuple[str, ...] = _several(_MAIL, "derfe.incidencias@captacion.invalid")
    dias_inhabiles: tuple[str, ...] = _several(_day)
    meses_conservacion: int = _setting(_whole(1, 120), "3")
    dias_espera_llaves: int = _setting(_whole(7, 30), "30")
    padron: str = _setting(
        _matching(r"[\w.]+:\w+", "module:Class"), "chalicelib.workflows.padron.por_cortes:PorCortes"
    )
    dominio_institucional: str = _setting(_matching(r"[\w.-]+", "a domain"), "ine.mx")
    pool_institucional: str = _setting(_matching(r"\S+", "the id of a user pool"))
    emisores: tuple[tuple[str, str], ...] = field(default=(), metadata={"read": _issuers, "vacio": False})
    emisores_federados: tuple[str, ...] = _several(_url)


def read_settings(entorno: Mapping[str, str], necesarios: frozenset[str] = frozenset()) -> Ajustes:
    """The settings of an environment; an empty variable counts as missing. Raises `ConfiguracionInvalida`."""
    leidos: dict[str, Any] = {}
    faltas: list[str] = []
    for campo in fields(Ajustes):
        variable = PREFIJO + campo.name.upper()
        texto = entorno.get(variable, "").strip()
        if not texto and (variable not in entorno or not campo.metadata["vacio"]):
            faltas += [f"{variable} is missing"] * (campo.name in necesarios)
            continue
        try:
            leidos[campo.name] = campo.metadata["read"](texto)
        except ValueError as error:
            faltas.append(f"{variable} must be {error}")
    if faltas:
        raise ConfiguracionInvalida("; ".join(faltas))
    return Ajustes(**leidos)


def current_settings() -> Ajustes:
    """Settings of this process, read once; read again when the environment has changed, as tests do."""
    propios = tuple((v, t) for v, t in os.environ.items() if v.startswith((PREFIJO, *_DEL_ENTORNO)))
    return _read(propios)


@cache
def _read(entorno: tuple[tuple[str, str], ...]) -> Ajustes:
    return read_settings(dict(entorno), required_settings(dict(entorno)))


def required_settings(entorno: Mapping[str, str]) -> frozenset[str]:
    """Settings without which this Lambda function must not start. Outside Lambda none is required."""
    if not entorno.get(_DEL_ENTORNO[0]):
        return frozenset()
    return DE_LAMBDA | DE_UNA_FUNCION.get(entorno.get(_DEL_ENTORNO[1], ""), frozenset())
