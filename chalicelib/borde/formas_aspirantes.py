"""Structs of an aspirante's registration that more than one room of the API publishes (Protocolo 6.1 B, C, E)."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from chalicelib.rules.aspirantes.registro import EstadoAspirante
from chalicelib.rules.base.faltas import Falta
from chalicelib.store.aspirantes import Aspirante

Corto = Annotated[str, Meta(max_length=200)]
Version = Annotated[int, Meta(ge=1, le=10**9)]


class DatosDeAspirante(Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """The data of 6.1 B, C and E. An empty member counts as missing. Dates: AAAA-MM-DD or DD/MM/AAAA."""

    nombre: Corto
    apellido_paterno: Corto
    fecha_nacimiento: Corto
    lugar_nacimiento: Corto
    correo: Annotated[str, Meta(max_length=254)]
    proveedor: Corto
    clave_elector: Corto
    entidad: Corto
    municipio: Corto
    seccion: Corto
    fecha_manifestacion: Corto
    oficio: Corto
    apellido_materno: Corto = ""
    telefono_domicilio: Corto = ""
    telefono_oficina: Corto = ""
    telefono_movil: Corto = ""
    ocr: Corto = ""
    cic: Corto = ""
    emision: Corto = ""
    curp: Corto = ""
    folio_interno: Corto = ""
    observaciones: Annotated[str, Meta(max_length=2000)] = ""


class AvisoDeRegistro(Struct):
    """Dato que se admitió y conviene revisar."""

    campo: str
    codigo: str
    texto: str


class AspiranteRegistrado(Struct):
    """El folio único, la versión de los datos y lo que conviene revisar."""

    aspirante: str
    estado: EstadoAspirante
    version: int
    avisos: list[AvisoDeRegistro]


def registered_answer(a: Aspirante, avisos: list[Falta]) -> dict[str, Any]:
    """The `AspiranteRegistrado` of a row."""
    return {
        "aspirante": a.aspirante,
        "estado": a.estado,
        "version": int(a.version),
        "avisos": [vars(f) for f in avisos],
    }
