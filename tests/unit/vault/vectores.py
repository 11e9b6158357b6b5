"""The published vectors, as the tests use them."""

import json
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from chalicelib.vault.expediente import Expediente, check_announced, check_device_signature, read_expediente

CARPETA = Path(__file__).parents[2] / "vectors" / "v1"
VECTORES: dict[str, Any] = json.loads((CARPETA / "vectores.json").read_text())
ARN: str = VECTORES["llave_arn"]
CONTEXTO: dict[str, str] = VECTORES["contexto"]


def data(name: str) -> bytes:
    """The bytes of one vector."""
    return (CARPETA / name).read_bytes()


def _key(name: str) -> Any:
    return load_pem_private_key(data(VECTORES[name]), None)


LLAVE_CAPTURA: rsa.RSAPrivateKey = _key("llave_captura")
LLAVE_DISPOSITIVO: ec.EllipticCurvePrivateKey = _key("llave_dispositivo")
DISPOSITIVO_DER: bytes = LLAVE_DISPOSITIVO.public_key().public_bytes(
    Encoding.DER, PublicFormat.SubjectPublicKeyInfo
)


def received(clear: bytes) -> Expediente:
    """What reception asks of a clear expediente, in its order."""
    expediente = read_expediente(clear)
    check_announced(expediente, CONTEXTO, VECTORES["folio"])
    check_device_signature(expediente, DISPOSITIVO_DER)
    return expediente
