"""The folio of a record (Protocolo 9.14)."""

import pytest

from chalicelib.rules.apoyos.folio import Folio, FolioInvalido

BUENO = {"aspirante": "ASPI01", "auxiliar": "AUX00001", "dispositivo": "DISP0001", "registro": "REG000001"}
LARGOS = {"aspirante": 12, "auxiliar": 12, "dispositivo": 26, "registro": 26}


def test_a_folio_is_the_four_parts_joined_by_hyphens_in_the_order_of_9_14():
    assert str(Folio(**BUENO)) == "ASPI01-AUX00001-DISP0001-REG000001"


def test_a_folio_read_from_its_text_has_the_same_parts_9_14():
    assert Folio.parse("ASPI01-AUX00001-DISP0001-REG000001") == Folio(**BUENO)


@pytest.mark.parametrize("parte", BUENO)
def test_each_part_is_at_least_four_long_and_no_longer_than_its_limit_9_14(parte):
    maximo = LARGOS[parte]
    for largo in (4, maximo):
        assert getattr(Folio(**{**BUENO, parte: "Z" * largo}), parte) == "Z" * largo
    for largo in (0, 3, maximo + 1):
        with pytest.raises(FolioInvalido):
            Folio(**{**BUENO, parte: "Z" * largo})


@pytest.mark.parametrize("parte", BUENO)
@pytest.mark.parametrize(
    "valor",
    [
        "aspi01",
        "ASPI 1",
        "ASPI_1",
        "ASPI.1",
        "ASPIÑ1",
        "ASPI01\n",
        "\nASPI01",
        " ASPI01",
        "ASPI01\x00",
        "ASP\u0406\u041001",
        "\u0661\u0662\u0663\u0664",
        "\uff21\uff22\uff23\uff24",
        "AS-PI01",
    ],
)
def test_a_part_of_anything_but_capitals_and_digits_is_refused_9_14(parte, valor):
    with pytest.raises(FolioInvalido):
        Folio(**{**BUENO, parte: valor})


@pytest.mark.parametrize(
    "texto",
    [
        "",
        "-",
        "---",
        "ASPI01-AUX00001-DISP0001",
        "ASPI01-AUX00001-DISP0001-REG000001-X",
        "ASPI01-AUX00001-DISP0001-REG000001-",
        "-ASPI01-AUX00001-DISP0001-REG000001",
        "ASPI01--AUX00001-DISP0001-REG000001",
        "ASPI01-AUX00001-DISP0001-REG000001\n",
        "ASPI01\u2010AUX00001\u2010DISP0001\u2010REG000001",
    ],
)
def test_a_text_that_is_not_exactly_four_parts_is_refused_9_14(texto):
    with pytest.raises(FolioInvalido):
        Folio.parse(texto)


@pytest.mark.parametrize("parte", BUENO)
def test_the_refusal_names_the_part_and_never_its_value_18_5(parte):
    with pytest.raises(FolioInvalido) as refusal:
        Folio(**{**BUENO, parte: "hrgrjn82050602h900"})
    assert str(refusal.value) == parte


def test_the_refusal_of_a_text_does_not_repeat_it_18_5():
    with pytest.raises(FolioInvalido) as refusal:
        Folio.parse("HRGRJN82050602H900")
    assert str(refusal.value) == "partes"
