"""Public figures of an aspirante, which reveal nothing about a person (Protocolo 18.5).

Figures are rounded down to tens. Otherwise somebody who knows when a person gave support could compare the figures
before and after, and learn whether that person's record counts, which is a personal datum.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.rules.apoyos.clases import Clase

DECENA = 10
TOTALES = ("recibidos", "revisados", "firmes", f"clase#{Clase.EN_LISTA_NOMINAL}")
"""The totals that public figures are made of; no other total is read for them (`rules/conteo.py`)."""


@dataclass(frozen=True)
class CifrasPublicas:
    """Public figures of an aspirante, a process or all processes. Their parts add up to their whole.

    `contados_revisados`: records that count and were reviewed; `contados_por_revisar`: records that count and are to
    be reviewed.
    """

    recibidos: int
    revisados: int
    contados_revisados: int
    contados_por_revisar: int

    @property
    def contados(self) -> int:
        return self.contados_revisados + self.contados_por_revisar

    @property
    def por_revisar(self) -> int:
        """Records received and not reviewed yet, whatever their class."""
        return self.recibidos - self.revisados


def round_down(n: int) -> int:
    """Round a figure down to tens: 1,239 gives 1,230; a figure under ten gives 0."""
    return n - n % DECENA


def public_figures(totales: Mapping[str, int]) -> CifrasPublicas:
    """The publishable part of these totals (`TOTALES`)."""
    recibidos, revisados, firmes, contados = (totales.get(c, 0) for c in TOTALES)
    vistos = round_down(firmes)
    return CifrasPublicas(
        round_down(recibidos), round_down(revisados), vistos, max(0, round_down(contados) - vistos)
    )
