"""Building a clear expediente v1: the images, their manifest, and the device's signature over the manifest."""

import io
import json
import zipfile
from base64 import b64encode
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from cliente.imagenes import clean_images

IMAGENES = ("anverso.jpg", "reverso.jpg", "foto.jpg", "firma.png")


def new_device_key() -> ec.EllipticCurvePrivateKey:
    """A new key of a device, made once. Its public half is registered; the private half never leaves the device."""
    return ec.generate_private_key(ec.SECP256R1())


def public_der(device_key: ec.EllipticCurvePrivateKey) -> bytes:
    """DER SubjectPublicKeyInfo of a key: it is registered for the device, and is `llave_dispositivo` of
    the manifest."""
    return device_key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def build_expediente(
    registro: dict[str, Any],
    images: dict[str, bytes],
    device_key: ec.EllipticCurvePrivateKey,
    *,
    clean: bool = True,
) -> bytes:
    """The ZIP of `images` and the manifest, which is `registro` completed with version, folio, archivos and device key.

    `registro`: what the app captured, that is proceso, aspirante, auxiliar, dispositivo, registro, modo, capturado_en,
    lugar, original_presentada, credencial, aplicacion. `clean`: remove what phones append to images; False only in
    tests of what reception refuses.
    """
    images = clean_images(images) if clean else images
    manifest = json.dumps(complete(registro, images, public_der(device_key)), ensure_ascii=False).encode()
    entries = {"registro.json": manifest, "registro.sig": sign(manifest, device_key)}
    return archive(entries | {name: images[name] for name in IMAGENES})


def complete(registro: dict[str, Any], images: dict[str, bytes], llave_der: bytes) -> dict[str, Any]:
    """The manifest: what the app captured, and the members that derive from it."""
    parts = (registro[part] for part in ("aspirante", "auxiliar", "dispositivo", "registro"))
    return {
        "version": "1",
        **registro,
        "folio": "-".join(parts),
        "archivos": {
            name: {"bytes": len(images[name]), "sha256": sha256(images[name]).hexdigest()}
            for name in IMAGENES
        },
        "llave_dispositivo": b64encode(llave_der).decode(),
    }


def sign(manifest: bytes, device_key: ec.EllipticCurvePrivateKey) -> bytes:
    """ECDSA P-256/SHA-256 signature as r‖s, 64 bytes, which is WebCrypto's form. Other libraries give DER."""
    r, s = utils.decode_dss_signature(device_key.sign(manifest, ec.ECDSA(SHA256())))
    return r.to_bytes(32) + s.to_bytes(32)


def archive(entries: dict[str, bytes]) -> bytes:
    """A ZIP of stored entries without gaps. The same entries always give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as file:
        for name, data in entries.items():
            file.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


def integridad(clear: bytes) -> str:
    """The código de integridad, shown when the record is saved: SHA-256 of the clear expediente, 64 hex digits."""
    return sha256(clear).hexdigest()
