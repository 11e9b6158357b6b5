"""Institutional accounts: their life, what a request must hold, and who may ask for which (Protocolo 5)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.base.permisos import DEL_OPL, INSTITUCIONALES, Rol


class EstadoCuenta(StrEnum):
    """Estado de una cuenta institucional (5.2-5.5); solo una activa puede actuar."""

    SOLICITADA = "solicitada"  # 5.2
    BLOQUEADA = "bloqueada"  # 5.4: has credentials, its declaration is not on file
    ACTIVA = "activa"  # 5.4
    SUSPENDIDA = "suspendida"
    TERMINADA = "terminada"


class ActoDeCuenta(StrEnum):
    """What the INE does to an account (5.4, 5.5)."""

    OTORGAR = "otorgar"
    ACTIVAR = "activar"
    SUSPENDER = "suspender"
    REANUDAR = "reanudar"
    TERMINAR = "terminar"


# act -> state in which it is admitted -> state that it leads to. Ending a request is not granting it.
PASOS: dict[ActoDeCuenta, dict[EstadoCuenta, EstadoCuenta]] = {
    ActoDeCuenta.OTORGAR: {EstadoCuenta.SOLICITADA: EstadoCuenta.BLOQUEADA},
    ActoDeCuenta.ACTIVAR: {EstadoCuenta.BLOQUEADA: EstadoCuenta.ACTIVA},
    ActoDeCuenta.SUSPENDER: {EstadoCuenta.ACTIVA: EstadoCuenta.SUSPENDIDA},
    ActoDeCuenta.REANUDAR: {EstadoCuenta.SUSPENDIDA: EstadoCuenta.ACTIVA},
    ActoDeCuenta.TERMINAR: {
        e: EstadoCuenta.TERMINADA for e in EstadoCuenta if e is not EstadoCuenta.TERMINADA
    },
}
CON_CREDENCIALES = frozenset({EstadoCuenta.BLOQUEADA, EstadoCuenta.ACTIVA})
"""States in which new credentials may be sent (5.4)."""


class ActoNoAdmitido(ValueError):
    """The account's state does not admit the act."""


def account_state_after(estado: EstadoCuenta, acto: ActoDeCuenta) -> EstadoCuenta:
    """State after the act (5.4, 5.5); unchanged when the act was done already. Raises `ActoNoAdmitido`."""
    pasos = PASOS[acto]
    if estado in pasos:
        return pasos[estado]
    if estado in pasos.values():
        return estado
    raise ActoNoAdmitido(f"{estado} no admite {acto}")


# Who asks (5.2) -> the roles of the accounts it may ask for.
PUEDEN_PEDIR: dict[Rol, frozenset[Rol]] = {Rol.INE: INSTITUCIONALES, Rol.OPL: DEL_OPL}
CON_PROCESO = frozenset({Rol.OPERADOR})  # whose work is that of one process
CON_PROCESO_OPCIONAL = frozenset({Rol.SUPERVISOR})

_NOMBRE = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)*\.?")
_CORREO = re.compile(r"[a-z0-9](?:[a-z0-9._+-]*[a-z0-9])?@([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.ASCII)
_TELEFONO = re.compile(r"\+?[0-9() -]+(?: ?ext\.? ?[0-9]{1,6})?", re.ASCII)


@dataclass(frozen=True)
class PeticionDeCuenta:
    """What a request says (5.3); `opl` and `proceso` empty where the role has none."""

    rol: Rol
    nombre: str
    cargo: str
    correo: str
    telefono: str
    oficio: str
    opl: str = ""
    proceso: str = ""
    homonimo: bool = False
    motivo_homonimo: str = ""


@dataclass(frozen=True)
class FaltaDeCuenta:
    """What is wrong with a field, and what to do."""

    campo: str
    texto: str


def account_faults(p: PeticionDeCuenta, quien: Rol, dominio: str) -> list[FaltaDeCuenta]:
    """Every fault of a request made by that role (5.2, 5.3); `dominio` is that of institutional mail (5.1)."""
    return [*_of_role(p, quien), *_of_person(p, dominio)]


def _of_role(p: PeticionDeCuenta, quien: Rol) -> list[FaltaDeCuenta]:
    faltas = []
    if p.rol not in PUEDEN_PEDIR.get(quien, frozenset()):
        faltas.append(FaltaDeCuenta("rol", "Su cuenta no puede solicitar cuentas de ese rol."))
    if (p.rol in DEL_OPL) != bool(p.opl):
        texto = (
            "Indique el OPL de la cuenta." if p.rol in DEL_OPL else "Las cuentas de ese rol no son de un OPL."
        )
        faltas.append(FaltaDeCuenta("opl", texto))
    if p.rol in CON_PROCESO and not p.proceso:
        faltas.append(FaltaDeCuenta("proceso", "Indique el proceso en el que trabajará."))
    if p.proceso and p.rol not in CON_PROCESO | CON_PROCESO_OPCIONAL:
        faltas.append(FaltaDeCuenta("proceso", "Las cuentas de ese rol no son de un solo proceso."))
    return faltas


def _of_person(p: PeticionDeCuenta, dominio: str) -> list[FaltaDeCuenta]:
    faltas = []
    if not _NOMBRE.fullmatch(p.nombre) or len(comparable_name(p.nombre).split()) < 2:
        faltas.append(FaltaDeCuenta("nombre", "Escriba el nombre completo, con apellidos y solo con letras."))
    if not p.cargo.strip():
        faltas.append(FaltaDeCuenta("cargo", "Indique el cargo."))
    correo = _CORREO.fullmatch(p.correo)
    if correo is None or correo[1] != dominio.lower() or ".." in p.correo:
        faltas.append(
            FaltaDeCuenta("correo", f"Use la cuenta de correo institucional, del dominio @{dominio}.")
        )
    if not _TELEFONO.fullmatch(p.telefono) or not 10 <= len(_digits(p.telefono)) <= 13:
        faltas.append(
            FaltaDeCuenta(
                "telefono", "Escriba el teléfono con sus diez dígitos y, si la tiene, la extensión."
            )
        )
    if not p.oficio.strip():
        faltas.append(FaltaDeCuenta("oficio", "Indique el oficio con el que se solicita."))
    if p.homonimo and len(p.motivo_homonimo.strip()) < 10:
        faltas.append(FaltaDeCuenta("motivo_homonimo", "Explique cómo se comprobó que son dos personas."))
    return faltas


def comparable_name(nombre: str) -> str:
    """Canonical form of a full name, equal for two spellings of it (5.2): letters only, no accents, words sorted, so
    that the order of names and surnames does not matter.
    """
    sueltas = unicodedata.normalize("NFKD", nombre.upper())
    letras = "".join(c if c.isalpha() else " " for c in sueltas if not unicodedata.combining(c))
    return " ".join(sorted(letras.split()))


def declaration_faults(firmada: str, ahora: datetime) -> list[FaltaDeCuenta]:
    """Faults of the signed declaration's date, `YYYY-MM-DD` of the centre (5.4)."""
    try:
        dia = date.fromisoformat(firmada)
    except ValueError:
        return [FaltaDeCuenta("fecha", "Escriba una fecha que exista, como 2027-01-31.")]
    if dia > ahora.astimezone(CENTRO).date():
        return [FaltaDeCuenta("fecha", "La declaración no puede estar firmada en un día por venir.")]
    return []


def _digits(telefono: str) -> str:
    return re.sub(r"\D", "", telefono.partition("ext")[0])
