"""API of the figures on which a period's threshold rests (LGIPE 371)."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.rules.procesos.umbral import (
    CifrasDeGeografia,
    required_supports,
    umbral_from_dict,
    units_required,
)
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.workflows.procesos import cifras, periodos

bp = Blueprint(__name__)

Codigo = Annotated[str, Meta(pattern=r"^[0-9]{2,4}\Z")]
Personas = Annotated[int, Meta(ge=0, le=200_000_000)]


class CuerpoCifras(Struct, forbid_unknown_fields=True):
    """Personas en la lista de una unidad del cargo: en total, y en cada unidad de la dispersión."""

    base: Annotated[int, Meta(ge=1, le=200_000_000)]
    unidades: Annotated[dict[Codigo, Personas], Meta(max_length=8000)] = {}


class CuerpoCorte(Struct, forbid_unknown_fields=True):
    """De qué corte del padrón se toman las cifras."""

    corte: Annotated[str, Meta(pattern=r"^[0-9]{8}[A-Z0-9]{0,4}\Z")]


class CifrasUnidad(Struct):
    """Cifras registradas y lo que hacen del umbral: apoyos que se exigen, y unidades que deben alcanzar los suyos.
    `corte`: el del padrón de que provienen; vacío si se capturaron.
    """

    unidad: str
    base: int
    unidades: dict[str, int]
    requeridos: int | None
    unidades_requeridas: int | None
    corte: str


@ruta(
    bp,
    "PUT",
    "/v1/procesos/{proceso}/periodos/{periodo}/cifras/{unidad}",
    Accion.CONFIGURAR_PERIODO,
    CifrasUnidad,
    cuerpo=CuerpoCifras,
    problemas=(NoEncontrado, DatosNoAdmitidos),
    evento=Evento.CIFRAS_CAPTURADAS,
    objeto="periodo",
)
def capturar_cifras(
    principal: Principal, proceso: str, periodo: str, unidad: str, cuerpo: CuerpoCifras
) -> dict[str, Any]:
    """Registrar las cifras de una unidad del cargo, o de la entidad con su código, para el umbral (LGIPE 371)."""
    nuevas = CifrasDeGeografia(cuerpo.base, cuerpo.unidades)
    guardadas = cifras.set_figures(principal, proceso, periodo, unidad, nuevas, ahora())
    return _figures(unidad, guardadas, periodos.show_period(principal, proceso, periodo))


@ruta(
    bp,
    "PUT",
    "/v1/procesos/{proceso}/periodos/{periodo}/cifras/{unidad}/corte",
    Accion.CONFIGURAR_PERIODO,
    CifrasUnidad,
    cuerpo=CuerpoCorte,
    problemas=(NoEncontrado, DatosNoAdmitidos),
    evento=Evento.CIFRAS_CAPTURADAS,
    objeto="periodo",
)
def tomar_cifras(
    principal: Principal, proceso: str, periodo: str, unidad: str, cuerpo: CuerpoCorte
) -> dict[str, Any]:
    """Tomar de un corte del padrón las cifras de una unidad del cargo, en lugar de otras (LGIPE 371)."""
    tomadas = cifras.take_figures(principal, proceso, periodo, unidad, cuerpo.corte, ahora())
    return _figures(unidad, tomadas, periodos.show_period(principal, proceso, periodo))


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/periodos/{periodo}/cifras/{unidad}",
    Accion.CONSULTAR_PROCESOS,
    CifrasUnidad,
    problemas=(NoEncontrado,),
)
def consultar_cifras(principal: Principal, proceso: str, periodo: str, unidad: str) -> dict[str, Any]:
    """Cifras de una unidad del cargo, y los apoyos que exige su umbral (LGIPE 371)."""
    guardadas = cifras.show_figures(principal, proceso, periodo, unidad)
    return _figures(unidad, guardadas, periodos.show_period(principal, proceso, periodo))


def _figures(unidad: str, c: CifrasDeGeografia, q: Periodo) -> dict[str, Any]:
    u = umbral_from_dict(q.umbral) if q.umbral else None
    d = u.dispersion if u else None
    return {
        "unidad": unidad,
        "base": c.base,
        "unidades": dict(c.unidades),
        "requeridos": required_supports(c.base, u.porcentaje) if u else None,
        "corte": c.corte,
        "unidades_requeridas": units_required(len(c.unidades), d.fraccion) if d else None,
    }
