"""API for the app of the auxiliar: one request for all that it needs before it goes off line (9.1, 9.3)."""

from base64 import b64encode
from typing import Any

from chalice.app import Blueprint
from msgspec import Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.auxiliares.aplicacion import app_configuration

bp = Blueprint(__name__)


class AuxiliarApp(Struct):
    """The auxiliar; `aviso`: privacy notice accepted; `cedula`: folio of the evidence in force; `baja`: if removed."""

    auxiliar: str
    registrado_en: str | None
    aviso: str | None
    cedula: str | None
    baja: str | None


class EmblemaApp(Struct):
    """The emblem: digest of the PNG, and where it is."""

    sha256: str
    direccion: str


class AspiranteApp(Struct):
    """For whom supports are captured: name, office, and its distrito or municipio where it has one (9.3).

    `vigente` false: the registration ended; nothing more is captured or sent.
    """

    aspirante: str
    nombre: str
    cargo: str
    unidad: str
    vigente: bool
    emblema: EmblemaApp | None


class LlaveApp(Struct):
    """Key to which expedientes are sealed: ARN, and DER SubjectPublicKeyInfo in base64."""

    arn: str
    publica_der: str


class ProcesoApp(Struct):
    """The process and its intake key (9.13)."""

    proceso: str
    nombre: str
    llave_captura: LlaveApp


class PeriodoAuxiliar(Struct):
    """The capture period, its end exclusive, and until when records are received (8.10, 9.16)."""

    periodo: str
    nombre: str
    inicio: str
    fin: str
    cierre_recepcion: str


class DispositivoApp(Struct):
    """A device of the auxiliar that is registered now."""

    dispositivo: str
    etiqueta: str
    aplicacion: str
    alta: str
    baja: str | None


class Aplicacion(Struct):
    """All that the app needs; `hora_servidor` to correct its clock by.

    `aviso_vigente` other than the notice accepted: the app shows it, and registers the device again with it.
    """

    auxiliar: AuxiliarApp
    aviso_vigente: str | None
    aspirante: AspiranteApp
    proceso: ProcesoApp
    periodo: PeriodoAuxiliar
    dispositivos: list[DispositivoApp]
    hora_servidor: str


@ruta(bp, "GET", "/v1/aplicacion", Accion.CONSULTAR_APLICACION, Aplicacion, problemas=(NoEncontrado,))
def consultar_aplicacion(principal: Principal) -> dict[str, Any]:
    """Configuración para captar sin red: aspirante, cargo, emblema, periodo, llave y dispositivos (9.3)."""
    datos = app_configuration(principal.auxiliar, ahora())
    llave = datos["proceso"]["llave_captura"]
    llave["publica_der"] = b64encode(llave["publica_der"]).decode()
    return datos
