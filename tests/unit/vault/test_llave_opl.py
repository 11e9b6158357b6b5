"""The OPL's public key: read, judged, and what must not be sent refused (Protocolo 15.1)."""

from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cryptography.x509.oid import NameOID

from chalicelib.vault.llave_opl import BITS_MINIMOS, LlaveNoAdmitida, read_public_key

LLAVE = rsa.generate_private_key(65537, 3072)
PUBLICA = LLAVE.public_key()
SPKI = PUBLICA.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
EN_CLARO, BAJO_CLAVE = NoEncryption(), BestAvailableEncryption(b"clave")


def as_text(crudo: bytes) -> str:
    """A file as it is pasted: PEM as it is, DER in base64."""
    return crudo.decode() if crudo.startswith(b"-----") else b64encode(crudo).decode()


def of_numbers(e: int, n: int) -> str:
    return as_text(rsa.RSAPublicNumbers(e, n).public_key().public_bytes(Encoding.PEM, PublicFormat.PKCS1))


def code(texto: str) -> str:
    with pytest.raises(LlaveNoAdmitida) as error:
        read_public_key(texto)
    assert texto[:40] not in str(error.value) or not texto
    return error.value.codigo


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
@pytest.mark.parametrize("forma", [PublicFormat.SubjectPublicKeyInfo, PublicFormat.PKCS1])
def test_any_usual_form_of_one_key_gives_one_fingerprint_15_1(encoding, forma):
    leida = read_public_key(as_text(PUBLICA.public_bytes(encoding, forma)))
    assert (leida.der, leida.bits, leida.exponente) == (SPKI, 3072, 65537)
    assert leida.huella == sha256(SPKI).hexdigest()


def test_a_file_with_windows_line_ends_and_text_around_is_read():
    pem = as_text(PUBLICA.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    assert read_public_key("Llave del OPL\r\n" + pem.replace("\n", "\r\n") + "\r\n").der == SPKI


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
@pytest.mark.parametrize("forma", [PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL])
@pytest.mark.parametrize("cifrado", [EN_CLARO, BAJO_CLAVE], ids=["en claro", "bajo clave"])
def test_a_private_key_sent_by_mistake_is_told_and_refused_15_1(encoding, forma, cifrado):
    if (encoding, forma, cifrado) == (Encoding.DER, PrivateFormat.TraditionalOpenSSL, BAJO_CLAVE):
        return  # there is no such form
    with pytest.raises(LlaveNoAdmitida, match="destrúyala, genere otro par") as error:
        read_public_key(as_text(LLAVE.private_bytes(encoding, forma, cifrado)))
    assert error.value.codigo == "llave_privada"


def test_a_private_key_beside_the_public_one_is_still_a_private_key_15_1():
    ambas = as_text(PUBLICA.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)) + as_text(
        LLAVE.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, EN_CLARO)
    )
    assert code(ambas) == "llave_privada"


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
def test_a_certificate_or_its_request_is_refused_15_1(encoding):
    nombre = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "muestra")])
    solicitud = x509.CertificateSigningRequestBuilder().subject_name(nombre).sign(LLAVE, SHA256())
    certificado = (
        x509.CertificateBuilder()
        .subject_name(nombre)
        .issuer_name(nombre)
        .public_key(PUBLICA)
        .serial_number(1)
        .not_valid_before(datetime(2027, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2028, 1, 1, tzinfo=UTC))
        .sign(LLAVE, SHA256())
    )
    for cosa in (solicitud, certificado):
        assert code(as_text(cosa.public_bytes(encoding))) == "certificado"


def test_a_short_key_is_refused_with_its_size_15_1():
    corta = rsa.generate_private_key(65537, 2048).public_key()
    with pytest.raises(LlaveNoAdmitida, match=f"{BITS_MINIMOS}.*mide 2048") as error:
        read_public_key(as_text(corta.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)))
    assert error.value.codigo == "llave_debil"


@pytest.mark.parametrize(
    ("e", "n", "codigo"),
    [
        (3, PUBLICA.public_numbers().n, "exponente_no_admitido"),
        (65535, PUBLICA.public_numbers().n, "exponente_no_admitido"),
        (2**256 + 1, PUBLICA.public_numbers().n, "exponente_no_admitido"),
        (65537, PUBLICA.public_numbers().n * 3, "llave_debil"),
        (65537, PUBLICA.public_numbers().n * 1999, "llave_debil"),
        (65537, 2**3071 - 1 | 1 << 3071, "llave_debil"),
        (65537, PUBLICA.public_numbers().n << 6000 | 1, "llave_debil"),
    ],
    ids=["e=3", "e<65537", "e>2^256", "3 | n", "1999 | n", "2^3072-1", "9072 bits"],
)
def test_a_key_made_of_unsafe_numbers_is_refused_15_1(e, n, codigo):
    assert code(of_numbers(e, n)) == codigo


@pytest.mark.parametrize(
    "llave",
    [ec.generate_private_key(ec.SECP384R1()), ed25519.Ed25519PrivateKey.generate()],
    ids=["P-384", "Ed25519"],
)
def test_a_key_of_another_kind_is_refused_15_1(llave):
    publica = llave.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert code(as_text(publica)) == "no_es_rsa"


@pytest.mark.parametrize(
    "texto",
    [
        "",
        "hola",
        "-----",
        "ñandú",
        "\ud800",
        "AAAA",
        b64encode(SPKI[:-1]).decode(),
        b64encode(SPKI + b"\x00").decode(),
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\n" * 2,
        "-----BEGIN DH PARAMETERS-----\nAAAA\n-----END DH PARAMETERS-----",
        "ssh-rsa " + b64encode(SPKI).decode(),
    ],
)
def test_what_is_no_key_is_refused_without_being_quoted(texto):
    assert code(texto) == "llave_ilegible"
