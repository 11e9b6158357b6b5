"""Mi Apoyo in examples: Ids, codes as people type them, and who is offered to whom (Protocolo 10.1, 10.6, 10.9)."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.rules.folio import is_citizen
from chalicelib.rules.historia import Situacion
from chalicelib.rules.mi_apoyo import (
    LARGO_CODIGO,
    LARGO_ID,
    LETRAS,
    MODELOS,
    is_offered,
    may_support,
    normal,
    readable,
)
from chalicelib.rules.periodo import Periodo
from chalicelib.rules.registral import Ambito, Inscripcion

INICIO = datetime(2027, 1, 10, 6, tzinfo=UTC)
PERIODO = Periodo(INICIO, INICIO + timedelta(days=30))
DURANTE = INICIO + timedelta(days=1)
VECINO = Inscripcion("P", Situacion.LISTA_NOMINAL, "", "11", "03", "07", "020", "1234")


def test_only_models_with_a_qr_serve_10_1():
    assert "".join(sorted(MODELOS)) == "DEFGH"


def test_a_code_has_forty_bits_and_no_letter_that_is_misread_10_6():
    assert len(set(LETRAS)) ** LARGO_CODIGO == 2**40
    assert not set(LETRAS) & set("O0I1")
    assert LARGO_ID <= 12


@pytest.mark.parametrize("tecleado", ["ABCD2345", "abcd2345", "ABCD-2345", " abcd - 2345 ", "AB CD\t2345"])
def test_a_code_is_the_same_however_it_is_typed_10_8(tecleado):
    assert normal(tecleado) == "ABCD2345"
    assert readable(normal(tecleado)) == "ABCD-2345"


@pytest.mark.parametrize(
    ("quien", "ciudadano"), [("CABCDEFGHJK", True), ("C234", True), ("AUX1", False), ("1C23", False)]
)
def test_the_id_tells_a_citizen_from_an_auxiliar_10_20(quien, ciudadano):
    assert is_citizen(quien) is ciudadano


@pytest.mark.parametrize(
    ("ambito", "vive_ahi"),
    [
        (Ambito("entidad", "11"), True),
        (Ambito("entidad", "12"), False),
        (Ambito("municipio", "11", "020"), True),
        (Ambito("municipio", "11", "021"), False),
        (Ambito("municipio", "12", "020"), False),
        (Ambito("distrito_local", "11", "07"), True),
        (Ambito("distrito_local", "11", "03"), False),
        (Ambito("distrito_federal", "11", "03"), True),
        (Ambito("distrito_federal", "11", "07"), False),
    ],
)
def test_an_aspirante_is_for_who_lives_where_the_office_is_elected_10_9(ambito, vive_ahi):
    assert may_support("confirmado", ambito, VECINO) is vive_ahi
    assert is_offered("confirmado", PERIODO, ambito, VECINO, DURANTE) is vive_ahi


@pytest.mark.parametrize("estado", ["registrado", "baja"])
def test_only_confirmed_aspirantes_are_offered_10_9(estado):
    assert not may_support(estado, Ambito("entidad", "11"), VECINO)


@pytest.mark.parametrize(
    ("ahora", "vigente"),
    [
        (INICIO - timedelta(milliseconds=1), False),
        (INICIO, True),
        (PERIODO.fin - timedelta(milliseconds=1), True),
        (PERIODO.fin, False),
    ],
)
def test_only_aspirantes_of_periods_in_course_are_offered_10_9(ahora, vigente):
    assert is_offered("confirmado", PERIODO, Ambito("entidad", "11"), VECINO, ahora) is vigente
    assert may_support("confirmado", Ambito("entidad", "11"), VECINO)
