"""Signing key of the public log: Ed25519, with the private key in KMS only."""

from functools import cache
from typing import Protocol

from chalicelib.base import aws, config
from chalicelib.rules.evidencia.notas import LlaveDeBitacora, sign_text

_CRUDA = 32
"""Length of an Ed25519 public key, which is the end of its SubjectPublicKeyInfo."""


class Firmante(Protocol):
    """Signer of the public log: its key, and signatures with it."""

    @property
    def llave(self) -> LlaveDeBitacora: ...

    def sign(self, contenido: bytes) -> bytes:
        """The signature, 64 bytes."""


class FirmanteKms:
    """Signer that uses the KMS key of an alias. Each signature is one call."""

    @property
    def llave(self) -> LlaveDeBitacora:
        return _public_key()

    def sign(self, contenido: bytes) -> bytes:
        """The signature, 64 bytes. Raises what KMS raises."""
        firma: bytes = aws.client("kms").sign(
            KeyId=config.ALIAS_BITACORA,
            Message=contenido,
            MessageType="RAW",
            SigningAlgorithm="ED25519_SHA_512",
        )["Signature"]
        return firma


@cache
def _public_key() -> LlaveDeBitacora:
    """Public key of the log, cached for each warm container: a log never changes its key."""
    der = aws.client("kms").get_public_key(KeyId=config.ALIAS_BITACORA)["PublicKey"]
    return LlaveDeBitacora(config.BITACORA, bytes(der)[-_CRUDA:])


def signed_text(texto: str, firmante: Firmante) -> str:
    """The text as a signed note."""
    return sign_text(texto, firmante.llave, firmante.sign(texto.encode()))
