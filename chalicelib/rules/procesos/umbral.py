"""Thresholds of support: a percentage of the Lista Nominal, and how widely spread (LGIPE 371; local laws differ)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

from chalicelib.rules.procesos.cargos import CODIGOS

BASES = frozenset({"lista_nominal", "padron"})
UNIDADES = frozenset({"entidad", "distrito_federal", "distrito_local", "municipio", "seccion"})
"""Kinds of units over which supports may have to be spread; by entidad for the Presidencia alone (LGIPE 371.1)."""
_CIEN, _ENTERO = Decimal(100), Decimal(1)


@dataclass(frozen=True)
class Dispersion:
    """At least `porcentaje` of each of at least `fraccion` (percent) of the units of kind `unidad`."""

    unidad: str
    fraccion: Decimal
    porcentaje: Decimal


@dataclass(frozen=True)
class Umbral:
    """`porcentaje` of the figure named `base`, cut off on some day, and the dispersion where the law asks for one."""

    porcentaje: Decimal
    base: str
    dispersion: Dispersion | None = None


@dataclass(frozen=True)
class CifrasDeGeografia:
    """Figures of the geography that elects one office: people in all, and in each unit of the dispersion.

    `corte`: the cut of the padrón that they come from; empty when somebody typed them.
    """

    base: int
    unidades: Mapping[str, int]
    corte: str = ""


def required_supports(base: int, porcentaje: Decimal) -> int:
    """Number of supports that is a percentage of people, rounded up."""
    return int((base * porcentaje / _CIEN).quantize(_ENTERO, ROUND_CEILING))


def units_required(unidades: int, fraccion: Decimal) -> int:
    """Units in which the dispersion must be met."""
    return required_supports(unidades, fraccion)


def figures_faults(cifras: CifrasDeGeografia, umbral: Umbral) -> list[tuple[str, str]]:
    """Faults of figures, as (field, what to do)."""
    d = umbral.dispersion
    if d is None:
        return [("unidades", "Este umbral no pide dispersión: deje vacías las unidades.")] * bool(
            cifras.unidades
        )
    faltas = []
    if not cifras.unidades:
        faltas.append(("unidades", "Dé la cifra de cada unidad de la dispersión."))
    if not all(CODIGOS[d.unidad].fullmatch(c) for c in cifras.unidades):
        faltas.append(("unidades", "Escriba cada unidad con la clave del INE y sus ceros a la izquierda."))
    if sum(cifras.unidades.values()) > cifras.base:
        faltas.append(("base", "Las unidades suman más que la cifra base: revise ambas."))
    return faltas


def umbral_to_dict(umbral: Umbral) -> dict[str, Any]:
    """The threshold as the period stores it: decimals as text."""
    d = umbral.dispersion
    return {
        "porcentaje": str(umbral.porcentaje),
        "base": umbral.base,
        "dispersion": d
        and {"unidad": d.unidad, "fraccion": str(d.fraccion), "porcentaje": str(d.porcentaje)},
    }


def umbral_from_dict(datos: Mapping[str, Any]) -> Umbral:
    """Inverse of `umbral_to_dict`."""
    d = datos["dispersion"]
    return Umbral(
        Decimal(datos["porcentaje"]),
        datos["base"],
        d and Dispersion(d["unidad"], Decimal(d["fraccion"]), Decimal(d["porcentaje"])),
    )
