"""Offices and the geography that elects them (Protocolo 6.1 A, 10.9; LGIPE 371)."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.rules.padron.registral import Inscripcion

ENTIDADES: Mapping[str, str] = {
    "01": "Aguascalientes",
    "02": "Baja California",
    "03": "Baja California Sur",
    "04": "Campeche",
    "05": "Coahuila",
    "06": "Colima",
    "07": "Chiapas",
    "08": "Chihuahua",
    "09": "Ciudad de México",
    "10": "Durango",
    "11": "Guanajuato",
    "12": "Guerrero",
    "13": "Hidalgo",
    "14": "Jalisco",
    "15": "México",
    "16": "Michoacán",
    "17": "Morelos",
    "18": "Nayarit",
    "19": "Nuevo León",
    "20": "Oaxaca",
    "21": "Puebla",
    "22": "Querétaro",
    "23": "Quintana Roo",
    "24": "San Luis Potosí",
    "25": "Sinaloa",
    "26": "Sonora",
    "27": "Tabasco",
    "28": "Tamaulipas",
    "29": "Tlaxcala",
    "30": "Veracruz",
    "31": "Yucatán",
    "32": "Zacatecas",
}
"""INE's code -> name."""

CDMX = "09"
MUNICIPIO = re.compile(r"\d{3}", re.ASCII)
DISTRITO = re.compile(r"\d{2}", re.ASCII)
SECCION = re.compile(r"\d{4}", re.ASCII)
CODIGOS: Mapping[str, re.Pattern[str]] = {
    "entidad": re.compile("|".join(ENTIDADES), re.ASCII),
    "municipio": MUNICIPIO,
    "distrito_local": DISTRITO,
    "distrito_federal": DISTRITO,
    "seccion": SECCION,
}
"""Level -> what its codes look like, as the padrón writes them: with their leading zeros."""


PAIS = "pais"
"""Level of an office that the whole country elects."""
SIN_UNIDADES = frozenset({"entidad", PAIS})
"""Levels at which one holder is elected by all of a period's geography."""


class Esfera(StrEnum):
    """The *ámbito* of 6.1 A."""

    LOCAL = "local"
    FEDERAL = "federal"


@dataclass(frozen=True)
class Cargo:
    """An office: `nivel` is the geography that elects one holder of it (`rules/padron/registral.NIVELES`)."""

    clave: str
    nombre: str
    nivel: str
    esfera: Esfera = Esfera.LOCAL
    solo: Collection[str] = frozenset(ENTIDADES)

    @property
    def por_unidad(self) -> bool:
        """Whether it is elected by distrito or municipio, and not by the whole entidad or country."""
        return self.nivel not in SIN_UNIDADES


_ESTADOS = frozenset(ENTIDADES) - {CDMX}
_TODOS = (
    Cargo("gubernatura", "Gubernatura", "entidad", solo=_ESTADOS),
    Cargo("jefatura_gobierno", "Jefatura de Gobierno", "entidad", solo={CDMX}),
    Cargo("diputacion_local", "Diputación local", "distrito_local"),
    Cargo("ayuntamiento", "Presidencia municipal y ayuntamiento", "municipio", solo=_ESTADOS),
    Cargo("alcaldia", "Alcaldía", "municipio", solo={CDMX}),
    Cargo("presidencia", "Presidencia de la República", PAIS, Esfera.FEDERAL),
    Cargo("senaduria", "Senaduría", "entidad", Esfera.FEDERAL),
    Cargo("diputacion_federal", "Diputación federal", "distrito_federal", Esfera.FEDERAL),
)
CARGOS: Mapping[str, Cargo] = {c.clave: c for c in _TODOS}
"""The catalogue of offices by key (6.1 A)."""


def unit_of(nivel: str, entidad: str, unidades: Collection[str], inscripcion: Inscripcion) -> str | None:
    """The unit, among those of a period, that elects the office where the person lives (10.9, LGIPE 385).

    Empty for an office of the whole entidad or country; None where the person does not take part in electing it.
    """
    if nivel == PAIS:
        return ""
    if inscripcion.entidad != entidad:
        return None
    if nivel == "entidad":
        return ""
    propia: str = getattr(inscripcion, nivel)
    return propia if propia and propia in unidades else None
