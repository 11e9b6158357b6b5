"""The key of the log: Ed25519, its private half never leaves KMS."""

from functools import cache
from typing import Protocol

from chalicelib.base import aws, config
from chalicelib.rules.evidencia.notas import LlaveDeBitacora, sign_text

_CRUDA = 32
"""Bytes of an Ed25519 public key: the last ones of its SubjectPublicKeyInfo."""


class Firmante(Protocol):
    """Who signs: the log's key, and a signature over some bytes."""

    @property
    def llave(self) -> LlaveDeBitacora: ...

    def sign(self, contenido: bytes) -> bytes:
        """The signature, 64 bytes."""


class FirmanteKms:
    """Signs with the key of that alias, one call each."""

    @property
    def llave(self) -> LlaveDeBitacora:
        return _public_key()

    def sign(self, contenido: bytes) -> bytes:
        """Raises what KMS raises."""
        firma: bytes = aws.client("kms").sign(
            KeyId=config.ALIAS_BITACORA,
            Message=contenido,
            MessageType="RAW",
            SigningAlgorithm="ED25519_SHA_512",
        )["Signature"]
        return firma


@cache
def _public_key() -> LlaveDeBitacora:
    """Asked once per warm container: a log has one key, under one name, for as long as it is that log."""
    der = aws.client("kms").get_public_key(KeyId=config.ALIAS_BITACORA)["PublicKey"]
    return LlaveDeBitacora(config.BITACORA, bytes(der)[-_CRUDA:])


def signed_text(texto: str, firmante: Firmante) -> str:
    """The text as a signed note."""
    return sign_text(texto, firmante.llave, firmante.sign(texto.encode()))
