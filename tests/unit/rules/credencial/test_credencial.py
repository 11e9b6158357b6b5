"""Data of the Credencial para Votar: shape, parts, agreement with the person (Protocolo 6.1 C)."""

from datetime import date
from itertools import islice

import pytest

from chalicelib.rules.credencial.credencial import (
    LETRAS_CURP,
    check_cic,
    check_clave,
    check_curp_agrees,
    check_emision,
    check_names,
    check_ocr,
    check_place,
    is_curp_shaped,
    mrz_digit,
    parse_clave,
    warn_curp_letters,
    warn_names,
)
from sintetico.ciudadanos import generate_ciudadanos

NACIO = date(1982, 5, 6)
CLAVE = "HRGRJN82050602H900"


def codes(faltas) -> list[str]:
    return [f.codigo for f in faltas]


@pytest.mark.parametrize(
    ("clave", "faltas"),
    [
        (CLAVE, []),
        ("HRGRJN82050687M001", []),
        ("HRGRJN82050688M001", []),
        ("HRGRJN82050632M001", []),
        ("HRGRJN82050633M001", ["clave_invalida"]),  # no such entidad
        ("HRGRJN82050600M001", ["clave_invalida"]),
        ("HRGRJN82050686M001", ["clave_invalida"]),
        ("HRGRJN82053102H900", ["clave_no_coincide_fecha"]),  # a day, but another
        ("HRGRJN82023002H900", ["clave_invalida"]),  # no such day
        ("HRGRJN82130602H900", ["clave_invalida"]),
        ("HRGRJN82050602X900", []),  # persona no binaria, issued since 2023
        ("HRGRJN82050602Z900", ["clave_invalida"]),  # no such sexo
        ("HRGR1N82050602H900", ["clave_invalida"]),
        ("HRGRJÑ82050602H900", ["clave_invalida"]),
        ("HRGRJN8205060２H900", ["clave_invalida"]),  # a digit of another script
        ("HRGRJN82050602H90", ["clave_invalida"]),
        ("HRGRJN82050602H9000", ["clave_invalida"]),
        ("HRGRJN82050602H900\n", ["clave_invalida"]),
        ("", ["clave_invalida"]),
    ],
)
def test_the_clave_has_its_shape_and_the_birth_date_6_1_c(clave, faltas):
    assert codes(check_clave(clave, NACIO)) == faltas


def test_a_leap_day_of_either_century_is_a_day_6_1_c():
    for anio in ("00", "04", "96"):
        assert parse_clave(f"HRGRJN{anio}022902H900") is not None
    assert parse_clave("HRGRJN010229" + "02H900") is None


@pytest.mark.parametrize(
    ("clave", "nombre", "paterno", "materno", "dudosa"),
    [
        ("HRGRJN82050602H900", "JUAN", "HERNÁNDEZ", "GARCÍA", False),
        ("HRGRJN82050602H900", "José Juan", "Hernández", "García", False),  # José does not count
        (
            "HRGRJS82050602H900",
            "José Juan",
            "Hernández",
            "García",
            False,
        ),  # or it does: the rule is unpublished
        ("HRGRJS82050602H900", "JOSÉ", "HERNÁNDEZ", "GARCÍA", False),  # an only José does
        ("HRGRAN82050602M900", "MARÍA ANA", "HERNÁNDEZ", "GARCÍA", False),
        ("HRGRAN82050602M900", "Ma. Ana", "HERNÁNDEZ", "GARCÍA", False),
        ("CRLPJN82050602H900", "JUAN", "DE LA CRUZ", "LÓPEZ", False),
        ("DXLPJN82050602H900", "JUAN", "DE LA CRUZ", "LÓPEZ", False),  # from the particle
        ("XSVLJN82050602H900", "JUAN", "ÑUSTA", "ÁVILA", True),  # Ávila is AV
        ("XSAVJN82050602H900", "JUAN", "ÑUSTA", "ÁVILA", False),
        ("NSAVJN82050602H900", "JUAN", "ÑUSTA", "ÁVILA", False),
        ("OFAVJN82050602H900", "JUAN", "O'FARRILL", "ÁVILA", False),
        ("HRXXJN82050602H900", "JUAN", "HERNÁNDEZ", "", False),  # one surname: the second pair says nothing
        ("OXGRJN82050602H900", "JUAN", "OEA", "GARCÍA", False),  # no inner consonant
        ("HRGRJN82050602H900", "PEDRO", "HERNÁNDEZ", "GARCÍA", True),
        ("HRGRJN82050602H900", "JUAN", "GARCÍA", "HERNÁNDEZ", True),  # surnames the other way round
    ],
)
def test_letters_that_cannot_come_from_the_names_are_told_6_1_c(clave, nombre, paterno, materno, dudosa):
    esperado = ["clave_no_coincide_nombre"] if dudosa else []
    assert codes(warn_names(clave, nombre, paterno, materno)) == esperado


@pytest.mark.parametrize(
    ("curp", "clave", "nacio", "faltas"),
    [
        ("BOXW310820HNERXN09", "BXXRWN31082087H900", date(1931, 8, 20), []),
        ("BOXW310820HNERXN09", "", date(1931, 8, 20), []),
        ("BOXW310820HNERXN09", "", None, []),
        ("BOXW310820HNERXN09", "BXXRWN31082087M900", date(1931, 8, 20), ["curp_no_coincide_sexo"]),
        ("BOXW310820XNERXN09", "BXXRWN31082087M900", date(1931, 8, 20), []),
        ("BOXW310820HNERXN09", "BXXRWN31082087X900", date(1931, 8, 20), []),
        ("BOXW310820HNERXN09", "", date(1931, 8, 21), ["curp_no_coincide_fecha"]),
        ("BOXW310820HNERXN09", "", date(2031, 8, 20), ["curp_no_coincide_fecha"]),  # the century too
        ("BOXW050820HNERXNA9", "", date(2005, 8, 20), []),
        ("BOXW050820HNERXNA9", "", date(1905, 8, 20), ["curp_no_coincide_fecha"]),
    ],
)
def test_the_curp_agrees_with_birth_date_and_clave_7_3(curp, clave, nacio, faltas):
    assert codes(check_curp_agrees(curp, clave, nacio)) == faltas


