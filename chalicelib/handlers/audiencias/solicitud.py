"""API of the garantías de audiencia: request, view, desistimiento (Protocolo 14.1-14.3, 16.3)."""

from datetime import date, timedelta
from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.formas_audiencias import AudienciaMostrada, ListaAudiencias, PaginaAudiencias
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import CuerpoInvalido, DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.audiencias import AudienciaNoAdmite, SinRegistros
from chalicelib.rules.audiencias import MAXIMO_DIAS, POR_PETICION
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.audiencias import agenda as audiencias_agenda
from chalicelib.workflows.audiencias import audiencia as audiencias
from chalicelib.workflows.audiencias import solicitud as audiencias_solicitud
from chalicelib.workflows.audiencias.solicitud import Peticion

bp = Blueprint(__name__)
PEDIR_POR_HORA = Limite(Por.CUENTA, 60, timedelta(hours=1))

Folio = Annotated[str, Meta(max_length=70, pattern=r"^[A-Z0-9]{4,12}-[A-Z0-9]{4,12}(-[A-Z0-9]{4,26}){2}\Z")]
OficioOpcional = Annotated[str, Meta(max_length=120, pattern=r"^(\S([^\x00-\x1f\x7f]*\S)?)?\Z")]
TextoOpcional = Annotated[str, Meta(max_length=500, pattern=r"^(\S([^\x00-\x1f\x7f]*\S)?)?\Z")]


class DiasDeRecepcion(Struct, forbid_unknown_fields=True):
    """Todos los registros inconsistentes recibidos en esos días del centro, ambos incluidos."""

    desde: date
    hasta: date


class ApoyosElegidos(Struct, forbid_unknown_fields=True):
    """Cuáles registros: `folios` o `dias`."""

    folios: Annotated[list[Folio], Meta(max_length=POR_PETICION)] = []
    dias: DiasDeRecepcion | None = None


class AudienciaPedida(ApoyosElegidos, forbid_unknown_fields=True):
    """`oficio`: aquel con que la registra el OPL; `fundamento`: base legal de la que se pide después de la captación
    (16.3).
    """

    oficio: OficioOpcional = ""
    fundamento: TextoOpcional = ""


class Desistimiento(Struct, forbid_unknown_fields=True):
    """`oficio`: el escrito en que la persona aspirante lo dice, cuando lo registra el OPL."""

    oficio: OficioOpcional = ""
    motivo: TextoOpcional = ""


class NoAdmitido(Struct):
    """Registro que no puede estar en la audiencia; `codigo`: no_encontrado, sin_inconsistencia, en_otra_audiencia,
    sin_lugar.
    """

    folio: str
    codigo: str
    motivo: str


class AudienciaConApoyos(AudienciaMostrada):
    """Qué pasó con cada registro pedido; los que ya estaban figuran en `agregados`."""

    agregados: list[str]
    no_admitidos: list[NoAdmitido]


class DictamenDicho(Struct):
    """Un dictamen: inciso del catálogo de ese numeral, nulo si el registro es válido; y en palabras."""

    inciso: str | None
    catalogo: str
    motivo: str


class ApoyoDeAudiencia(Struct):
    """Un registro con su dictamen anterior y posterior; `resultado`: pendiente, sin_materia, confirmado, revertido."""

    folio: str
    antes: DictamenDicho
    despues: DictamenDicho | None
    resultado: Literal["pendiente", "sin_materia", "confirmado", "revertido"]
    soporte: Literal["revisado", "no_obra"] | None
    revisado_en: str | None


class ListaApoyos(Struct):
    """Página de los registros de una audiencia."""

    elementos: list[ApoyoDeAudiencia]
    siguiente: str | None


class PaginaApoyos(Struct, forbid_unknown_fields=True):
    """Query of a page of records: the folio after which it begins, and its size."""

    despues: Annotated[str, Meta(max_length=70, pattern=r"^[A-Z0-9-]*\Z")] = ""
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 100


@ruta(
    bp,
    "POST",
    "/v1/aspirantes/{aspirante}/audiencias",
    Accion.SOLICITAR_AUDIENCIA,
    AudienciaConApoyos,
    cuerpo=AudienciaPedida,
    estado=201,
    problemas=(NoEncontrado, DatosNoAdmitidos, SinRegistros, Ocupado),
    evento=Evento.AUDIENCIA_SOLICITADA,
    objeto="audiencia",
    limites=(PEDIR_POR_HORA,),
)
def solicitar_audiencia(principal: Principal, aspirante: str, cuerpo: AudienciaPedida) -> dict[str, Any]:
    """Solicita una audiencia sobre registros con inconsistencia; el OPL, a nombre del aspirante (14.1, 14.3, 16.3)."""
    return audiencias_solicitud.request_hearing(
        principal, aspirante, _chosen(cuerpo), cuerpo.oficio, cuerpo.fundamento, ahora()
    )


