"""Envelopes: AWS Encryption SDK messages, encrypted and decrypted with one KMS call each.

One format serves two purposes (docs/decisions/0021): what a phone encrypts to the RSA public half of a KMS key
(`open_capture`), and what the system stores under the symmetric key of its process (`seal_at_rest`, `open_at_rest`).
Both accept only committing suites, one encrypted data key, and exactly the expected context.
"""

import io
from typing import Any

import aws_encryption_sdk
from aws_encryption_sdk.exceptions import AWSEncryptionSDKClientError, SerializationError
from aws_encryption_sdk.identifiers import Algorithm
from cryptography.exceptions import InvalidSignature, InvalidTag

from chalicelib.vault.errores import SobreInvalido
from chalicelib.vault.limites import KIB, MAX_SELLADO
from chalicelib.vault.llaves import LlaveCaptura, LlaveKms, LlaveReposo

TRAMO_CAPTURA = 64 * KIB
TRAMO_REPOSO = 128 * KIB
"""Frame lengths in bytes for writing, measured in docs/decisions/0021."""
_TRAMOS_LEGIBLES = frozenset({64 * KIB, 128 * KIB, 256 * KIB})
"""Frame lengths accepted at rest. Earlier lengths stay in the list, so that older objects remain readable."""

_SDK = aws_encryption_sdk.EncryptionSDKClient(max_encrypted_data_keys=1)
_SUITE = Algorithm.AES_256_GCM_HKDF_SHA512_COMMIT_KEY
_COMIENZOS = frozenset({b"\x02\x04\x78", b"\x02\x05\x78"})
"""First bytes of accepted messages: version 2 and a committing suite, without and with signature. For suites that do
not fit the version the SDK raises TypeError, which must only mean a fault of this system.
"""
# Exceptions that the SDK raises for hostile input besides its own: ValueError for invalid text and curve points,
# KeyError for an invalid first byte of a point.
_SDK_ERRORS = (AWSEncryptionSDKClientError, InvalidTag, InvalidSignature, ValueError, KeyError)


def open_capture(kms: Any, sealed: bytes, llave_arn: str, contexto: dict[str, str]) -> bytes:
    """Decrypt what a phone encrypted to `llave_arn` (RSA) with exactly `contexto`; 1 KMS call.

    Raises SobreInvalido for faults of the message. Refusals of KMS for other reasons (throttling, permissions) and
    faults of this system are raised unchanged, since the sender did not cause them.
    """
    if len(sealed) > MAX_SELLADO:
        raise SobreInvalido("sobre_excedido")
    return _open(sealed, LlaveCaptura(kms, llave_arn, contexto), frozenset({TRAMO_CAPTURA}))


def seal_at_rest(kms: Any, clear: bytes, llave_arn: str, contexto: dict[str, str]) -> bytes:
    """Encrypt `clear` under the symmetric key `llave_arn` and bind it to `contexto`; 1 KMS call."""
    stream = _SDK.stream(
        mode="e",
        source=io.BytesIO(clear),
        source_length=len(clear),
        key_provider=LlaveReposo(kms, llave_arn, contexto),
        algorithm=_SUITE,
        encryption_context=contexto,
        frame_length=TRAMO_REPOSO,
    )
    return _drain(stream, TRAMO_REPOSO)


def open_at_rest(kms: Any, sealed: bytes, llave_arn: str, contexto: dict[str, str]) -> bytes:
    """Decrypt what `seal_at_rest` encrypted with the same key and context; 1 KMS call. Raises SobreInvalido."""
    return _open(sealed, LlaveReposo(kms, llave_arn, contexto), _TRAMOS_LEGIBLES)


def _open(sealed: bytes, llave: LlaveKms, tramos: frozenset[int]) -> bytes:
    source = io.BytesIO(sealed)
    if len(sealed) >= 3 and sealed[:3] not in _COMIENZOS:
        raise SobreInvalido("sobre_malformado")
    try:
        clear = _read(source, llave, tramos)
    except _SDK_ERRORS as error:
        at_end = source.tell() == len(sealed)
        raise SobreInvalido(_motive(error, llave, at_end)) from error
    # The SDK stops at the end of the message and ignores what follows.
    if source.tell() != len(sealed):
        raise SobreInvalido("sobre_con_sobrante")
    return clear


def _read(source: io.BytesIO, llave: LlaveKms, tramos: frozenset[int]) -> bytes:
    # No context manager here: leaving it after an error would log a second error.
    stream = _SDK.stream(mode="d", source=source, key_provider=llave, max_body_length=max(tramos))
    # Unframed messages have frame length 0. Smaller frames cost up to five times the processor time.
    tramo = stream.header.frame_length
    if tramo not in tramos:
        raise SobreInvalido("sobre_malformado")
    return _drain(stream, tramo)


def _drain(stream: io.IOBase, tramo: int) -> bytes:
    """Read the stream frame by frame: a longer read makes the SDK copy all its data at every frame."""
    return b"".join(iter(lambda: stream.read(tramo), b""))


def _motive(error: Exception, llave: LlaveKms, at_end: bool) -> str:
    if isinstance(error, SerializationError) and at_end:
        return "sobre_truncado"
    return "sobre_alterado" if llave.opened else "sobre_malformado"
