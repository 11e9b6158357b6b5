"""A cut of the padrón as a file: its columns, what each may hold, and whom it counts (Protocolo 9.8; LGIPE 371)."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from chalicelib.rules.apoyos.causas import BAJAS, FUERA_DE_LISTA
from chalicelib.rules.apoyos.historia import Situacion
from chalicelib.rules.padron.registral import EstadoCredencial, Inscripcion
from chalicelib.rules.procesos.cargos import CODIGOS, ENTIDADES

GEOGRAFIA = ("entidad", "distrito_federal", "distrito_local", "municipio", "seccion")
COLUMNAS = (
    "clave_elector",
    "cic",
    "ocr",
    "identificador",
    "emision",
    *GEOGRAFIA,
    "situacion",
    "causa_baja",
    "credencial",
    "vigencia",
)
"""A row is a credential: that of a person, or one that the person had before (`credencial`)."""

Base = Literal["padron", "lista_nominal"]
Lugares = Mapping[str, tuple[int, int]]
"""`Inscripcion.lugar` -> people of the padrón and, of them, of the Lista Nominal."""

_CORTE = re.compile(r"[0-9]{8}[A-Z0-9]{0,4}", re.ASCII)
_ANIO = re.compile(r"[0-9]{4}", re.ASCII)
_CAUSAS: Mapping[str, frozenset[str]] = {
    Situacion.LISTA_NOMINAL: frozenset({""}),
    Situacion.PADRON: frozenset({"", *FUERA_DE_LISTA}),
    Situacion.BAJA: frozenset({"", *BAJAS}),
}
_ACTUALES = frozenset({"vigente", "no_recogida"})
_ESTADOS = frozenset(EstadoCredencial)
_NIVELES = tuple(CODIGOS.items())


class CorteInvalido(ValueError):
    """Not the id of a cut."""


def date_of(corte: str) -> str:
    """Day (YYYY-MM-DD) in the id of a cut: eight digits of a date, and up to four letters or digits more.

    Raises `CorteInvalido`.
    """
    if not _CORTE.fullmatch(corte):
        raise CorteInvalido(corte)
    try:
        return date.fromisoformat(corte[:8]).isoformat()
    except ValueError:
        raise CorteInvalido(corte) from None


def is_current(fila: Mapping[str, str]) -> bool:
    """Whether the row is the credential that stands for its person: older ones say only what became of them."""
    return fila["credencial"] in _ACTUALES


def fault_of(fila: Mapping[str, str | None]) -> str | None:
    """What is wrong with a row, by column and never by value; None when it may be loaded."""
    for columna in COLUMNAS:
        if fila.get(columna) is None:  # a short row has no value at all
            return f"falta la columna {columna}"
    mala = next(_faulty({c: fila[c] or "" for c in COLUMNAS}), None)
    return mala and f"la columna {mala} no tiene un valor admitido"


def _faulty(fila: Mapping[str, str]) -> Iterator[str]:
    causas = _CAUSAS.get(fila["situacion"])
    if causas is None:
        yield "situacion"
    elif fila["causa_baja"] not in causas:
        yield "causa_baja"
    if fila["credencial"] not in _ESTADOS:
        yield "credencial"
    if not fila["clave_elector"].strip():
        yield "clave_elector"
    if not fila["cic"].strip() and not is_current(fila):
        yield "cic"  # nothing else would find an older credential
    if fila["vigencia"] and not _ANIO.fullmatch(fila["vigencia"]):
        yield "vigencia"
    yield from _faulty_places(fila)


def _faulty_places(fila: Mapping[str, str]) -> Iterator[str]:
    """Of whoever was removed the place may be unknown; whoever is in the padrón lives somewhere."""
    puede_faltar = fila["situacion"] == Situacion.BAJA
    if fila["entidad"] not in ENTIDADES and not (puede_faltar and not fila["entidad"]):
        yield "entidad"
    for nivel, codigo in _NIVELES:
        if not codigo.fullmatch(fila[nivel]) and not (puede_faltar and not fila[nivel]):
            yield nivel


def place_of(fila: Mapping[str, str]) -> str:
    """Where the person lives, as `Inscripcion.lugar`."""
    return "/".join(fila[c] for c in GEOGRAFIA)


def counted(fila: Mapping[str, str], dia: str) -> tuple[int, int]:
    """What a row adds to the people of the padrón and of the Lista Nominal as of that day (YYYY-MM-DD)."""
    if not is_current(fila) or fila["situacion"] == Situacion.BAJA:
        return 0, 0
    persona = Inscripcion(
        "",
        Situacion(fila["situacion"]),
        credencial=EstadoCredencial(fila["credencial"]),
        vigencia=fila["vigencia"],
    )
    return 1, int(persona.status_on(dia)[0] is Situacion.LISTA_NOMINAL)


def people_in(lugares: Lugares, base: Base, nivel: str = "entidad", unidad: str = "") -> int:
    """People of one unit, of those places; of all of them when the office is the entidad's."""
    return sum(_within(lugares, base, nivel, unidad).values())


def people_by(
    lugares: Lugares, base: Base, por: str, nivel: str = "entidad", unidad: str = ""
) -> dict[str, int]:
    """As `people_in`, by smaller unit (`por`: a level of the geography), those without anybody too."""
    sitio, total = GEOGRAFIA.index(por), dict[str, int]()
    for lugar, n in _within(lugares, base, nivel, unidad).items():
        codigo = lugar.split("/")[sitio]
        total[codigo] = total.get(codigo, 0) + n
    return dict(sorted(total.items()))


def _within(lugares: Lugares, base: Base, nivel: str, unidad: str) -> dict[str, int]:
    sitio, cual = GEOGRAFIA.index(nivel), 0 if base == "padron" else 1
    return {
        lugar: n[cual]
        for lugar, n in lugares.items()
        if nivel == "entidad" or lugar.split("/")[sitio] == unidad
    }
