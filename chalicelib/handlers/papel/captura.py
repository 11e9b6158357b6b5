"""API of manual capture: cédulas on paper typed into a run, corrected, judged (Protocolo 11.3-11.5)."""

from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct, structs

from chalicelib.base.reloj import ahora
from chalicelib.borde.estados import TipoDeSoporte
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.aspirantes import AspiranteNoVigente
from chalicelib.problemas.mesa import DictamenNoAdmitido, YaDictaminado
from chalicelib.problemas.padron import PadronEnCarga
from chalicelib.problemas.papel import CedulaDistinta, LoteCerrado
from chalicelib.rules.apoyos.clases import Clase
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.rules.papel.captura import CORREGIBLES, MAXIMO_NUMERO, paper_verdict
from chalicelib.workflows.papel import captura
from chalicelib.workflows.papel import revision as revision_papel
from chalicelib.workflows.papel.captura import Escrita

bp = Blueprint(__name__)

Corto = Annotated[str, Meta(max_length=120)]
Letra = Annotated[str, Meta(pattern=r"^[a-z]\Z")]
Comentario = Annotated[str, Meta(max_length=1000, pattern=r"^[^\x00-\x08\x0e-\x1f\x7f]*\Z")]


class CedulaEscrita(Struct, forbid_unknown_fields=True):
    """Una cédula como se capturó; lo vacío cuenta como ausente. `firmada`: DDMMAAAA, DD/MM/AAAA o AAAA-MM-DD.
    `inciso`: de la a a la e de 11.5, nulo si todo está en orden; `fuera_de_periodo`: se miró el día y está fuera del
    periodo.
    """

    numero: Annotated[int, Meta(ge=1, le=MAXIMO_NUMERO)]
    clave_elector: Corto = ""
    ocr: Corto = ""
    cic: Corto = ""
    nombre: Corto = ""
    apellido_paterno: Corto = ""
    apellido_materno: Corto = ""
    firmada: Corto = ""
    emision: Corto = ""
    municipio: Corto = ""
    seccion: Corto = ""
    inciso: Letra | None = None
    comentario: Comentario = ""
    fuera_de_periodo: bool = False


class CedulasPorCapturar(Struct, forbid_unknown_fields=True):
    """Una cédula, o varias seguidas."""

    cedulas: Annotated[list[CedulaEscrita], Meta(min_length=1, max_length=50)]


class ObservacionDeCaptura(Struct):
    """Qué está mal o conviene revisar; nunca el valor."""

    campo: str
    codigo: str
    texto: str


class CedulaAtendida(Struct):
    """Qué pasó con una cédula; `estado`: recibida, repetida (ya estaba) o rechazada (vea `faltas`)."""

    numero: int
    estado: Literal["recibida", "repetida", "rechazada"]
    folio: str | None
    faltas: list[ObservacionDeCaptura]
    avisos: list[ObservacionDeCaptura]


class CedulasAtendidas(Struct):
    """Qué pasó con cada cédula, en el orden en que se enviaron."""

    lote: str
    cedulas: list[CedulaAtendida]


class CedulaEnLote(Struct):
    """Un registro de un lote."""

    numero: int
    folio: str
    clase: Clase
    inciso: str | None
    soporte: bool


class PaginaCedulas(Struct):
    """Registros de un lote por número; una página puede venir incompleta y tener siguiente."""

    elementos: list[CedulaEnLote]
    siguiente: str | None


class DesdeNumero(Struct):
    """Query of a page: the number after which it begins, and how many numbers."""

    despues: Annotated[int, Meta(ge=0, le=MAXIMO_NUMERO)] = 0
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50


class SoporteListado(Struct):
    """Una digitalización: su número, tipo de contenido, tamaño en bytes y cuándo se adjuntó."""

    n: int
    tipo: TipoDeSoporte
    bytes: int
    adjuntado_en: str


class CedulaEnPapel(Struct):
    """Registro capturado del papel: `datos` con sus correcciones, clase, dictamen con su comentario, y
    digitalizaciones.
    """

    folio: str
    recibido_en: str
    clase: Clase
    motivo: str
    inciso: str | None
    comentario: str
    datos: dict[str, str]
    soportes: list[SoporteListado]


