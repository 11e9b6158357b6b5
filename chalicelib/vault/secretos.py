"""Secrets of a process: one encrypted 32-byte secret, from which its blind-index key and its field key derive.

The padrón's global secret is of the same kind, encrypted with another key. A secret is decrypted once for each warm
container, so that a blind index does not cost a KMS call each.
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
"""160 bits: 32 characters of base32 without padding. Among 10^8 people a collision is negligible."""


@dataclass(frozen=True)
class SecretoProceso:
    """The keys of one process. They are never stored or shown: `repr` omits them."""

    indice: bytes = field(repr=False)
    campos: bytes = field(repr=False)


def wrap_secret(kms: Any, llave_arn: str, contexto: dict[str, str]) -> bytes:
    """A new secret, encrypted with `llave_arn` and bound to `contexto`. KMS does not return its clear form."""
    made = kms.generate_data_key_without_plaintext(
        KeyId=llave_arn, NumberOfBytes=32, EncryptionContext=contexto
    )
    wrapped: bytes = made["CiphertextBlob"]
    return wrapped


def open_secret(kms: Any, wrapped: bytes, llave_arn: str, contexto: dict[str, str]) -> SecretoProceso:
    """The keys of a secret made by `wrap_secret`: 1 KMS call the first time, none while the container is warm.

    KMS's errors are raised unchanged: a secret that does not open is an operational fault.
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
    """Blind index: 32 characters of A-Z2-7 that replace `value` in keys. Equal values of one kind give equal indexes.

    The value is normalised (NFKC, upper case, no spaces around). `kind` ("clave", "cic") separates domains. Raises
    ValueError for an empty value, since one index would then stand for all people who lack the datum.
    """
    normal = unicodedata.normalize("NFKC", value).upper().strip()
    if not normal:
        raise ValueError("nothing to index")
    message = len(kind.encode()).to_bytes(2) + kind.encode() + normal.encode()
    return b32encode(hmac.digest(secret.indice, message, sha256)[:_INDEX_BYTES]).decode()


def seal_fields(secret: SecretoProceso, folio: str, fields: dict[str, Any]) -> bytes:
    """Encrypt small `fields` (AES-256-GCM) and bind them to `folio`. The result is 29 bytes longer than their JSON."""
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(secret.campos).encrypt(nonce, msgspec.json.encode(fields), _VERSION + folio.encode())
    return _VERSION + nonce + sealed


def open_fields(secret: SecretoProceso, folio: str, sealed: bytes) -> dict[str, Any]:
    """The fields encrypted by `seal_fields`. Raises CamposInvalidos for other bytes, another folio or
    another secret."""
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
    """Encrypt a short text (AES-256-SIV) and bind it to `lugar`. The result is 16 bytes longer, and equal for equal
    texts."""
    return _siv(secret).encrypt(texto.encode(), [lugar.encode()])


def open_text(secret: SecretoProceso, lugar: str, sealed: bytes) -> str:
    """The text encrypted by `seal_text`. Raises CamposInvalidos for other bytes, another `lugar` or another secret."""
    try:
        return _siv(secret).decrypt(sealed, [lugar.encode()]).decode()
    except (InvalidTag, ValueError) as error:
        raise CamposInvalidos("campos_alterados") from error


def _siv(secret: SecretoProceso) -> AESSIV:
    return AESSIV(HKDF(SHA256(), length=64, salt=None, info=b"texto sellado v1").derive(secret.campos))
