"""The secret of a process: blind index and sealed fields."""

import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.vault.errores import CamposInvalidos
from chalicelib.vault.secretos import (
    SecretoProceso,
    blind_index,
    open_fields,
    open_secret,
    open_text,
    seal_fields,
    seal_text,
    wrap_secret,
)
from tests.unit.vault.kms_falso import LLAVE_REPOSO, KmsFalso

CONTEXTO = {"proceso": "PRUEBA26", "uso": "secreto"}
SECRETO = SecretoProceso(indice=bytes(range(32)), campos=bytes(range(32, 64)))
OTRO = SecretoProceso(indice=bytes(32), campos=bytes(32))


def test_a_secret_is_unwrapped_once_while_the_container_is_warm():
    kms = KmsFalso()
    wrapped = wrap_secret(kms, LLAVE_REPOSO, CONTEXTO)
    first, second = (open_secret(kms, wrapped, LLAVE_REPOSO, CONTEXTO) for _ in range(2))
    assert first is second
    assert kms.calls == ["GenerateDataKey", "Decrypt"]


def test_two_secrets_share_no_key_and_one_derives_two():
    kms = KmsFalso()
    one, two = (
        open_secret(kms, wrap_secret(kms, LLAVE_REPOSO, CONTEXTO), LLAVE_REPOSO, CONTEXTO) for _ in range(2)
    )
    assert len({one.indice, one.campos, two.indice, two.campos}) == 4


def test_a_secret_of_another_process_does_not_open_even_when_warm():
    kms = KmsFalso()
    wrapped = wrap_secret(kms, LLAVE_REPOSO, CONTEXTO)
    open_secret(kms, wrapped, LLAVE_REPOSO, CONTEXTO)
    with pytest.raises(ClientError):
        open_secret(kms, wrapped, LLAVE_REPOSO, CONTEXTO | {"proceso": "OTRO2026"})


def test_a_secret_does_not_show_its_keys():
    assert repr(SECRETO) == "SecretoProceso()"


def test_the_index_of_a_value_is_always_the_same():
    # Computed apart, with openssl: base32 of the first 160 bits of HMAC-SHA-256 over length, kind and value.
    assert blind_index(SECRETO, "clave", "HRGRJN82050602H900") == "UM5GP47K5O25REPCPGYJZ5IHBJL42M4D"


@pytest.mark.parametrize(
    "written", [" hrgrjn82050602h900 ", "\uff28RGRJN82050602H900", "Hrgrjn82050602H900\n"]
)
def test_the_way_it_is_written_does_not_change_the_index(written):
    assert blind_index(SECRETO, "clave", written) == blind_index(SECRETO, "clave", "HRGRJN82050602H900")


def test_kinds_and_processes_do_not_meet_in_the_index():
    indexes = {
        blind_index(secret, kind, value)
        for secret in (SECRETO, OTRO)
        for kind, value in (("cic", "123456789"), ("ocr", "123456789"), ("cic1", "23456789"))
    }
    assert len(indexes) == 6


def test_an_empty_value_has_no_blind_index():
    with pytest.raises(ValueError, match="nothing"):
        blind_index(SECRETO, "clave", "  ")


@given(st.dictionaries(st.text(), st.one_of(st.text(), st.none(), st.booleans(), st.integers(0, 2**53))))
def test_sealed_fields_open_to_what_they_were(fields):
    sealed = seal_fields(SECRETO, "A-B-C-D", fields)
    assert open_fields(SECRETO, "A-B-C-D", sealed) == fields


def test_equal_fields_do_not_look_equal_when_sealed():
    assert seal_fields(SECRETO, "A-B-C-D", {"a": 1}) != seal_fields(SECRETO, "A-B-C-D", {"a": 1})


@pytest.mark.parametrize(("secret", "folio"), [(SECRETO, "A-B-C-E"), (OTRO, "A-B-C-D")])
def test_sealed_fields_open_only_for_their_folio_and_secret(secret, folio):
    sealed = seal_fields(SECRETO, "A-B-C-D", {"nombre": "PERSONA PRUEBA"})
    with pytest.raises(CamposInvalidos):
        open_fields(secret, folio, sealed)


@given(st.data())
def test_altered_fields_never_open(data):
    sealed = bytearray(seal_fields(SECRETO, "A-B-C-D", {"nombre": "PERSONA PRUEBA"}))
    position = data.draw(st.integers(0, len(sealed) - 1))
    sealed[position] ^= data.draw(st.integers(1, 255))
    with pytest.raises(CamposInvalidos):
        open_fields(SECRETO, "A-B-C-D", bytes(sealed))


@given(st.binary(max_size=40))
def test_random_bytes_are_no_fields(sealed):
    with pytest.raises(CamposInvalidos):
        open_fields(SECRETO, "A-B-C-D", sealed)


@given(st.text(), st.text())
def test_a_sealed_text_opens_in_its_place_only_and_is_always_the_same(lugar, texto):
    sealed = seal_text(SECRETO, lugar, texto)
    assert (open_text(SECRETO, lugar, sealed), seal_text(SECRETO, lugar, texto)) == (texto, sealed)
    for secret, otro in ((SECRETO, lugar + "x"), (OTRO, lugar)):
        with pytest.raises(CamposInvalidos):
            open_text(secret, otro, sealed)


@given(st.binary(max_size=60))
def test_random_bytes_are_no_text(sealed):
    with pytest.raises(CamposInvalidos):
        open_text(SECRETO, "lugar", sealed)