class CorreccionDeCaptura(Struct, forbid_unknown_fields=True):
    """Lo que dice el papel; nulo: queda como estaba; vacío: no está en el papel."""

    clave_elector: Corto | None = None
    ocr: Corto | None = None
    cic: Corto | None = None
    nombre: Corto | None = None
    apellido_paterno: Corto | None = None
    apellido_materno: Corto | None = None
    emision: Corto | None = None
    municipio: Corto | None = None
    seccion: Corto | None = None


class DictamenDePapel(Struct, forbid_unknown_fields=True):
    """Un inciso de 11.5, o nulo, con el comentario que lee la persona aspirante."""

    inciso: Letra | None = None
    comentario: Comentario = ""


@ruta(
    bp,
    "POST",
    "/v1/lotes/{lote}/cedulas",
    Accion.CAPTURAR_CEDULAS,
    CedulasAtendidas,
    cuerpo=CedulasPorCapturar,
    problemas=(NoEncontrado, AspiranteNoVigente, DatosNoAdmitidos, LoteCerrado, CedulaDistinta, Ocupado),
    evento=Evento.CEDULAS_CAPTURADAS,
    objeto="lote",
)
def capturar_cedulas(principal: Principal, lote: str, cuerpo: CedulasPorCapturar) -> dict[str, Any]:
    """Captura cédulas de un lote: las correctas se reciben; de las demás se dice cada falta (11.3, 11.5)."""
    return captura.capture_cedulas(principal, lote, [_written(c) for c in cuerpo.cedulas], ahora())


@ruta(
    bp,
    "GET",
    "/v1/lotes/{lote}/cedulas",
    Accion.CAPTURAR_CEDULAS,
    PaginaCedulas,
    consulta=DesdeNumero,
    problemas=(NoEncontrado,),
)
def listar_cedulas_de_lote(principal: Principal, lote: str, consulta: DesdeNumero) -> dict[str, Any]:
    """Lista los registros de un lote por número, con su clase y si tienen soporte (11.4)."""
    return captura.list_cedulas_of_lote(principal, lote, consulta.despues, consulta.cuantos)


@ruta(
    bp,
    "GET",
    "/v1/apoyos/{folio}/captura",
    Accion.CAPTURAR_CEDULAS,
    CedulaEnPapel,
    problemas=(NoEncontrado,),
    evento=Evento.CAPTURA_CONSULTADA,
    objeto="folio",
)
def consultar_captura(principal: Principal, folio: str) -> dict[str, Any]:
    """Consulta lo que se capturó de una cédula, para compararlo con el papel (11.4)."""
    return revision_papel.show_captura(principal, folio)


@ruta(
    bp,
    "POST",
    "/v1/apoyos/{folio}/captura/correccion",
    Accion.CAPTURAR_CEDULAS,
    CedulaEnPapel,
    cuerpo=CorreccionDeCaptura,
    problemas=(NoEncontrado, DatosNoAdmitidos, PadronEnCarga, Ocupado),
    evento=Evento.CAPTURA_CORREGIDA,
    objeto="folio",
)
def corregir_captura(principal: Principal, folio: str, cuerpo: CorreccionDeCaptura) -> dict[str, Any]:
    """Corrige lo capturado distinto al papel; se vuelve a consultar el padrón (11.4)."""
    cambios = {c: v for c in CORREGIBLES if (v := getattr(cuerpo, c)) is not None}
    return revision_papel.correct_captura(principal, folio, cambios, ahora())


@ruta(
    bp,
    "POST",
    "/v1/apoyos/{folio}/captura/dictamen",
    Accion.CAPTURAR_CEDULAS,
    CedulaEnPapel,
    cuerpo=DictamenDePapel,
    problemas=(NoEncontrado, DictamenNoAdmitido, YaDictaminado, Ocupado),
    evento=Evento.CAPTURA_DICTAMINADA,
    objeto="folio",
)
def dictaminar_captura(principal: Principal, folio: str, cuerpo: DictamenDePapel) -> dict[str, Any]:
    """Cambia el inciso de una cédula capturada; el anterior queda en su historia (11.5)."""
    return revision_papel.change_dictamen(
        principal, folio, paper_verdict(cuerpo.inciso, cuerpo.comentario), ahora()
    )


def _written(c: CedulaEscrita) -> Escrita:
    campos = structs.asdict(c)
    dictamen = paper_verdict(campos.pop("inciso"), campos.pop("comentario"))
    numero, fuera = campos.pop("numero"), campos.pop("fuera_de_periodo")
    return Escrita(numero, campos, dictamen, fuera_de_periodo=fuera)
