"""What the reference client makes, checked with libraries that know nothing of ours."""

import io
import json
import subprocess
import sys
import zipfile
from base64 import b64decode
from hashlib import sha256

import aws_encryption_sdk
import pytest
from aws_encryption_sdk.identifiers import Algorithm, EncryptionKeyType, WrappingAlgorithm
from aws_encryption_sdk.internal.crypto.wrapping_keys import WrappingKey
from aws_encryption_sdk.key_providers.raw import RawMasterKeyProvider
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key
from cryptography.hazmat.primitives.serialization import load_pem_private_key as load_pem

from cliente import muestra
from cliente.expediente import build_expediente, integridad, new_device_key
from cliente.sobre import contexto, seal
from tests.unit.vault.vectores import ARN, VECTORES, data

NAMES = ["registro.json", "registro.sig", "anverso.jpg", "reverso.jpg", "foto.jpg", "firma.png"]


@pytest.fixture(scope="module")
def clear() -> bytes:
    return build_expediente(muestra.registro(), muestra.images(), new_device_key())


def test_an_expediente_is_an_ordinary_stored_zip_in_the_published_order(clear):
    with zipfile.ZipFile(io.BytesIO(clear)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == NAMES
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {name: archive.read(name) for name in NAMES[2:]} == muestra.images()


def test_the_manifest_declares_the_images_and_is_signed_by_the_key_it_carries(clear):
    with zipfile.ZipFile(io.BytesIO(clear)) as archive:
        manifest, signature = archive.read("registro.json"), archive.read("registro.sig")
    registro = json.loads(manifest)
    foto = muestra.images()["foto.jpg"]
    assert registro["archivos"]["foto.jpg"] == {"bytes": len(foto), "sha256": sha256(foto).hexdigest()}
    key = load_der_public_key(b64decode(registro["llave_dispositivo"]))
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    key.verify(utils.encode_dss_signature(r, s), manifest, ec.ECDSA(SHA256()))


def test_the_integrity_code_is_the_sha256_of_the_zip(clear):
    assert integridad(clear) == sha256(clear).hexdigest()


class StockProvider(RawMasterKeyProvider):
    """The SDK's own raw RSA provider with the private test key."""

    provider_id = "aws-kms-rsa"

    def _get_raw_key(self, key_id):  # noqa: ARG002
        pem = data(VECTORES["llave_captura"])
        return WrappingKey(WrappingAlgorithm.RSA_OAEP_SHA256_MGF1, pem, EncryptionKeyType.PRIVATE)


def test_what_is_sealed_is_the_published_message_and_the_stock_sdk_opens_it(clear):
    public = load_pem(data(VECTORES["llave_captura"]), None).public_key()
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    sealed = seal(clear, der, ARN, contexto(muestra.registro()))
    provider = StockProvider()
    provider.add_master_key(ARN)
    opened, header = aws_encryption_sdk.EncryptionSDKClient().decrypt(source=sealed, key_provider=provider)
    assert opened == clear
    (wrapped,) = header.encrypted_data_keys
    assert (wrapped.key_provider.provider_id, wrapped.key_provider.key_info) == ("aws-kms-rsa", ARN.encode())
    assert (header.algorithm, header.frame_length) == (
        Algorithm.AES_256_GCM_HKDF_SHA512_COMMIT_KEY,
        65536,
    )
    assert header.encryption_context == {
        "version": "1",
        "proceso": "PRUEBA26",
        "dispositivo": "DISP0001",
        "registro": "R0001",
    }


def test_the_client_needs_nothing_of_the_server():
    code = (
        "import sys, cliente.telefono, cliente.vectores;"
        "sys.exit(any(name.split('.')[0] == 'chalicelib' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
