"""What the catalogue lets an operator say of a record (Protocolo 13.7)."""

from itertools import product

import pytest

from chalicelib.rules.apoyos.dictamen import Dictamen, DictamenInvalido, check_dictamen
from tests.unit.rules.apoyos.tabla import TABLA, Fila

PALABRAS = "Hallazgo sintético"
DETALLES = {
    "no detail": "",
    "blank detail": " \t\n",
    "detail": PALABRAS,
    "detail of 280": "x" * 280,
    "detail of 281": "x" * 281,
}


def refusal(dictamen: Dictamen) -> str | None:
    """The member that the check objects to, or None when it returns the verdict untouched."""
    try:
        assert check_dictamen(dictamen) is dictamen
    except DictamenInvalido as error:
        assert str(error).endswith(".")
        return error.campo
    return None


def expected(fila: Fila, opcion: str, detalle: str) -> str | None:
    """What the row of the table allows."""
    if opcion not in (fila.opciones or ("",)):
        return "opcion"
    if fila.asks_words(opcion) and not detalle.strip():
        return "detalle"
    return "detalle" if len(detalle) > 280 else None


CASOS = [
    (fila, opcion, cual)
    for fila in TABLA
    for opcion, cual in product(["", *fila.opciones, "Opción inventada", fila.tipo + "."], DETALLES)
]


@pytest.mark.parametrize(("fila", "opcion", "cual"), CASOS, ids=lambda v: getattr(v, "letra", v))
def test_a_verdict_passes_with_an_option_of_its_row_and_words_where_the_row_asks_for_them_13_7(
    fila, opcion, cual
):
    dictamen = Dictamen(fila.letra, opcion, DETALLES[cual], considerado=fila.letra == "g")
    assert refusal(dictamen) == expected(fila, opcion, DETALLES[cual])


def test_the_table_of_cases_has_both_answers_for_every_inciso_13_7():
    for fila in TABLA:
        answers = {expected(f, opcion, DETALLES[cual]) for f, opcion, cual in CASOS if f is fila}
        assert {None, "opcion", "detalle"} == answers


def test_g_is_given_by_whoever_confirms_having_considered_the_exception_13_7_g():
    """13.7 g: "con excepción de aquellos casos en los que se verificará la coincidencia de los rasgos físicos aplicando
    medidas de inclusión"."""
    assert refusal(Dictamen("g", "Persona distinta")) == "considerado"
    assert refusal(Dictamen("g", "Persona distinta", considerado=True)) is None
    assert refusal(Dictamen("e", "A color", considerado=True)) == "considerado"
    assert refusal(Dictamen(considerado=True)) == "inciso"


def test_another_inciso_s_option_is_refused_13_7():
    assert refusal(Dictamen("e", "Pantalla")) == "opcion"
    assert refusal(Dictamen("k", "Firma manuscrita distinta")) == "opcion"


def test_an_option_is_written_exactly_as_the_catalogue_has_it_13_7():
    assert refusal(Dictamen("e", "Blanco y negro")) is None
    assert refusal(Dictamen("e", "blanco y negro")) == "opcion"
    assert refusal(Dictamen("e", "Blanco y negro ")) == "opcion"


@pytest.mark.parametrize("letra", ["", "o", "z", "A", "aa", "a)", " a", "ñ", "0"])
def test_a_letter_that_is_not_in_13_7_is_refused(letra):
    assert refusal(Dictamen(letra, "", PALABRAS)) == "inciso"


def test_a_valid_record_carries_nothing_else_13_7():
    assert refusal(Dictamen()) is None
    assert refusal(Dictamen(None, "Sin firma")) == "inciso"
    assert refusal(Dictamen(None, "", PALABRAS)) == "inciso"
    assert refusal(Dictamen(None, "", " ")) == "inciso"


def test_only_a_verdict_without_inciso_is_valid_13_7():
    assert Dictamen().valido
    assert not Dictamen("a").valido
    assert not Dictamen("").valido


def test_the_refusal_never_repeats_what_the_operator_wrote_18_5():
    for dictamen in (Dictamen("e", "HRGRJN82050602H900"), Dictamen("h", "", "HRGRJN82050602H900" * 20)):
        with pytest.raises(DictamenInvalido) as objection:
            check_dictamen(dictamen)
        assert "HRGRJN" not in str(objection.value)


def test_the_refusal_lists_the_options_to_choose_from_13_7():
    with pytest.raises(DictamenInvalido) as objection:
        check_dictamen(Dictamen("d"))
    for opcion in ("Pantalla", "Monitor", "Otro"):
        assert opcion in str(objection.value)
