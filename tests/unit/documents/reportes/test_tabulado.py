"""A report's file: nothing in it runs, it says what must be read with it, and its rows are not kept in memory."""

import csv
import tracemalloc
from datetime import date, datetime
from io import StringIO

import pytest
from openpyxl import load_workbook

from chalicelib.documents.reportes.tabulado import ColumnaDeReporte, Tabulado, csv_head, csv_rows
from chalicelib.documents.reportes.tabulado_xlsx import Libro

TABULADO = Tabulado(
    "Reporte de muestra",
    (("Aviso", "Información preliminar"), ("Corte", "2027-01-15 00:00:00, hora del centro")),
    (
        ColumnaDeReporte("No.", 8),
        ColumnaDeReporte("Folio", 46),
        ColumnaDeReporte("Día", 11),
        ColumnaDeReporte("Recibido", 20),
    ),
)
FILA = (1, "ASPA-AUX1-DISP1-REG1", date(2027, 1, 10), datetime(2027, 1, 10, 0, 0, 1))  # noqa: DTZ001 - a sheet has no zones
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\x00=1"]


def read(crudo: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(crudo.decode("utf-8-sig"), newline="")))


def sheet(carpeta, filas):
    archivo = carpeta / "r.xlsx"
    with Libro(archivo, TABULADO) as libro:
        for fila in filas:
            libro.add(fila)
    return load_workbook(archivo)["Reporte"]


def test_a_csv_begins_with_the_mark_by_which_excel_knows_utf_8():
    assert csv_head(TABULADO).startswith(b"\xef\xbb\xbf")


def test_title_notice_and_cut_stand_above_the_columns_7_13(tmp_path):
    esperado = [
        ["Reporte de muestra"],
        ["Aviso", "Información preliminar"],
        ["Corte", "2027-01-15 00:00:00, hora del centro"],
        [],
        ["No.", "Folio", "Día", "Recibido"],
    ]
    assert read(csv_head(TABULADO)) == esperado
    hoja = sheet(tmp_path, [FILA])
    de_xlsx = [[c for c in f if c is not None] for f in hoja.iter_rows(values_only=True)]
    assert de_xlsx[:5] == esperado


@pytest.mark.parametrize("texto", FORMULAS)
def test_no_cell_of_a_csv_begins_as_a_formula_does(texto):
    [[celda]] = read(csv_rows([(texto,)]))
    assert celda.startswith("'")
    assert csv_rows([("a=1",), ("1-1",), ("O'Higgins",)]) == b"a=1\r\n1-1\r\nO'Higgins\r\n"


@pytest.mark.parametrize("texto", [*FORMULAS, "http://muestra.invalid", "{=1}"])
def test_a_text_of_an_xlsx_is_a_text_whatever_it_says(tmp_path, texto):
    hoja = sheet(tmp_path, [(1, texto)])
    celda = hoja.cell(6, 2)
    assert celda.data_type == "s" and celda.hyperlink is None


def test_numbers_and_days_are_numbers_and_days_in_an_xlsx(tmp_path):
    hoja = sheet(tmp_path, [FILA])
    n, folio, dia, momento = (c.value for c in hoja[6])
    assert (n, folio, momento) == (1, FILA[1], FILA[3])
    assert dia.date() == FILA[2]
    assert read(csv_rows([FILA])) == [["1", FILA[1], "2027-01-10", "2027-01-10 00:00:01"]]


def test_an_xlsx_can_be_filtered_under_a_heading_that_stays(tmp_path):
    hoja = sheet(tmp_path, [FILA] * 3)
    assert (hoja.auto_filter.ref, hoja.freeze_panes) == ("A5:D8", "A6")
    assert hoja.column_dimensions["B"].width > 40
    vacia = sheet(tmp_path, [])
    assert vacia.auto_filter.ref == "A5:D5"


def test_an_xlsx_that_fails_leaves_no_file(tmp_path):
    with pytest.raises(ZeroDivisionError), Libro(tmp_path / "r.xlsx", TABULADO) as libro:
        libro.add(FILA)
        _ = 1 / 0
    assert not (tmp_path / "r.xlsx").exists()


def test_memory_does_not_grow_with_the_rows_of_an_xlsx(tmp_path):
    def peak(n: int) -> int:
        tracemalloc.start()
        try:
            with Libro(tmp_path / "r.xlsx", TABULADO) as libro:
                for i in range(n):
                    libro.add((i, f"ASPA-AUX1-DISP1-REG{i:06}", FILA[2], FILA[3]))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)  # what is imported and compiled once
    assert peak(2000) < 1.2 * peak(500)
