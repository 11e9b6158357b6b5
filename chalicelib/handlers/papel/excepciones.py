"""API of the exception regime: municipios from which an aspirante's paper is admitted (Protocolo 11.1, 11.2)."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import Instante
from chalicelib.borde.paginas import Pagina
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import Conflicto, CuerpoInvalido, DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.aspirantes import AspiranteNoVigente
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.rules.credencial.ficha import parse_date
from chalicelib.store.base.cursor import page_rows
from chalicelib.store.papel.excepciones import Excepcion
from chalicelib.workflows.papel import excepciones

bp = Blueprint(__name__)

Municipio = Annotated[str, Meta(pattern=r"^[0-9]{3}\Z")]
Oficio = Annotated[str, Meta(min_length=1, max_length=120, pattern=r"^\S([^\x00-\x1f\x7f]*\S)?\Z")]
Dia = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]


class OtorgamientoDeExcepcion(Struct, forbid_unknown_fields=True):
    """Un municipio de la lista del periodo, el documento del OPL y el día (del centro) desde el que rige."""

    municipio: Municipio
    oficio: Oficio
    desde: Dia


class RetiroDeExcepcion(Struct, forbid_unknown_fields=True):
    """Qué municipio se retira, a partir de ahora, y con qué documento."""

    municipio: Municipio
    oficio: Oficio


class ExcepcionOtorgada(Struct):
    """Un otorgamiento; `retirado_en` es nulo mientras está vigente. Las horas son UTC."""

    aspirante: str
    municipio: str
    oficio: str
    desde: Instante
    otorgada_en: str
    retirado_en: str | None
    retiro_oficio: str | None


class ListaExcepciones(Struct):
    """Todos los otorgamientos de una persona aspirante por municipio, también los retirados."""

    elementos: list[ExcepcionOtorgada]
    siguiente: str | None


@ruta(
    bp,
    "POST",
    "/v1/aspirantes/{aspirante}/excepciones",
    Accion.OTORGAR_EXCEPCION,
    ExcepcionOtorgada,
    cuerpo=OtorgamientoDeExcepcion,
    estado=201,
    problemas=(NoEncontrado, CuerpoInvalido, AspiranteNoVigente, DatosNoAdmitidos, Conflicto, Ocupado),
    evento=Evento.EXCEPCION_OTORGADA,
    objeto="aspirante",
)
def otorgar_excepcion(
    principal: Principal, aspirante: str, cuerpo: OtorgamientoDeExcepcion
) -> dict[str, Any]:
    """Otorga el régimen de excepción en un municipio (11.2); repetir el mismo oficio no cambia nada."""
    desde = parse_date(cuerpo.desde)
    if desde is None:
        raise CuerpoInvalido("Corrija el campo desde: no es un día del calendario.", campo="desde")
    e = excepciones.grant_excepcion(principal, aspirante, cuerpo.municipio, cuerpo.oficio, desde, ahora())
    return _grant(e)


@ruta(
    bp,
    "POST",
    "/v1/aspirantes/{aspirante}/excepciones/retiro",
    Accion.OTORGAR_EXCEPCION,
    ExcepcionOtorgada,
    cuerpo=RetiroDeExcepcion,
    problemas=(NoEncontrado, Conflicto, Ocupado),
    evento=Evento.EXCEPCION_RETIRADA,
    objeto="aspirante",
)
def retirar_excepcion(principal: Principal, aspirante: str, cuerpo: RetiroDeExcepcion) -> dict[str, Any]:
    """Retira un municipio desde este momento; lo entregado antes queda como está (11.2)."""
    return _grant(
        excepciones.withdraw_excepcion(principal, aspirante, cuerpo.municipio, cuerpo.oficio, ahora())
    )


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}/excepciones",
    Accion.CONSULTAR_EXCEPCIONES,
    ListaExcepciones,
    consulta=Pagina,
    problemas=(NoEncontrado, CuerpoInvalido),
)
def listar_excepciones(principal: Principal, aspirante: str, consulta: Pagina) -> dict[str, Any]:
    """Lista los municipios otorgados a una persona aspirante, con su historia (11.2)."""
    todas = excepciones.list_excepciones(principal, aspirante)
    return page_rows(todas, lambda e: e.otorgamiento, consulta, _grant)


def _grant(e: Excepcion) -> dict[str, Any]:
    return {
        "aspirante": e.aspirante,
        "municipio": e.municipio,
        "oficio": e.oficio,
        "desde": e.desde,
        "otorgada_en": e.otorgada_en,
        "retirado_en": e.retirado_en,
        "retiro_oficio": e.retiro_oficio,
    }
