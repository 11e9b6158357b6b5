"""Figures on which the thresholds of a period rest (LGIPE 371).

Kept apart from the period, which reception reads: those of one entidad by sección take some 80 KB.
"""

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute

from chalicelib.rules.procesos.umbral import CifrasDeGeografia
from chalicelib.store.base.tabla import Tabla, meta

ENTIDAD = "-"
"""Stands for the whole entidad, where an office has no units: a key cannot be empty."""


class CifrasUnidad(Tabla):
    """People on the list in one unit that elects the office: `base` in all, `unidades` (code -> people) within it.

    `corte`: the cut of the padrón from which they were taken; empty when they were typed.
    """

    Meta = meta("cifras")
    periodo = UnicodeAttribute(hash_key=True)
    unidad = UnicodeAttribute(range_key=True)
    base = NumberAttribute()
    unidades = JSONAttribute(default=dict)
    capturado_en = UnicodeAttribute()
    corte = UnicodeAttribute(default="")

    @property
    def cifras(self) -> CifrasDeGeografia:
        return CifrasDeGeografia(int(self.base), self.unidades, self.corte)


def figures_key(proceso: str, periodo: str) -> str:
    """Hash key of a period's figures."""
    return f"{proceso}#{periodo}"


def figures_of(proceso: str, periodo: str, unidad: str = "") -> CifrasDeGeografia | None:
    """Figures of one unit (empty: the entidad), or None."""
    try:
        return CifrasUnidad.get(figures_key(proceso, periodo), unidad or ENTIDAD, consistent_read=True).cifras
    except CifrasUnidad.DoesNotExist:
        return None


def all_figures(proceso: str, periodo: str) -> dict[str, CifrasDeGeografia]:
    """Figures of each unit that has them; of the whole entidad under the empty text."""
    filas = CifrasUnidad.query(figures_key(proceso, periodo), consistent_read=True)
    return {"" if f.unidad == ENTIDAD else f.unidad: f.cifras for f in filas}
