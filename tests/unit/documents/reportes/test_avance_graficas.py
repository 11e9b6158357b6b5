"""Charts of the reporte de avance: whatever the figures, no label meets another or leaves its chart (7.12)."""

from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.graphics.shapes import Drawing, PolyLine, Rect, String

from chalicelib.documents.base.trazo import CUENTA, NO_CUENTA, PENDIENTE, fit, ticks, width
from chalicelib.documents.reportes.avance_barras import (
    MAX_BARRAS,
    classes_chart,
    dispersion_chart,
    threshold_chart,
)
from chalicelib.documents.reportes.avance_datos import ClaseImpresa, Peso, UmbralImpreso, UnidadImpresa
from chalicelib.documents.reportes.avance_dias import days_chart, every_day
from chalicelib.documents.reportes.avance_hoja import ANCHO
from tests.unit.documents.avances import LARGO, dispersion, percentage

CUENTAS = st.one_of(st.integers(0, 9), st.integers(0, 99_999_999))
NOMBRES = st.sampled_from(["León", "Fuera del régimen de excepción", LARGO, "n̈uꞌu", "W" * 60])
DIA = date(2026, 11, 16)


def texts(dibujo: Drawing) -> list[String]:
    return [s for s in dibujo.contents if isinstance(s, String)]


def said(dibujo: Drawing) -> str:
    return " ".join(s.text for s in texts(dibujo))


def assert_legible(dibujo: Drawing) -> None:
    """Boxes of the letters, half a point forgiven; runs of two typefaces in one text touch."""
    cajas = [
        (
            s.x,
            s.y - 0.2 * s.fontSize,
            s.x + width(s.text, s.fontName, s.fontSize),
            s.y + 0.7 * s.fontSize,
            s.text,
        )
        for s in texts(dibujo)
        if s.text.strip()
    ]
    for x0, y0, x1, y1, texto in cajas:
        assert x0 >= -0.5, texto
        assert y0 >= -0.5, texto
        assert x1 <= dibujo.width + 0.5, texto
        assert y1 <= dibujo.height + 0.5, texto
    for a, b in combinations(cajas, 2):
        aparte = a[2] <= b[0] + 0.5 or b[2] <= a[0] + 0.5 or a[3] <= b[1] + 0.5 or b[3] <= a[1] + 0.5
        assert aparte, (a, b)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(NOMBRES, CUENTAS, st.sampled_from(Peso)), min_size=1, max_size=12))
def test_labels_of_classes_never_meet(clases):
    assert_legible(classes_chart([ClaseImpresa(*c) for c in clases], ANCHO).dibujo)


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.integers(0, 400), CUENTAS, min_size=1, max_size=80))
def test_labels_of_days_never_meet(dias):
    assert_legible(days_chart([(DIA + timedelta(n), c) for n, c in dias.items()], ANCHO).dibujo)


@settings(max_examples=30, deadline=None)
@given(CUENTAS, CUENTAS, CUENTAS)
def test_labels_of_the_threshold_never_meet(contados, requeridos, recibidos):
    umbral = UmbralImpreso(
        "base", requeridos, contados, percentage(contados, requeridos), max(requeridos - contados, 0)
    )
    assert_legible(threshold_chart(umbral, recibidos, ANCHO).dibujo)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(NOMBRES, CUENTAS, CUENTAS), min_size=1, max_size=MAX_BARRAS))
def test_labels_of_units_never_meet(unidades):
    d = dispersion([UnidadImpresa(*u) for u in unidades], "municipio", "municipios")
    assert_legible(dispersion_chart(d, ANCHO).dibujo)


@pytest.mark.parametrize(("medio", "requeridas"), [(0, 1), (3, 3_500), (1, 1_750), (1, 0)])
def test_many_units_are_one_curve_that_falls_below_100_where_the_reached_ones_end_371(medio, requeridas):
    unidades = [UnidadImpresa(f"{n:04}", medio * n, 1_750) for n in range(3_500)]
    d = dispersion(unidades, "sección", "secciones")
    d = type(d)(d.regla, d.uno, d.varios, requeridas, d.alcanzadas, unidades)
    dibujo = dispersion_chart(d, ANCHO).dibujo
    assert_legible(dibujo)
    assert f"alcanzan {d.alcanzadas:,} secciones" in said(dibujo)
    [curva] = [s for s in dibujo.contents if isinstance(s, PolyLine)]
    xs, ys = curva.points[::2], curva.points[1::2]
    assert list(xs) == sorted(xs)
    assert list(ys) == sorted(ys, reverse=True)
    assert len(xs) < 1_000


