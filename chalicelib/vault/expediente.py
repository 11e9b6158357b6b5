"""Reading a clear expediente v1 (docs/expediente-v1.md): the whole content, or an error that says what is wrong."""

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from chalicelib.vault.archivo import read_entries
from chalicelib.vault.errores import ContenidoDistinto, ExpedienteInvalido
from chalicelib.vault.imagenes import check_image
from chalicelib.vault.registro import Registro, read_registro


@dataclass(frozen=True)
class Expediente:
    """A record as it was captured. `registro_bytes`: the exact bytes that `firma_dispositivo` (r‖s) signs."""

    registro: Registro
    registro_bytes: bytes
    firma_dispositivo: bytes
    imagenes: Mapping[str, bytes]
    integridad: str
    """SHA-256 of the clear archive, 64 hex digits: the código de integridad (9.14)."""


def integridad(clear: bytes) -> str:
    """The código de integridad of a clear expediente: SHA-256, 64 hex digits."""
    return sha256(clear).hexdigest()


def read_expediente(clear: bytes) -> Expediente:
    """The expediente in `clear`, with its digests and images checked. Raises ExpedienteInvalido.

    The signature is checked apart (`check_device_signature`), because the registered key is in the tables.
    """
    entries = read_entries(clear)
    manifest, signature = entries.pop("registro.json"), entries.pop("registro.sig")
    if len(signature) != 64:
        der = is_der_signature(signature)
        raise ExpedienteInvalido("firma_dispositivo_der" if der else "firma_dispositivo_invalida")
    registro = read_registro(manifest)
    _check_files(registro, entries)
    return Expediente(registro, manifest, signature, entries, integridad(clear))


def read_stored(clear: bytes, folio: str, digest: bytes) -> Expediente:
    """The expediente received under that folio, if its content is the received one.

    `digest`: código de integridad of the record. It is compared because whoever can encrypt under the right context
    could have replaced the object. Raises ContenidoDistinto, ExpedienteInvalido.
    """
    check_content(clear, digest)
    expediente = read_expediente(clear)
    if expediente.registro.folio != folio:
        raise ContenidoDistinto("contenido_distinto")
    return expediente


def check_content(clear: bytes, digest: bytes) -> None:
    """Check that the content has the SHA-256 that was noted at reception. Raises ContenidoDistinto."""
    if sha256(clear).digest() != digest:
        raise ContenidoDistinto("contenido_distinto")


def _check_files(registro: Registro, images: Mapping[str, bytes]) -> None:
    for name, archivo in registro.archivos.por_nombre().items():
        if len(images[name]) != archivo.bytes:
            raise ExpedienteInvalido("tamano_no_coincide", name)
        if sha256(images[name]).hexdigest() != archivo.sha256:
            raise ExpedienteInvalido("digest_no_coincide", name)
        check_image(name, images[name])


def load_device_key(public_key_der: bytes) -> ec.EllipticCurvePublicKey:
    """The key in a DER SubjectPublicKeyInfo. Raises ValueError unless it is a point of P-256."""
    try:
        key = load_der_public_key(public_key_der)
    except UnsupportedAlgorithm as error:
        raise ValueError("a device key is an EC P-256 key") from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("a device key is an EC P-256 key")
    return key


def verify_device_signature(registro_bytes: bytes, sig: bytes, public_key_der: bytes) -> bool:
    """Whether `sig` (64 bytes, r‖s) is ECDSA P-256/SHA-256 by that key over exactly `registro_bytes`.

    Raises ValueError if `public_key_der` is no device key.
    """
    key = load_device_key(public_key_der)
    if len(sig) != 64:
        return False
    r, s = int.from_bytes(sig[:32]), int.from_bytes(sig[32:])
    try:
        key.verify(utils.encode_dss_signature(r, s), registro_bytes, ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def is_der_signature(sig: bytes) -> bool:
    """Whether a signature is ECDSA in DER, as the key stores of phones give it. The format asks for r‖s."""
    try:
        utils.decode_dss_signature(sig)
    except ValueError:
        return False
    return True


def check_device_signature(expediente: Expediente, public_key_der: bytes) -> None:
    """Check that the device registered with that key signed this record. Raises ExpedienteInvalido."""
    if b64decode(expediente.registro.llave_dispositivo) != public_key_der:
        raise ExpedienteInvalido("llave_otro_dispositivo")
    try:
        signed = verify_device_signature(
            expediente.registro_bytes, expediente.firma_dispositivo, public_key_der
        )
    except (
        ValueError
    ) as error:  # an unregistered device has no other key than the declared one, which is not valid here
        raise ExpedienteInvalido("registro_esquema", "$.llave_dispositivo") from error
    if not signed:
        raise ExpedienteInvalido("firma_dispositivo_invalida")


def check_announced(expediente: Expediente, contexto: Mapping[str, str], folio: str) -> None:
    """Check that the signed manifest agrees with the envelope and the announced folio. Raises ExpedienteInvalido.

    Anybody can encrypt to a public key: without this check, a record could be sent in the envelope of another one.
    """
    registro = expediente.registro
    if registro.folio != folio or any(getattr(registro, name) != value for name, value in contexto.items()):
        raise ExpedienteInvalido("registro_otro_contexto")
