"""File of a cut of the padrón: its columns, their valid values, and whom its rows count (Protocolo 9.8; LGIPE 371)."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Literal

from chalicelib.rules.apoyos.causas import BAJAS, FUERA_DE_LISTA
from chalicelib.rules.apoyos.historia import SituacionRegistral
from chalicelib.rules.credencial.credencial import parse_clave
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
"""Columns of a row, which is one credential: a person's current one, or a former one (`credencial`)."""

Base = Literal["padron", "lista_nominal"]
Lugares = Mapping[str, tuple[int, int]]
"""`Inscripcion.lugar` -> (people of the padrón, those of them on the Lista Nominal).

Under `<lugar>|<year>`: (0, people who would also be on the list if credentials that expired that year were in force).
"""

_CORTE = re.compile(r"[0-9]{8}[A-Z0-9]{0,4}", re.ASCII)
_FORMAS: Mapping[str, re.Pattern[str]] = {
    "cic": re.compile(r"[0-9]{9}", re.ASCII),  # without its check digit, as in the padrón
    "ocr": re.compile(r"[0-9]{12,13}", re.ASCII),
    "identificador": re.compile(r"[0-9]{9}", re.ASCII),
    "emision": re.compile(r"[0-9]{2}", re.ASCII),
    "vigencia": re.compile(r"(?:19|20)[0-9]{2}", re.ASCII),
}
"""Pattern of each datum of a credential. A datum that the model lacks is empty."""
_LARGOS = {"cic": 9, "ocr": 12, "identificador": 9, "emision": 2, "entidad": 2, "distrito_federal": 2} | {
    "distrito_local": 2,
    "municipio": 3,
    "seccion": 4,
}
_CIENTIFICA = re.compile(r"[0-9.]+E\+?[0-9]+", re.ASCII | re.IGNORECASE)
_VACIOS = frozenset({"N/A", "#N/A", "NA", "NULL", "NONE", "NAN", "-", "S/D"})
_CAUSAS: Mapping[str, frozenset[str]] = {
    SituacionRegistral.LISTA_NOMINAL: frozenset({""}),
    SituacionRegistral.PADRON: frozenset({"", *FUERA_DE_LISTA}),
    SituacionRegistral.BAJA: frozenset({"", *BAJAS}),
}
_ACTUALES = frozenset({"vigente", "no_recogida"})
_ESTADOS = frozenset(EstadoCredencial)
_NIVELES = tuple(CODIGOS.items())


class CorteInvalido(ValueError):
    """The text is not the id of a cut."""


def date_of(corte: str) -> str:
    """Day (YYYY-MM-DD) in the id of a cut, which is a date of eight digits and up to four letters or digits more.

    Raises `CorteInvalido`.
    """
    if not _CORTE.fullmatch(corte):
        raise CorteInvalido(corte)
    try:
        return date.fromisoformat(corte[:8]).isoformat()
    except ValueError:
        raise CorteInvalido(corte) from None


def is_current(fila: Mapping[str, str]) -> bool:
    """Whether the row is its person's current credential. Rows of older credentials only give the state of those."""
    return fila["credencial"] in _ACTUALES


def faults_of(fila: Mapping[str, str | None]) -> list[str]:
    """Faults of a row, which name columns and never values (18.5); empty when it may be loaded."""
    faltan = [
        f"falta la columna {c}" for c in COLUMNAS if fila.get(c) is None
    ]  # a short row lacks its last columns
    if faltan:
        return faltan
    if fila.get(""):
        return ["trae más columnas que el encabezado"]
    datos = {c: fila[c] or "" for c in COLUMNAS}
    malas = list(dict.fromkeys(_faulty(datos)))
    return [f"la columna {c} no tiene un valor admitido{_hint(c, datos[c])}" for c in malas]


def _hint(columna: str, valor: str) -> str:
    """Hint at what a spreadsheet may have done to the value."""
    largo = _LARGOS.get(columna, 0)
    if _CIENTIFICA.fullmatch(valor):
        return " (notación científica: una hoja de cálculo perdió sus cifras)"
    if valor.strip().upper() in _VACIOS:
        return " (un texto en lugar del dato)"
    if valor.endswith(".0"):
        return " (decimales que agregó una hoja de cálculo)"
    if valor.isascii() and valor.isdecimal() and len(valor) < largo:
        return " (faltan ceros a la izquierda)"
    return ""


