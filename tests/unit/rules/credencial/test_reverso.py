"""The MRZ and the small QR of a credential, taken apart (Protocolo 9.8)."""

from dataclasses import replace
from datetime import date

import pytest

from chalicelib.rules.credencial.reverso import (
    Defecto,
    Digito,
    Mrz,
    Qr,
    agrees_with_name,
    parse_mrz,
    parse_qr,
)

MRZ = ("IDMEX1234567897<<0001000000001", "9001011H3312315MEX<01<<00001<6", "PRUEBA<SINTETICA<<PERSONA<<<<<")
LEIDA = Mrz(
    cic="123456789",
    ocr="0001000000001",
    nacimiento="900101",
    sexo="H",
    vigencia=date(2033, 12, 31),
    emision="01",
    apellidos=("PRUEBA", "SINTETICA"),
    nombres=("PERSONA",),
    cortado=False,
    no_cuadran=(),
)
QR = "http://qr.ine.mx/000100000000101123456789/20240101/G/000000"


def altered(linea: int, lugar: int, texto: str) -> Mrz | Defecto:
    lineas = list(MRZ)
    lineas[linea] = lineas[linea][:lugar] + texto + lineas[linea][lugar + len(texto) :]
    return parse_mrz(lineas)


def with_names(linea: str) -> Mrz:
    leida = parse_mrz((*MRZ[:2], linea.ljust(30, "<")))
    assert isinstance(leida, Mrz)
    return leida


def test_the_published_example_is_read_whole_9_8():
    assert parse_mrz(MRZ) == parse_mrz(list(MRZ)) == LEIDA


@pytest.mark.parametrize(("impreso", "sexo"), [("H", "H"), ("M", "M"), ("X", "X"), ("<", "X")])
def test_m_is_mujer_and_whoever_has_neither_letter_is_x_9_8(impreso, sexo):
    assert altered(1, 7, impreso) == replace(LEIDA, sexo=sexo)


def test_the_f_of_other_countries_is_not_what_the_ine_prints_9_8():
    assert altered(1, 7, "F") is Defecto.SEGUNDA


def test_an_ocr_of_twelve_digits_is_followed_by_a_filler_9_8():
    leida = altered(0, 17, "000100000001<")
    assert isinstance(leida, Mrz)
    assert leida.ocr == "000100000001"


@pytest.mark.parametrize(
    ("linea", "lugar", "malos"),
    [
        (0, 14, {Digito.CIC, Digito.COMPUESTO}),
        (1, 6, {Digito.NACIMIENTO, Digito.COMPUESTO}),
        (1, 14, {Digito.VIGENCIA, Digito.COMPUESTO}),
        (1, 29, {Digito.COMPUESTO}),
        (0, 20, {Digito.COMPUESTO}),  # OCR
        (1, 20, {Digito.COMPUESTO}),  # emisión
    ],
)
def test_each_check_digit_is_told_apart_9_8(linea, lugar, malos):
    otro = str((int(MRZ[linea][lugar]) + 1) % 10)
    leida = altered(linea, lugar, otro)
    assert isinstance(leida, Mrz)
    assert set(leida.no_cuadran) == malos


@pytest.mark.parametrize(
    ("lineas", "defecto"),
    [
        ((), Defecto.LINEAS),
        (MRZ[:2], Defecto.LINEAS),
        ((*MRZ, MRZ[2]), Defecto.LINEAS),
        ((MRZ[0] + "<", *MRZ[1:]), Defecto.LINEAS),
        ((MRZ[0] + "\n", *MRZ[1:]), Defecto.LINEAS),
        ((MRZ[0].lower(), *MRZ[1:]), Defecto.LINEAS),
        ((*MRZ[:2], "PRUEBA<SINTÉTICA<<PERSONA<<<<<"), Defecto.LINEAS),
        (("IDUSA" + MRZ[0][5:], *MRZ[1:]), Defecto.PRIMERA),
        ((MRZ[0].replace("<<", "00"), *MRZ[1:]), Defecto.PRIMERA),
        ((MRZ[0].replace("123", "I23"), *MRZ[1:]), Defecto.PRIMERA),
        ((MRZ[0], MRZ[1].replace("MEX", "USA"), MRZ[2]), Defecto.SEGUNDA),
        ((MRZ[0], MRZ[1].replace("<01<", "<O1<"), MRZ[2]), Defecto.SEGUNDA),
        ((MRZ[0], MRZ[1].replace("900101", "901301"), MRZ[2]), Defecto.FECHA),
        ((MRZ[0], MRZ[1].replace("331231", "330231"), MRZ[2]), Defecto.FECHA),
        ((MRZ[1], MRZ[0], MRZ[2]), Defecto.PRIMERA),
    ],
)
def test_lines_that_are_no_mrz_are_told_by_what_is_wrong_9_8(lineas, defecto):
    assert parse_mrz(lineas) is defecto


def test_a_leap_day_of_either_century_is_a_birth_9_8():
    assert isinstance(altered(1, 0, "000229"), Mrz)
    assert altered(1, 0, "010229") is Defecto.FECHA


