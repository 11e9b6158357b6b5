"""Records with one thing wrong each, as a phone could send them: row of docs/bad-input.md, code, how it is made."""

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from zipfile import ZIP_DEFLATED

import aws_encryption_sdk
from aws_encryption_sdk.identifiers import Algorithm
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from cliente import muestra
from cliente.expediente import archive, build_expediente, complete, new_device_key, public_der, sign
from cliente.malos import streamed, with_flags, zipped
from cliente.sobre import TRAMO, LlavePublica, contexto, seal
from tests.e2e.captura import Captura, images
from tests.e2e.sistema import ago, seconds
from tests.escenario.fotos import many_scans

_VECTORES = Path(__file__).parents[1] / "vectors" / "v1"


@dataclass(frozen=True)
class Envio:
    """What is announced, and the bytes that arrive. They differ only when S3 would have let them."""

    anunciado: bytes
    subido: bytes


Hechura = Callable[[Captura], bytes | Envio]


def flipped(datos: bytes, lugar: int) -> bytes:
    """With one bit changed."""
    lugar %= len(datos)
    return datos[:lugar] + bytes([datos[lugar] ^ 1]) + datos[lugar + 1 :]


def _flip(where: Callable[[Captura, bytes], int]) -> Hechura:
    def make(c: Captura) -> bytes:
        sellado = c.seal()
        return flipped(sellado, where(c, sellado))

    return make


def _after_key_name(c: Captura, sellado: bytes) -> int:
    """Where the wrapped data key begins: the key's name, then two bytes of length."""
    arn = c.sistema.llave_captura[1].encode()
    return sellado.index(arn) + len(arn) + 2


def _sealed(
    c: Captura,
    algorithm: Algorithm = Algorithm.AES_256_GCM_HKDF_SHA512_COMMIT_KEY,
    frame_length: int = TRAMO,
) -> bytes:
    der, arn = c.sistema.llave_captura
    provider = LlavePublica(der)
    provider.add_master_key(arn)
    sellado, _ = aws_encryption_sdk.EncryptionSDKClient().encrypt(
        source=c.clear(),
        key_provider=provider,
        algorithm=algorithm,
        encryption_context=contexto(c.registro | {"version": "1"}),
        frame_length=frame_length,
    )
    return bytes(sellado)


def _signed(c: Captura) -> bytes:
    return _sealed(c, algorithm=Algorithm.AES_256_GCM_HKDF_SHA512_COMMIT_KEY_ECDSA_P384)


@cache
def _stranger() -> bytes:
    """The public half of an RSA key that is not the intake's."""
    pem = (_VECTORES / "llave-de-prueba-rsa4096.pem").read_bytes()
    publica = load_pem_private_key(pem, None).public_key()
    return publica.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _context(c: Captura) -> dict[str, str]:
    return contexto(c.registro | {"version": "1"})


def _other_record(c: Captura) -> Captura:
    return replace(c, registro=c.registro | {"registro": "OTRO0001"})