def test_curp_and_clave_of_different_people_are_told_6_1_c():
    assert codes(warn_curp_letters("BOXW310820HNERXN09", "BRXXWN31082087H900")) == []
    assert codes(warn_curp_letters("BOXW310820HNERXN09", "BRXXWN31082011H900")) == ["curp_no_coincide_clave"]
    assert codes(warn_curp_letters("BOXW310820HNERXN09", "BRXXJN31082087H900")) == ["curp_no_coincide_clave"]


@pytest.mark.parametrize(
    ("curp", "bien"),
    [
        ("BOXW310820HNERXN09", True),
        ("BOXW310231HNERXN09", False),
        ("BOXW310820HXXRXN09", False),
        ("BOXW310820ZNERXN09", False),
        ("BOXW310820HNERXN0", False),
        ("boxw310820hnerxn09", False),
    ],
)
def test_a_curp_has_a_day_a_sexo_and_an_entidad_7_3(curp, bien):
    assert is_curp_shaped(curp) is bien


@pytest.mark.parametrize(
    ("ocr", "seccion", "faltas"),
    [
        ("0001000000001", "0001", []),
        ("0001000000001", "", []),
        ("0001000000001", "0002", ["ocr_no_coincide_seccion"]),
        ("000100000001", "0002", []),  # of 12 digits the parts are not known
        ("00010000000011", "0001", ["ocr_invalido"]),
        ("00010000000", "0001", ["ocr_invalido"]),
        ("000100000000A", "0001", ["ocr_invalido"]),
    ],
)
def test_the_ocr_begins_with_the_seccion_6_1_c(ocr, seccion, faltas):
    assert codes(check_ocr(ocr, seccion)) == faltas


def test_the_digit_of_the_mrz_is_that_of_icao_9303_6_1_c():
    casos = {"123456789": "7", "900101": "1", "331231": "5", "D23145890734": "9", "AB2134<<<": "5"}
    assert {texto: mrz_digit(texto) for texto in casos} == casos


@pytest.mark.parametrize(
    ("cic", "faltas"),
    [
        ("123456789", []),
        ("1234567897", []),
        ("1234567890", ["cic_digito"]),
        ("12345678", ["cic_invalido"]),
        ("12345678978", ["cic_invalido"]),
        ("12345678A", ["cic_invalido"]),
    ],
)
def test_the_cic_has_nine_digits_and_its_check_digit_where_it_is_given_6_1_c(cic, faltas):
    assert codes(check_cic(cic)) == faltas


@pytest.mark.parametrize(
    ("lugar", "campos"),
    [
        (("01", "001", "0001"), []),
        (("32", "570", "9999"), []),
        (("33", "001", "0001"), ["entidad"]),
        (("00", "000", "0000"), ["entidad", "municipio", "seccion"]),
        (("1", "1", "1"), ["entidad", "municipio", "seccion"]),
        (("11", "0020", "00011"), ["municipio", "seccion"]),
    ],
)
def test_entidad_municipio_and_seccion_are_codes_of_the_ine_6_1_c(lugar, campos):
    assert [f.campo for f in check_place(*lugar)] == campos


def test_the_numero_de_emision_has_two_digits_and_may_be_00_everywhere_6_1_c():
    """One definition: what capture and padrón admit is admitted as a correction (13.6) and on paper (11.4) too."""
    assert [bool(check_emision(e)) for e in ("01", "99", "00", "1", "001")] == [
        False,
        False,
        False,
        True,
        True,
    ]


def test_there_are_32_entidades_with_their_letters():
    assert (len(LETRAS_CURP), LETRAS_CURP["05"], LETRAS_CURP["08"], LETRAS_CURP["32"]) == (
        32,
        "CL",
        "CH",
        "ZS",
    )


@pytest.mark.parametrize(
    ("nombre", "paterno", "materno", "se_niega"),
    [
        ("JUAN", "GARCIA", "LOPEZ", False),
        ("MA. JUAN", "DE LA GARCIA", "LOPEZ", False),
        ("LOPEZ", "JUAN", "GARCIA", False),  # in another order: the person is known
        ("JUAN", "GARCIA", "ZUÑIGA", False),  # one pair alone may be due to the unpublished rule
        ("JUAN", "GARCIA", "", False),
        ("JUAN", "ZUÑIGA", "", False),
        ("BERTA", "ZUÑIGA", "", True),
        ("BERTA", "ZUÑIGA", "LOPEZ", True),
        ("NOMBRE", "INVENTADO", "CUALQUIERA", True),
    ],
)
def test_a_clave_under_an_invented_name_is_refused_before_the_padron_is_asked_7_6(
    nombre, paterno, materno, se_niega
):
    faltas = check_names("GRLPJN80010109H100", nombre, paterno, materno)
    assert codes(faltas) == (["clave_no_coincide_nombre"] if se_niega else [])


def test_nobody_of_the_synthetic_world_is_refused_for_their_own_name_7_6():
    for c in islice(generate_ciudadanos(1, 500, "11", fuera=0, baja=0, padron=0), 500):
        assert check_names(c.clave_elector, c.nombre, c.apellido_paterno, c.apellido_materno) == []
