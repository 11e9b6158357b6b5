"""The catalogue in code is the table of Protocolo 13.7, row by row."""

import re

import pytest

from chalicelib.rules.apoyos.catalogo import INCISOS
from chalicelib.rules.apoyos.clases import classify
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.historia import Etapa, Revisado
from chalicelib.rules.apoyos.supuestos import COMPARACIONES, EXCEPCIONES, SUPUESTOS
from tests.unit.rules.apoyos.tabla import TABLA


def words(texto: str) -> set[str]:
    return set(re.findall(r"\w+", texto.casefold()))


def test_the_incisos_are_a_to_n_in_order_13_7():
    assert list(INCISOS) == list("abcdefghijklmn") == [fila.letra for fila in TABLA]


@pytest.mark.parametrize("fila", TABLA, ids=lambda f: f.letra)
def test_an_inciso_has_the_kind_and_the_options_of_its_row_13_7(fila):
    inciso = INCISOS[fila.letra]
    assert inciso.letra == fila.letra
    assert inciso.tipo == fila.tipo
    assert inciso.opciones == fila.opciones
    assert inciso.precisar is (fila.precisar == "sí")


def test_every_inciso_has_the_numeral_s_text_and_its_exceptions_are_kept_13_7():
    """13.7 j, k, m: "cuando no sea éste el que se encuentra plasmado en la CPV", "siempre y cuando no sea el que
    se haya plasmado en ella", "salvo que en la propia CPV se observe la leyenda “sin firma”"."""
    assert set(SUPUESTOS) == set(INCISOS)
    assert set(EXCEPCIONES) == set("gjkm")
    assert "sin firma" in EXCEPCIONES["m"]
    assert all("peritos" in COMPARACIONES[c] for c in "jkl")
    assert [c for c, i in INCISOS.items() if i.confirma] == ["g"]


def test_f_is_named_cpv_ilegible_with_the_datum_13_7_f():
    """Table of 13.7: "CPV ilegible (precisar el dato ilegible, Clave de Elector, OCR, Número de Emisión o CIC)"."""
    dicho = Revisado("2027", "OPER1", Dictamen("f", "CIC", "Lo tapa un reflejo"), Etapa.MESA)
    assert classify([dicho]).motivo == "CPV ilegible: CIC: Lo tapa un reflejo"


@pytest.mark.parametrize("fila", TABLA, ids=lambda f: f.letra)
def test_an_option_uses_no_word_that_its_row_does_not_13_7(fila):
    for opcion in INCISOS[fila.letra].opciones:
        assert words(opcion) <= words(fila.detalle)


@pytest.mark.parametrize("fila", TABLA, ids=lambda f: f.letra)
def test_words_are_asked_for_exactly_where_the_row_says_precisar_or_especificar_13_7(fila):
    says = re.search(r"precisar|especifica", fila.detalle, re.IGNORECASE) is not None
    assert INCISOS[fila.letra].precisar is says
