"""Mi Apoyo in examples: Ids, codes as people type them, and who is offered to whom (Protocolo 10.1, 10.6, 10.9)."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.rules.apoyos.folio import LETRAS, is_citizen
from chalicelib.rules.auxiliares.dispositivos import Vigencia, registered_at
from chalicelib.rules.mi_apoyo import (
    LARGO_CODIGO,
    LARGO_ID,
    MODELOS,
    extend_registration,
    may_support,
    normalize_code,
    readable_code,
)


def test_only_models_with_a_qr_serve_10_1():
    assert "".join(sorted(MODELOS)) == "DEFGHI"


def test_a_code_has_forty_bits_and_no_letter_that_is_misread_10_6():
    assert len(set(LETRAS)) ** LARGO_CODIGO == 2**40
    assert not set(LETRAS) & set("O0I1")
    assert LARGO_ID <= 12


@pytest.mark.parametrize("tecleado", ["ABCD2345", "abcd2345", "ABCD-2345", " abcd - 2345 ", "AB CD\t2345"])
def test_a_code_is_the_same_however_it_is_typed_10_8(tecleado):
    assert normalize_code(tecleado) == "ABCD2345"
    assert readable_code(normalize_code(tecleado)) == "ABCD-2345"


@pytest.mark.parametrize(
    ("quien", "ciudadano"), [("CABCDEFGHJK", True), ("C234", True), ("AUX1", False), ("1C23", False)]
)
def test_the_id_tells_a_citizen_from_an_auxiliar_10_20(quien, ciudadano):
    assert is_citizen(quien) is ciudadano


@pytest.mark.parametrize(
    ("unidad", "propia", "ofrecido"),
    [
        ("", "", True),
        ("020", "020", True),
        ("021", "020", False),
        ("020", "", False),
        ("", None, False),
        ("020", None, False),
    ],
)
def test_an_aspirante_is_for_who_votes_where_the_office_is_elected_10_9(unidad, propia, ofrecido):
    assert may_support("confirmado", unidad, propia) is ofrecido


@pytest.mark.parametrize("estado", ["registrado", "baja", ""])
def test_only_confirmed_aspirantes_are_offered_10_9(estado):
    assert not may_support(estado, "020", "020")


@pytest.mark.parametrize(
    ("antes", "registrado"), [(timedelta(minutes=10), True), (timedelta(minutes=10, seconds=1), False)]
)
def test_a_phone_whose_clock_is_a_little_behind_captures_after_its_activation_10_6(antes, registrado):
    alta = datetime(2027, 1, 10, 6, tzinfo=UTC)
    vigencias = extend_registration([Vigencia(alta, alta + timedelta(days=1))])
    assert registered_at(vigencias, alta - antes) is registrado
    assert not registered_at(vigencias, alta + timedelta(days=1))
