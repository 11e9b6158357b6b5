"""The catalogue in code is the table of Protocolo 13.7, row by row."""

import re

import pytest

from chalicelib.rules.apoyos.catalogo import INCISOS
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


@pytest.mark.parametrize("fila", TABLA, ids=lambda f: f.letra)
def test_an_option_uses_no_word_that_its_row_does_not_13_7(fila):
    for opcion in INCISOS[fila.letra].opciones:
        assert words(opcion) <= words(fila.detalle)


@pytest.mark.parametrize("fila", TABLA, ids=lambda f: f.letra)
def test_words_are_asked_for_exactly_where_the_row_says_precisar_or_especificar_13_7(fila):
    says = re.search(r"precisar|especifica", fila.detalle, re.IGNORECASE) is not None
    assert INCISOS[fila.letra].precisar is says
