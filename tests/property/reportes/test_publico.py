"""Public figures: never above the true ones, never by ten or more below, and in tens, whatever is counted (18.5)."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.reportes.publico import TOTALES, public_figures
from tests.estrategias import BREVE

RECIBIDOS, REVISADOS, FIRMES, CONTADOS = TOTALES


@st.composite
def counts(draw: st.DrawFn) -> dict[str, int]:
    """Totals as records make them: who is firm is counted and reviewed, and all of them were received."""
    firmes, esperan, vistos, otros = (draw(st.integers(0, 10_000)) for _ in range(4))
    revisados = firmes + vistos
    return {
        RECIBIDOS: revisados + esperan + otros,
        REVISADOS: revisados,
        FIRMES: firmes,
        CONTADOS: firmes + esperan,
    }


@BREVE
@given(counts())
def test_public_figures_are_the_tens_of_the_true_ones_18_5(totales):
    p = public_figures(totales)
    for dicho, cierto in ((p.recibidos, RECIBIDOS), (p.revisados, REVISADOS), (p.contados, CONTADOS)):
        assert dicho % 10 == 0 and 0 <= totales[cierto] - dicho < 10
    assert p.contados == p.contados_revisados + p.contados_por_revisar and p.contados_por_revisar >= 0
    assert p.recibidos == p.revisados + p.por_revisar and p.por_revisar >= 0
