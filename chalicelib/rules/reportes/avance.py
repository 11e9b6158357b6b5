"""Progress of an aspirante: supports that count against those required (Protocolo 7.12; LGIPE 371)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from chalicelib.rules.procesos.umbral import CifrasDeGeografia, Umbral, required_supports, units_required

CENTESIMOS = Decimal("0.01")
CASI = Decimal("99.99")
"""Percentage shown where rounding would give 100 although supports are missing."""
NIVELES: Mapping[str, int] = {
    "entidad": 0,
    "distrito_federal": 1,
    "distrito_local": 2,
    "municipio": 3,
    "seccion": 4,
}
"""Level -> index of the part of a `lugar` that is the unit's code; part 0 is the entidad's."""

Unidad = tuple[str, str]
"""Entidad, and code of the unit within it; empty for the entidad itself, and where the registry lacks the code."""


@dataclass(frozen=True)
class Meta:
    """A goal: supports that count and supports required. `unidad`: empty for the whole.

    `sin_electores`: nobody on the list lives in the unit. LGIPE 371 requires citizens of the units, so such a unit
    never reaches its goal.
    """

    contados: int
    requeridos: int
    unidad: str = ""
    sin_electores: bool = False

    @property
    def porcentaje(self) -> Decimal:
        """Percent of what is required, in hundredths, half up; 100 only when all of it is there."""
        if self.sin_electores:
            return Decimal("0.00")
        if not self.requeridos:
            return Decimal("100.00")
        parte = percent_of(self.contados, self.requeridos)
        return parte if self.alcanzada else min(parte, CASI)

    @property
    def faltan(self) -> int:
        return max(0, self.requeridos - self.contados)

    @property
    def alcanzada(self) -> bool:
        return not (self.faltan or self.sin_electores)


@dataclass(frozen=True)
class Dispersado:
    """Dispersion of the supports: the goal of each unit, and in how many units it must be reached."""

    unidad: str
    requeridas: int
    metas: tuple[Meta, ...]

    @property
    def alcanzadas(self) -> int:
        return sum(m.alcanzada for m in self.metas)

    @property
    def faltan(self) -> int:
        return max(0, self.requeridas - self.alcanzadas)

    @property
    def sin_electores(self) -> int:
        """Units where nobody is on the list: they cannot reach their goal, but belong to the base of the percentage."""
        return sum(m.sin_electores for m in self.metas)


@dataclass(frozen=True)
class Progreso:
    """Progress against the whole threshold: the goal in all and the dispersion."""

    total: Meta
    dispersion: Dispersado | None = None

    @property
    def cumple(self) -> bool:
        """Whether the supports that count so far would meet the threshold (preliminary, 7.13)."""
        return self.total.alcanzada and not (self.dispersion and self.dispersion.faltan)


def percent_of(parte: int, todo: int) -> Decimal:
    """`parte` in percent of `todo` (which is not zero), rounded half up to hundredths."""
    return (Decimal(100 * parte) / Decimal(todo)).quantize(CENTESIMOS, ROUND_HALF_UP)


def threshold_progress(
    contados: int, por_unidad: Mapping[str, int], cifras: CifrasDeGeografia, umbral: Umbral
) -> Progreso:
    """Progress of the supports that count, in all and in each unit of the dispersion, against the figures on file.

    A unit without figures has no goal: its supports count in the whole alone. The base of the dispersion is all units
    with figures, also those with 0 electors, whose goal of at least one supporter is never reached.
    """
    total = Meta(contados, required_supports(cifras.base, umbral.porcentaje))
    d = umbral.dispersion
    if d is None:
        return Progreso(total)
    metas = tuple(
        Meta(
            por_unidad.get(unidad, 0),
            max(1, required_supports(personas, d.porcentaje)),
            unidad,
            sin_electores=not personas,
        )
        for unidad, personas in sorted(cifras.unidades.items())
    )
    return Progreso(total, Dispersado(d.unidad, units_required(len(metas), d.fraccion), metas))


def roll_up(lugares: Iterable[tuple[str, str, int]], nivel: str) -> dict[Unidad, Counter[str]]:
    """Sum triples (clase, lugar, how many) by unit of a level (`NIVELES`): unit -> class -> how many."""
    parte, suma = NIVELES[nivel], dict[Unidad, Counter[str]]()
    for clase, lugar, n in lugares:
        codigos = lugar.split("/")
        unidad = (codigos[0], codigos[parte] if parte else "")
        suma.setdefault(unidad, Counter())[clase] += n
    return suma
