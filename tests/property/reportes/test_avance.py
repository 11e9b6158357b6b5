"""Progress against LGIPE 371 read slowly: people of a list, one by one, and fractions that are never rounded."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.procesos.umbral import CifrasDeGeografia, Dispersion, Umbral
from chalicelib.rules.reportes.avance import NIVELES, Meta, percent_of, roll_up, threshold_progress
from tests.estrategias import BREVE

porcentajes = st.integers(1, 10_000).map(lambda n: Decimal(n) / 100)
UNIDADES = ("0001", "0002", "0003", "0004")


@st.composite
def listas(draw: st.DrawFn) -> tuple[list[str], list[str], Umbral]:
    """The sección of everybody on the list, that of everybody who supports, and a threshold.

    Of the four secciones some have nobody on the list: they are part of the base, with a figure of 0.
    """
    lista = draw(st.lists(st.sampled_from(UNIDADES), min_size=1, max_size=60))
    apoyan = draw(st.lists(st.sampled_from([*UNIDADES, "9999"]), max_size=40))
    regla = Dispersion("seccion", draw(porcentajes), draw(porcentajes))
    return lista, apoyan, Umbral(draw(porcentajes), "lista_nominal", regla)


def at_least(apoyan: int, de: int, porcentaje: Decimal) -> bool:
    """*Cuando menos* that percentage of them."""
    return Fraction(apoyan, de) >= Fraction(porcentaje) / 100


@BREVE
@given(listas())
def test_the_threshold_is_met_when_the_law_says_so_371(caso):
    """A quantity equivalent to the percentage of the list, made up of citizens of at least such a part of the secciones
    that come to at least their percentage of those on the list in each of them."""
    lista, apoyan, umbral = caso
    regla, cifras = umbral.dispersion, {s: lista.count(s) for s in UNIDADES}
    bastan = [s for s, n in cifras.items() if n and at_least(apoyan.count(s), n, regla.porcentaje)]
    p = threshold_progress(len(apoyan), Counter(apoyan), CifrasDeGeografia(len(lista), cifras), umbral)
    assert p.total.alcanzada == at_least(len(apoyan), len(lista), umbral.porcentaje)
    assert [m.unidad for m in p.dispersion.metas if m.alcanzada] == bastan
    assert (p.dispersion.faltan == 0) == at_least(len(bastan), len(UNIDADES), regla.fraccion)
    assert p.cumple == (p.total.alcanzada and p.dispersion.faltan == 0)


@BREVE
@given(listas())
def test_the_missing_supports_meet_the_threshold_and_one_less_does_not_371(caso):
    lista, apoyan, umbral = caso
    total = threshold_progress(len(apoyan), {}, CifrasDeGeografia(len(lista), Counter(lista)), umbral).total
    if total.faltan:
        assert at_least(len(apoyan) + total.faltan, len(lista), umbral.porcentaje)
        assert not at_least(len(apoyan) + total.faltan - 1, len(lista), umbral.porcentaje)


@BREVE
@given(st.integers(0, 10**7), st.integers(1, 10**7), st.booleans())
def test_a_hundred_percent_is_shown_of_what_is_reached_and_of_nothing_else_371(contados, requeridos, vacia):
    meta = Meta(contados, requeridos, sin_electores=vacia)
    assert (meta.porcentaje >= 100) == meta.alcanzada
    assert meta.alcanzada == (contados >= requeridos and not vacia)


@BREVE
@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_a_percentage_is_the_nearest_hundredth_and_of_two_as_near_the_greater(parte, todo):
    exacto, dicho = Fraction(100 * parte, todo), Fraction(percent_of(parte, todo))
    assert -Fraction(1, 200) < dicho - exacto <= Fraction(1, 200)
    assert (dicho * 100).denominator == 1


@BREVE
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["baja", "en_lista_nominal"]),
            st.sampled_from(["11/1/1/1/1", "11/1/2/1/2", "09/1/1/1/1", "09/1/1//3"]),
            st.integers(1, 5),
        )
    ),
    st.sampled_from(sorted(NIVELES)),
)
def test_whatever_the_level_each_record_is_in_one_unit_7_12(lugares, nivel):
    unidades = roll_up(lugares, nivel)
    for clase in ("baja", "en_lista_nominal"):
        assert sum(c[clase] for c in unidades.values()) == sum(n for c, _, n in lugares if c == clase)
