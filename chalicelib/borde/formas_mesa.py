"""Structs of a record at the Mesa that the API shows to operators, to the authority, and in hearings."""

from typing import Literal

from msgspec import Struct

from chalicelib.borde.estados import Modo
from chalicelib.borde.instantes import Instante
from chalicelib.rules.apoyos.clases import Clase
from chalicelib.rules.mesa.hallazgos import Gravedad


class HallazgoMostrado(Struct):
    """Dónde mirar; nunca es un dictamen. `numeral`: el del Protocolo que lo trata; `datos`: cuáles (13.6)."""

    codigo: str
    texto: str
    gravedad: Gravedad
    numeral: str
    datos: list[str]


class CredencialMostrada(Struct, kw_only=True, omit_defaults=True):
    """Datos de la credencial como están ahora; lo que no se leyó se omite. `mrz`: tres renglones."""

    modelo: str
    clave_elector: str | None = None
    curp: str | None = None
    ocr: str | None = None
    cic: str | None = None
    emision: str | None = None
    identificador: str | None = None
    nombre: str | None = None
    mrz: list[str] | None = None
    qr: str | None = None


class CorreccionHecha(Struct):
    """Dato que se aclaró: antes (nulo: no se leyó) y después (13.6)."""

    en: Instante
    antes: dict[str, str | None]
    despues: dict[str, str]


class DatosMesa(Struct, kw_only=True):
    """Datos de un registro como están ahora, lo que se cambió de ellos y lo que conviene mirar (13.6). `vista`: si las
    imágenes ya se midieron; mientras no, ningún hallazgo es de ellas.
    """

    folio: str
    capturado_en: str
    credencial: CredencialMostrada
    correcciones: list[CorreccionHecha]
    hallazgos: list[HallazgoMostrado]
    vista: Literal["pendiente", "lista"]


class NotaMostrada(Struct):
    """Lo que se dijo al escalar el registro a la autoridad del OPL, o al devolverlo (13.8)."""

    en: Instante
    acto: Literal["escalado", "devuelto", "determinado"]
    texto: str


class HojaMesa(DatosMesa, kw_only=True):
    """Un registro como lo ve la persona operadora: los datos junto a las cuatro imágenes (base64)."""

    modo: Modo
    llegada: Instante
    notas: list[NotaMostrada]
    imagenes: dict[str, str]


class ResultadoMesa(Struct):
    """Clase del registro después del dictamen, y por qué."""

    folio: str
    clase: Clase
    motivo: str
