"""API of institutional accounts: asked for by the OPL, granted and looked after by the INE (Protocolo 5)."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.estados import ActoEscrito, EstadoDeCorreo, TipoDeSoporte
from chalicelib.borde.instantes import DiaDelCentro, Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import Conflicto, DatosNoAdmitidos, DemasiadasSolicitudes, NoEncontrado, Ocupado
from chalicelib.problemas.cuentas import ActoImprocedente, CuentaDuplicada
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import Accion, Principal, Rol
from chalicelib.rules.cuentas import EstadoCuenta, PeticionDeCuenta
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
    """Una solicitud (5.3). `opl`: solo lo indica el INE; `proceso`: para personas operadoras y para supervisoras de un
    solo proceso; `homonimo`: otra persona del mismo nombre tiene cuenta, y cómo consta.
    """

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
    """La Declaración de Confidencialidad firmada (5.4); `sha256`: el del documento, en dígitos hexadecimales."""

    referencia: Linea
    fecha: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


class Causa(Struct, forbid_unknown_fields=True):
    """Por qué se hace; se guarda sellada en la historia de la cuenta."""

    motivo: Motivo


class ConsultaCuentas(Struct):
    """`opl`: whose accounts; without it one's own. `sin_declaracion`: those granted whose signed one is not kept."""

    opl: Clave = ""
    sin_declaracion: Literal["", "si"] = ""
    despues: Annotated[str, Meta(max_length=2000)] = ""
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50


class CuentaBreve(Struct):
    """Una cuenta en una lista. `acceso`: cómo se compara la fila con la que la persona entra con lo que consta.

    `distinto`: otro estado u otra persona; `alterado`: se escribió fuera del sistema y no da acceso;
    `sin_solicitud`: nadie la pidió.
    """

    cuenta: str
    rol: Rol
    opl: str
    proceso: str
    estado: EstadoCuenta
    declaracion_guardada: bool
    nombre: str
    acceso: Literal["conforme", "distinto", "alterado", "sin_solicitud"]


class ListaCuentas(Struct):
    """Una página; `siguiente` es el cursor de la que sigue, nulo al final."""

    elementos: list[CuentaBreve]
    siguiente: str | None


class DeclaracionRecibida(Struct):
    """La declaración en el expediente, y qué cuenta la recibió."""

    referencia: str
    fecha: DiaDelCentro
    sha256: str
    recibio: str


class DocumentoGuardado(Struct):
    """La declaración firmada: su SHA-256, tipo y bytes, cuándo se guardó y por cuál cuenta."""

    digesto: str
    tipo: TipoDeSoporte
    bytes: int
    en: Instante
    por: str


class ActoCuenta(Struct):
    """Qué se hizo con la cuenta, cuándo, qué cuenta lo hizo y por qué."""

    acto: ActoEscrito
    en: Instante
    por: str
    motivo: str


class CuentaInstitucional(Struct):
    """Todo lo que consta de una cuenta; `credenciales`: qué pasó con el correo de las más recientes."""

    cuenta: str
    rol: Rol
    opl: str
    proceso: str
    estado: EstadoCuenta
    nombre: str
    cargo: str
    correo: str
    telefono: str
    motivo_homonimo: str
    oficio: str
    credenciales: EstadoDeCorreo | None
    declaracion: DeclaracionRecibida | None
    documento: DocumentoGuardado | None
    declaracion_guardada: bool
    historia: list[ActoCuenta]


class CuentaPropia(Struct):
    """Una de las cuentas de quien consulta; `cuenta` es lo que va en `X-Cuenta`, vacío si es visitante."""

    cuenta: str
    rol: Rol
    opl: str
    proceso: str
    aspirante: str
    auxiliar: str
    operador: str


class CuentasPropias(Struct):
    """Las cuentas vigentes de quien consulta."""

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
    """Solicitar por oficio la cuenta de una persona funcionaria (5.2, 5.3)."""
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
    """Cuentas y solicitudes de un OPL, o del INE (5.2)."""
    return cuentas.list_accounts(
        principal,
        consulta.opl,
        consulta.despues,
        consulta.cuantos,
        sin_declaracion=consulta.sin_declaracion == "si",
    )


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
    """Una cuenta con los datos de su titular y su historia (5.3, 5.4)."""
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
    """Otorgar una cuenta: queda bloqueada y se envían por correo su usuario y contraseña temporal (5.4).

    Repetirlo no envía nada dos veces.
    """
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
    """Enviar una contraseña temporal nueva; la anterior y toda sesión terminan (5.4, 5.5)."""
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
    """Registrar la Declaración de Confidencialidad firmada y activar la cuenta; se avisa a su titular (5.4)."""
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
    """Suspender una cuenta: su sesión termina y no se admite ningún acceso."""
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
    """Reanudar una cuenta suspendida, que vuelve a entrar con un acceso nuevo."""
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
    """Terminar una cuenta definitivamente, o desechar una solicitud."""
    return actos_cuenta.end_account(principal, cuenta, cuerpo.motivo, ahora())


class SesionCerrada(Struct):
    """El fin de la sesión; `cerradas`: en cuántas cuentas de la persona estaba abierta."""

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
    """Cuentas vigentes de quien consulta."""
    return cuentas.own_accounts(principal)