def test_classes_are_in_order_with_number_and_share_and_the_one_that_counts_is_told_apart_7_12():
    clases = [
        ClaseImpresa("Baja", 12),
        ClaseImpresa("En Lista Nominal", 785, Peso.CUENTA),
        ClaseImpresa("Otra", 203),
    ]
    figura = classes_chart(clases, ANCHO)
    assert said(figura.dibujo).startswith(
        "En Lista Nominal 785 78.5\xa0% Otra 203 20.3\xa0% Baja 12 1.2\xa0% cuenta para el umbral"
    )
    barras = [s for s in figura.dibujo.contents if isinstance(s, Rect) and s.height == 10]
    assert [b.fillColor for b in barras] == [CUENTA, NO_CUENTA, NO_CUENTA]
    assert barras[0].width / barras[2].width == pytest.approx(785 / 12)
    assert figura.dicho == (
        "Barras por clase. En Lista Nominal: 785 (78.5\xa0%); Otra: 203 (20.3\xa0%); Baja: 12 (1.2\xa0%)."
    )


def test_the_three_tints_are_told_apart_in_grey_print():
    grises = [0.2126 * c.red + 0.7152 * c.green + 0.0722 * c.blue for c in (CUENTA, NO_CUENTA, PENDIENTE)]
    assert grises[1] - grises[0] > 0.25
    assert grises[2] - grises[1] > 0.25


def test_days_without_records_have_their_place_and_the_line_ends_at_the_sum():
    dias = [(DIA + timedelta(5), 30), (DIA, 12)]
    assert [n for _, n in every_day(dias)] == [12, 0, 0, 0, 0, 30]
    figura = days_chart(dias, ANCHO)
    assert "Acumulado: 42" in said(figura.dibujo)
    assert "16 nov 17 nov 18 nov 19 nov 20 nov 21 nov" in said(figura.dibujo)
    assert "21 de noviembre de 2026, 30" in figura.dicho


def test_a_single_day_has_no_line_of_sums():
    dibujo = days_chart([(DIA, 812)], ANCHO).dibujo
    assert not [s for s in dibujo.contents if isinstance(s, PolyLine)]
    assert "812 16 nov" in said(dibujo)


def test_a_unit_far_beyond_its_figure_is_cut_off_and_says_so_371():
    d = dispersion(
        [UnidadImpresa("A", 900, 100), UnidadImpresa("B", 100, 100), UnidadImpresa("C", 99, 100)],
        "distrito",
        "distritos",
    )
    dibujo = dispersion_chart(d, ANCHO).dibujo
    texto = said(dibujo)
    assert texto.count("»") == 1
    assert "900 de 100 900.0\xa0%" in texto
    barras = [s for s in dibujo.contents if isinstance(s, Rect)]
    assert barras[0].width == pytest.approx(2 * barras[1].width)
    assert [b.fillColor for b in barras] == [CUENTA, CUENTA, NO_CUENTA]


@given(st.integers(0, 10**9), st.integers(2, 6))
def test_a_scale_begins_at_zero_has_equal_steps_and_holds_the_greatest(maximo, cuantos):
    marcas = ticks(maximo, cuantos)
    assert marcas[0] == 0
    assert marcas[-1] >= maximo
    assert len({b - a for a, b in pairwise(marcas)}) == 1
    assert len(marcas) <= cuantos + 1
    assert str(marcas[1]).rstrip("0") in {"1", "2", "5"}


@given(st.text(st.characters(codec="latin-1", exclude_categories=["C"]), max_size=80), st.floats(5, 200))
def test_a_text_that_does_not_fit_is_made_smaller_then_shortened(texto, ancho):
    cabe, tamano = fit(texto, ancho)
    assert width(cabe, tamano=tamano) <= max(ancho, width("…", tamano=6.5)) + 0.02
    assert cabe == texto or cabe.endswith("…")
