"""The reporte de avance in print: every figure is in it, each page says it is preliminary (7.1 B, 7.12, 7.13)."""

import io
import re
from datetime import UTC, datetime
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from chalicelib.documents.base import numeros
from chalicelib.documents.base.pagina import MARGEN
from chalicelib.documents.base.tipos import FUERTE, NORMAL
from chalicelib.documents.base.trazo import width
from chalicelib.documents.reportes.avance import render_avance
from chalicelib.documents.reportes.avance_datos import ColumnaImpresa, TablaImpresa, greatest
from tests.unit.documents import avances

CARTA = (612, 792)


@pytest.fixture(scope="module")
def muestras() -> dict[str, tuple]:
    """Each sample with what it becomes; the authority's with fewer aspirantes, which are slow to read back."""
    reportes = avances.samples() | {
        "opl": avances.report(90_000, 60, tablas=[avances.aspirantes(60, Random(7))])
    }
    return {nombre: (r, PdfReader(io.BytesIO(render_avance(r)))) for nombre, r in reportes.items()}


def text_of(lector: PdfReader) -> str:
    return " ".join(" ".join(p.extract_text().split()) for p in lector.pages)


def test_every_figure_of_an_aspirante_is_in_it_7_12(muestras):
    r, lector = muestras["sesenta_dias"]
    texto = text_of(lector)
    cifras = [getattr(r.totales, c) for c in ("recibidos", "verificados", "revisados", "contados")]
    for n in [*cifras, *(c.n for c in r.clases), r.umbral.requeridos, r.umbral.faltan]:
        assert f"{n:,}" in texto
    for p in [*r.alcance, *r.filtros]:
        assert p.valor in texto
    for c in r.clases:
        assert c.nombre in texto
    assert f"{r.umbral.porcentaje} %" in texto.replace("\xa0", " ")
    for u in r.dispersion.unidades:
        assert f"{u.nombre} {u.contados} de {u.requeridos}" in texto.replace(" » ", " ")
    assert "Suma" in texto
    assert "y 772 más" in texto


def test_each_page_says_preliminary_cut_filters_whose_and_which_7_13(muestras):
    for r, lector in muestras.values():
        for n, pagina in enumerate(lector.pages, start=1):
            texto = " ".join(pagina.extract_text().split()).replace("\xa0", " ")
            assert "PRELIMINAR" in texto
            assert "Corte: 14 de enero de 2027, 18:05 h (hora del centro)" in texto
            assert all(f"{f.rotulo}: {f.valor}" in texto for f in r.filtros)
            assert ("Filtros: ninguno." in texto) == (not r.filtros)
            assert r.autoridad in texto
            assert r.proceso in texto
            assert r.persona[:60] in texto
            assert f"Página {n} de {len(lector.pages)}" in texto


def test_no_text_leaves_its_letter_page(muestras):
    for nombre, (_, lector) in muestras.items():
        for pagina in lector.pages:
            assert [round(float(x), 2) for x in pagina.mediabox] == [0, 0, *CARTA]
            for texto, x, y, largo in placed(pagina):
                assert x >= MARGEN - 0.5, (nombre, texto)
                assert x + largo <= CARTA[0] - MARGEN + 4, (
                    nombre,
                    texto,
                )  # a justified line is squeezed a little
                assert 20 <= y <= CARTA[1] - 20, (nombre, texto)


def placed(pagina) -> list[tuple[str, float, float, float]]:
    """Texts with where they begin and how long they are."""
    hay = []

    def visit(texto, cm, tm, tipo, tamano):
        for renglon in texto.split("\n"):
            if renglon.strip() and tipo:
                letra = FUERTE if "Semibold" in tipo["/BaseFont"] else NORMAL
                largo = width(renglon.strip(), letra, tamano)
                hay.append((renglon, cm[4] + tm[4], cm[5] + tm[5], largo if texto.count("\n") <= 1 else 0))

    pagina.extract_text(visitor_text=visit)
    return hay


def test_a_report_of_nothing_says_so_7_12(muestras):
    texto = text_of(muestras["vacio"][1])
    assert "Sin registros recibidos a la hora del corte" in texto
    assert "Sin renglones en este corte." in texto
    assert "Por clase" not in texto


def test_without_figures_on_file_the_threshold_is_said_to_be_unknown_371(muestras):
    texto = text_of(muestras["uno"][1])
    assert "No hay cifras de la Lista Nominal" in texto
    assert "Se requieren" not in texto


def test_a_long_table_goes_on_under_its_header_and_no_row_is_lost(muestras):
    _, lector = muestras["opl"]
    paginas = [" ".join(p.extract_text().split()) for p in lector.pages]
    con_filas = [p for p in paginas if "(ASP0" in p]
    assert len(con_filas) > 2
    assert all(
        p.count("Aspirante Recibidos Verificados Revisados Contados Requeridos Avance") == 1
        for p in con_filas
    )
    assert re.findall(r"\(ASP(\d{5})\)", " ".join(paginas)) == [f"{n:05}" for n in range(60)]


