"""A person's own data: names, birth, phones, provider (Protocolo 6.1 B, 7.3, 7.4)."""

import unicodedata
from datetime import date

import pytest

from chalicelib.rules.credencial.ficha import (
    check_birth,
    check_name,
    is_adult,
    is_plain,
    normal_phone,
    normal_provider,
    parse_date,
    tidy_name,
)

HOY = date(2027, 3, 1)


@pytest.mark.parametrize(
    "nombre",
    [
        "JUAN",
        "Ñusta-Ávila O'Farrill de la Ü",
        "Ma. de los Ángeles",
        "D'Angelo",
        "Ɨrɨɨ ꞌYɨɨxɨ nꞌu",
        "n̈uꞌu",
        "Łukasz Žižek",
        "Nguyễn Ặng",
        "Y",
        "W" * 60,
    ],
)
def test_names_of_people_are_admitted_6_1_b(nombre):
    assert check_name("nombre", tidy_name(nombre)) == []


@pytest.mark.parametrize(
    "nombre",
    [
        "",
        "W" * 61,
        "JUAN2",
        "Juan_Carlos",
        "<b>Juan</b>",
        "=CMD()",
        "-Juan",
        "Juan-",
        "Juan--Carlos",
        "'",
        "Иван",
        "李",
        "Juan\x00",
        "Juan\u202eCarlos",
        "\u0301Juan",
        "Juan;Carlos",
        "🙂",
    ],
)
def test_what_no_name_is_made_of_is_refused_6_1_b(nombre):
    assert len(check_name("nombre", tidy_name(nombre))) == 1


@pytest.mark.parametrize(
    ("escrito", "queda"),
    [
        ("  Juan\t Carlos ", "Juan Carlos"),
        ("A\u0301vila", "Ávila"),
        ("O\u2019Farrill", "O'Farrill"),
        ("O`Farrill", "O'Farrill"),
        ("Ñusta\u2013Ávila", "Ñusta-Ávila"),
        ("Ma.Elena", "Ma. Elena"),
    ],
)
def test_a_name_is_kept_in_one_form_6_1_b(escrito, queda):
    assert tidy_name(escrito) == queda


def test_a_hostile_name_takes_no_time():
    assert check_name("nombre", "'a" * 30 + "!") != []
    assert check_name("nombre", "a." * 29 + "!") != []


@pytest.mark.parametrize(
    ("nacimiento", "hoy", "mayor"),
    [
        (date(2009, 3, 1), date(2027, 3, 1), True),
        (date(2009, 3, 2), date(2027, 3, 1), False),
        (date(2009, 2, 28), date(2027, 2, 28), True),
        (date(2008, 2, 29), date(2026, 2, 28), False),  # the last of the years' days has not ended
        (date(2008, 2, 29), date(2026, 3, 1), True),
        (date(2008, 12, 31), date(2026, 12, 30), False),
        (date(2008, 12, 31), date(2026, 12, 31), True),
    ],
)
def test_somebody_is_of_age_to_the_day_7_4(nacimiento, hoy, mayor):
    assert is_adult(nacimiento, hoy) is mayor
    assert (check_birth(nacimiento, hoy) == []) is mayor


@pytest.mark.parametrize("malo", [None, date(1899, 12, 31), date(2027, 3, 2)])
def test_a_birth_date_is_a_day_of_the_past_6_1_b(malo):
    assert [f.codigo for f in check_birth(malo, HOY)] == ["fecha_invalida"]


@pytest.mark.parametrize(
    ("texto", "dia"),
    [
        ("1990-03-05", date(1990, 3, 5)),
        ("05/03/1990", date(1990, 3, 5)),
        ("5/3/1990", date(1990, 3, 5)),
        ("31/02/1990", None),
        ("1990-13-01", None),
        ("03/25/1990", None),
        ("5/3/90", None),
        ("1990-3-5", None),
        ("١٩٩٠-03-05", None),
        ("0000-01-01", None),
        ("32937", None),
    ],
)
def test_dates_are_iso_or_day_first_6_1_b(texto, dia):
    assert parse_date(texto) == dia


@pytest.mark.parametrize(
    ("escrito", "queda"),
    [
        ("5512345678", "5512345678"),
        ("55 1234 5678", "5512345678"),
        ("(55) 1234-5678", "5512345678"),
        ("+52 55 1234 5678", "5512345678"),
        ("+52 1 55 1234 5678", "5512345678"),
        ("525512345678", "5512345678"),
        ("551234567", None),
        ("55123456789", None),
        ("0512345678", None),
        ("1212345678", None),
        ("+15512345678", None),
        ("15512345678", None),
        ("55-1234-567a", None),
        ("", None),
    ],
)
def test_a_phone_has_ten_digits_7_3(escrito, queda):
    assert normal_phone(escrito) == queda


@pytest.mark.parametrize(
    ("escrito", "queda"),
    [
        ("Google", "google"),
        (" FACEBOOK ", "facebook"),
        ("x", "x"),
        ("Twitter", "x"),
        ("outlook", None),
        ("", None),
    ],
)
def test_the_provider_is_one_of_three_6_1_b(escrito, queda):
    assert normal_provider(escrito) == queda


def test_a_text_that_a_page_cannot_show_is_told():
    assert [is_plain(t) for t in ("acta 3 – ñ", "a\nb", "a\u200bb", "\ud800")] == [True, False, False, False]


@pytest.mark.parametrize(
    "nombre", ["D/AMICO", "D/Amico Pérez", unicodedata.normalize("NFD", "MUÑOZ"), "NÚÑEZ/DE LA O"]
)
def test_a_slash_and_an_accent_apart_are_of_a_name_6_1_b(nombre):
    assert check_name("nombre", nombre) == []


@pytest.mark.parametrize("nombre", ["/AMICO", "D//AMICO", "AMICO/"])
def test_a_slash_stands_between_letters_6_1_b(nombre):
    assert [f.codigo for f in check_name("nombre", nombre)] == ["nombre_invalido"]
