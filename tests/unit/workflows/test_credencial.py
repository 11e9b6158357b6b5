"""The one check of a person's data, and of a whole registration (Protocolo 6.1, 7.3, 7.4)."""

from datetime import date

import pytest

from chalicelib.workflows.aspirantes.ficha import read_ficha_aspirante
from chalicelib.workflows.credencial import OBLIGATORIOS, check_persona, read_persona

HOY = date(2027, 1, 15)
PERSONA = {
    "nombre": "Beatriz",
    "apellido_paterno": "Boix",
    "apellido_materno": "Xolotl",
    "fecha_nacimiento": "20/08/1931",
    "telefono_movil": "55 1234 5678",
    "correo": "Persona@Muestra.invalid",
    "proveedor": "Google",
    "clave_elector": "bxxlbt31082087h900",
    "curp": "boxw310820hnerxn09",
    "referencia": " Brigada  3 ",
}
ASPIRANTE = PERSONA | {
    "curp": "",
    "lugar_nacimiento": "León",
    "ocr": "0001000000001",
    "cic": "1234567897",
    "entidad": "11",
    "municipio": "020",
    "seccion": "0001",
    "fecha_manifestacion": "02/01/2027",
    "oficio": "OPL/1",
}


def test_a_person_in_order_is_kept_in_one_form_7_3():
    ficha = read_persona(PERSONA | {"otra_cosa": "x"}, HOY)
    assert ficha.faltas == []
    assert ficha.datos == {
        "nombre": "Beatriz",
        "apellido_paterno": "Boix",
        "apellido_materno": "Xolotl",
        "fecha_nacimiento": "1931-08-20",
        "telefono_movil": "5512345678",
        "correo": "persona@muestra.invalid",
        "proveedor": "google",
        "clave_elector": "BXXLBT31082087H900",
        "curp": "BOXW310820HNERXN09",
        "referencia": "Brigada 3",
    }
    assert [a.codigo for a in ficha.avisos] == ["curp_no_coincide_clave"]
    assert read_persona(ficha.datos, HOY).datos == ficha.datos


def test_what_is_obligatory_and_what_is_not_7_3():
    assert {f.campo for f in check_persona({}, HOY)} == set(OBLIGATORIOS)
    minimo = {c: PERSONA[c] for c in OBLIGATORIOS}
    assert check_persona(minimo, HOY) == []


CASOS = [
    ("nombre", "Juan 2", "nombre_invalido"),
    ("nombre", "W" * 61, "nombre_largo"),
    ("apellido_paterno", "  ", "falta"),
    ("apellido_materno", "=1+1", "nombre_invalido"),
    ("fecha_nacimiento", "31/02/1990", "fecha_invalida"),
    ("fecha_nacimiento", "16/01/2009", "menor_de_edad"),
    ("telefono_movil", "12345", "telefono_invalido"),
    ("correo", "persona@", "correo_invalido"),
    ("correo", "persona muestra.invalid", "correo_invalido"),
    ("correo", "persoña@muestra.invalid", "correo_invalido"),  # SES takes only ASCII there
    ("correo", "a@b.test\r\nBcc: c@d.mx", "correo_invalido"),
    ("correo", "persona@localhost", "correo_invalido"),
    ("correo", "persona@[127.0.0.1]", "correo_invalido"),
    ("correo", "a" * 250 + "@muestra.invalid", "correo_invalido"),
    ("proveedor", "outlook", "proveedor_invalido"),
    ("clave_elector", "HRGRJN82050602H900", "clave_no_coincide_fecha"),
    ("clave_elector", "BXXLBT310820", "clave_invalida"),
    ("curp", "BOXW310820HNERXN08", "curp_digito"),
    ("curp", "PEGJ850101HDFRRL09", "curp_digito"),
    ("curp", "GARC901205HMCRZN09", "curp_digito"),
    ("curp", "BOXW310820", "curp_invalida"),
    ("referencia", "x" * 61, "texto_largo"),
    ("referencia", "a\u202eb", "texto_invalido"),
]


@pytest.mark.parametrize(("campo", "valor", "codigo"), CASOS)
def test_a_fault_names_the_field_and_never_quotes_the_value_7_4(campo, valor, codigo):
    faltas = check_persona(PERSONA | {campo: valor}, HOY)
    assert (campo, codigo) in [(f.campo, f.codigo) for f in faltas]
    assert {f.campo for f in faltas} <= {campo, "clave_elector", "curp"}
    for f in faltas:
        assert not any(
            v.strip().lower() in f.texto.lower() for v in (valor, *PERSONA.values()) if len(v.strip()) > 6
        )


def test_every_fault_is_told_at_once_7_4():
    mala = {campo: valor for campo, valor, _ in CASOS}
    assert {f.campo for f in check_persona(PERSONA | mala, HOY)} == set(mala)


def test_a_mail_of_an_international_domain_is_kept_in_ascii_7_3():
    assert read_persona(PERSONA | {"correo": "a@Ñandú.mx"}, HOY).datos["correo"] == "a@xn--and-6ma2c.mx"


def test_a_registration_in_order_6_1():
    ficha = read_ficha_aspirante(ASPIRANTE, HOY)
    assert ficha.faltas == []
    assert (ficha.datos["cic"], ficha.datos["fecha_manifestacion"]) == ("123456789", "2027-01-02")


@pytest.mark.parametrize(
    ("cambio", "campo", "codigo"),
    [
        ({"telefono_movil": ""}, "telefono_movil", "sin_telefono"),
        ({"telefono_oficina": "123"}, "telefono_oficina", "telefono_invalido"),
        ({"telefono_domicilio": "123"}, "telefono_domicilio", "telefono_invalido"),
        ({"lugar_nacimiento": " "}, "lugar_nacimiento", "falta"),
        ({"ocr": "", "cic": ""}, "cic", "sin_ocr_ni_cic"),
        ({"ocr": "9999000000001"}, "ocr", "ocr_no_coincide_seccion"),
        ({"cic": "1234567890"}, "cic", "cic_digito"),
        ({"emision": "0"}, "emision", "emision_no_valido"),
        ({"entidad": "33"}, "entidad", "entidad_no_valido"),
        ({"municipio": "1"}, "municipio", "municipio_no_valido"),
        ({"seccion": "0"}, "seccion", "seccion_no_valido"),
        ({"fecha_manifestacion": "2027-01-16"}, "fecha_manifestacion", "fecha_invalida"),
        ({"fecha_manifestacion": "ayer"}, "fecha_manifestacion", "fecha_invalida"),
        ({"oficio": ""}, "oficio", "falta"),
        ({"oficio": "x" * 61}, "oficio", "texto_largo"),
        ({"observaciones": "x" * 1001}, "observaciones", "texto_largo"),
        ({"folio_interno": "a\u200bb"}, "folio_interno", "texto_invalido"),
        ({"nombre": "Juan 2"}, "nombre", "nombre_invalido"),
    ],
)
def test_what_a_registration_needs_6_1(cambio, campo, codigo):
    faltas = [(f.campo, f.codigo) for f in read_ficha_aspirante(ASPIRANTE | cambio, HOY).faltas]
    assert (campo, codigo) in faltas


def test_one_phone_and_one_of_ocr_and_cic_will_do_6_1_b():
    for telefono in ("telefono_domicilio", "telefono_oficina", "telefono_movil"):
        assert (
            read_ficha_aspirante(ASPIRANTE | {"telefono_movil": "", telefono: "5512345678"}, HOY).faltas == []
        )
    for vacio in ("ocr", "cic"):
        assert read_ficha_aspirante(ASPIRANTE | {vacio: ""}, HOY).faltas == []
