"""API of institutional accounts: asked for by the OPL, granted and looked after by the INE (Protocolo 5)."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import Conflicto, DatosNoAdmitidos, DemasiadasSolicitudes, NoEncontrado, Ocupado
from chalicelib.problemas.cuentas import ActoImprocedente, CuentaDuplicada
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import Accion, Principal, Rol
from chalicelib.rules.cuentas import PeticionDeCuenta
from chalicelib.workflows.cuentas import actos as actos_cuenta
from chalicelib.workflows.cuentas import cuentas
from chalicelib.workflows.cuentas.sesion import close_sessions

bp = Blueprint(__name__)

Clave = Annotated[str, Meta(pattern=r"^[A-Za-z0-9-]{0,100}\Z")]
Linea = Annotated[str, Meta(min_length=3, max_length=150, pattern=r"^[^\x00-\x1f\x7f]+\Z")]
Motivo = Annotated[str, Meta(min_length=5, max_length=500, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]+\Z")]
POR_PERSONA = Limite(Por.CUENTA, 200, timedelta(hours=1))
POR_CUENTA = Limite(Por.CUENTA, 3, timedelta(hours=1))
"""Mails with credentials that one official may be sent, whoever asks."""


class SolicitudCuenta(Struct, forbid_unknown_fields=True):
    """A request (5.3). `opl`: only the INE names one; `proceso`: for operators, and for supervisors of one process;
    `homonimo`: another person of the same name has an account, and why that is known."""

    rol: Rol
    nombre: Linea
    cargo: Linea
    correo: Annotated[str, Meta(min_length=6, max_length=128, pattern=r"^[!-~]+@[!-~]+\Z")]
    telefono: Annotated[str, Meta(min_length=10, max_length=40, pattern=r"^[0-9A-Za-z+(). -]+\Z")]
    oficio: Annotated[str, Meta(min_length=3, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+\Z")]
    opl: Clave = ""
    proceso: Clave = ""
    homonimo: bool = False
    motivo_homonimo: Annotated[str, Meta(max_length=500)] = ""


class Declaracion(Struct, forbid_unknown_fields=True):
    """The signed Declaración de Confidencialidad on file (5.4): `sha256` of the document, as hexadecimal digits."""

    referencia: Linea
    fecha: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


class Causa(Struct, forbid_unknown_fields=True):
    """Why it is done; kept sealed in the account's history."""

    motivo: Motivo


class ConsultaCuentas(Struct):
    """`opl`: whose accounts; without it one's own."""

    opl: Clave = ""
    despues: Annotated[str, Meta(max_length=2000)] = ""
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50


class CuentaBreve(Struct):
    """An account in a list. `acceso`: how the row by which the person gets in compares with what is on file.

    `distinto`: another state or holder; `alterado`: another hand wrote it, and it reaches nothing; `sin_solicitud`:
    nobody asked for it.
    """

    cuenta: str
    rol: str
    opl: str
    proceso: str
    estado: str
    nombre: str
    acceso: Literal["conforme", "distinto", "alterado", "sin_solicitud"]


class ListaCuentas(Struct):
    """A page; `siguiente` is the cursor of the next, null at the end."""

    elementos: list[CuentaBreve]
    siguiente: str | None


class DeclaracionRecibida(Struct):
    """The declaration on file, and which account received it."""

    referencia: str
    fecha: str
    sha256: str
    recibio: str


class ActoCuenta(Struct):
    """What was done to the account, when, by which account, and why."""

    acto: str
    en: str
    por: str
    motivo: str


class CuentaInstitucional(Struct):
    """All that is on file of an account; `credenciales`: what became of the mail with the newest ones."""

    cuenta: str
    rol: str
    opl: str
    proceso: str
    estado: str
    nombre: str
    cargo: str
    correo: str
    telefono: str
    motivo_homonimo: str
    oficio: str
    credenciales: str | None
    declaracion: DeclaracionRecibida | None
    historia: list[ActoCuenta]


class CuentaPropia(Struct):
    """One of the caller's accounts; `cuenta` is what `X-Cuenta` takes, empty for a visitor."""

    cuenta: str
    rol: str
    opl: str
    proceso: str
    aspirante: str
    auxiliar: str
    operador: str


class CuentasPropias(Struct):
    """The caller's accounts in force."""

    cuentas: list[CuentaPropia]


@ruta(
    bp,
    "POST",
    "/v1/cuentas",
    Accion.SOLICITAR_CUENTAS,
    CuentaInstitucional,
    cuerpo=SolicitudCuenta,
    estado=201,
    problemas=(DatosNoAdmitidos, CuentaDuplicada, Ocupado),
    evento=Evento.CUENTA_SOLICITADA,
    objeto="cuenta",
    limites=(POR_PERSONA,),
)
def solicitar_cuenta(principal: Principal, cuerpo: SolicitudCuenta) -> dict[str, Any]:
    """Ask for the account of an official, by oficio (5.2, 5.3)."""
    peticion = PeticionDeCuenta(
        cuerpo.rol,
        cuerpo.nombre.strip(),
        cuerpo.cargo.strip(),
        cuerpo.correo.lower(),
        cuerpo.telefono.strip(),
        cuerpo.oficio.strip(),
        cuerpo.opl or principal.opl,
        cuerpo.proceso,
        cuerpo.homonimo,
        cuerpo.motivo_homonimo.strip(),
    )
    return cuentas.request_account(principal, peticion, ahora())


@ruta(
    bp,
    "GET",
    "/v1/cuentas",
    Accion.CONSULTAR_CUENTAS,
    ListaCuentas,
    consulta=ConsultaCuentas,
    problemas=(NoEncontrado,),
    evento=Evento.CUENTAS_LISTADAS,
)
def listar_cuentas(principal: Principal, consulta: ConsultaCuentas) -> dict[str, Any]:
    """Accounts and requests of an OPL, or of the INE (5.2)."""
    return cuentas.list_accounts(principal, consulta.opl, consulta.despues, consulta.cuantos)