def _faulty(fila: Mapping[str, str]) -> Iterator[str]:
    causas = _CAUSAS.get(fila["situacion"])
    if causas is None:
        yield "situacion"
    elif fila["causa_baja"] not in causas:
        yield "causa_baja"
    if fila["credencial"] not in _ESTADOS:
        yield "credencial"
    if parse_clave(fila["clave_elector"].replace("Ñ", "X")) is None:
        yield "clave_elector"
    if not fila["cic"] and not is_current(fila):
        yield "cic"  # an older credential is found by this datum only
    for columna, forma in _FORMAS.items():
        if fila[columna] and not forma.fullmatch(fila[columna]):
            yield columna
    yield from _faulty_places(fila)


def _faulty_places(fila: Mapping[str, str]) -> Iterator[str]:
    """Faults of a row's places. Only a person removed from the padrón may lack them."""
    puede_faltar = fila["situacion"] == SituacionRegistral.BAJA
    if fila["entidad"] not in ENTIDADES and not (puede_faltar and not fila["entidad"]):
        yield "entidad"
    for nivel, codigo in _NIVELES:
        if not codigo.fullmatch(fila[nivel]) and not (puede_faltar and not fila[nivel]):
            yield nivel


def home_of(fila: Mapping[str, str]) -> str:
    """Place of residence, as `Inscripcion.lugar`."""
    return "/".join(fila[c] for c in GEOGRAFIA)


def count_person(fila: Mapping[str, str], dia: str, prorrogadas: Collection[str] = ()) -> tuple[int, int]:
    """What a row adds to the padrón and to the Lista Nominal as of that day (YYYY-MM-DD): two numbers, 0 or 1."""
    if not is_current(fila) or fila["situacion"] == SituacionRegistral.BAJA:
        return 0, 0
    persona = Inscripcion(
        "",
        SituacionRegistral(fila["situacion"]),
        credencial=EstadoCredencial(fila["credencial"]),
        vigencia=fila["vigencia"],
        causa_baja=fila["causa_baja"],
    )
    return 1, int(persona.status_on(dia, prorrogadas)[0] is SituacionRegistral.LISTA_NOMINAL)


def expired_in(fila: Mapping[str, str], dia: str) -> str:
    """Year in which the credential expired, if its expiry is all that keeps the person off the list on that day; else
    empty."""
    anio = fila["vigencia"]
    return anio if count_person(fila, dia) == (1, 0) and count_person(fila, dia, (anio,)) == (1, 1) else ""


def people_in(
    lugares: Lugares,
    base: Base,
    nivel: str = "entidad",
    unidad: str = "",
    prorrogadas: Collection[str] = (),
) -> int:
    """Number of people who live in one unit, or in all of `lugares` when the entidad or the country elects the office.

    `prorrogadas`: years whose expired credentials count.
    """
    return sum(_within(lugares, base, nivel, unidad, prorrogadas).values())


def people_by(
    lugares: Lugares,
    base: Base,
    por: str,
    nivel: str = "entidad",
    unidad: str = "",
    prorrogadas: Collection[str] = (),
) -> dict[str, int]:
    """The people of `people_in` by smaller unit (`por`: a level of the geography), including units with nobody."""
    sitio, total = GEOGRAFIA.index(por), dict[str, int]()
    for lugar, n in _within(lugares, base, nivel, unidad, prorrogadas).items():
        codigo = lugar.split("/")[sitio]
        total[codigo] = total.get(codigo, 0) + n
    return dict(sorted(total.items()))


def _within(
    lugares: Lugares, base: Base, nivel: str, unidad: str, prorrogadas: Collection[str]
) -> dict[str, int]:
    todos, cual = nivel in ("pais", "entidad"), 0 if base == "padron" else 1
    sitio = 0 if todos else GEOGRAFIA.index(nivel)
    dentro = dict[str, int]()
    for llave, n in lugares.items():
        lugar, _, anio = llave.partition("|")
        if anio and anio not in prorrogadas:
            continue
        if todos or lugar.split("/")[sitio] == unidad:
            dentro[lugar] = dentro.get(lugar, 0) + n[cual]
    return dentro
