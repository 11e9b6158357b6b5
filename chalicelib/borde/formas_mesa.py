"""Shapes of a record at the Mesa as the API shows it: at the desk, to the authority, in hearings."""

from typing import Any, Literal

from msgspec import Struct

from chalicelib.rules.mesa.hallazgos import Gravedad


class HallazgoMostrado(Struct):
    """A place to look, never a verdict; `numeral`: where the Protocol speaks of it; `datos`: which data (13.6)."""

    codigo: str
    texto: str
    gravedad: Gravedad
    numeral: str
    datos: list[str]


class CorreccionHecha(Struct):
    """What was clarified of the data, before and after (13.6)."""

    en: str
    antes: dict[str, Any]
    despues: dict[str, str]


class DatosMesa(Struct, kw_only=True):
    """The data of a record as they stand, what was changed of them, and what of it to look at (13.6).

    `vista`: whether the images were measured yet; until then no finding is of them.
    """

    folio: str
    capturado_en: str
    credencial: dict[str, Any]
    correcciones: list[CorreccionHecha]
    hallazgos: list[HallazgoMostrado]
    vista: Literal["pendiente", "lista"]


class NotaMostrada(Struct):
    """What was said when the record went to the OPL's authority, or came back from it (13.8)."""

    en: str
    acto: str
    texto: str


class HojaMesa(DatosMesa, kw_only=True):
    """A record as the operator sees it: the data beside the four images (base64)."""

    modo: str
    llegada: str
    notas: list[NotaMostrada]
    imagenes: dict[str, str]


class ResultadoMesa(Struct):
    """The record's class after the verdict, and why."""

    folio: str
    clase: str
    motivo: str
