"""Thresholds (LGIPE 371): figures required, and what does not fit of figures."""

from decimal import Decimal

import pytest

from chalicelib.rules.procesos.umbral import (
    CifrasDeGeografia,
    Dispersion,
    Umbral,
    figures_faults,
    required_supports,
    umbral_from_dict,
    umbral_to_dict,
    units_required,
)

SECCIONES = Dispersion("seccion", Decimal(50), Decimal(1))
DISPERSO = Umbral(Decimal("2.5"), "lista_nominal", SECCIONES)
LLANO = Umbral(Decimal(3), "padron")


@pytest.mark.parametrize(
    ("base", "porcentaje", "esperado"),
    [
        (100, "1", 1),
        (101, "1", 2),  # a fraction of a person is a person more
        (4_500_000, "3", 135_000),
        (4_500_001, "3", 135_001),
        (3, "33.3334", 2),
        (1000, "0.1", 1),
        (1001, "0.1", 2),
        (0, "3", 0),
        (7, "100", 7),
    ],
)
def test_a_percentage_of_people_rounds_up_371(base, porcentaje, esperado):
    assert required_supports(base, Decimal(porcentaje)) == esperado


def test_half_of_an_odd_number_of_units_is_the_next_whole_one_371():
    assert [units_required(n, Decimal(50)) for n in (21, 22, 23)] == [11, 11, 12]


@pytest.mark.parametrize("umbral", [DISPERSO, LLANO])
def test_a_threshold_is_kept_as_it_was_written(umbral):
    assert umbral_from_dict(umbral_to_dict(umbral)) == umbral


@pytest.mark.parametrize(
    ("umbral", "base", "unidades", "campos"),
    [
        (DISPERSO, 100, {"0001": 60, "0002": 40}, []),
        (DISPERSO, 120, {"0001": 60, "0002": 40}, []),  # people abroad are in no sección
        (DISPERSO, 99, {"0001": 60, "0002": 40}, ["base"]),
        (DISPERSO, 100, {}, ["unidades"]),
        (DISPERSO, 100, {"001": 60}, ["unidades"]),
        (DISPERSO, 10, {"1": 60}, ["unidades", "base"]),
        (LLANO, 100, {}, []),
        (LLANO, 100, {"0001": 60}, ["unidades"]),
    ],
)
def test_figures_fit_the_threshold_and_each_other_371(umbral, base, unidades, campos):
    assert [c for c, _ in figures_faults(CifrasDeGeografia(base, unidades), umbral)] == campos
