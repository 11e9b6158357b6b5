"""API of the catalogue of inconsistencies: an OPL's versions, and the one in force (Protocolo 13.4, 13.7)."""

from datetime import datetime
from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import Instante
from chalicelib.borde.paginas import Pagina
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import CuerpoInvalido, DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.rules.mesa.ajustes import Ajuste
from chalicelib.store.base.cursor import page_rows
from chalicelib.workflows.mesa import catalogos

bp = Blueprint(__name__)

Linea = Annotated[str, Meta(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+\Z")]
InstanteConZona = Annotated[datetime, Meta(tz=True)]


class IncisoAjustado(Struct, forbid_unknown_fields=True):
    """Lo que una versión dice de un inciso: si es de la tabla, lo que cambia; si es adicional (o a z), todo."""

    inciso: Annotated[str, Meta(pattern=r"^[a-z]\Z")]
    aplica: bool = True
    tipo: Annotated[str, Meta(max_length=80)] = ""
    opciones: Annotated[list[Linea], Meta(max_length=20)] | None = None
    precisar: bool | None = None
    fundamento: Annotated[str, Meta(max_length=280)] = ""


class CuerpoCatalogo(Struct, forbid_unknown_fields=True):
    """Una versión completa: lo que no nombra queda como en la tabla de 13.7. `acuerdo`: en qué se funda."""

    incisos: Annotated[list[IncisoAjustado], Meta(max_length=26)]
    motivo: Annotated[str, Meta(min_length=5, max_length=500)]
    acuerdo: Annotated[str, Meta(min_length=3, max_length=200)]
    vigente_desde: InstanteConZona | None = None


class VersionDeCatalogo(Struct):
    """Una versión publicada: no cambia nunca; la sustituye la siguiente."""

    catalogo: str
    version: int
    vigente_desde: Instante
    incisos: list[IncisoAjustado]
    cambios: list[str]
    motivo: str
    acuerdo: str
    publicado_en: str
    publicado_por: str


class ListaVersiones(Struct):
    """Página de versiones, de la más antigua a la más reciente."""

    elementos: list[VersionDeCatalogo]
    siguiente: str | None


class IncisoVigente(Struct):
    """Renglón del catálogo: opciones que se eligen y si se exige texto. `nombre`: cómo empieza la causa; `supuesto`,
    `excepcion`, `comparacion`: el texto del numeral, vacío donde no lo hay; `confirma`: lo que la persona operadora
    confirma con `considerado`, vacío en la mayoría.
    """

    inciso: str
    tipo: str
    nombre: str
    supuesto: str
    excepcion: str
    comparacion: str
    confirma: str
    opciones: list[str]
    precisar: bool


class CatalogoVigente(Struct):
    """El catálogo con que dictamina ahora la Mesa, en el orden del teclado."""

    catalogo: str
    incisos: list[IncisoVigente]


@ruta(
    bp,
    "POST",
    "/v1/opls/{opl}/catalogos",
    Accion.PUBLICAR_CATALOGO,
    VersionDeCatalogo,
    cuerpo=CuerpoCatalogo,
    estado=201,
    problemas=(NoEncontrado, DatosNoAdmitidos, Ocupado),
    evento=Evento.CATALOGO_PUBLICADO,
    objeto="catalogo",
)
def publicar_catalogo(principal: Principal, opl: str, cuerpo: CuerpoCatalogo) -> dict[str, Any]:
    """Publica los criterios propios del OPL a partir de un momento; se avisa a la DERFE (13.4)."""
    ajustes = [_adjustment(i) for i in cuerpo.incisos]
    return catalogos.publish_catalog(
        principal, opl, ajustes, cuerpo.motivo, cuerpo.acuerdo, cuerpo.vigente_desde, ahora()
    )


@ruta(
    bp,
    "GET",
    "/v1/opls/{opl}/catalogos",
    Accion.CONSULTAR_CATALOGOS,
    ListaVersiones,
    consulta=Pagina,
    problemas=(NoEncontrado, CuerpoInvalido),
)
def listar_catalogos(principal: Principal, opl: str, consulta: Pagina) -> dict[str, Any]:
    """Lista las versiones de los criterios de un OPL: quién las publicó, cuándo y por qué (13.4)."""
    versiones = catalogos.list_catalogs(principal, opl)
    return page_rows(versiones, lambda v: f"{int(v.version):06d}", consulta, catalogos.show_catalog_version)


@ruta(bp, "GET", "/v1/mesa/catalogo", Accion.REVISAR_EN_AUDIENCIA, CatalogoVigente)
def catalogo_vigente(principal: Principal) -> dict[str, Any]:
    """Muestra el catálogo vigente en el escritorio de quien pregunta (13.7)."""
    return catalogos.show_catalog_in_force(principal.opl, ahora())


def _adjustment(i: IncisoAjustado) -> Ajuste:
    opciones = None if i.opciones is None else tuple(i.opciones)
    return Ajuste(i.inciso, i.aplica, i.tipo.strip(), opciones, i.precisar, i.fundamento.strip())
