"""API for the phone: announce records, ask what became of them, and what it needs to seal them."""

from base64 import b64encode
from datetime import UTC, datetime
from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.problemas import CuerpoInvalido
from chalicelib.rules.permisos import Accion, Principal
from chalicelib.vault.limites import MAX_SELLADO
from chalicelib.web import parse_body, ruta
from chalicelib.workflows import consulta
from chalicelib.workflows.envios import Anuncio, announce, consult

bp = Blueprint(__name__)

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


@ruta(bp, "POST", "/v1/envios", Accion.ENVIAR_APOYOS)
def anunciar_envio(principal: Principal) -> dict[str, Any]:
    cuerpo = parse_body(bp.current_request, Anuncios)
    if len({r.registro for r in cuerpo.registros}) < len(cuerpo.registros):
        raise CuerpoInvalido("Hay dos registros con el mismo identificador.", campo="registros")
    anuncios = [Anuncio(r.registro, r.aspirante, r.capturado_en, r.bytes, r.sha256) for r in cuerpo.registros]
    return announce(principal.auxiliar, cuerpo.dispositivo, anuncios, datetime.now(UTC))


@ruta(bp, "GET", "/v1/envios/{envio}", Accion.ENVIAR_APOYOS)
def consultar_envio(principal: Principal, envio: str) -> dict[str, Any]:
    return consult(principal.auxiliar, envio)


@ruta(bp, "GET", "/v1/procesos/{proceso}/configuracion", Accion.CONSULTAR_CONFIGURACION)
def consultar_configuracion(principal: Principal, proceso: str) -> dict[str, Any]:
    datos = consulta.configuration(principal, proceso)
    llave = datos["llave_captura"]
    llave["publica_der"] = b64encode(llave["publica_der"]).decode()
    return {**datos, "hora_servidor": datetime.now(UTC).isoformat()}