@pytest.mark.parametrize(
    ("linea", "apellidos", "nombres", "cortado"),
    [
        ("LOPEZ<<JUAN<CARLOS", ("LOPEZ",), ("JUAN", "CARLOS"), False),
        ("DE<LA<CRUZ<DEL<RIO<<MA<LUISA", ("DE", "LA", "CRUZ", "DEL", "RIO"), ("MA", "LUISA"), False),
        ("MUNOZ<<MARIA<DE<LOS<ANGELES<GU", ("MUNOZ",), ("MARIA", "DE", "LOS", "ANGELES", "GU"), True),
        ("MUNOZ<<MARIA<DE<LOS<ANGELESSS<", ("MUNOZ",), ("MARIA", "DE", "LOS", "ANGELESSS"), True),
        ("VILLAVICENCIO<ALTAMIRANO<ABCD", ("VILLAVICENCIO", "ALTAMIRANO", "ABCD"), (), True),
        ("LOPEZ", ("LOPEZ",), (), True),
        ("L0PEZ<<JUAN", (), (), False),
        ("<LOPEZ<<JUAN", (), (), False),
        ("LOPEZ<<<JUAN", (), (), False),
        ("", (), (), False),
    ],
)
def test_surnames_and_names_are_parted_and_a_cut_is_noticed_9_8(linea, apellidos, nombres, cortado):
    leida = with_names(linea)
    assert (leida.apellidos, leida.nombres, leida.cortado) == (apellidos, nombres, cortado)


@pytest.mark.parametrize(
    ("linea", "nombre"),
    [
        ("LOPEZ<GARCIA<<JUAN", "JUAN LÓPEZ GARCÍA"),
        ("LOPEZ<GARCIA<<JUAN", "López García Juan"),
        ("MUNOZ<ZUNIGA<<BEGONA", "BEGOÑA MUÑOZ ZÚÑIGA"),
        ("MUXOZ<ZUXIGA<<BEGOXA", "BEGOÑA MUÑOZ ZÚÑIGA"),
        ("MUNXXOZ<<BEGONXXA", "BEGOÑA MUÑOZ"),
        ("PEREZ<<J<JESUS", "J. JESÚS PÉREZ"),
        ("PEREZ<GOMEZ<<ANA", "ANA PÉREZ-GÓMEZ"),
        ("MUNOZ<<MARIA<DE<LOS<ANGELES<GU", "MARÍA DE LOS ÁNGELES GUADALUPE MUÑOZ"),
        ("MUNOZ<<MARIA<ESPERANZA<ROSA<MA", "MUÑOZ MARÍA ESPERANZA ROSA MANUELA"),
        ("VILLAVICENCIO<ALTAMIRANO<ABCD", "JUAN VILLAVICENCIO ALTAMIRANO ABCDEF"),
        ("DE<LA<O<DE<LA<CRUZ<<MARIA<DEL<", "MARÍA DEL CARMEN DE LA O DE LA CRUZ"),
    ],
)
def test_a_name_is_the_one_of_the_mrz_in_whatever_order_and_spelling_9_8(linea, nombre):
    assert agrees_with_name(with_names(linea), nombre)


@pytest.mark.parametrize(
    ("linea", "nombre"),
    [
        ("LOPEZ<GARCIA<<JUAN", "JUANA LÓPEZ GARCÍA"),
        ("LOPEZ<GARCIA<<JUAN", "JUAN LÓPEZ"),
        ("LOPEZ<LOPEZ<<JUAN", "JUAN LÓPEZ JUAN"),
        ("LOPEZ<GARCIA<<JUAN", ""),
        ("MUNOZ<<MARIA<DE<LOS<ANGELES<GU", "MARÍA DE LOS ÁNGELES ROSA MUÑOZ"),
        ("DE<LA<O<DE<LA<CRUZ<<MARIA<DEL<", "MARÍA DEL CARMEN DE LA O CRUZ"),
    ],
)
def test_another_name_is_not_9_8(linea, nombre):
    assert not agrees_with_name(with_names(linea), nombre)


@pytest.mark.parametrize("texto", [QR, QR.replace("http:", "https:"), QR + "/"])
def test_the_small_qr_holds_ocr_and_cic_9_8(texto):
    assert parse_qr(texto) == Qr("0001000000001", "123456789")


@pytest.mark.parametrize(
    "texto",
    [
        "",
        "MUESTRA",
        QR[:-1],
        QR + "0",
        QR + "\n",
        " " + QR,
        QR.replace("qr.ine.mx", "qr.ine.mx.ejemplo.invalid"),
        QR.replace("qr.ine.mx", "qrxine.mx"),
        QR.replace("0001000", "000100"),
        QR.replace("0001000", "000100O"),
        QR.replace("20240101", "2024010"),
        QR.replace("0001000", "000100٠"),
    ],
)
def test_another_text_is_no_small_qr_9_8(texto):
    assert parse_qr(texto) is None
