"""Requests for attention: two levels, and what may happen to one in each state (Protocolo 17.1-17.4)."""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from chalicelib.rules.base.permisos import Rol

PRIMER_NIVEL, SEGUNDO_NIVEL = 1, 2  # INETEL; MATO, to which it hands over (17.2)
PLAZO = timedelta(hours=9)  # working time until somebody answers: one day of attention; ours
MAXIMO_MENSAJES = 100
MAXIMO_TEXTO = 4000  # characters


class Estado(StrEnum):
    """Where a request is."""

    ABIERTA = "abierta"
    EN_ATENCION = "en_atencion"
    TURNADA = "turnada"  # handed over to the MATO, which has not begun
    RESUELTA = "resuelta"
    CERRADA = "cerrada"
    REABIERTA = "reabierta"


class Acto(StrEnum):
    """What somebody does with a request."""

    ATENDER = "atender"
    TURNAR = "turnar"  # 17.2
    RESOLVER = "resolver"
    ESCRIBIR = "escribir"
    CERRAR = "cerrar"
    REABRIR = "reabrir"


class Tema(StrEnum):
    """What a request is about."""

    ACCESO = "acceso"
    REGISTRO = "registro"
    CAPTURA = "captura"
    ENVIO = "envio"
    PORTAL = "portal"
    DATOS_PERSONALES = "datos_personales"
    OTRO = "otro"


@dataclass(frozen=True)
class Situacion:
    """State and level of a request."""

    estado: Estado
    nivel: int = PRIMER_NIVEL


EN_ESPERA = frozenset({Estado.ABIERTA, Estado.TURNADA, Estado.REABIERTA})
PENDIENTES = EN_ESPERA | {Estado.EN_ATENCION}
DE_QUIEN_ABRE = frozenset({Acto.ESCRIBIR, Acto.CERRAR, Acto.REABRIR})
DE_QUIEN_ATIENDE = frozenset({Acto.ATENDER, Acto.TURNAR, Acto.RESOLVER, Acto.ESCRIBIR})

_PASOS: dict[Acto, tuple[frozenset[Estado], Estado | None]] = {
    Acto.ATENDER: (EN_ESPERA, Estado.EN_ATENCION),
    Acto.TURNAR: (PENDIENTES, Estado.TURNADA),
    Acto.RESOLVER: (frozenset({Estado.EN_ATENCION}), Estado.RESUELTA),
    Acto.ESCRIBIR: (PENDIENTES, None),
    Acto.CERRAR: (PENDIENTES | {Estado.RESUELTA}, Estado.CERRADA),
    Acto.REABRIR: (frozenset({Estado.RESUELTA, Estado.CERRADA}), Estado.REABIERTA),
}


class NoProcede(ValueError):
    """In that state the act is not possible."""


def after(situacion: Situacion, acto: Acto) -> Situacion:
    """Where a request is after an act (17.2). Raises `NoProcede`.

    It is handed over once, from the first level to the second, where it stays also when it is opened again.
    """
    desde, hacia = _PASOS[acto]
    if situacion.estado not in desde or (acto is Acto.TURNAR and situacion.nivel == SEGUNDO_NIVEL):
        raise NoProcede
    if acto is Acto.TURNAR:
        return Situacion(Estado.TURNADA, SEGUNDO_NIVEL)
    return replace(situacion, estado=hacia) if hacia else situacion


def may_attend(rol: Rol, nivel: int) -> bool:
    """Who acts on a level: the INE, whose INETEL is, on both; the MATO on what was handed over to it (17.2)."""
    return rol is Rol.INE or (rol is Rol.MATO and nivel == SEGUNDO_NIVEL)
