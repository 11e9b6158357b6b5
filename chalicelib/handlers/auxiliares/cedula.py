"""API of the visual evidence: the auxiliar sends it from the app (8.5), the OPL sees the Cédula (7.7, 8.6)."""

from base64 import b64encode
from datetime import datetime, timedelta
from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.estados import EstadoDeEnvio
from chalicelib.borde.instantes import Instante, require_whole_second
from chalicelib.borde.ruta import RespuestaDeArchivo, ruta
from chalicelib.problemas import NoEncontrado
from chalicelib.problemas.auxiliares import AuxiliarDeBaja, DispositivoNoRegistrado
from chalicelib.problemas.captacion import RecepcionCerrada
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.vault.limites import MAX_SELLADO
from chalicelib.workflows.auxiliares import cedula as cedulas
from chalicelib.workflows.captacion.evidencia import Testigos, announce_evidence, show_evidence_state

bp = Blueprint(__name__)

IdLargo = Annotated[str, Meta(pattern=r"^[A-Z0-9]{4,26}\Z")]


class TestigosAnunciados(Struct, forbid_unknown_fields=True):
    """Los testigos visuales que se van a enviar; `bytes` y `sha256` son del archivo sellado."""

    dispositivo: IdLargo
    registro: IdLargo
    capturado_en: Annotated[datetime, Meta(tz=True)]
    bytes: Annotated[int, Meta(ge=1, le=MAX_SELLADO)]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


class AcuseTestigos(Struct):
    """El acuse contra el que el teléfono borra su copia."""

    folio: str
    recibido_en: str
    integridad: str
    credencial: str


class MotivoTestigos(Struct):
    """Por qué se rechazaron: código estable y texto en español."""

    codigo: str
    texto: str


class PermisoTestigos(Struct):
    """POST prefirmado: la dirección y los campos del formulario, que se envían tal cual, con el archivo al final."""

    url: str
    campos: dict[str, str]


class TestigosContestados(Struct):
    """`estado`: permitido, recibido, pendiente, rechazado o conflicto."""

    registro: str
    folio: str
    estado: EstadoDeEnvio
    acuse: AcuseTestigos | None
    motivo: MotivoTestigos | None
    permiso: PermisoTestigos | None
    vence: str | None


class EstadoTestigos(Struct):
    """Los testigos vigentes, y el estado de los últimos que se anunciaron."""

    vigente: AcuseTestigos | None
    anunciada: TestigosContestados | None


class RenglonDeCotejo(Struct):
    """Un dato como se registró y como se leyó; `coincide` es nulo si falta alguno de los dos."""

    campo: str
    nombre: str
    registrado: str
    leido: str
    coincide: bool | None


class CedulaAnterior(Struct):
    """Otros testigos de la misma persona auxiliar."""

    folio: str
    recibido_en: str


class HojaCedula(Struct):
    """Los datos del portal junto a lo leído de la credencial, y las cuatro imágenes (base64)."""

    auxiliar: str
    aspirante: str
    baja: Instante | None
    folio: str
    vigente: bool
    dispositivo: str
    capturado_en: str
    recibido_en: str
    integridad: str
    cotejo: list[RenglonDeCotejo]
    anteriores: list[CedulaAnterior]
    imagenes: dict[str, str]


class CualCedula(Struct, forbid_unknown_fields=True):
    """Query of a Cédula. `folio`: of the evidence to show; without it, the evidence in force is shown."""

    folio: Annotated[str, Meta(pattern=r"^([A-Z0-9]{4,12}(-[A-Z0-9]{4,26}){3})?\Z")] = ""


@ruta(
    bp,
    "POST",
    "/v1/auxiliares/cedula",
    Accion.ENVIAR_CEDULA,
    TestigosContestados,
    cuerpo=TestigosAnunciados,
    problemas=(NoEncontrado, AuxiliarDeBaja, DispositivoNoRegistrado, RecepcionCerrada),
    evento=Evento.CEDULA_ANUNCIADA,
    objeto="folio",
    limites=(Limite(Por.CUENTA, 30, timedelta(hours=1)),),
)
def anunciar_cedula(principal: Principal, cuerpo: TestigosAnunciados) -> dict[str, Any]:
    """Anuncia los testigos visuales propios y obtiene el permiso para subirlos (8.5)."""
    require_whole_second(cuerpo.capturado_en, "capturado_en")
    campos = {c: getattr(cuerpo, c) for c in cuerpo.__struct_fields__}
    return announce_evidence(principal.auxiliar, Testigos(**campos), ahora())


@ruta(
    bp,
    "GET",
    "/v1/auxiliares/cedula",
    Accion.ENVIAR_CEDULA,
    EstadoTestigos,
    problemas=(NoEncontrado,),
)
def consultar_envio_cedula(principal: Principal) -> dict[str, Any]:
    """Consulta qué fue de los testigos visuales propios, con su acuse (8.5)."""
    return show_evidence_state(principal.auxiliar)


@ruta(
    bp,
    "GET",
    "/v1/auxiliares/{auxiliar}/cedula",
    Accion.REVISAR_CEDULAS,
    HojaCedula,
    consulta=CualCedula,
    problemas=(NoEncontrado,),
    evento=Evento.CEDULA_CONSULTADA,
    objeto="auxiliar",
)
def ver_cedula(principal: Principal, auxiliar: str, consulta: CualCedula) -> dict[str, Any]:
    """Muestra la Cédula de Registro de Auxiliar: datos registrados junto a los leídos, y las imágenes (7.7, 8.6)."""
    hoja = cedulas.open_cedula(principal, auxiliar, consulta.folio)
    imagenes = {n: b64encode(datos).decode() for n, datos in hoja.expediente.imagenes.items()}
    return cedulas.describe_cedula(hoja) | {"imagenes": imagenes}


@ruta(
    bp,
    "GET",
    "/v1/auxiliares/{auxiliar}/cedula/documento",
    Accion.REVISAR_CEDULAS,
    "application/pdf",
    consulta=CualCedula,
    problemas=(NoEncontrado,),
    evento=Evento.CEDULA_IMPRESA,
    objeto="auxiliar",
)
def imprimir_cedula(principal: Principal, auxiliar: str, consulta: CualCedula) -> RespuestaDeArchivo:
    """Descarga la Cédula de Registro de Auxiliar en PDF tamaño carta, con las cuatro imágenes (7.7, 8.5)."""
    hoja = cedulas.open_cedula(principal, auxiliar, consulta.folio)
    return RespuestaDeArchivo(
        cedulas.print_cedula(hoja), "application/pdf", f"cedula-{hoja.auxiliar.auxiliar}.pdf"
    )
