"""Encryption for an OPL: messages of the AWS Encryption SDK to the OPL's RSA public key (Protocolo 15.1, 15.2 F).

Only the OPL can open them, because the system has only the public key. The key's fingerprint is its name in the
message, and the encryption context binds a file to its process, delivery and name. `opl/sobre.py` opens these messages.
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
"""Frame length in bytes, which is all that is held in memory of a file of any size."""
_SDK = aws_encryption_sdk.EncryptionSDKClient(max_encrypted_data_keys=1)


def opl_key(der: bytes, huella: str) -> RawMasterKey:
    """Master key of an OPL, made from its SubjectPublicKeyInfo."""
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
    """Encrypt `fuente` into `destino`, frame by frame. Returns the number of bytes written and their SHA-256."""
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
