"""Generation of the published test vectors: `python -m cliente.vectores tests/vectors/v1`.

Keys and messages are random, so the files were generated once and committed. Running this again gives other files.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aws_encryption_sdk
from aws_encryption_sdk.identifiers import Algorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from cliente import muestra
from cliente.expediente import build_expediente, integridad, new_device_key
from cliente.malos import bad_expedientes
from cliente.sobre import TRAMO, LlavePublica, contexto, seal

ARN = "arn:aws:kms:us-east-1:000000000000:key/00000000-0000-4000-8000-000000000001"
OTRA_ARN = ARN[:-1] + "2"
LLAVE_CAPTURA = "llave-de-prueba-rsa4096.pem"
LLAVE_DISPOSITIVO = "llave-de-prueba-dispositivo.pem"


def main(folder: Path) -> None:
    """Write keys, vectors and `vectores.json` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    captura = rsa.generate_private_key(65537, 4096)
    dispositivo = new_device_key()
    (folder / LLAVE_CAPTURA).write_bytes(_pem(captura))
    (folder / LLAVE_DISPOSITIVO).write_bytes(_pem(dispositivo))
    registro = muestra.registro()
    index = {
        "formato": "expediente v1: datos sintéticos, llaves de prueba",
        "llave_arn": ARN,
        "llave_captura": LLAVE_CAPTURA,
        "llave_dispositivo": LLAVE_DISPOSITIVO,
        "contexto": contexto(registro),
        "folio": "ASP0001-AUX0001-DISP0001-R0001",
        "buenos": list(_good(folder, _der(captura), dispositivo)),
        "sobres_malos": list(_bad_envelopes(folder, _der(captura), dispositivo)),
        "expedientes_malos": list(_bad_archives(folder, dispositivo)),
    }
    (folder / "vectores.json").write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n")


def _good(folder: Path, der: bytes, device_key: ec.EllipticCurvePrivateKey) -> Iterator[dict[str, Any]]:
    images, context = muestra.images(), contexto(muestra.registro())
    large = images | {"foto.jpg": muestra.noise()}
    cases = [
        ("modelo-c", muestra.registro("C"), images),
        ("modelo-d-sin-lugar", muestra.registro("D", lugar=None), images),
        ("modelo-e-varios-tramos", muestra.registro("E"), large),
        ("modelo-g-mi-apoyo", muestra.registro("G", modo="mi_apoyo"), images),
    ]
    for name, registro, files in cases:
        clear = build_expediente(registro, files, device_key)
        yield _written(folder, name, clear, seal(clear, der, ARN, context))
    clear = build_expediente(muestra.registro(), images, device_key)
    signing = Algorithm.AES_256_GCM_HKDF_SHA512_COMMIT_KEY_ECDSA_P384
    yield _written(folder, "suite-con-firma", clear, _sealed(clear, der, algorithm=signing))


def _written(folder: Path, name: str, clear: bytes, sealed: bytes) -> dict[str, Any]:
    (folder / f"{name}.sellado").write_bytes(sealed)
    vector = {"sellado": f"{name}.sellado", "integridad": integridad(clear)}
    if len(clear) > TRAMO:  # the sealed file and the code suffice, and the repository stays small
        return vector
    (folder / f"{name}.zip").write_bytes(clear)
    return vector | {"claro": f"{name}.zip"}


def _bad_envelopes(
    folder: Path, der: bytes, device_key: ec.EllipticCurvePrivateKey
) -> Iterator[dict[str, Any]]:
    context = contexto(muestra.registro())
    clear = build_expediente(muestra.registro(), muestra.images(), device_key)
    good = seal(clear, der, ARN, context)
    stranger = _der(rsa.generate_private_key(65537, 4096))
    cases = [
        ("sobre_malformado", "el expediente sin cifrar", clear),
        ("sobre_malformado", "tramos de 4 KiB", _sealed(clear, der, frame_length=4096)),
        ("sobre_malformado", "sin tramos", _sealed(clear, der, frame_length=0)),
        ("sobre_malformado", "dos llaves", _sealed(clear, der, arns=(ARN, OTRA_ARN))),
        ("sobre_otra_llave", "nombra otra llave", seal(clear, der, OTRA_ARN, context)),
        ("sobre_alterado", "cifrado con otra llave pública", seal(clear, stranger, ARN, context)),
        ("sobre_otro_contexto", "otro registro", seal(clear, der, ARN, context | {"registro": "R0002"})),
        ("sobre_otro_contexto", "un miembro de más", seal(clear, der, ARN, context | {"extra": "x"})),
        ("sobre_alterado", "un bit cambiado en el contenido", _flipped(good, len(good) // 2)),
        ("sobre_alterado", "un bit cambiado en el último sello", _flipped(good, len(good) - 1)),
        ("sobre_truncado", "sin su último byte", good[:-1]),
        ("sobre_truncado", "a la mitad", good[: len(good) // 2]),
        ("sobre_truncado", "a la mitad de la cabecera", good[:100]),
        ("sobre_con_sobrante", "un byte después del final", good + b"\x00"),
    ]
    yield from _numbered(folder, "sobre", ".sellado", cases)


def _bad_archives(folder: Path, device_key: ec.EllipticCurvePrivateKey) -> Iterator[dict[str, Any]]:
    yield from _numbered(folder, "expediente", ".zip", list(bad_expedientes(device_key)))


def _numbered(
    folder: Path, prefix: str, suffix: str, cases: list[tuple[str, str, bytes]]
) -> Iterator[dict[str, Any]]:
    for number, (code, what, data) in enumerate(cases, 1):
        name = f"malo-{prefix}-{number:02}{suffix}"
        (folder / name).write_bytes(data)
        yield {"archivo": name, "codigo": code, "que": what}


def _sealed(
    clear: bytes,
    der: bytes,
    algorithm: Algorithm = Algorithm.AES_256_GCM_HKDF_SHA512_COMMIT_KEY,
    frame_length: int = TRAMO,
    arns: tuple[str, ...] = (ARN,),
) -> bytes:
    provider = LlavePublica(der)
    provider.add_master_keys_from_list(arns)
    sealed, _ = aws_encryption_sdk.EncryptionSDKClient().encrypt(
        source=clear,
        key_provider=provider,
        algorithm=algorithm,
        encryption_context=contexto(muestra.registro()),
        frame_length=frame_length,
    )
    return bytes(sealed)


def _flipped(data: bytes, position: int) -> bytes:
    return data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :]


def _pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return key.private_bytes(pem, pkcs8, serialization.NoEncryption())


def _der(key: rsa.RSAPrivateKey) -> bytes:
    der, spki = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(der, spki)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
