"""Registered beside read: a hint to the reviewer (Protocolo 7.7, 8.6)."""

import pytest

from chalicelib.rules.auxiliares.cotejo import CAMPOS, compare_data


def verdict(registrado: str, leido: str, campo: str = "nombre_completo") -> bool | None:
    [cotejo] = compare_data({campo: registrado}, {campo: leido})
    return cotejo.coincide


@pytest.mark.parametrize(
    ("registrado", "leido", "coincide"),
    [
        ("María Pérez López", "PEREZ LOPEZ MARIA", True),
        ("María Pérez López", "PEREZ  LOPEZ   MARIA", True),
        ("Ñusta Ávila", "NUSTA AVILA", True),
        ("María Pérez López", "PEREZ LOPEZ", False),
        ("María Pérez Pérez", "PEREZ MARIA", False),
        ("María Pérez López", "PEREZ LOPES MARIA", False),
        ("María Pérez López", "", None),
        ("", "PEREZ LOPEZ MARIA", None),
    ],
)
def test_a_name_agrees_in_any_order_without_accents_8_6(registrado, leido, coincide):
    assert verdict(registrado, leido) is coincide


def test_a_key_agrees_only_letter_by_letter_8_6():
    assert verdict("HRGRJN82050602H900", "HRGRJN82050602H900", "clave_elector") is True
    assert verdict("HRGRJN82050602H900", "HRGRJN82050602H901", "clave_elector") is False


def test_what_neither_side_knows_is_not_shown_and_the_order_is_fixed_8_6():
    cotejo = compare_data(
        {"correo": "a@b", "curp": None, "otra": "x"}, {"cic": "1", "modelo": "", "clave_elector": None}
    )
    assert [c.campo for c in cotejo] == ["cic", "correo"]
    assert [c for c in CAMPOS if c in ("correo", "cic")] == ["cic", "correo"]


def test_a_credential_has_no_mail_to_compare_with_8_6():
    [correo] = compare_data({"correo": "a@b"}, {})
    [clave] = compare_data({"clave_elector": "X"}, {})
    assert (correo.comparable, clave.comparable) == (False, True)
