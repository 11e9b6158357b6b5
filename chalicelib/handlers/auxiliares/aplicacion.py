"""API for the app of the auxiliar: one request for all that it needs before it goes off line (9.1, 9.3)."""

from base64 import b64encode
from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.auxiliares.acuses import list_own_receipts
from chalicelib.workflows.auxiliares.aplicacion import app_configuration

bp = Blueprint(__name__)


class AuxiliarApp(Struct):
    """La persona auxiliar. `aviso`: aviso de privacidad aceptado; `cedula`: folio de los testigos vigentes; `baja`: si
    causó baja.
    """

    auxiliar: str
    registrado_en: str | None
    aviso: str | None
    cedula: str | None
    baja: Instante | None


class EmblemaApp(Struct):
    """El emblema: huella del PNG y dónde está."""

    sha256: str
    direccion: str


class AspiranteApp(Struct):
    """Para quién se capta: nombre, cargo y, si lo hay, distrito o municipio (9.3). `vigente` falso: el registro
    terminó; ya no se capta ni se envía nada.
    """

    aspirante: str
    nombre: str
    nombres: str
    apellido_paterno: str
    apellido_materno: str
    cargo: str
    unidad: str
    vigente: bool
    emblema: EmblemaApp | None


class LlaveApp(Struct):
    """Llave con que se sellan los expedientes: ARN, y SubjectPublicKeyInfo DER en base64."""

    arn: str
    publica_der: str


class ProcesoApp(Struct):
    """El proceso y su llave de captación (9.13)."""

    proceso: str
    nombre: str
    llave_captura: LlaveApp


class PeriodoAuxiliar(Struct):
    """El periodo de captación, con fin exclusivo, y hasta cuándo se reciben registros (8.10, 9.16)."""

    periodo: str
    nombre: str
    inicio: Instante
    fin: Instante
    cierre_recepcion: Instante
    exige_cedula: bool


class DispositivoApp(Struct):
    """Dispositivo de la persona auxiliar que está registrado ahora."""

    dispositivo: str
    etiqueta: str
    aplicacion: str
    alta: Instante
    baja: Instante | None


class Aplicacion(Struct):
    """Todo lo que necesita la aplicación; con `hora_servidor` corrige su reloj. Si `aviso_vigente` es distinto del
    aviso aceptado, la aplicación lo muestra y registra de nuevo el dispositivo con él.
    """

    auxiliar: AuxiliarApp
    aviso_vigente: str | None
    aspirante: AspiranteApp
    proceso: ProcesoApp
    periodo: PeriodoAuxiliar
    dispositivos: list[DispositivoApp]
    captura_permitida: bool
    version_minima: str
    hora_servidor: Instante


class AcusePropio(Struct):
    """Un acuse: folio del registro, cuándo se recibió (UTC) y su código de integridad."""

    folio: str
    recibido_en: str
    integridad: str


class AcusesPropios(Struct):
    """Página de acuses, de más antiguo a más reciente; puede venir incompleta y sigue mientras haya `siguiente`."""

    elementos: list[AcusePropio]
    siguiente: str | None


class ConsultaAcuses(Struct):
    """Query of a page: its cursor and its size."""

    despues: Annotated[str, Meta(max_length=120)] = ""
    cuantos: Annotated[int, Meta(ge=1, le=100)] = 50


@ruta(
    bp,
    "GET",
    "/v1/auxiliares/acuses",
    Accion.CONSULTAR_APLICACION,
    AcusesPropios,
    consulta=ConsultaAcuses,
    problemas=(NoEncontrado,),
)
def listar_acuses_propios(principal: Principal, consulta: ConsultaAcuses) -> dict[str, Any]:
    """Lista los acuses de lo que usted envió, también desde otro teléfono (9.14)."""
    return list_own_receipts(principal.auxiliar, consulta.despues, consulta.cuantos)


@ruta(bp, "GET", "/v1/aplicacion", Accion.CONSULTAR_APLICACION, Aplicacion, problemas=(NoEncontrado,))
def consultar_aplicacion(principal: Principal) -> dict[str, Any]:
    """Configuración para captar sin red: aspirante, cargo, emblema, periodo, llave y dispositivos (9.3)."""
    datos = app_configuration(principal.auxiliar, ahora())
    llave = datos["proceso"]["llave_captura"]
    llave["publica_der"] = b64encode(llave["publica_der"]).decode()
    return datos