@ruta(
    bp,
    "POST",
    "/v1/audiencias/{audiencia}/apoyos",
    Accion.SOLICITAR_AUDIENCIA,
    AudienciaConApoyos,
    cuerpo=ApoyosElegidos,
    estado=201,
    problemas=(NoEncontrado, AudienciaNoAdmite, SinRegistros, Ocupado),
    evento=Evento.APOYOS_AGREGADOS_A_AUDIENCIA,
    objeto="audiencia",
    limites=(PEDIR_POR_HORA,),
)
def agregar_apoyos(principal: Principal, audiencia: str, cuerpo: ApoyosElegidos) -> dict[str, Any]:
    """Agrega registros a una audiencia aún no programada (14.1)."""
    return audiencias_solicitud.add_records(principal, audiencia, _chosen(cuerpo), ahora())


def _chosen(cuerpo: ApoyosElegidos) -> Peticion:
    dias = cuerpo.dias
    if bool(cuerpo.folios) == bool(dias):
        raise CuerpoInvalido("Indique los folios, o los días.", campo="folios")
    if dias is not None and not 0 <= (dias.hasta - dias.desde).days < MAXIMO_DIAS:
        raise CuerpoInvalido(f"Indique de 1 a {MAXIMO_DIAS} días.", campo="dias")
    return Peticion(cuerpo.folios, dias.desde if dias else None, dias.hasta if dias else None)


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}/audiencias",
    Accion.CONSULTAR_AUDIENCIAS,
    ListaAudiencias,
    consulta=PaginaAudiencias,
    problemas=(NoEncontrado,),
)
def listar_audiencias_de_aspirante(
    principal: Principal, aspirante: str, consulta: PaginaAudiencias
) -> dict[str, Any]:
    """Lista las audiencias de un aspirante (14)."""
    return audiencias.list_hearings_of_aspirante(principal, aspirante, consulta.despues, consulta.cuantos)


@ruta(
    bp,
    "GET",
    "/v1/audiencias/{audiencia}",
    Accion.CONSULTAR_AUDIENCIAS,
    AudienciaMostrada,
    problemas=(NoEncontrado,),
    evento=Evento.AUDIENCIA_CONSULTADA,
    objeto="audiencia",
)
def ver_audiencia(principal: Principal, audiencia: str) -> dict[str, Any]:
    """Muestra una audiencia: estado, fecha, lugar y cifras (14)."""
    return audiencias.show_hearing(principal, audiencias.reach_hearing(principal, audiencia))


@ruta(
    bp,
    "GET",
    "/v1/audiencias/{audiencia}/apoyos",
    Accion.CONSULTAR_AUDIENCIAS,
    ListaApoyos,
    consulta=PaginaApoyos,
    problemas=(NoEncontrado,),
)
def listar_apoyos_de_audiencia(
    principal: Principal, audiencia: str, consulta: PaginaApoyos
) -> dict[str, Any]:
    """Lista los registros de una audiencia, antes y después, con el motivo; nunca quién dictaminó (13.6, 14.4)."""
    return audiencias.list_hearing_records(principal, audiencia, consulta.despues, consulta.cuantos)


@ruta(
    bp,
    "POST",
    "/v1/audiencias/{audiencia}/desistimiento",
    Accion.SOLICITAR_AUDIENCIA,
    AudienciaMostrada,
    cuerpo=Desistimiento,
    problemas=(NoEncontrado, AudienciaNoAdmite, DatosNoAdmitidos, Ocupado),
    evento=Evento.AUDIENCIA_DESISTIDA,
    objeto="audiencia",
)
def desistir_de_audiencia(principal: Principal, audiencia: str, cuerpo: Desistimiento) -> dict[str, Any]:
    """Desiste de la audiencia: de toda antes de su inicio; en curso, de lo que no se ha revisado (14)."""
    return audiencias_agenda.give_up_hearing(principal, audiencia, cuerpo.oficio, cuerpo.motivo, ahora())
