"""Envelopes: AWS Encryption SDK messages, opened and sealed with one KMS call each.

Two purposes, one format (docs/decisions/0021): what a phone seals to the RSA public half of a KMS key
(`open_capture`), and what we keep under the symmetric key of its process (`seal_at_rest`, `open_at_rest`).
Both use committing suites only, one wrapped key, and a context that must be exactly the one expected.
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
"""Frame lengths in bytes that are written; measured in docs/decisions/0021."""
_TRAMOS_LEGIBLES = frozenset({64 * KIB, 128 * KIB, 256 * KIB})
"""At rest, so that changing what is written leaves what was written before readable."""

_SDK = aws_encryption_sdk.EncryptionSDKClient(max_encrypted_data_keys=1)
_SUITE = Algorithm.AES_256_GCM_HKDF_SHA512_COMMIT_KEY
_COMIENZOS = frozenset({b"\x02\x04\x78", b"\x02\x05\x78"})
"""Version 2 and a committing suite, without and with signature. On suites that do not fit the version the SDK stumbles
with TypeError, which is left for faults of ours alone."""
# What the SDK lets through on hostile input besides its own errors: ValueError from text and curve points that are
# not, KeyError from a point's first byte.
_SDK_ERRORS = (AWSEncryptionSDKClientError, InvalidTag, InvalidSignature, ValueError, KeyError)


def open_capture(kms: Any, sealed: bytes, llave_arn: str, contexto: dict[str, str]) -> bytes:
    """The clear bytes of what a phone sealed to `llave_arn` (RSA) with exactly `contexto`; 1 KMS call.

    Raises SobreInvalido; what KMS refuses for reasons of its own (throttling, permissions) is raised as is, and so
    is a fault of ours: neither is the sender's.
    """
    if len(sealed) > MAX_SELLADO:
        raise SobreInvalido("sobre_excedido")
    return _open(sealed, LlaveCaptura(kms, llave_arn, contexto), frozenset({TRAMO_CAPTURA}))


def seal_at_rest(kms: Any, clear: bytes, llave_arn: str, contexto: dict[str, str]) -> bytes:
    """`clear` sealed under the symmetric key `llave_arn` and bound to `contexto`; 1 KMS call."""
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
    """What `seal_at_rest` sealed with the same key and context; 1 KMS call. Raises SobreInvalido."""
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
    # The SDK stops at the end of the message and says nothing of what follows.
    if source.tell() != len(sealed):
        raise SobreInvalido("sobre_con_sobrante")
    return clear


def _read(source: io.BytesIO, llave: LlaveKms, tramos: frozenset[int]) -> bytes:
    # Not as a context manager: leaving it after an error logs a second error of its own.
    stream = _SDK.stream(mode="d", source=source, key_provider=llave, max_body_length=max(tramos))
    # Unframed messages have frame length 0; smaller frames cost up to five times the processor time.
    tramo = stream.header.frame_length
    if tramo not in tramos:
        raise SobreInvalido("sobre_malformado")
    return _drain(stream, tramo)


def _drain(stream: io.IOBase, tramo: int) -> bytes:
    """Read by frames: the SDK copies all it has on every frame of a longer read."""
    return b"".join(iter(lambda: stream.read(tramo), b""))


def _motive(error: Exception, llave: LlaveKms, at_end: bool) -> str:
    if isinstance(error, SerializationError) and at_end:
        return "sobre_truncado"
    return "sobre_alterado" if llave.opened else "sobre_malformado"
