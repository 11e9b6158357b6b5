"""The OPL's key pair. The private key is written encrypted under a passphrase and never leaves its folder (Protocolo
15.1).
"""

import os
import secrets
from base64 import b32encode
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_public_key,
)

PRIVADA, PUBLICA = "llave-privada.pem", "llave-publica.pem"
BITS, EXPONENTE = 4096, 65537
FRASE_MINIMA = 20
"""Least characters of a phrase. The standard encrypted PEM slows guessing little (2,048 rounds), so the phrase itself
must be strong.
"""


class LlaveExistente(FileExistsError):
    """The folder already has a key. Overwriting a private key would lose all that was encrypted to it."""


def make_keys(carpeta: Path, frase: str, bits: int = BITS) -> str:
    """Write a new pair into the folder. Returns the fingerprint of the public key. Raises `LlaveExistente`.

    The private key is PKCS #8 under the passphrase (PBES2), and only its owner may read it.
    """
    carpeta.mkdir(parents=True, exist_ok=True)
    if any((carpeta / nombre).exists() for nombre in (PRIVADA, PUBLICA)):
        raise LlaveExistente(carpeta)
    llave = rsa.generate_private_key(EXPONENTE, bits)
    sellada = llave.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(frase.encode()))
    publica = llave.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    _write_new(carpeta / PRIVADA, sellada, 0o600)
    _write_new(carpeta / PUBLICA, publica, 0o644)
    return fingerprint(publica)


def make_phrase() -> str:
    """A phrase of 120 random bits, in groups that can be written down."""
    letras = b32encode(secrets.token_bytes(15)).decode()
    return "-".join(letras[i : i + 4] for i in range(0, len(letras), 4))


def fingerprint(pem: bytes) -> str:
    """SHA-256 of the SubjectPublicKeyInfo, as the portal shows it. Raises ValueError if the text is no public key."""
    der = load_pem_public_key(pem).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return sha256(der).hexdigest()


def in_groups(huella: str) -> str:
    """A fingerprint in groups of four digits, for reading aloud."""
    return " ".join(huella[i : i + 4] for i in range(0, len(huella), 4))


def _write_new(archivo: Path, contenido: bytes, modo: int) -> None:
    """Write a new file. An existing file is never overwritten, and others cannot read the new one at any time."""
    descriptor = os.open(archivo, os.O_WRONLY | os.O_CREAT | os.O_EXCL, modo)
    with os.fdopen(descriptor, "wb") as salida:
        salida.write(contenido)
        salida.flush()
        os.fsync(salida.fileno())
