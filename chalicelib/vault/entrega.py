"""Sealing for an OPL: messages of the AWS Encryption SDK to the RSA key that it handed over (Protocolo 15.1, 15.2 F).

Only the OPL opens them: the system has the public half. The fingerprint of the key is its name in the message, and the
context binds a file to its process, delivery and name. `opl/sobre.py` opens what is sealed here.
"""

from hashlib import sha256
from typing import BinaryIO

import aws_encryption_sdk
from aws_encryption_sdk.identifiers import Algorithm, EncryptionKeyType, WrappingAlgorithm
from aws_encryption_sdk.internal.crypto.wrapping_keys import WrappingKey
from aws_encryption_sdk.key_providers.raw import RawMasterKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

PROVEEDOR = "captacion-opl"
TRAMO = 128 * 1024
"""Bytes of a frame: what is held in memory of a file of any size."""
_SDK = aws_encryption_sdk.EncryptionSDKClient(max_encrypted_data_keys=1)


def opl_key(der: bytes, huella: str) -> RawMasterKey:
    """The key of an OPL, from its SubjectPublicKeyInfo."""
    publica = load_der_public_key(der)
    pem = publica.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return RawMasterKey(
        key_id=huella,
        provider_id=PROVEEDOR,
        wrapping_key=WrappingKey(
            wrapping_algorithm=WrappingAlgorithm.RSA_OAEP_SHA256_MGF1,
            wrapping_key=pem,
            wrapping_key_type=EncryptionKeyType.PUBLIC,
        ),
    )


def seal_for_opl(
    fuente: BinaryIO, destino: BinaryIO, llave: RawMasterKey, contexto: dict[str, str]
) -> tuple[int, str]:
    """Seal what `fuente` holds into `destino`, frame by frame; bytes and SHA-256 of what was written."""
    suma, total = sha256(), 0
    corriente = _SDK.stream(
        mode="e",
        source=fuente,
        key_provider=llave,
        algorithm=Algorithm.AES_256_GCM_HKDF_SHA512_COMMIT_KEY,
        encryption_context=contexto,
        frame_length=TRAMO,
    )
    for tramo in iter(lambda: corriente.read(TRAMO), b""):
        destino.write(tramo)
        suma.update(tramo)
        total += len(tramo)
    return total, suma.hexdigest()