@ruta(
    bp,
    "GET",
    "/v1/cuentas/{cuenta}",
    Accion.CONSULTAR_CUENTAS,
    CuentaInstitucional,
    problemas=(NoEncontrado,),
    evento=Evento.CUENTA_CONSULTADA,
    objeto="cuenta",
)
def consultar_cuenta(principal: Principal, cuenta: str) -> dict[str, Any]:
    """An account with its holder's data and its history (5.3, 5.4)."""
    return cuentas.show_account(principal, cuenta)


@ruta(
    bp,
    "POST",
    "/v1/cuentas/{cuenta}/otorgamiento",
    Accion.ADMINISTRAR_CUENTAS,
    CuentaInstitucional,
    problemas=(NoEncontrado, ActoImprocedente, Ocupado),
    evento=Evento.CUENTA_OTORGADA,
    objeto="cuenta",
)
def otorgar_cuenta(principal: Principal, cuenta: str) -> dict[str, Any]:
    """Grant an account: blocked, its user and temporary password mailed (5.4). Repeating it sends nothing twice."""
    return actos_cuenta.grant_account(principal, cuenta, ahora())


@ruta(
    bp,
    "POST",
    "/v1/cuentas/{cuenta}/credenciales",
    Accion.ADMINISTRAR_CUENTAS,
    CuentaInstitucional,
    problemas=(NoEncontrado, ActoImprocedente, DemasiadasSolicitudes, Ocupado),
    evento=Evento.CREDENCIALES_REENVIADAS,
    objeto="cuenta",
    limites=(POR_PERSONA,),
)
def reenviar_credenciales(principal: Principal, cuenta: str) -> dict[str, Any]:
    """Mail a new temporary password; the one before and any session end (5.4, 5.5)."""
    return actos_cuenta.resend_credentials(principal, cuenta, POR_CUENTA, ahora())


@ruta(
    bp,
    "POST",
    "/v1/cuentas/{cuenta}/declaracion",
    Accion.ADMINISTRAR_CUENTAS,
    CuentaInstitucional,
    cuerpo=Declaracion,
    problemas=(NoEncontrado, ActoImprocedente, DatosNoAdmitidos, Conflicto, Ocupado),
    evento=Evento.CUENTA_ACTIVADA,
    objeto="cuenta",
)
def registrar_declaracion(principal: Principal, cuenta: str, cuerpo: Declaracion) -> dict[str, Any]:
    """File the signed Declaración de Confidencialidad and activate the account; its holder is told (5.4)."""
    declaracion = {"referencia": cuerpo.referencia, "fecha": cuerpo.fecha, "sha256": cuerpo.sha256}
    return actos_cuenta.activate_account(principal, cuenta, declaracion, ahora())


@ruta(
    bp,
    "POST",
    "/v1/cuentas/{cuenta}/suspension",
    Accion.ADMINISTRAR_CUENTAS,
    CuentaInstitucional,
    cuerpo=Causa,
    problemas=(NoEncontrado, ActoImprocedente, Ocupado),
    evento=Evento.CUENTA_SUSPENDIDA,
    objeto="cuenta",
)
def suspender_cuenta(principal: Principal, cuenta: str, cuerpo: Causa) -> dict[str, Any]:
    """Suspend an account: its session ends and no login is admitted."""
    return actos_cuenta.suspend_account(principal, cuenta, cuerpo.motivo, ahora())


@ruta(
    bp,
    "POST",
    "/v1/cuentas/{cuenta}/reanudacion",
    Accion.ADMINISTRAR_CUENTAS,
    CuentaInstitucional,
    cuerpo=Causa,
    problemas=(NoEncontrado, ActoImprocedente, Ocupado),
    evento=Evento.CUENTA_REANUDADA,
    objeto="cuenta",
)
def reanudar_cuenta(principal: Principal, cuenta: str, cuerpo: Causa) -> dict[str, Any]:
    """Let a suspended account in again, after a new login."""
    return actos_cuenta.resume_account(principal, cuenta, cuerpo.motivo, ahora())


@ruta(
    bp,
    "POST",
    "/v1/cuentas/{cuenta}/termino",
    Accion.ADMINISTRAR_CUENTAS,
    CuentaInstitucional,
    cuerpo=Causa,
    problemas=(NoEncontrado, ActoImprocedente, Ocupado),
    evento=Evento.CUENTA_TERMINADA,
    objeto="cuenta",
)
def terminar_cuenta(principal: Principal, cuenta: str, cuerpo: Causa) -> dict[str, Any]:
    """End an account for good, or discard a request."""
    return actos_cuenta.end_account(principal, cuenta, cuerpo.motivo, ahora())


class SesionCerrada(Struct):
    """The session's end; `cerradas`: how many accounts of the person it was open in."""

    cuenta: str
    cerradas: int


@ruta(
    bp,
    "DELETE",
    "/v1/cuenta/sesion",
    Accion.CONSULTAR_CUENTA_PROPIA,
    SesionCerrada,
    evento=Evento.SESION_CERRADA,
    objeto="cuenta",
)
def cerrar_sesion(principal: Principal) -> dict[str, Any]:
    """Cierra la sesión: los tokens con que se entró dejan de servir en ese momento."""
    return close_sessions(principal, ahora())


@ruta(bp, "GET", "/v1/cuenta", Accion.CONSULTAR_CUENTA_PROPIA, CuentasPropias)
def consultar_cuenta_propia(principal: Principal) -> dict[str, Any]:
    """The caller's own accounts in force."""
    return cuentas.own_accounts(principal)
