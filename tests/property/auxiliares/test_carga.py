"""Rows across the file against a slow oracle; any text comes out of a file as it went in (Protocolo 7.4)."""

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.documents.auxiliares.archivo import read_table
from chalicelib.documents.auxiliares.renglones import FORMULA, TablaIlegible
from chalicelib.rules.auxiliares.carga import COLUMNAS, TipoDeArchivo, find_repeated, in_parts
from tests.escenario.cargas import book, csv_lines, saved

valores = st.lists(st.sampled_from("ABCDE"), max_size=12)
# What both kinds of file can hold; spaces alone are an empty cell.
textos = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=20
).filter(lambda t: t.strip() == t and not t.startswith(FORMULA) and "_x" not in t)


@given(valores)
def test_a_value_is_repeated_when_another_line_has_it_and_names_that_line(lista):
    lineas = list(enumerate(lista, start=2))
    dicho = {f.linea: f.texto for f in find_repeated("correo", lineas)}
    for linea, valor in lineas:
        otras = [n for n, v in lineas if v == valor and n != linea]
        assert (linea in dicho) == bool(otras)
        if otras:
            assert f"línea {min(otras)};" in dicho[linea]


@given(st.lists(st.integers(), max_size=30), st.integers(1, 7))
def test_in_parts_keeps_all_elements_in_order(lista, cuantos):
    partes = list(in_parts(lista, cuantos))
    assert [x for p in partes for x in p] == lista
    assert all(0 < len(p) <= cuantos for p in partes)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(textos, min_size=10, max_size=10), min_size=1, max_size=4), st.sampled_from(",;"))
def test_what_goes_into_a_csv_comes_out(filas, separador):
    leido = list(read_table(csv_lines([COLUMNAS, *filas], separador), TipoDeArchivo.CSV))
    assert [list(r.valores) for r in leido] == filas


@settings(max_examples=25, deadline=None)
@given(st.lists(textos, min_size=10, max_size=10))
def test_what_goes_into_a_book_comes_out(fila):
    libro = book([])
    libro["Auxiliares"].append(fila)
    for celda in libro["Auxiliares"][2]:
        celda.value, celda.data_type = fila[celda.column - 1], "s"
    assert [list(r.valores) for r in read_table(saved(libro), TipoDeArchivo.XLSX)] == [fila]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(TipoDeArchivo))
def test_any_bytes_are_read_or_refused_and_nothing_else(contenido, tipo):
    try:
        list(read_table(contenido, tipo))
    except TablaIlegible as error:
        assert error.faltas
