"""API of the correction of a confirmed aspirante: data, mail or provider, former versions (Protocolo 6.1, 9.17)."""

from datetime import timedelta
from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct, structs

from chalicelib.base.reloj import ahora
from chalicelib.borde.formas_aspirantes import (
    AspiranteRegistrado,
    DatosDeAspirante,
    Version,
    registered_answer,
)
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.aspirantes import AspiranteCambiado, AspiranteNoAdmite
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.aspirantes import correccion as correcciones
from chalicelib.workflows.aspirantes.versiones import list_versions

bp = Blueprint(__name__)

Motivo = Annotated[str, Meta(min_length=5, max_length=500)]
CORRECCIONES = (Limite(Por.CUENTA, 60, timedelta(hours=1)),)
"""Limit of corrections: each sends a mail to an address whose owner has confirmed nothing."""


class CorreccionAspirante(DatosDeAspirante, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """Todos los datos de nuevo (6.1 B, C, E), por qué, y la `version` sobre la que se corrigió."""

    motivo: Motivo
    version: Version


class OtroAccesoAspirante(Struct, forbid_unknown_fields=True):
    """El correo nuevo, el proveedor al que se vincula, por qué, y la versión sobre la que se hizo el cambio."""

    correo: Annotated[str, Meta(min_length=3, max_length=254)]
    proveedor: Annotated[str, Meta(min_length=1, max_length=20)]
    motivo: Motivo
    version: Version


class VersionAnterior(Struct):
    """Una versión de los datos, hasta cuándo estuvo vigente y por qué se sustituyó. `emblema`: SHA-256 de su imagen;
    `datos` y `motivo` solo para la administración del OPL y el INE.
    """

    version: int
    hasta: Instante
    motivo: str
    emblema: str | None
    datos: dict[str, str] | None


class VersionesAspirante(Struct):
    """La versión vigente y las anteriores, primero la más reciente."""

    aspirante: str
    vigente: int
    anteriores: list[VersionAnterior]


@ruta(
    bp,
    "POST",
    "/v1/aspirantes/{aspirante}/correccion",
    Accion.REGISTRAR_ASPIRANTE,
    AspiranteRegistrado,
    cuerpo=CorreccionAspirante,
    problemas=(NoEncontrado, DatosNoAdmitidos, AspiranteCambiado, AspiranteNoAdmite, Ocupado),
    evento=Evento.ASPIRANTE_CORREGIDO,
    objeto="aspirante",
    limites=CORRECCIONES,
)
def corregir_aspirante(principal: Principal, aspirante: str, cuerpo: CorreccionAspirante) -> dict[str, Any]:
    """Corrige los datos de una persona aspirante confirmada; conserva su folio, Auxiliares y registros (6.1)."""
    datos = structs.asdict(cuerpo)
    fila, avisos = correcciones.correct_aspirante(
        principal, aspirante, cuerpo.version, datos, cuerpo.motivo, ahora()
    )
    return registered_answer(fila, avisos)


@ruta(
    bp,
    "PUT",
    "/v1/aspirantes/{aspirante}/correo",
    Accion.REGISTRAR_ASPIRANTE,
    AspiranteRegistrado,
    cuerpo=OtroAccesoAspirante,
    problemas=(NoEncontrado, DatosNoAdmitidos, AspiranteCambiado, AspiranteNoAdmite, Ocupado),
    evento=Evento.ASPIRANTE_CORREGIDO,
    objeto="aspirante",
    limites=CORRECCIONES,
)
def cambiar_correo_de_aspirante(
    principal: Principal, aspirante: str, cuerpo: OtroAccesoAspirante
) -> dict[str, Any]:
    """Cambia el correo o el proveedor con que entra una persona aspirante confirmada (6.1 D, 9.17)."""
    fila = correcciones.change_access(
        principal, aspirante, cuerpo.version, cuerpo.correo, cuerpo.proveedor, cuerpo.motivo, ahora()
    )
    return registered_answer(fila, [])


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}/versiones",
    Accion.CONSULTAR_ASPIRANTES,
    VersionesAspirante,
    problemas=(NoEncontrado,),
    evento=Evento.ASPIRANTE_VERSIONES_CONSULTADAS,
    objeto="aspirante",
)
def consultar_versiones_de_aspirante(principal: Principal, aspirante: str) -> dict[str, Any]:
    """Consulta las versiones anteriores de un registro: sus datos, hasta cuándo y por qué se corrigieron (6.1)."""
    return list_versions(principal, aspirante)