SOBRES: list[tuple[str, str, Hechura]] = [
    ("wrong-size", "tamano_distinto", lambda c: Envio(s := c.seal(), s + b"\x00")),
    ("wrong-digest", "digest_distinto", lambda c: Envio(s := c.seal(), flipped(s, 5000))),
    ("unsealed", "sobre_malformado", lambda c: c.clear()),
    ("small-frames", "sobre_malformado", lambda c: _sealed(c, frame_length=4096)),
    ("bytes-after-end", "sobre_con_sobrante", lambda c: c.seal() + b"\x00"),
    ("flipped-version", "sobre_malformado", _flip(lambda _c, _s: 0)),
    ("flipped-message-id", "sobre_alterado", _flip(lambda _c, _s: 10)),
    (
        "flipped-context",
        "sobre_otro_contexto",
        _flip(lambda c, s: s.index(c.registro["registro"].encode()) + 6),
    ),
    ("flipped-key-name", "sobre_otra_llave", _flip(lambda c, s: _after_key_name(c, s) - 3)),
    ("flipped-wrapped-key", "sobre_alterado", _flip(lambda c, s: _after_key_name(c, s) + 100)),
    ("flipped-body", "sobre_alterado", _flip(lambda _c, s: len(s) // 2)),
    ("flipped-tag", "sobre_alterado", _flip(lambda _c, _s: -1)),
    ("flipped-envelope-signature", "sobre_alterado", lambda c: flipped(_signed(c), -1)),
    ("truncated-header", "sobre_truncado", lambda c: c.seal()[:100]),
    ("truncated-half", "sobre_truncado", lambda c: (s := c.seal())[: len(s) // 2]),
    ("truncated-end", "sobre_truncado", lambda c: c.seal()[:-1]),
    (
        "other-key",
        "sobre_otra_llave",
        lambda c: seal(c.clear(), _stranger(), flipped_arn(c), _context(c)),
    ),
    (
        "other-key-same-name",
        "sobre_alterado",
        lambda c: seal(c.clear(), _stranger(), c.sistema.llave_captura[1], _context(c)),
    ),
    ("other-context", "sobre_otro_contexto", lambda c: _other_record(c).seal()),
    ("other-record-inside", "registro_otro_contexto", lambda c: c.seal(_other_record(c).clear())),
]


def flipped_arn(c: Captura) -> str:
    """The name of a key that is not the process's."""
    return flipped(c.sistema.llave_captura[1].encode(), -1).decode()


# --- who signed it ---


def _forged(c: Captura, firma: Callable[[bytes], bytes]) -> bytes:
    entradas = c.entries()
    return c.seal(archive(entradas | {"registro.sig": firma(entradas["registro.json"])}))


def _in_der(firma: bytes) -> bytes:
    """The same signature as the key stores of phones give it."""
    return encode_dss_signature(int.from_bytes(firma[:32], "big"), int.from_bytes(firma[32:], "big"))


FIRMAS: list[tuple[str, str, Hechura]] = [
    (
        "bad-device-signature",
        "firma_dispositivo_invalida",
        lambda c: _forged(c, lambda texto: sign(texto, new_device_key())),
    ),
    (
        "short-device-signature",
        "firma_dispositivo_invalida",
        lambda c: _forged(c, lambda texto: sign(texto, c.auxiliar.llave)[:63]),
    ),
    (
        "der-device-signature",
        "firma_dispositivo_der",
        lambda c: _forged(c, lambda texto: _in_der(sign(texto, c.auxiliar.llave))),
    ),
    (
        "other-device-key",
        "llave_otro_dispositivo",
        lambda c: c.seal(build_expediente(c.registro, images(), new_device_key())),
    ),
]


# --- the archive ---


def _archive(make: Callable[[dict[str, bytes]], bytes]) -> Hechura:
    return lambda c: c.seal(make(c.entries()))


def _repeated(e: dict[str, bytes]) -> bytes:
    return zipped([*e.items(), ("foto.jpg", e["foto.jpg"])])


def _bomb(e: dict[str, bytes]) -> bytes:
    return zipped(list((e | {"foto.jpg": bytes(20 * 1024 * 1024)}).items()), ZIP_DEFLATED)


def _wrong_crc(e: dict[str, bytes]) -> bytes:
    clear = archive(e)
    return flipped(clear, clear.index(e["foto.jpg"]) + 300)


_GRANDE = bytes(3 * 1024 * 1024 // 2)

ARCHIVOS: list[tuple[str, str, Hechura]] = [
    ("not-a-zip", "archivo_no_zip", _archive(lambda e: e["foto.jpg"])),
    ("cut-zip", "archivo_no_zip", _archive(lambda e: archive(e)[:9000])),
    ("archive-too-large", "archivo_excedido", lambda c: c.seal(bytes(4 * 1024 * 1024 + 1))),
    ("extra-entry", "entrada_sobrante", _archive(lambda e: archive(e | {"notas.txt": b"x"}))),
    (
        "missing-entry",
        "entrada_faltante",
        _archive(lambda e: archive({n: d for n, d in e.items() if n[1] != "o"})),
    ),
    ("duplicate-entry", "entrada_duplicada", _archive(_repeated)),
    ("misordered-entries", "entrada_desordenada", _archive(lambda e: zipped(list(e.items())[::-1]))),
    (
        "traversal-name",
        "entrada_ruta",
        _archive(lambda e: archive({n.replace("fo", "../fo"): d for n, d in e.items()})),
    ),
    ("oversized-entry", "entrada_excedida", _archive(lambda e: archive(e | {"foto.jpg": _GRANDE + b"x"}))),
    ("empty-entry", "entrada_vacia", _archive(lambda e: archive(e | {"firma.png": b""}))),
    ("entry-with-password", "entrada_cifrada", _archive(lambda e: with_flags(archive(e), 0x1))),
    ("compressed", "entrada_comprimida", _archive(lambda e: zipped(list(e.items()), ZIP_DEFLATED))),
    ("bomb", "entrada_comprimida", _archive(_bomb)),
    ("hidden-before", "bytes_ocultos", _archive(lambda e: b"\x00" + archive(e))),
    ("hidden-after", "bytes_ocultos", _archive(lambda e: archive(e) + b"\x00")),
    ("hidden-comment", "bytes_ocultos", _archive(lambda e: zipped(list(e.items()), comment=b"oculto"))),
    ("data-descriptors", "bytes_ocultos", _archive(streamed)),
    ("wrong-crc", "crc_no_coincide", _archive(_wrong_crc)),
]


# --- the manifest ---


def _changed(**cambios: object) -> Hechura:
    return lambda c: c.seal(c.clear(c.manifest(**cambios)))


def _text(change: Callable[[bytes], bytes]) -> Hechura:
    return lambda c: c.seal(c.clear(change(c.manifest())))


def _captured(c: Captura, **cambios: object) -> bytes:
    """Another content of the record that was announced."""
    return replace(c, registro=c.registro | cambios).seal()


MANIFIESTOS: list[tuple[str, str, Hechura]] = [
    ("manifest-not-json", "registro_no_json", _text(lambda _t: b"version: 1")),
    ("manifest-not-utf8", "registro_no_json", _text(lambda t: t.replace(b"pruebas", b"prueba\xff"))),
    ("manifest-unknown-member", "registro_esquema", _changed(partido="X")),
    ("manifest-other-version", "registro_esquema", _changed(version="2")),
    ("manifest-missing-member", "registro_esquema", _text(lambda t: t.replace(b'"modo": "auxiliar", ', b""))),
    (
        "manifest-repeated-member",
        "registro_esquema",
        _text(lambda t: t.replace(b"{", b'{"modo": "mi_apoyo", ', 1)),
    ),
    ("manifest-wrong-type", "registro_esquema", _changed(capturado_en=1788200000)),
    ("manifest-local-time", "registro_esquema", _changed(capturado_en="2026-03-01T12:30:00-06:00")),
    ("manifest-other-folio", "folio_no_coincide", _changed(folio="ASP0001-AUX00001-DISP000001-OTRO")),
    ("manifest-impossible-date", "fecha_imposible", _changed(capturado_en="2026-02-30T18:30:00Z")),
    ("manifest-future-date", "captura_futura", lambda c: _captured(c, capturado_en=seconds(ago(hours=-2)))),
    ("manifest-original-not-shown", "original_no_presentada", _changed(original_presentada=False)),
    (
        "own-capture-without-keys",
        "faltan_llaves",
        _changed(modo="mi_apoyo", credencial={"modelo": "D", "nombre": "PRUEBA SINTETICA"}),
    ),
    ("manifest-unknown-model", "registro_esquema", _changed(credencial={"modelo": "B", "cic": "123456789"})),
]


# --- the images ---


def _swapped(foto: Callable[[bytes], bytes]) -> Hechura:
    """Another photograph than the one that the signed manifest declares."""
    return lambda c: c.seal(archive(c.entries() | {"foto.jpg": foto(images()["foto.jpg"])}))


def _declared(nombre: str, make: Callable[[], bytes]) -> Hechura:
    """That file, declared as it is."""

    def hechura(c: Captura) -> bytes:
        todas = images() | {nombre: make()}
        texto = json.dumps(complete(c.registro, todas, public_der(c.auxiliar.llave))).encode()
        return c.seal(archive({**c.entries(texto), nombre: todas[nombre]}))

    return hechura


IMAGENES: list[tuple[str, str, Hechura]] = [
    ("image-other-size", "tamano_no_coincide", _swapped(lambda _foto: muestra.jpeg("otra", side=240))),
    ("image-other-content", "digest_no_coincide", _swapped(lambda foto: flipped(foto, -20))),
    ("image-is-text", "imagen_invalida", _declared("foto.jpg", lambda: b64encode(b"esto no es una imagen"))),
    ("image-of-other-kind", "imagen_invalida", _declared("foto.jpg", lambda: images()["firma.png"])),
    ("image-cut", "imagen_incompleta", _declared("foto.jpg", lambda: images()["foto.jpg"][:-100])),
    (
        "image-hidden-bytes",
        "imagen_con_cola",
        _declared("foto.jpg", lambda: images()["foto.jpg"] + b"\xff\xd9"),
    ),
    ("image-many-scans", "imagen_barridos", _declared("foto.jpg", lambda: many_scans(200))),
    ("image-too-small", "imagen_dimensiones", _declared("foto.jpg", lambda: muestra.jpeg("x", side=199))),
]

MALOS = [*SOBRES, *FIRMAS, *ARCHIVOS, *MANIFIESTOS, *IMAGENES]
