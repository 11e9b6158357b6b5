"""API of the portal for auxiliares, one by one: register, list, show, remove, mail, custody (7.1–7.11, 9.17)."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct, structs

from chalicelib.base.reloj import ahora
from chalicelib.borde.estados import EstadoDeCedula, EstadoDeCorreo
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import DatosNoAdmitidos, DemasiadasSolicitudes, NoEncontrado, Ocupado
from chalicelib.problemas.aspirantes import AspiranteNoVigente
from chalicelib.problemas.auxiliares import (
    AuxiliarDeBaja,
    AuxiliarVigente,
    AuxiliarYaRegistrado,
    CargaEnCurso,
    CorreoEnUso,
)
from chalicelib.problemas.padron import PadronEnCarga
from chalicelib.rules.apoyos.historia import SituacionRegistral
from chalicelib.rules.auxiliares.registro import CausaBaja, Documento, EstadoAuxiliar, Suceso
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.auxiliares import alta as altas
from chalicelib.workflows.auxiliares import baja as bajas
from chalicelib.workflows.auxiliares import cambio_correo
from chalicelib.workflows.auxiliares import notas as notas_auxiliares
from chalicelib.workflows.auxiliares import vista as vista_auxiliares

bp = Blueprint(__name__)

Dato = Annotated[str, Meta(max_length=120)]
Correo = Annotated[str, Meta(min_length=3, max_length=254)]
Proveedor = Annotated[str, Meta(min_length=1, max_length=12)]
# Registering tells whether a clave is in the padrón; the limit keeps an account from asking about many.
POR_HORA = (Limite(Por.CUENTA, 300, timedelta(hours=1)),)
CAMBIOS = (Limite(Por.CUENTA, 60, timedelta(hours=1)),)


class NuevoAuxiliar(Struct, forbid_unknown_fields=True):
    """Datos de 7.3; `fecha_nacimiento`: AAAA-MM-DD o DD/MM/AAAA; `proveedor`: google, facebook o x."""

    nombre: Dato
    fecha_nacimiento: Annotated[str, Meta(max_length=10)]
    correo: Correo
    proveedor: Proveedor
    clave_elector: Annotated[str, Meta(max_length=40)]
    apellido_paterno: Dato = ""
    apellido_materno: Dato = ""
    telefono_movil: Annotated[str, Meta(max_length=30)] = ""
    curp: Annotated[str, Meta(max_length=40)] = ""
    referencia: Dato = ""


class OtroCorreo(Struct, forbid_unknown_fields=True):
    """El correo nuevo y el proveedor al que se vincula."""

    correo: Correo
    proveedor: Proveedor


class BajaPedida(Struct, forbid_unknown_fields=True):
    """La causa, entre las que puede dar una persona aspirante (7.1 A), y, si hace falta, una explicación."""

    causa: Literal["decision_aspirante", "renuncia", "datos_equivocados"]
    detalle: Annotated[str, Meta(pattern=r"^[^\u0000-\u001f\u007f]{0,300}\Z")] = ""


class CustodiaPedida(Struct, forbid_unknown_fields=True):
    """Qué documento, y si está en custodia (7.9)."""

    documento: Documento
    en_custodia: bool


class FiltroAuxiliares(Struct, forbid_unknown_fields=True):
    """Query of a list: state, state of the Cédula, whether registered in the app; cursor and size of the page."""

    estado: Literal["vigente", "baja"] | None = None
    cedula: Literal["sin_enviar", "por_revisar", "conforme"] | None = None
    en_la_aplicacion: Literal["si", "no"] | None = None
    despues: Annotated[str, Meta(pattern=r"^([0-7][A-Z0-9]{4,12})?\Z")] = ""
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50


class BusquedaAuxiliar(Struct, forbid_unknown_fields=True):
    """Lo que se busca, exactamente; si son varios datos, deben coincidir todos."""

    correo: Annotated[str, Meta(max_length=254)] = ""
    clave_elector: Annotated[str, Meta(max_length=40)] = ""
    referencia: Annotated[str, Meta(max_length=60)] = ""


class RenglonAuxiliar(Struct):
    """Auxiliar en una lista: solo iniciales (18.5). `documentos`: cuántos de los tres están en custodia.

    `rebote`: si los correos a su dirección rebotaron o se denunciaron; null cuando no se sabe de ninguno.
    """

    auxiliar: str
    iniciales: str
    estado: EstadoAuxiliar
    causa_baja: CausaBaja | None
    alta: Instante
    situacion_registral: SituacionRegistral | None
    en_la_aplicacion: bool
    cedula: EstadoDeCedula
    rebote: Literal["rebote_temporal", "rebotado", "queja"] | None
    documentos: int


class Auxiliares(Struct):
    """Página de auxiliares; con un filtro puede venir incompleta y sigue mientras haya `siguiente`."""

    elementos: list[RenglonAuxiliar]
    siguiente: str | None


class BajaDeAuxiliar(Struct):
    """La baja: cuándo, la causa y su texto, y lo que escribió quien la decidió."""

    en: Instante
    causa: CausaBaja
    texto: str
    detalle: str


class EnCustodia(Struct):
    """Documento de 7.9: desde cuándo está en custodia, y qué cuenta lo anotó."""

    documento: Documento
    en_custodia: bool
    desde: Instante | None
    anoto: str | None


class SucesoDeAuxiliar(Struct):
    """Algo que pasó con la persona auxiliar: cuándo, qué, y qué tipo de cuenta lo hizo (vacío: el sistema)."""

    en: Instante
    que: Suceso
    rol: str
    detalle: str


class FichaAuxiliar(Struct):
    """Todo lo que se sabe de una persona auxiliar. `confirmacion`: qué pasó con el correo de confirmación (7.5).

    `rebote`: si los correos a su dirección rebotaron (`rebotado`: no se le envían avisos masivos) o se denunciaron.
    """

    auxiliar: str
    aspirante: str
    proceso: str
    estado: EstadoAuxiliar
    persona: dict[str, str]
    alta: Instante
    vuelta: int
    situacion_registral: SituacionRegistral | None
    aviso_registral: str | None
    baja: BajaDeAuxiliar | None
    confirmacion: EstadoDeCorreo | None
    rebote: Literal["rebote_temporal", "rebotado", "queja"] | None
    en_la_aplicacion: bool
    registrado_en: str | None
    aviso_aceptado: str | None
    cedula: EstadoDeCedula
    custodia: list[EnCustodia]
    liga_vigencia: str
    historia: list[SucesoDeAuxiliar]


class AvisoDato(Struct):
    """Dato que conviene revisar; no impide el registro."""

    campo: str
    texto: str


class AuxiliarRegistrado(Struct):
    """La persona auxiliar registrada; `baja` ya está puesta si no figura en el padrón (7.6)."""

    auxiliar: str
    estado: EstadoAuxiliar
    situacion_registral: SituacionRegistral | None
    baja: BajaDeAuxiliar | None
    avisos: list[AvisoDato]


_ALTA = (
    NoEncontrado,
    DatosNoAdmitidos,
    AspiranteNoVigente,
    CargaEnCurso,
    AuxiliarYaRegistrado,
    CorreoEnUso,
    PadronEnCarga,
    Ocupado,
)


@ruta(
    bp,
    "POST",
    "/v1/aspirantes/{aspirante}/auxiliares",
    Accion.ADMINISTRAR_AUXILIARES,
    AuxiliarRegistrado,
    cuerpo=NuevoAuxiliar,
    estado=201,
    problemas=_ALTA,
    evento=Evento.AUXILIAR_REGISTRADO,
    objeto="auxiliar",
    limites=POR_HORA,
)
def registrar_auxiliar(principal: Principal, aspirante: str, cuerpo: NuevoAuxiliar) -> dict[str, Any]:
    """Registra a un auxiliar (7.3–7.5); quien no está en el padrón queda en la lista como baja, con la razón (7.6)."""
    return vista_auxiliares.describe_registration(
        *altas.register_auxiliar(principal, aspirante, structs.asdict(cuerpo), ahora())
    )


@ruta(
    bp,
    "POST",
    "/v1/auxiliares/{auxiliar}/reingreso",
    Accion.ADMINISTRAR_AUXILIARES,
    AuxiliarRegistrado,
    estado=201,
    problemas=(*_ALTA, AuxiliarVigente),
    evento=Evento.AUXILIAR_REINGRESADO,
    objeto="auxiliar",
    limites=POR_HORA,
)
def reingresar_auxiliar(principal: Principal, auxiliar: str) -> dict[str, Any]:
    """Registra de nuevo a un auxiliar dado de baja, con los datos que tenía y otro Id (7.1 A)."""
    return vista_auxiliares.describe_registration(
        *altas.register_auxiliar_again(principal, auxiliar, ahora())
    )


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}/auxiliares",
    Accion.CONSULTAR_AUXILIARES,
    Auxiliares,
    consulta=FiltroAuxiliares,
    problemas=(NoEncontrado,),
    evento=Evento.AUXILIARES_LISTADOS,
    objeto="aspirante",
)
def listar_auxiliares(principal: Principal, aspirante: str, consulta: FiltroAuxiliares) -> dict[str, Any]:
    """Lista los auxiliares de una persona aspirante, por páginas (7.1 A)."""
    estado = EstadoAuxiliar(consulta.estado) if consulta.estado else None
    return vista_auxiliares.list_auxiliares(
        principal,
        aspirante,
        estado,
        consulta.despues,
        consulta.cuantos,
        cedula=consulta.cedula or "",
        en_la_aplicacion=None if consulta.en_la_aplicacion is None else consulta.en_la_aplicacion == "si",
    )


@ruta(
    bp,
    "POST",
    "/v1/aspirantes/{aspirante}/auxiliares/busqueda",
    Accion.CONSULTAR_AUXILIARES,
    Auxiliares,
    cuerpo=BusquedaAuxiliar,
    problemas=(NoEncontrado, DatosNoAdmitidos),
    evento=Evento.AUXILIARES_LISTADOS,
    objeto="aspirante",
)
def buscar_auxiliares(principal: Principal, aspirante: str, cuerpo: BusquedaAuxiliar) -> dict[str, Any]:
    """Busca auxiliares por correo, clave de elector o referencia exactos, que no viajan en la dirección (7.1 A)."""
    if not (cuerpo.correo or cuerpo.clave_elector or cuerpo.referencia):
        texto = "Indique el correo, la clave de elector o la referencia."
        raise DatosNoAdmitidos("Falta qué buscar.", faltas=[{"campo": "correo", "texto": texto}])
    return vista_auxiliares.search_auxiliares(principal, aspirante, **structs.asdict(cuerpo))


@ruta(
    bp,
    "GET",
    "/v1/auxiliares/{auxiliar}",
    Accion.CONSULTAR_AUXILIARES,
    FichaAuxiliar,
    problemas=(NoEncontrado,),
    evento=Evento.AUXILIAR_CONSULTADO,
    objeto="auxiliar",
)
def consultar_auxiliar(principal: Principal, auxiliar: str) -> dict[str, Any]:
    """Consulta datos, estado, razón de baja, documentos e historia de un auxiliar (7.1 A, 7.6, 8.6)."""
    return vista_auxiliares.show_auxiliar(principal, auxiliar)


@ruta(
    bp,
    "POST",
    "/v1/auxiliares/{auxiliar}/baja",
    Accion.ADMINISTRAR_AUXILIARES,
    FichaAuxiliar,
    cuerpo=BajaPedida,
    problemas=(NoEncontrado, AuxiliarDeBaja, CargaEnCurso, Ocupado),
    evento=Evento.AUXILIAR_DADO_DE_BAJA,
    objeto="auxiliar",
)
def dar_de_baja_auxiliar(principal: Principal, auxiliar: str, cuerpo: BajaPedida) -> dict[str, Any]:
    """Da de baja a un auxiliar; lo que capte desde ese momento no cuenta, lo captado antes sí (7.1 A)."""
    return vista_auxiliares.describe_auxiliar(
        bajas.remove_auxiliar(principal, auxiliar, CausaBaja(cuerpo.causa), cuerpo.detalle, ahora())
    )


@ruta(
    bp,
    "POST",
    "/v1/auxiliares/{auxiliar}/confirmacion",
    Accion.ADMINISTRAR_AUXILIARES,
    FichaAuxiliar,
    problemas=(NoEncontrado, AuxiliarDeBaja, CargaEnCurso, DemasiadasSolicitudes),
    evento=Evento.CONFIRMACION_REENVIADA,
    objeto="auxiliar",
    limites=CAMBIOS,
)
def reenviar_confirmacion(principal: Principal, auxiliar: str) -> dict[str, Any]:
    """Envía de nuevo el correo de confirmación (7.5): hasta tres veces al día por auxiliar."""
    return notas_auxiliares.resend_confirmation(principal, auxiliar, ahora())


@ruta(
    bp,
    "PUT",
    "/v1/auxiliares/{auxiliar}/correo",
    Accion.ADMINISTRAR_AUXILIARES,
    FichaAuxiliar,
    cuerpo=OtroCorreo,
    problemas=(NoEncontrado, DatosNoAdmitidos, AuxiliarDeBaja, CorreoEnUso, CargaEnCurso, Ocupado),
    evento=Evento.CORREO_DE_AUXILIAR_CAMBIADO,
    objeto="auxiliar",
    limites=CAMBIOS,
)
def cambiar_correo(principal: Principal, auxiliar: str, cuerpo: OtroCorreo) -> dict[str, Any]:
    """Cambia el correo o el proveedor de un auxiliar, que se registra otra vez en la aplicación (9.17)."""
    return vista_auxiliares.describe_auxiliar(
        cambio_correo.change_mail(principal, auxiliar, cuerpo.correo, cuerpo.proveedor, ahora())
    )


@ruta(
    bp,
    "PUT",
    "/v1/auxiliares/{auxiliar}/custodia",
    Accion.ADMINISTRAR_AUXILIARES,
    FichaAuxiliar,
    cuerpo=CustodiaPedida,
    problemas=(NoEncontrado,),
    evento=Evento.CUSTODIA_ANOTADA,
    objeto="auxiliar",
)
def anotar_custodia(principal: Principal, auxiliar: str, cuerpo: CustodiaPedida) -> dict[str, Any]:
    """Anota si la FURA, la responsiva o la copia de la CPV están en custodia (7.9)."""
    return notas_auxiliares.note_custody(principal, auxiliar, cuerpo.documento, cuerpo.en_custodia, ahora())
