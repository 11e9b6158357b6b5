"""Secrets of a process: one wrapped 32-byte secret, from which its blind-index key and its field key derive.

The padrón's global secret is one more of these, wrapped by another key. Unwrapped once per warm container:
an index per support must not cost a KMS call each.
"""

import hmac
import os
import unicodedata
from base64 import b32encode
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chalicelib.vault.errores import CamposInvalidos

_VERSION = b"\x01"
_NONCE = 12
_INDEX_BYTES = 20
"""160 bits: 32 characters of base32 without padding; among 10^8 people, no two alike."""


@dataclass(frozen=True)
class SecretoProceso:
    """The keys of one process. Never stored, never shown: `repr` says nothing."""

    indice: bytes = field(repr=False)
    campos: bytes = field(repr=False)


def wrap_secret(kms: Any, llave_arn: str, contexto: dict[str, str]) -> bytes:
    """A new secret, wrapped by `llave_arn` and bound to `contexto`; its clear form never leaves KMS here."""
    made = kms.generate_data_key_without_plaintext(
        KeyId=llave_arn, NumberOfBytes=32, EncryptionContext=contexto
    )
    wrapped: bytes = made["CiphertextBlob"]
    return wrapped


def open_secret(kms: Any, wrapped: bytes, llave_arn: str, contexto: dict[str, str]) -> SecretoProceso:
    """The keys in what `wrap_secret` made; 1 KMS call the first time, none while the container is warm.

    KMS's errors are raised as they are: a secret that does not open is a fault of operation.
    """
    return _unwrap(kms, wrapped, llave_arn, tuple(sorted(contexto.items())))


@lru_cache(maxsize=64)
def _unwrap(
    kms: Any, wrapped: bytes, llave_arn: str, contexto: tuple[tuple[str, str], ...]
) -> SecretoProceso:
    answer = kms.decrypt(CiphertextBlob=wrapped, KeyId=llave_arn, EncryptionContext=dict(contexto))
    secret = answer["Plaintext"]
    return SecretoProceso(_derive(secret, b"indice ciego v1"), _derive(secret, b"campos sellados v1"))


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=purpose).derive(secret)


def blind_index(secret: SecretoProceso, kind: str, value: str) -> str:
    """32 characters of A-Z2-7 that stand for `value` in keys: equal for equal values of one kind only.

    The value is normalised (NFKC, upper case, no spaces around). `kind` ("clave", "cic") separates domains.
    Raises ValueError for an empty value, which would make one person of all who lack it.
    """
    normal = unicodedata.normalize("NFKC", value).upper().strip()
    if not normal:
        raise ValueError("nothing to index")
    message = len(kind.encode()).to_bytes(2) + kind.encode() + normal.encode()
    return b32encode(hmac.digest(secret.indice, message, sha256)[:_INDEX_BYTES]).decode()


def seal_fields(secret: SecretoProceso, folio: str, fields: dict[str, Any]) -> bytes:
    """Small JSON-able `fields` sealed (AES-256-GCM) and bound to `folio`: 29 bytes more than their JSON."""
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(secret.campos).encrypt(nonce, msgspec.json.encode(fields), _VERSION + folio.encode())
    return _VERSION + nonce + sealed


def open_fields(secret: SecretoProceso, folio: str, sealed: bytes) -> dict[str, Any]:
    """What `seal_fields` sealed. Raises CamposInvalidos for other bytes, another folio or another secret."""
    version, nonce, body = sealed[:1], sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    if version != _VERSION or len(nonce) != _NONCE:
        raise CamposInvalidos("campos_alterados")
    try:
        clear = AESGCM(secret.campos).decrypt(nonce, body, version + folio.encode())
    except InvalidTag as error:
        raise CamposInvalidos("campos_alterados") from error
    fields: dict[str, Any] = msgspec.json.decode(clear)
    return fields


def seal_text(secret: SecretoProceso, lugar: str, texto: str) -> bytes:
    """A short text sealed (AES-256-SIV) and bound to `lugar`: 16 bytes more, and always the same for the same text."""
    return _siv(secret).encrypt(texto.encode(), [lugar.encode()])


def open_text(secret: SecretoProceso, lugar: str, sealed: bytes) -> str:
    """What `seal_text` sealed. Raises CamposInvalidos for other bytes, another `lugar` or another secret."""
    try:
        return _siv(secret).decrypt(sealed, [lugar.encode()]).decode()
    except (InvalidTag, ValueError) as error:
        raise CamposInvalidos("campos_alterados") from error


def _siv(secret: SecretoProceso) -> AESSIV:
    return AESSIV(HKDF(SHA256(), length=64, salt=None, info=b"texto sellado v1").derive(secret.campos))
