"""The public key that an OPL hands over (Protocolo 15.1): parsed by `cryptography`, and checked by the rules of this
module.
"""

import re
from base64 import b64decode
from binascii import Error as Base64Invalido
from dataclasses import dataclass
from hashlib import sha256
from math import gcd, prod

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_private_key,
    load_der_public_key,
    load_pem_public_key,
)
from cryptography.x509 import load_der_x509_certificate, load_der_x509_csr

BITS_MINIMOS, BITS_MAXIMOS = 3072, 8192
EXPONENTE_MINIMO, EXPONENTE_MAXIMO = 2**16 + 1, 2**256
"""Least and greatest public exponent by FIPS 186-5, A.1.1."""
_ETIQUETA = re.compile(r"-----BEGIN ([A-Z0-9 ]{1,40})-----")
_PUBLICAS = frozenset({"PUBLIC KEY", "RSA PUBLIC KEY"})
_PRIMOS = prod(n for n in range(3, 2000, 2) if all(n % d for d in range(3, int(n**0.5) + 1, 2)))
_NO_SE_LEE = "No se pudo leer la llave: envíe el archivo PEM de la llave pública, o su DER en base64."
_PRIVADA = (
    "Envió una llave privada. No se guardó, pero ya no es secreta: "
    "destrúyala, genere otro par y envíe solo la llave pública."
)
_CERTIFICADO = "Envió un certificado o su solicitud: envíe solo la llave pública (PEM «PUBLIC KEY»)."


class LlaveNoAdmitida(ValueError):
    """A key that is not admitted. `codigo`: stable; `texto`: for whoever sent the key. Neither repeats
    what was sent."""

    def __init__(self, codigo: str, texto: str) -> None:
        super().__init__(texto)
        self.codigo = codigo
        self.texto = texto


@dataclass(frozen=True)
class LlavePublica:
    """An admitted key. `der`: SubjectPublicKeyInfo; `huella`: its SHA-256, 64 lower-case hex digits."""

    der: bytes
    huella: str
    bits: int
    exponente: int


def read_public_key(texto: str) -> LlavePublica:
    """The key in a PEM text, or in DER written as base64. Raises `LlaveNoAdmitida`."""
    llave = _from_pem(texto) if "-----" in texto else _from_der(texto)
    if not isinstance(llave, RSAPublicKey):
        raise LlaveNoAdmitida("no_es_rsa", f"La llave debe ser RSA de {BITS_MINIMOS} bits o más.")
    _judge(llave)
    der = llave.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return LlavePublica(der, sha256(der).hexdigest(), llave.key_size, llave.public_numbers().e)


def _from_pem(texto: str) -> object:
    etiquetas = _ETIQUETA.findall(texto)
    if any("PRIVATE" in e for e in etiquetas):
        raise LlaveNoAdmitida("llave_privada", _PRIVADA)
    if any("CERTIFICATE" in e or e in ("PKCS7", "CMS") for e in etiquetas):
        raise LlaveNoAdmitida("certificado", _CERTIFICADO)
    if len(etiquetas) != 1 or etiquetas[0] not in _PUBLICAS:
        raise LlaveNoAdmitida("llave_ilegible", _NO_SE_LEE)
    try:
        return load_pem_public_key(texto.encode())
    except (ValueError, UnsupportedAlgorithm):
        raise LlaveNoAdmitida("llave_ilegible", _NO_SE_LEE) from None


def _from_der(texto: str) -> object:
    try:
        der = b64decode("".join(texto.split()), validate=True)
    except (Base64Invalido, ValueError):
        raise LlaveNoAdmitida("llave_ilegible", _NO_SE_LEE) from None
    try:
        return load_der_public_key(der)
    except (ValueError, UnsupportedAlgorithm):
        raise _what_else(der) from None


def _what_else(der: bytes) -> LlaveNoAdmitida:
    """Reason why some DER is no public key. It may be a private key, which must not be sent."""
    try:
        load_der_private_key(der, password=None)
        return LlaveNoAdmitida("llave_privada", _PRIVADA)
    except TypeError:  # it is a private key with a password
        return LlaveNoAdmitida("llave_privada", _PRIVADA)
    except (ValueError, UnsupportedAlgorithm):
        pass
    for load in (load_der_x509_certificate, load_der_x509_csr):
        try:
            load(der)
            return LlaveNoAdmitida("certificado", _CERTIFICADO)
        except ValueError:
            continue
    return LlaveNoAdmitida("llave_ilegible", _NO_SE_LEE)


def _judge(llave: RSAPublicKey) -> None:
    """Check size and exponent, and that the modulus has no small prime factor."""
    if not BITS_MINIMOS <= llave.key_size <= BITS_MAXIMOS:
        raise LlaveNoAdmitida(
            "llave_debil",
            f"La llave debe medir de {BITS_MINIMOS} a {BITS_MAXIMOS} bits; esta mide {llave.key_size}.",
        )
    numeros = llave.public_numbers()
    if numeros.e % 2 == 0 or not EXPONENTE_MINIMO <= numeros.e < EXPONENTE_MAXIMO:
        raise LlaveNoAdmitida(
            "exponente_no_admitido", "El exponente público debe ser impar y de 65537 en adelante."
        )
    if numeros.n % 2 == 0 or gcd(numeros.n, _PRIMOS) != 1:
        raise LlaveNoAdmitida("llave_debil", "El módulo de la llave no es seguro: genere otro par de llaves.")
