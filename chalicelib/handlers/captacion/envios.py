"""API for the phone: announce records, ask what became of them, and what it needs to seal them."""

from base64 import b64encode
from datetime import datetime, timedelta
from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import CuerpoInvalido, RecepcionCerrada
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.vault.limites import MAX_SELLADO
from chalicelib.workflows.base import alcance as consulta
from chalicelib.workflows.captacion.envio import Anuncio, announce, consult

bp = Blueprint(__name__)

POR_HORA = Limite(Por.CUENTA, 1000, timedelta(hours=1))
"""Announcements of one sender: a hundred records in each, and a phone that tries again every four seconds."""
Id = Annotated[str, Meta(pattern=r"^[A-Z0-9]{4,12}\Z")]
IdLargo = Annotated[str, Meta(pattern=r"^[A-Z0-9]{4,26}\Z")]


class LugarCaptura(Struct, forbid_unknown_fields=True):
    """Where the capture was made; degrees and metres."""

    latitud: Annotated[float, Meta(ge=-90, le=90)]
    longitud: Annotated[float, Meta(ge=-180, le=180)]
    precision_m: Annotated[float, Meta(ge=0, le=100_000)]


class RegistroAnunciado(Struct, forbid_unknown_fields=True):
    """One record to be sent; `bytes` and `sha256` are of the sealed file."""

    registro: IdLargo
    aspirante: Id
    capturado_en: Annotated[datetime, Meta(tz=True)]
    bytes: Annotated[int, Meta(ge=1, le=MAX_SELLADO)]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
    lugar: LugarCaptura | None = None


class Anuncios(Struct, forbid_unknown_fields=True):
    """Body of POST /v1/envios."""

    dispositivo: IdLargo
    registros: Annotated[list[RegistroAnunciado], Meta(min_length=1, max_length=100)]


class Motivo(Struct):
    """Why a record was refused: stable code and Spanish text."""

    codigo: str
    texto: str


class Participacion(Struct):
    """What the receipt of a citizen's own support says besides (10.20); `codigo_activacion` is spent."""

    proceso: str
    cargo: str
    codigo_activacion: str
    dispositivo: str
    correo: str


class Acuse(Struct, omit_defaults=True):
    """The receipt against which the phone deletes its copy (9.14); `ciudadania` only in Mi Apoyo."""

    folio: str
    recibido_en: str
    integridad: str
    credencial: str
    ciudadania: Participacion | None = None


class Permiso(Struct):
    """A presigned POST: the address and the form's fields, to be sent as they are, with the file last."""

    url: str
    campos: dict[str, str]


class RegistroContestado(Struct):
    """`estado`: permitido, recibido, pendiente, rechazado or conflicto."""

    registro: str
    folio: str
    estado: str
    acuse: Acuse | None
    motivo: Motivo | None
    permiso: Permiso | None = None
    vence: str | None = None


class EnvioContestado(Struct):
    """An announcement, with the state of each record."""

    envio: str
    registros: list[RegistroContestado]


class LlaveCaptura(Struct):
    """Key to which expedientes are sealed: ARN, and DER SubjectPublicKeyInfo in base64."""

    arn: str
    publica_der: str


class PeriodoApp(Struct):
    """A capture period."""

    periodo: str
    nombre: str
    inicio: str
    fin: str


class Configuracion(Struct):
    """What a phone needs for a process (9.3, 9.13)."""

    proceso: str
    nombre: str
    llave_captura: LlaveCaptura
    periodos: list[PeriodoApp]
    hora_servidor: str


@ruta(
    bp,
    "POST",
    "/v1/envios",
    Accion.ENVIAR_APOYOS,
    EnvioContestado,
    cuerpo=Anuncios,
    problemas=(RecepcionCerrada,),
    limites=(POR_HORA,),
)
def anunciar_envio(principal: Principal, cuerpo: Anuncios) -> dict[str, Any]:
    """Announce up to 100 records; each gets its folio and a permit to upload it (9.14, 10.17, 12)."""
    if len({r.registro for r in cuerpo.registros}) < len(cuerpo.registros):
        raise CuerpoInvalido("Hay dos registros con el mismo identificador.", campo="registros")
    anuncios = [Anuncio(r.registro, r.aspirante, r.capturado_en, r.bytes, r.sha256) for r in cuerpo.registros]
    return announce(principal.auxiliar, cuerpo.dispositivo, anuncios, ahora())


@ruta(bp, "GET", "/v1/envios/{envio}", Accion.ENVIAR_APOYOS, EnvioContestado)
def consultar_envio(principal: Principal, envio: str) -> dict[str, Any]:
    """What became of the records of an announcement, with their receipts (9.14, 12.3)."""
    return consult(principal.auxiliar, envio)


@ruta(bp, "GET", "/v1/procesos/{proceso}/configuracion", Accion.CONSULTAR_CONFIGURACION, Configuracion)
def consultar_configuracion(principal: Principal, proceso: str) -> dict[str, Any]:
    """Key and periods of a process, and the server's time (9.3, 9.13)."""
    datos = consulta.configuration(principal, proceso)
    llave = datos["llave_captura"]
    llave["publica_der"] = b64encode(llave["publica_der"]).decode()
    return {**datos, "hora_servidor": ahora().isoformat()}
