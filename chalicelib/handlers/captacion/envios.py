"""API for the phone: announce records, ask what became of them, and what it needs to seal them."""

from base64 import b64encode
from datetime import datetime, timedelta
from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.estados import EstadoDeEnvio
from chalicelib.borde.instantes import Instante, require_whole_second
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import CuerpoInvalido
from chalicelib.problemas.captacion import RecepcionCerrada
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.vault.limites import MAX_SELLADO
from chalicelib.workflows.captacion.configuracion import show_configuration
from chalicelib.workflows.captacion.envio import RegistroPorEnviar, announce_records, show_envio

bp = Blueprint(__name__)

POR_HORA = Limite(Por.CUENTA, 1000, timedelta(hours=1))
"""Announcements of one sender: a hundred records in each, and a phone that tries again every four seconds."""
Id = Annotated[str, Meta(pattern=r"^[A-Z0-9]{4,12}\Z")]
IdLargo = Annotated[str, Meta(pattern=r"^[A-Z0-9]{4,26}\Z")]


class LugarCaptura(Struct, forbid_unknown_fields=True):
    """Lugar de la captura; grados y metros."""

    latitud: Annotated[float, Meta(ge=-90, le=90)]
    longitud: Annotated[float, Meta(ge=-180, le=180)]
    precision_m: Annotated[float, Meta(ge=0, le=100_000)]


class RegistroAnunciado(Struct, forbid_unknown_fields=True):
    """Registro por enviar; `bytes` y `sha256` son del archivo sellado."""

    registro: IdLargo
    aspirante: Id
    capturado_en: Annotated[datetime, Meta(tz=True)]
    bytes: Annotated[int, Meta(ge=1, le=MAX_SELLADO)]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
    lugar: LugarCaptura | None = None


class EnvioAnunciado(Struct, forbid_unknown_fields=True):
    """Hasta cien registros que un dispositivo va a enviar."""

    dispositivo: IdLargo
    registros: Annotated[list[RegistroAnunciado], Meta(min_length=1, max_length=100)]


class Motivo(Struct):
    """Por qué se rechazó un registro: código estable y texto."""

    codigo: str
    texto: str


class Participacion(Struct):
    """Lo que además dice el acuse de un apoyo propio (10.20); `codigo_activacion` ya no sirve."""

    proceso: str
    cargo: str
    codigo_activacion: str
    dispositivo: str
    correo: str


class AcuseMostrado(Struct, omit_defaults=True):
    """Acuse con el que el teléfono borra su copia (9.14); `ciudadania`, solo en Mi Apoyo."""

    folio: str
    recibido_en: str
    integridad: str
    credencial: str
    ciudadania: Participacion | None = None


class PermisoEnvio(Struct):
    """Permiso de subida : dirección y los campos del formulario, tal cual, con el archivo al final."""

    url: str
    campos: dict[str, str]


class RegistroContestado(Struct):
    """Registro anunciado; `estado`: permitido, recibido, pendiente, rechazado o conflicto. `pendiente` con motivo
    `remitente_en_revision`: consérvelo en el teléfono y anúncielo de nuevo más tarde.
    """

    registro: str
    folio: str
    estado: EstadoDeEnvio
    acuse: AcuseMostrado | None
    motivo: Motivo | None
    permiso: PermisoEnvio | None = None
    vence: str | None = None


class EnvioContestado(Struct):
    """Envío anunciado, con el estado de cada registro."""

    envio: str
    registros: list[RegistroContestado]


class LlaveCapturaPublica(Struct):
    """Llave con que se sellan los expedientes: ARN y DER SubjectPublicKeyInfo en base64."""

    arn: str
    publica_der: str


class PeriodoApp(Struct):
    """Periodo de captación."""

    periodo: str
    nombre: str
    inicio: Instante
    fin: Instante


class ConfiguracionApp(Struct):
    """Lo que un teléfono necesita de un proceso (9.3, 9.13)."""

    proceso: str
    nombre: str
    llave_captura: LlaveCapturaPublica
    periodos: list[PeriodoApp]
    hora_servidor: Instante


@ruta(
    bp,
    "POST",
    "/v1/envios",
    Accion.ENVIAR_APOYOS,
    EnvioContestado,
    cuerpo=EnvioAnunciado,
    problemas=(RecepcionCerrada,),
    limites=(POR_HORA,),
)
def anunciar_envio(principal: Principal, cuerpo: EnvioAnunciado) -> dict[str, Any]:
    """Anuncia hasta 100 registros; cada uno recibe su folio y un permiso para subirlo (9.14, 10.17, 12)."""
    if len({r.registro for r in cuerpo.registros}) < len(cuerpo.registros):
        raise CuerpoInvalido("Hay dos registros con el mismo identificador.", campo="registros")
    anuncios = [
        RegistroPorEnviar(
            r.registro, r.aspirante, require_whole_second(r.capturado_en, "registros"), r.bytes, r.sha256
        )
        for r in cuerpo.registros
    ]
    return announce_records(principal.auxiliar, cuerpo.dispositivo, anuncios, ahora())


@ruta(bp, "GET", "/v1/envios/{envio}", Accion.ENVIAR_APOYOS, EnvioContestado)
def consultar_envio(principal: Principal, envio: str) -> dict[str, Any]:
    """Informa qué fue de los registros de un envío, con sus acuses (9.14, 12.3)."""
    return show_envio(principal.auxiliar, envio)


@ruta(bp, "GET", "/v1/procesos/{proceso}/configuracion", Accion.CONSULTAR_CONFIGURACION, ConfiguracionApp)
def consultar_configuracion(principal: Principal, proceso: str) -> dict[str, Any]:
    """Da la llave y los periodos de un proceso, y la hora del servidor (9.3, 9.13)."""
    datos = show_configuration(principal, proceso)
    llave = datos["llave_captura"]
    llave["publica_der"] = b64encode(llave["publica_der"]).decode()
    return {**datos, "hora_servidor": ahora().isoformat()}
