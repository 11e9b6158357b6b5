"""Decryption of what was encrypted to the OPL's key: messages of the AWS Encryption SDK (Protocolo 15.1)."""

import logging
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import aws_encryption_sdk
from aws_encryption_sdk.exceptions import AWSEncryptionSDKClientError, SerializationError
from aws_encryption_sdk.identifiers import EncryptionKeyType, WrappingAlgorithm
from aws_encryption_sdk.internal.crypto.wrapping_keys import WrappingKey
from aws_encryption_sdk.internal.formatting.deserialize import deserialize_header
from aws_encryption_sdk.key_providers.raw import RawMasterKey
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from opl.fallas import (
    DeOtraEntrega,
    FraseIncorrecta,
    LlaveIlegible,
    ParteConSobrante,
    ParteDanada,
    ParteTruncada,
)

PROVEEDOR = "captacion-opl"
TRAMO = 128 * 1024
_SDK = aws_encryption_sdk.EncryptionSDKClient(max_encrypted_data_keys=1)
_ERRORES = (AWSEncryptionSDKClientError, InvalidTag, ValueError, KeyError)
# The SDK logs each failure with its traceback; this tool reports failures in words.
logging.getLogger("aws_encryption_sdk").setLevel(logging.CRITICAL)


class LlavePrivada:
    """The OPL's private key, decrypted. `huella`: fingerprint of its public half."""

    def __init__(self, pem: bytes, frase: str) -> None:
        """Raises `LlaveIlegible`, `FraseIncorrecta`."""
        try:
            llave = load_pem_private_key(pem, frase.encode() or None)
        except TypeError:
            raise FraseIncorrecta("La llave privada lleva frase de paso, o la que dio sobra.") from None
        except ValueError as error:
            raise _why(error) from None
        der = llave.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        self.huella = sha256(der).hexdigest()
        self.maestra = RawMasterKey(
            key_id=self.huella,
            provider_id=PROVEEDOR,
            wrapping_key=WrappingKey(
                wrapping_algorithm=WrappingAlgorithm.RSA_OAEP_SHA256_MGF1,
                wrapping_key=pem,
                wrapping_key_type=EncryptionKeyType.PRIVATE,
                password=frase.encode() or None,
            ),
        )


def context_of(origen: Path) -> dict[str, str] | None:
    """Encryption context in the header of a sealed file, not yet authenticated; None for a file of another kind."""
    with origen.open("rb") as fuente:
        try:
            cabeza, _ = deserialize_header(fuente)
        except _ERRORES:
            return None
    return dict(cabeza.encryption_context)


def unseal(
    origen: Path,
    destino: BinaryIO,
    llave: LlavePrivada,
    contexto: dict[str, str],
    avance: Callable[[int], None] = lambda _: None,
) -> str:
    """Write the clear bytes to `destino` and return their SHA-256. `avance` receives the number of bytes at each write.

    Raises `ParteDanada`, `ParteTruncada`, `ParteConSobrante`, `DeOtraEntrega`.
    """
    with origen.open("rb") as fuente:
        try:
            return _copy(fuente, destino, llave, contexto, avance, origen.name)
        except _ERRORES as error:
            at_end = fuente.tell() == origen.stat().st_size
            if isinstance(error, SerializationError) and at_end:
                raise ParteTruncada(f"{origen.name} está incompleto: descárguelo de nuevo.") from None
            raise ParteDanada(f"{origen.name} está dañado o se alteró: descárguelo de nuevo.") from None


def _copy(
    fuente: BinaryIO,
    destino: BinaryIO,
    llave: LlavePrivada,
    contexto: dict[str, str],
    avance: Callable[[int], None],
    nombre: str,
) -> str:
    suma = sha256()
    corriente = _SDK.stream(mode="d", source=fuente, key_provider=llave.maestra, max_body_length=TRAMO)
    if corriente.header.encryption_context != contexto:
        raise DeOtraEntrega(f"{nombre} es de otro proceso, de otra entrega o se le cambió el nombre.")
    for tramo in iter(lambda: corriente.read(TRAMO), b""):
        destino.write(tramo)
        suma.update(tramo)
        avance(len(tramo))
    # The SDK stops at the end of the message and ignores what follows.
    if fuente.read(1):
        raise ParteConSobrante(f"{nombre} trae datos después de su final: descárguelo de nuevo.")
    return suma.hexdigest()


def _why(error: ValueError) -> Exception:
    """The failure behind an error that is the same for a wrong passphrase and for a file that is no key."""
    if "password" in str(error).lower():
        return FraseIncorrecta("La frase de paso no abre la llave privada: escríbala de nuevo.")
    return LlaveIlegible("El archivo no es una llave privada en PEM.")