def test_a_row_of_many_lines_goes_whole_to_the_next_page():
    alta = (avances.LARGO * 2, 5)
    for antes in range(24, 48, 3):
        tabla = TablaImpresa(
            "T", [ColumnaImpresa("Nombre"), ColumnaImpresa("Cuántos", 4)], [("a", 1)] * antes + [alta] * 3
        )
        for pagina in PdfReader(io.BytesIO(render_avance(avances.report(0, 0, tablas=[tabla])))).pages:
            texto = pagina.extract_text()
            assert texto.count("Cuántos") <= 1


def test_however_many_filters_the_body_begins_below_them_7_13(muestras):
    for pagina in muestras["grande"][1].pages:
        textos = [(t, y) for t, _, y, _ in placed(pagina)]
        [(_, corte)] = [(t, y) for t, y in textos if t.startswith("Corte:")]
        [(_, fin)] = [(t, y) for t, y in textos if "Filtro de muestra 8" in t]
        assert fin < corte - 20
        assert not [t for t, y in textos if fin - 10 < y < corte and "muestra" not in t]


def test_equal_figures_give_equal_bytes_and_others_another_digest():
    una, igual, otra = (render_avance(avances.report(n, 3)) for n in (812, 812, 813))
    assert una == igual
    huellas = [re.search(r"[0-9a-f]{64}", text_of(PdfReader(io.BytesIO(x)))).group() for x in (una, otra)]
    assert huellas[0] != huellas[1]


def test_charts_have_words_for_whoever_does_not_see_them_and_the_file_its_language(muestras):
    _, lector = muestras["sesenta_dias"]
    dichos = [
        bytes.fromhex(h).decode("utf-16")
        for p in lector.pages
        for h in re.findall(r"/Alt <([0-9a-f]+)>", p.get_contents().get_data().decode("latin-1"))
    ]
    assert [d.split(".")[0].split(":")[0] for d in dichos] == [
        "Se requieren 52,345 apoyos; contados 37,092, 70",
        "Barras por clase",
        "Apoyos recibidos por día, del 17 de noviembre de 2026 al 14 de enero de 2027",
        "Alcanzan lo suyo 20 municipios de 46; se requieren 23",
    ]
    raiz = lector.trailer["/Root"]
    assert raiz["/Lang"] == "es-MX"
    assert raiz["/ViewerPreferences"]["/DisplayDocTitle"]
    assert lector.metadata.creation_date.year == 2000  # no clock: the cut is on the page
    assert lector.metadata.title == "Reporte de avance (preliminar)"
    assert avances.NOMBRE not in str(lector.metadata)


def test_a_cell_longer_than_a_page_is_shortened_not_refused():
    tabla = TablaImpresa(
        "T", [ColumnaImpresa("A"), *[ColumnaImpresa("n")] * 8], [("palabra " * 5_000, *range(8))]
    )
    assert "palabra…" in text_of(PdfReader(io.BytesIO(render_avance(avances.report(3, 1, tablas=[tabla])))))


FILAS = st.lists(
    st.tuples(st.text(max_size=3), st.integers(0, 9), st.integers(0, 99), st.none()), max_size=30
)


@given(FILAS, st.integers(1, 8))
def test_the_greatest_rows_and_the_rest_sum_to_all(filas, cuantas):
    mayores, resto = greatest(iter(filas), 1, cuantas)
    assert mayores == sorted(filas, key=lambda f: -f[1])[:cuantas]
    if len(filas) <= cuantas:
        assert resto == []
    else:
        [(palabras, recibidos, contados, nada)] = resto
        assert palabras == f"y {len(filas) - cuantas} más"
        assert recibidos + sum(f[1] for f in mayores) == sum(f[1] for f in filas)
        assert contados + sum(f[2] for f in mayores) == sum(f[2] for f in filas)
        assert nada is None


@pytest.mark.parametrize(
    ("n", "de", "texto"),
    [(785, 1000, "78.5 %"), (0, 7, "0.0 %"), (1, 10**6, "<0.1 %"), (10**6 - 1, 10**6, ">99.9 %"), (7, 7, "100.0 %"),
     (1, 800, "0.1 %"), (3, 2000, "0.2 %"), (5, 0, "—"), (25, 10, "250.0 %")],
)  # fmt: skip
def test_shares_are_rounded_half_up_and_never_to_nothing_or_all(n, de, texto):
    assert numeros.percent_text(n, de).replace("\xa0", " ") == texto


def test_numbers_and_dates_are_written_as_in_mexico():
    assert numeros.integer(1_234_567) == "1,234,567"
    assert numeros.percent(Decimal("1234.50")) == "1,234.50\xa0%"
    assert numeros.instant_in_words(datetime(2027, 1, 1, 5, 59, tzinfo=UTC)) == (
        "31 de diciembre de 2026, 23:59\xa0h (hora del centro)"
    )
    assert [numeros.noun(n, "municipio", "municipios") for n in (1, 2_345)] == [
        "1 municipio",
        "2,345 municipios",
    ]
