"""API of the registration of aspirantes: data, Cédula, confirmation, end (Protocolo 6.1 B-F)."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct, structs

from chalicelib.base.reloj import ahora
from chalicelib.borde.formas_aspirantes import (
    AspiranteRegistrado,
    DatosDeAspirante,
    Version,
    registered_answer,
)
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import RespuestaDeArchivo, ruta
from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.aspirantes import AspiranteCambiado, AspiranteNoAdmite, CedulaPendiente
from chalicelib.rules.aspirantes.registro import EstadoAspirante, TipoHito
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal, Rol
from chalicelib.workflows.aspirantes import confirmacion
from chalicelib.workflows.aspirantes import registro as aspirantes
from chalicelib.workflows.aspirantes import vista as vista_aspirantes
from chalicelib.workflows.audiencias.agenda import cancel_hearings_of_ended

bp = Blueprint(__name__)
PDF = "application/pdf"


class RegistroAspirante(DatosDeAspirante, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """Datos de 6.1 B, C y E; lo vacío cuenta como no dado. Fechas: AAAA-MM-DD o DD/MM/AAAA."""

    periodo: Annotated[str, Meta(pattern=r"^[A-Z0-9-]{1,40}\Z")]
    unidad: Annotated[str, Meta(max_length=4)] = ""


class CambioAspirante(RegistroAspirante, forbid_unknown_fields=True, kw_only=True):
    """El registro completo de nuevo; `version`: aquella sobre la que se hizo el cambio."""

    version: Version


class VersionPedida(Struct, forbid_unknown_fields=True):
    """La versión de los datos de que se trata."""

    version: Version


class BajaAspirante(Struct, forbid_unknown_fields=True):
    """Por qué termina el registro."""

    causa: Annotated[str, Meta(min_length=5, max_length=500)]


class ResumenAspirante(Struct):
    """Aspirante en una lista: el nombre como lo muestra la aplicación, el cargo y el estado."""

    aspirante: str
    nombre: str
    periodo: str
    unidad: str
    estado: EstadoAspirante


class PaginaAspirantes(Struct):
    """Aspirantes de un proceso, por folio; `siguiente`: dónde continúa la página que sigue."""

    elementos: list[ResumenAspirante]
    siguiente: str | None


class HitoAspirante(Struct):
    """Qué se hizo con el registro, cuándo (UTC), qué cuenta lo hizo y sobre qué versión de los datos."""

    que: TipoHito
    en: Instante
    cuenta: str
    rol: Rol
    version: int


class CedulaFirmada(Struct):
    """Desde cuándo está en resguardo la Cédula firmada de los datos vigentes, y qué cuenta lo anotó (6.1 F)."""

    en: Instante
    cuenta: str


class DetalleAspirante(ResumenAspirante):
    """Un registro; `datos` y `causa_baja` solo para la administración del OPL y el INE."""

    proceso: str
    version: int
    cedula_generada: bool
    cedula_firmada: CedulaFirmada | None
    emblema: bool
    con_acceso: bool
    con_representante: bool
    causa_baja: str | None
    datos: dict[str, str] | None
    historia: list[HitoAspirante]


class PaginaDeAspirantes(Struct):
    """Query of a page: its cursor and its size."""

    despues: Annotated[str, Meta(pattern=r"^[A-Z0-9]{0,12}\Z")] = ""
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/aspirantes",
    Accion.REGISTRAR_ASPIRANTE,
    AspiranteRegistrado,
    cuerpo=RegistroAspirante,
    estado=201,
    problemas=(NoEncontrado, DatosNoAdmitidos, Ocupado),
    evento=Evento.ASPIRANTE_REGISTRADO,
    objeto="aspirante",
)
def registrar_aspirante(principal: Principal, proceso: str, cuerpo: RegistroAspirante) -> dict[str, Any]:
    """Registra a una persona aspirante como borrador, sin efectos hasta que se confirme (6.1 B–E)."""
    datos = structs.asdict(cuerpo)
    fila, avisos = aspirantes.register_aspirante(
        principal, proceso, cuerpo.periodo, cuerpo.unidad, datos, ahora()
    )
    return registered_answer(fila, avisos)


@ruta(
    bp,
    "PUT",
    "/v1/aspirantes/{aspirante}",
    Accion.REGISTRAR_ASPIRANTE,
    AspiranteRegistrado,
    cuerpo=CambioAspirante,
    problemas=(NoEncontrado, DatosNoAdmitidos, AspiranteCambiado, AspiranteNoAdmite, Ocupado),
    evento=Evento.ASPIRANTE_MODIFICADO,
    objeto="aspirante",
)
def cambiar_aspirante(principal: Principal, aspirante: str, cuerpo: CambioAspirante) -> dict[str, Any]:
    """Reemplaza los datos de un borrador (6.1 B–E); su Cédula debe generarse de nuevo."""
    datos = structs.asdict(cuerpo)
    fila, avisos = aspirantes.change_aspirante(
        principal, aspirante, cuerpo.version, cuerpo.periodo, cuerpo.unidad, datos, ahora()
    )
    return registered_answer(fila, avisos)


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/aspirantes",
    Accion.CONSULTAR_ASPIRANTES,
    PaginaAspirantes,
    consulta=PaginaDeAspirantes,
    problemas=(NoEncontrado,),
)
def listar_aspirantes(principal: Principal, proceso: str, consulta: PaginaDeAspirantes) -> dict[str, Any]:
    """Lista las personas aspirantes de un proceso: nombre, cargo y estado (6.1)."""
    return vista_aspirantes.list_aspirantes(principal, proceso, consulta.despues, consulta.cuantos)


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}",
    Accion.CONSULTAR_ASPIRANTES,
    DetalleAspirante,
    problemas=(NoEncontrado,),
    evento=Evento.ASPIRANTE_CONSULTADO,
    objeto="aspirante",
)
def consultar_aspirante(principal: Principal, aspirante: str) -> dict[str, Any]:
    """Consulta un registro con su historia: quién hizo qué y cuándo (6.1)."""
    return vista_aspirantes.show_aspirante(principal, aspirante)


@ruta(
    bp,
    "POST",
    "/v1/aspirantes/{aspirante}/cedula",
    Accion.REGISTRAR_ASPIRANTE,
    PDF,
    problemas=(NoEncontrado, AspiranteCambiado, AspiranteNoAdmite, Ocupado),
    evento=Evento.CEDULA_CONFIRMACION_GENERADA,
    objeto="aspirante",
)
def generar_cedula_confirmacion(principal: Principal, aspirante: str) -> RespuestaDeArchivo:
    """Genera la Cédula de confirmación de datos, para imprimirla y firmarla (6.1 F)."""
    folio, pdf = confirmacion.print_confirmacion(principal, aspirante, ahora())
    return RespuestaDeArchivo(pdf, PDF, f"cedula-confirmacion-{folio}.pdf")


@ruta(
    bp,
    "POST",
    "/v1/aspirantes/{aspirante}/confirmacion",
    Accion.REGISTRAR_ASPIRANTE,
    AspiranteRegistrado,
    cuerpo=VersionPedida,
    problemas=(NoEncontrado, AspiranteCambiado, AspiranteNoAdmite, CedulaPendiente, Ocupado),
    evento=Evento.ASPIRANTE_CONFIRMADO,
    objeto="aspirante",
)
def confirmar_aspirante(principal: Principal, aspirante: str, cuerpo: VersionPedida) -> dict[str, Any]:
    """Confirma el registro cuya Cédula se firmó; la persona aspirante recibe su folio por correo (6.1 F)."""
    return registered_answer(
        confirmacion.confirm_aspirante(principal, aspirante, cuerpo.version, ahora()), []
    )


@ruta(
    bp,
    "POST",
    "/v1/aspirantes/{aspirante}/cedula/resguardo",
    Accion.REGISTRAR_ASPIRANTE,
    AspiranteRegistrado,
    cuerpo=VersionPedida,
    problemas=(NoEncontrado, AspiranteCambiado, AspiranteNoAdmite, CedulaPendiente, Ocupado),
    evento=Evento.CEDULA_CONFIRMACION_EN_RESGUARDO,
    objeto="aspirante",
)
def anotar_cedula_firmada(principal: Principal, aspirante: str, cuerpo: VersionPedida) -> dict[str, Any]:
    """Anota que la Cédula de confirmación firmada está en resguardo: quién lo anotó y cuándo (6.1 F)."""
    return registered_answer(
        confirmacion.note_signed_cedula(principal, aspirante, cuerpo.version, ahora()), []
    )


@ruta(
    bp,
    "POST",
    "/v1/aspirantes/{aspirante}/baja",
    Accion.REGISTRAR_ASPIRANTE,
    AspiranteRegistrado,
    cuerpo=BajaAspirante,
    problemas=(NoEncontrado, AspiranteNoAdmite, Ocupado),
    evento=Evento.ASPIRANTE_BAJA,
    objeto="aspirante",
)
def dar_de_baja_aspirante(principal: Principal, aspirante: str, cuerpo: BajaAspirante) -> dict[str, Any]:
    """Termina un registro, con su razón; con él terminan sus cuentas y las audiencias que no han iniciado (6.1, 14)."""
    momento = ahora()
    terminado = confirmacion.withdraw_aspirante(principal, aspirante, cuerpo.causa, momento)
    cancel_hearings_of_ended(principal, aspirante, momento)
    return registered_answer(terminado, [])
