"""API of deliveries: ordering one, who may download it, and downloading it (Protocolo 15.2, 15.3)."""

from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado
from chalicelib.problemas.entrega import EntregaEnCurso, EntregaNoLista, EntregaNoProcede
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.rules.entrega.imagenes import MAXIMO_LISTA, Imagenes
from chalicelib.workflows.entrega import pedido

bp = Blueprint(__name__)
Cuentas = Annotated[
    list[Annotated[str, Meta(pattern=r"^CTA[A-Z0-9]{1,20}\Z")]], Meta(min_length=1, max_length=20)
]
FoliosPedidos = Annotated[
    list[Annotated[str, Meta(pattern=r"^[A-Z0-9]{4,26}(-[A-Z0-9]{4,26}){3}\Z", max_length=79)]],
    Meta(max_length=MAXIMO_LISTA),
]
Dias = Annotated[int, Meta(ge=1, le=90)]


class Destinatarios(Struct, forbid_unknown_fields=True):
    """Cuentas del OPL que pueden descargar la entrega, y por cuántos días a partir de ahora."""

    destinatarios: Cuentas
    dias: Dias


class OrdenEntrega(Struct, forbid_unknown_fields=True):
    """`motivo`: por qué se entregan de nuevo los resultados; obligatorio desde la segunda entrega. `imagenes`: qué
    expedientes lleva la entrega; `folios`, solo con `lista`: de qué registros.
    """

    destinatarios: Cuentas
    dias: Dias
    motivo: Annotated[str, Meta(max_length=500)] = ""
    imagenes: Literal["ninguna", "todas", "lista"] = "ninguna"
    folios: FoliosPedidos = []


class EntregaMostrada(Struct):
    """Una entrega. `registros` de `de`: cuánto lleva; `causa`: por qué se canceló; `sha256`: el de su manifiesto;
    `expedientes`: cuántos lleva de los que se eligieron en `imagenes`.
    """

    entrega: str
    proceso: str
    numero: int
    estado: Literal["en_curso", "lista", "cancelada"]
    causa: str | None
    motivo: str
    ordenada_en: str
    corte: Instante
    huella: str
    registros: int
    de: int
    destinatarios: list[str]
    descargable_hasta: Instante | None
    lista_en: str | None
    sha256: str | None
    imagenes: str
    expedientes: int


class Entregas(Struct):
    """Las entregas del proceso, de la más reciente a la más antigua."""

    elementos: list[EntregaMostrada]


class ArchivoDescargable(Struct):
    """Archivo de una entrega y de dónde se descarga."""

    nombre: str
    url: str


class ArchivosEntrega(Struct):
    """Archivos de una entrega; las direcciones sirven hasta `vence`. `prueba`: de que el manifiesto está en la
    bitácora pública, para guardarse como `manifiesto.tlog-proof`; nulo hasta entonces.
    """

    entrega: str
    vence: str
    prueba: str | None
    archivos: list[ArchivoDescargable]


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/entregas",
    Accion.ORDENAR_ENTREGA,
    EntregaMostrada,
    cuerpo=OrdenEntrega,
    estado=202,
    problemas=(NoEncontrado, EntregaNoProcede, EntregaEnCurso, DatosNoAdmitidos),
    evento=Evento.ENTREGA_ORDENADA,
    objeto="proceso",
)
def ordenar_entrega(principal: Principal, proceso: str, cuerpo: OrdenEntrega) -> dict[str, Any]:
    """Ordenar la entrega de los resultados a este momento, sellada con la llave del OPL (15.2)."""
    return pedido.order_delivery(
        principal,
        proceso,
        cuerpo.motivo,
        cuerpo.destinatarios,
        cuerpo.dias,
        ahora(),
        Imagenes(cuerpo.imagenes),
        cuerpo.folios,
    )


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/entregas",
    Accion.CONSULTAR_ENTREGAS,
    Entregas,
    problemas=(NoEncontrado,),
)
def listar_entregas(principal: Principal, proceso: str) -> dict[str, Any]:
    """Entregas del proceso, de la más reciente a la más antigua (15.2)."""
    return {"elementos": pedido.list_deliveries(principal, proceso, ahora())}


@ruta(
    bp,
    "PUT",
    "/v1/procesos/{proceso}/entregas/{entrega}/destinatarios",
    Accion.ORDENAR_ENTREGA,
    EntregaMostrada,
    cuerpo=Destinatarios,
    problemas=(NoEncontrado, DatosNoAdmitidos),
    evento=Evento.DESTINATARIOS_DE_ENTREGA_FIJADOS,
    objeto="entrega",
)
def fijar_destinatarios(
    principal: Principal, proceso: str, entrega: str, cuerpo: Destinatarios
) -> dict[str, Any]:
    """Fijar quiénes pueden descargar una entrega, y por cuánto tiempo (15.2)."""
    return pedido.name_recipients(principal, proceso, entrega, cuerpo.destinatarios, cuerpo.dias, ahora())


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/entregas/{entrega}/archivos",
    Accion.DESCARGAR_ENTREGA,
    ArchivosEntrega,
    problemas=(NoEncontrado, EntregaNoLista),
    evento=Evento.ENTREGA_DESCARGADA,
    objeto="entrega",
)
def descargar_entrega(principal: Principal, proceso: str, entrega: str) -> dict[str, Any]:
    """De dónde se descargan los archivos de una entrega, durante un cuarto de hora (15.2, 15.3)."""
    return pedido.delivery_links(principal, proceso, entrega, ahora())
