"""Who may do what (Protocolo 5.1, 7.1, 8, 13). Everything not listed is refused."""

from dataclasses import dataclass
from enum import StrEnum


class Rol(StrEnum):
    """Kind of account."""

    INE = "ine"
    OPL = "opl"
    SUPERVISOR = "supervisor"
    OPERADOR = "operador"
    ASPIRANTE = "aspirante"
    AUXILIAR = "auxiliar"


class Accion(StrEnum):
    """What a route does; each route declares one."""

    ENVIAR_APOYOS = "enviar_apoyos"
    CONSULTAR_CONFIGURACION = "consultar_configuracion"
    CONSULTAR_AVANCE = "consultar_avance"
    CONSULTAR_APOYO = "consultar_apoyo"
    REVISAR_APOYOS = "revisar_apoyos"


PERMISOS: dict[Rol, frozenset[Accion]] = {
    Rol.INE: frozenset({Accion.CONSULTAR_AVANCE, Accion.CONSULTAR_CONFIGURACION}),
    Rol.OPL: frozenset({Accion.CONSULTAR_AVANCE, Accion.CONSULTAR_APOYO, Accion.CONSULTAR_CONFIGURACION}),
    Rol.SUPERVISOR: frozenset({Accion.CONSULTAR_AVANCE, Accion.CONSULTAR_APOYO}),
    Rol.OPERADOR: frozenset({Accion.REVISAR_APOYOS}),
    Rol.ASPIRANTE: frozenset({Accion.CONSULTAR_AVANCE, Accion.CONSULTAR_APOYO}),
    Rol.AUXILIAR: frozenset({Accion.ENVIAR_APOYOS, Accion.CONSULTAR_CONFIGURACION}),
}


DEL_OPL = frozenset({Rol.OPL, Rol.SUPERVISOR, Rol.OPERADOR})


@dataclass(frozen=True)
class Principal:
    """Who asks. Empty strings where the role has no such tie."""

    sujeto: str
    rol: Rol
    opl: str = ""
    proceso: str = ""
    aspirante: str = ""
    auxiliar: str = ""
    operador: str = ""


def may(principal: Principal, accion: Accion) -> bool:
    """Whether the role has the action at all."""
    return accion in PERMISOS.get(principal.rol, frozenset())


def reaches_process(principal: Principal, proceso: str, opl: str) -> bool:
    """Whether a process of that OPL is within the account's reach; the INE reaches all (5.1).

    An account of the OPL without a process reaches all of its OPL's. Aspirantes and auxiliares reach none as a
    whole, whatever else their account says.
    """
    if principal.rol is Rol.INE:
        return True
    propia = principal.rol in DEL_OPL and bool(principal.opl) and principal.opl == opl
    return propia and principal.proceso in ("", proceso)


def reaches_aspirante(principal: Principal, aspirante: str, proceso: str, opl: str) -> bool:
    """Whether that aspirante's figures and records are within the account's reach (7.1, 5.1)."""
    if principal.rol is Rol.ASPIRANTE:
        return bool(principal.aspirante) and principal.aspirante == aspirante
    return reaches_process(principal, proceso, opl)
