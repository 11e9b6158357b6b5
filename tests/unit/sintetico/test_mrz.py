"""The MRZ and the QR of the back."""

import re
from dataclasses import replace

import pytest

from sintetico.ciudadanos import generate_ciudadanos
from sintetico.mrz import check_digit, mrz, qr

from .personas import PERSONA, the_specimen


def test_the_published_example_is_reproduced() -> None:
    assert mrz(the_specimen()) == [
        "IDMEX1234567897<<0001000000001",
        "9001011H3312315MEX<01<<00001<6",
        "PRUEBA<SINTETICA<<PERSONA<<<<<",
    ]


@pytest.mark.parametrize(
    ("text", "digit"), [("520727", "3"), ("AB2134<<<", "5"), ("D23145890", "7"), ("<<<", "0")]
)
def test_the_check_digit_is_that_of_icao_9303(text: str, digit: str) -> None:
    assert check_digit(text) == digit


def test_every_check_digit_of_every_person_holds() -> None:
    for person in generate_ciudadanos(4, 200):
        first, second, third = mrz(person)
        assert {len(first), len(second), len(third)} == {30}
        assert first[14] == check_digit(first[5:14])
        assert second[6] == check_digit(second[:6])
        assert second[14] == check_digit(second[8:14])
        assert second[29] == check_digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
        assert re.fullmatch(r"[A-Z<]{30}", third)


@pytest.mark.parametrize("sexo", ["H", "M"])
def test_sexo_is_h_or_m_so_that_m_is_mujer(sexo: str) -> None:
    assert mrz(replace(PERSONA, sexo=sexo))[1][7] == sexo


def test_enye_is_an_n_and_long_names_are_cut() -> None:
    person = replace(
        PERSONA, apellido_paterno="MUÑOZ", apellido_materno="", nombre="MARÍA DE LOS ÁNGELES GUADALUPE"
    )
    assert mrz(person)[2] == "MUNOZ<<MARIA<DE<LOS<ANGELES<GU"


def test_the_qr_begins_with_the_ocr_and_ends_its_key_with_the_cic() -> None:
    found = re.fullmatch(r"http://qr\.ine\.mx/(\d{24})/\d{8}/[A-Z]/\d{6}", qr(PERSONA))
    assert found
    assert found[1][:13] == PERSONA.ocr
    assert found[1][-9:] == PERSONA.cic
