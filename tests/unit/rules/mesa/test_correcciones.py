"""Which data may be clarified, by model, and what they must look like (Protocolo 13.4, 13.6)."""

import pytest

from chalicelib.rules.credencial.lectura import LLAVES
from chalicelib.rules.mesa.correcciones import CORREGIBLES, check_corrections


def codes(modelo: str, **datos: str) -> list[tuple[str, str]]:
    return [(f.campo, f.codigo) for f in check_corrections(modelo, datos)]


@pytest.mark.parametrize("modelo", sorted(LLAVES))
def test_an_emision_00_is_a_correction_like_any_other_13_6(modelo):
    assert check_corrections(modelo, {"emision": "00"}) == []


@pytest.mark.parametrize("modelo", sorted(LLAVES))
def test_whatever_finds_a_person_can_be_clarified_9_8_13_6(modelo):
    assert set(LLAVES[modelo]) <= CORREGIBLES[modelo]


def test_what_the_model_does_not_print_is_not_clarified_13_6():
    assert codes("C", cic="123456789") == [("cic", "dato_de_otro_modelo")]
    assert codes("D", identificador="000000001") == [("identificador", "dato_de_otro_modelo")]
    assert codes("G", identificador="000000001", nombre="MUESTRA") == []


def test_nothing_to_clarify_is_said_13_6():
    assert codes("E") == [("datos", "falta")]


@pytest.mark.parametrize(
    ("dato", "valor"),
    [
        ("clave_elector", "HRGRJN82130602H900"),
        ("curp", "BOXW311320HNERXN09"),
        ("emision", "0"),
    ],
)
def test_what_no_card_can_say_is_refused_13_6(dato, valor):
    assert [campo for campo, _ in codes("E", **{dato: valor})] == [dato]
