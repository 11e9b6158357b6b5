"""The envelope through KMS: what the Python client and stock Node seal, the vault opens alike."""

import json
import subprocess
from base64 import b64decode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from chalicelib.vault.errores import SobreInvalido
from chalicelib.vault.expediente import check_announced, check_device_signature, read_expediente
from chalicelib.vault.secretos import open_secret, wrap_secret
from chalicelib.vault.sobres import open_at_rest, open_capture, seal_at_rest
from cliente import muestra
from cliente.expediente import build_expediente, new_device_key, public_der
from cliente.sobre import contexto, seal

pytestmark = pytest.mark.nube

NODE = Path(__file__).parent / "node"
REGISTRO = muestra.registro("G")
CONTEXTO = contexto(REGISTRO)
FOLIO = "ASP0001-AUX0001-DISP0001-R0001"
REPOSO = {"proceso": "PRUEBA26", "aspirante": "ASP0001", "folio": FOLIO}


@pytest.fixture(scope="module")
def captura(kms) -> tuple[str, bytes]:
    """ARN and public half (DER) of an RSA_4096 key as intake has."""
    arn = kms.create_key(KeySpec="RSA_4096", KeyUsage="ENCRYPT_DECRYPT")["KeyMetadata"]["Arn"]
    return arn, kms.get_public_key(KeyId=arn)["PublicKey"]


@pytest.fixture(scope="module")
def reposo(kms) -> str:
    """ARN of a symmetric key as a process has."""
    return kms.create_key()["KeyMetadata"]["Arn"]


@pytest.fixture(scope="module")
def node_modules() -> Path:
    """The pinned packages, installed once."""
    marker, lock = NODE / "node_modules" / ".package-lock.json", NODE / "package-lock.json"
    if not marker.exists() or marker.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=NODE, check=True, capture_output=True)
        marker.touch()
    return NODE / "node_modules"


def node_seals(tmp_path: Path, captura: tuple[str, bytes], suite: str) -> tuple[bytes, dict]:
    """A record sealed by Node and what it says of it."""
    arn, der = captura
    images = muestra.images() | {"foto.jpg": muestra.noise()}
    for name, image in images.items():
        (tmp_path / name).write_bytes(image)
    pem = load_der_public_key(der).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "publica.pem").write_bytes(pem)
    job = {
        "registro": REGISTRO,
        "imagenes": {name: str(tmp_path / name) for name in images},
        "llave_arn": arn,
        "llave_publica": str(tmp_path / "publica.pem"),
        "suite": suite,
        "sellado": str(tmp_path / "sellado"),
    }
    (tmp_path / "job.json").write_text(json.dumps(job))
    ran = subprocess.run(
        ["node", "sellar.mjs", str(tmp_path / "job.json")],
        cwd=NODE,
        check=True,
        capture_output=True,
        timeout=60,
    )
    return (tmp_path / "sellado").read_bytes(), json.loads(ran.stdout)


def received(kms, sealed: bytes, arn: str, device_der: bytes) -> tuple[bytes, str]:
    """All that reception checks: the clear bytes and the integrity code."""
    clear = open_capture(kms, sealed, arn, CONTEXTO)
    expediente = read_expediente(clear)
    check_announced(expediente, CONTEXTO, FOLIO)
    check_device_signature(expediente, device_der)
    return clear, expediente.integridad


SUITES = [
    "ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY",
    "ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY_ECDSA_P384",
]


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.usefixtures("node_modules")
def test_what_stock_node_seals_is_received_just_the_same(kms, captura, tmp_path, suite):
    sealed, told = node_seals(tmp_path, captura, suite)
    clear, code = received(kms, sealed, captura[0], b64decode(told["llave_dispositivo"]))
    assert (code, len(clear)) == (told["integridad"], told["bytes"])


def test_what_the_reference_client_seals_is_received_and_kept(kms, captura, reposo):
    arn, der = captura
    device = new_device_key()
    built = build_expediente(REGISTRO, muestra.images(), device)
    clear, _ = received(kms, seal(built, der, arn, CONTEXTO), arn, public_der(device))
    assert clear == built
    kept = seal_at_rest(kms, clear, reposo, REPOSO)
    assert open_at_rest(kms, kept, reposo, REPOSO) == clear


def test_what_was_sealed_to_another_key_is_refused_by_kms(kms, captura):
    arn, _ = captura
    other = kms.create_key(KeySpec="RSA_4096", KeyUsage="ENCRYPT_DECRYPT")["KeyMetadata"]["Arn"]
    sealed = seal(b"claro", kms.get_public_key(KeyId=other)["PublicKey"], arn, CONTEXTO)
    with pytest.raises(SobreInvalido) as refused:
        open_capture(kms, sealed, arn, CONTEXTO)
    assert refused.value.codigo == "sobre_alterado"


def test_the_secret_of_a_process_is_wrapped_and_unwrapped(kms, reposo):
    wrapped = wrap_secret(kms, reposo, {"proceso": "PRUEBA26"})
    secret = open_secret(kms, wrapped, reposo, {"proceso": "PRUEBA26"})
    assert (len(secret.indice), len(secret.campos)) == (32, 32)
