"""Requests for attention: their two levels, their states, and the acts admitted in each (Protocolo 17.1-17.4).

Anybody who is signed in opens a request. For a person who calls or writes (17.2) the first level enters it, and speaks
for that person in it from then on, also after it was handed over to the MATO.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from chalicelib.rules.base.permisos import Rol

PRIMER_NIVEL, SEGUNDO_NIVEL = 1, 2  # INETEL; MATO, to which it hands over (17.2)
PLAZO = timedelta(hours=9)  # working time until somebody answers: one day of attention; ours
MAXIMO_MENSAJES = 100
MAXIMO_TEXTO = 4000  # characters


class EstadoSolicitud(StrEnum):
    """Estado de una solicitud de atención (17)."""

    ABIERTA = "abierta"
    EN_ATENCION = "en_atencion"
    TURNADA = "turnada"  # handed over to the MATO, which has not begun
    RESUELTA = "resuelta"
    CERRADA = "cerrada"
    REABIERTA = "reabierta"


class ActoAtencion(StrEnum):
    """Lo que alguien hace con una solicitud."""

    ATENDER = "atender"
    TURNAR = "turnar"  # 17.2
    RESOLVER = "resolver"
    ESCRIBIR = "escribir"
    CERRAR = "cerrar"
    REABRIR = "reabrir"


class Tema(StrEnum):
    """Asunto de una solicitud."""

    ACCESO = "acceso"
    REGISTRO = "registro"
    CAPTURA = "captura"
    ENVIO = "envio"
    PORTAL = "portal"
    DATOS_PERSONALES = "datos_personales"
    OTRO = "otro"


class Medio(StrEnum):
    """Por qué medio pidió atención alguien sin sesión (17.2, 17.4)."""

    TELEFONO = "telefono"
    CORREO = "correo"


DE_QUIEN_LLAMA = (Rol.OPL, Rol.ASPIRANTE, Rol.REPRESENTANTE, Rol.AUXILIAR, Rol.CIUDADANIA)
"""Roles that a person who calls or writes may state (17.1). The statement is not verified and grants nothing."""


@dataclass(frozen=True)
class SituacionDeSolicitud:
    """State and level of a request."""

    estado: EstadoSolicitud
    nivel: int = PRIMER_NIVEL


EN_ESPERA = frozenset({EstadoSolicitud.ABIERTA, EstadoSolicitud.TURNADA, EstadoSolicitud.REABIERTA})
PENDIENTES = EN_ESPERA | {EstadoSolicitud.EN_ATENCION}
DE_QUIEN_ABRE = frozenset({ActoAtencion.ESCRIBIR, ActoAtencion.CERRAR, ActoAtencion.REABRIR})
DE_QUIEN_ATIENDE = frozenset(
    {ActoAtencion.ATENDER, ActoAtencion.TURNAR, ActoAtencion.RESOLVER, ActoAtencion.ESCRIBIR}
)

_PASOS: dict[ActoAtencion, tuple[frozenset[EstadoSolicitud], EstadoSolicitud | None]] = {
    ActoAtencion.ATENDER: (EN_ESPERA, EstadoSolicitud.EN_ATENCION),
    ActoAtencion.TURNAR: (PENDIENTES, EstadoSolicitud.TURNADA),
    ActoAtencion.RESOLVER: (frozenset({EstadoSolicitud.EN_ATENCION}), EstadoSolicitud.RESUELTA),
    ActoAtencion.ESCRIBIR: (PENDIENTES, None),
    ActoAtencion.CERRAR: (PENDIENTES | {EstadoSolicitud.RESUELTA}, EstadoSolicitud.CERRADA),
    ActoAtencion.REABRIR: (
        frozenset({EstadoSolicitud.RESUELTA, EstadoSolicitud.CERRADA}),
        EstadoSolicitud.REABIERTA,
    ),
}


class ActoNoProcede(ValueError):
    """The request's state does not admit the act."""


def situation_after(situacion: SituacionDeSolicitud, acto: ActoAtencion) -> SituacionDeSolicitud:
    """State and level of a request after an act (17.2).

    Raises `ActoNoProcede`. A request is handed over once, from the first level to the second, and stays there when it
    is reopened.
    """
    desde, hacia = _PASOS[acto]
    if situacion.estado not in desde or (acto is ActoAtencion.TURNAR and situacion.nivel == SEGUNDO_NIVEL):
        raise ActoNoProcede
    if acto is ActoAtencion.TURNAR:
        return SituacionDeSolicitud(EstadoSolicitud.TURNADA, SEGUNDO_NIVEL)
    return replace(situacion, estado=hacia) if hacia else situacion


def may_attend(rol: Rol, nivel: int) -> bool:
    """Whether a role may act on a level: INETEL on the first, the MATO on the second, the INE on both (17.2)."""
    return rol is Rol.INE or (rol, nivel) in {(Rol.INETEL, PRIMER_NIVEL), (Rol.MATO, SEGUNDO_NIVEL)}
