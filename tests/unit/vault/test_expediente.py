"""Who made a record: the key that is registered, and what it signed."""

import json
from base64 import b64decode, b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chalicelib.vault.errores import ExpedienteInvalido
from chalicelib.vault.expediente import (
    check_announced,
    check_device_signature,
    load_device_key,
    read_expediente,
    verify_device_signature,
)
from cliente import muestra
from cliente.expediente import archive, build_expediente, complete, new_device_key, public_der, sign
from tests.unit.vault.vectores import CONTEXTO, VECTORES

DEVICE = new_device_key()
DER = public_der(DEVICE)
EXPEDIENTE = read_expediente(build_expediente(muestra.registro(), muestra.images(), DEVICE))


def test_the_signature_of_the_device_that_made_a_record_fits_it():
    check_device_signature(EXPEDIENTE, DER)
    assert verify_device_signature(EXPEDIENTE.registro_bytes, EXPEDIENTE.firma_dispositivo, DER)


@pytest.mark.parametrize("sig", [b"", bytes(64), b"\xff" * 64, bytes(65)])
def test_what_is_no_signature_does_not_verify(sig):
    assert not verify_device_signature(EXPEDIENTE.registro_bytes, sig, DER)


def test_one_byte_more_in_the_manifest_is_another_manifest():
    assert not verify_device_signature(EXPEDIENTE.registro_bytes + b" ", EXPEDIENTE.firma_dispositivo, DER)


def test_a_declared_key_that_is_no_point_of_the_curve_is_refused_in_words():
    declared = DER[:27] + bytes(64)
    registro = complete(muestra.registro(), muestra.images(), declared)
    assert b64decode(registro["llave_dispositivo"]) == declared
    manifest = json.dumps(registro).encode()
    entries = {"registro.json": manifest, "registro.sig": sign(manifest, DEVICE), **muestra.images()}
    expediente = read_expediente(archive(entries))
    with pytest.raises(ExpedienteInvalido) as refused:
        check_device_signature(expediente, declared)
    assert refused.value.codigo == "registro_esquema"
    assert "llave_dispositivo" in refused.value.texto


@pytest.mark.parametrize("curve", [ec.SECP384R1(), ec.SECP256K1()])
def test_only_p256_is_a_device_key(curve):
    other = ec.generate_private_key(curve).public_key()
    der = other.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    with pytest.raises(ValueError, match="P-256"):
        load_device_key(der)
    assert b64encode(load_device_key(DER).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


@pytest.mark.parametrize("changed", ["proceso", "dispositivo", "registro", "version"])
def test_a_record_in_the_envelope_of_another_is_refused(changed):
    check_announced(EXPEDIENTE, CONTEXTO, VECTORES["folio"])
    with pytest.raises(ExpedienteInvalido) as refused:
        check_announced(EXPEDIENTE, CONTEXTO | {changed: "OTRO0001"}, VECTORES["folio"])
    assert refused.value.codigo == "registro_otro_contexto"


def test_a_record_announced_under_another_folio_is_refused():
    with pytest.raises(ExpedienteInvalido) as refused:
        check_announced(EXPEDIENTE, CONTEXTO, "ASP0002-AUX0001-DISP0001-R0001")
    assert refused.value.codigo == "registro_otro_contexto"


def test_a_signature_in_der_has_a_code_that_says_what_to_do():
    """Key stores of phones give DER; the format is r‖s."""
    manifest = json.dumps(complete(muestra.registro(), muestra.images(), DER)).encode()
    firma = sign(manifest, DEVICE)
    r, s = (int.from_bytes(firma[i : i + 32]) for i in (0, 32))
    entries = {
        "registro.json": manifest,
        "registro.sig": utils.encode_dss_signature(r, s),
        **muestra.images(),
    }
    with pytest.raises(ExpedienteInvalido) as error:
        read_expediente(archive(entries))
    assert error.value.codigo == "firma_dispositivo_der"
    assert "64 bytes" in error.value.texto
