"""API of the list of an aspirante's records (Protocolo 7.1 B, 7.12, 7.13)."""

from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.estados import Modo, ResultadoDeDictamen
from chalicelib.borde.instantes import DiaDelCentro, Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado
from chalicelib.rules.apoyos.clases import Clase
from chalicelib.rules.apoyos.historia import SituacionRegistral
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.rules.reportes.nominativo import FiltroNominativo
from chalicelib.workflows.base import bitacora_nota as auditoria
from chalicelib.workflows.reportes import nominativo

bp = Blueprint(__name__)
Dia = Annotated[str, Meta(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?\Z")]
SiNo = Literal["si", "no"]


class ConsultaApoyos(Struct):
    """Query of the list; an omitted filter admits all. `desde`, `hasta`: days of reception in the centre's time zone.

    `solo_reporte`: counted records whose person supported another aspirante before (15.3). `datos=si`: with the
    citizens' identity, for the OPL's administrators and supervisors; the aspirante's people get names only, once they
    acknowledged their duties on personal data.
    """

    clase: Clase | None = None
    auxiliar: Annotated[str, Meta(pattern=r"^[A-Z0-9]{0,12}\Z")] = ""
    modo: Literal["auxiliar", "mi_apoyo", "manual"] | None = None
    revisado: SiNo | None = None
    desde: Dia = ""
    hasta: Dia = ""
    solo_reporte: SiNo | None = None
    orden: Literal["recientes", "antiguos"] = "recientes"
    datos: SiNo = "no"
    despues: Annotated[str, Meta(max_length=2000)] = ""
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50


class PersonaApoyo(Struct):
    """Quién es la persona ciudadana, según su credencial; CIC y OCR solo para las autoridades."""

    nombre: str | None
    cic: str | None = None
    ocr: str | None = None


class ApoyoListado(Struct):
    """Un registro: día del centro, clase con su nombre, razón en palabras. `auxiliar` es nulo en Mi Apoyo. `tipo`,
    `inciso`: de una inconsistencia; `causa`: la registral, solo para las autoridades; `duplicado_de`: el apoyo que
    cuenta en su lugar; `solo_reporte`: cuenta, y la persona apoyó antes a otra aspirante (15.3); `resultado_mesa`,
    `resultado_audiencia`: valido o inconsistente, con inciso; `audiencia`: estado de la suya.
    """

    folio: str
    recibido_en: str
    dia: DiaDelCentro
    modo: Modo
    auxiliar: str | None
    clase: Clase
    clase_nombre: str
    motivo: str
    fundamento: str
    revisado: bool
    situacion_registral: SituacionRegistral | None
    tipo: str | None
    inciso: str | None
    causa: str | None
    duplicado_de: str | None
    solo_reporte: bool
    resultado_mesa: ResultadoDeDictamen | None
    inciso_mesa: str | None
    audiencia: str | None
    resultado_audiencia: ResultadoDeDictamen | None
    inciso_audiencia: str | None
    persona: PersonaApoyo | None


class PaginaApoyos(Struct):
    """Página de registros por recepción, preliminar (7.13), al `corte`; una página incompleta puede tener siguiente."""

    aspirante: str
    aviso: str
    corte: Instante
    filtros: dict[str, str | bool]
    elementos: list[ApoyoListado]
    siguiente: str | None


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}/apoyos",
    Accion.CONSULTAR_APOYO,
    PaginaApoyos,
    consulta=ConsultaApoyos,
    problemas=(NoEncontrado,),
    evento=Evento.APOYOS_LISTADOS,
    objeto="aspirante",
)
def listar_apoyos(principal: Principal, aspirante: str, consulta: ConsultaApoyos) -> dict[str, Any]:
    """Lista los registros de una persona aspirante con su clase y motivo, por recepción y con filtros (7.1 B, 7.12)."""
    filtro = FiltroNominativo(
        clase=consulta.clase or "",
        auxiliar=consulta.auxiliar,
        modo=consulta.modo or "",
        revisado=None if consulta.revisado is None else consulta.revisado == "si",
        desde=consulta.desde,
        hasta=consulta.hasta,
        solo_reporte=None if consulta.solo_reporte is None else consulta.solo_reporte == "si",
    )
    momento, datos = ahora(), consulta.datos == "si"
    pagina = nominativo.list_records(
        principal,
        aspirante,
        filtro,
        recientes=consulta.orden == "recientes",
        datos=datos,
        despues=consulta.despues,
        cuantos=consulta.cuantos,
        ahora=momento,
    )
    if datos:
        auditoria.note_event(principal, Evento.PERSONAS_DE_APOYOS_VISTAS, aspirante, momento)
    return pagina
