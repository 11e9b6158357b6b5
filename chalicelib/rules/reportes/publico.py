"""Figures that anybody may read: what is told of an aspirante without telling anything of a person (Protocolo 18.5).

Figures are rounded down to tens. Somebody who knows that a person gave their support, and reads the figures before and
after, would otherwise learn from a single unit whether that person's record counts: that is a datum of the person.
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

    `contados_revisados`: records that count and were reviewed; `contados_por_revisar`: records that count and wait.
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
        """Received and not reviewed yet, whatever its class."""
        return self.recibidos - self.revisados


def round_down(n: int) -> int:
    """The tens of a figure: 1,239 is told as 1,230, and what is under ten as 0."""
    return n - n % DECENA


def public_figures(totales: Mapping[str, int]) -> CifrasPublicas:
    """The publishable part of these totals (`TOTALES`)."""
    recibidos, revisados, firmes, contados = (totales.get(c, 0) for c in TOTALES)
    vistos = round_down(firmes)
    return CifrasPublicas(
        round_down(recibidos), round_down(revisados), vistos, max(0, round_down(contados) - vistos)
    )
