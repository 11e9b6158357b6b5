"""Invalid clear expedientes, each with one fault and the code that reception answers."""

import io
import json
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from cliente import muestra
from cliente.expediente import archive, build_expediente, complete, new_device_key, public_der, sign

Malo = tuple[str, str, bytes]
"""(code, fault in Spanish, archive)."""


def bad_expedientes(device_key: ec.EllipticCurvePrivateKey) -> Iterator[Malo]:
    """All invalid archives. `device_key`: the registered key, by which they are signed where a signature is needed."""
    images = muestra.images()
    yield from _bad_archives(_entries(muestra.registro(), images, device_key))
    yield from _bad_manifests(images, device_key)
    yield from _bad_images(images, device_key)
    yield from _bad_senders(images, device_key)


def _bad_archives(good: dict[str, bytes]) -> Iterator[Malo]:
    clear = archive(good)
    yield "archivo_no_zip", "una imagen en lugar del archivo", good["foto.jpg"]
    yield "archivo_no_zip", "cortado antes de su directorio", clear[: len(clear) // 2]
    yield "entrada_sobrante", "un archivo de más", archive(good | {"notas.txt": b"x"})
    yield "entrada_faltante", "sin foto.jpg", archive({k: v for k, v in good.items() if k != "foto.jpg"})
    yield "entrada_duplicada", "foto.jpg dos veces", zipped([*good.items(), ("foto.jpg", good["foto.jpg"])])
    yield "entrada_desordenada", "la firma primero", zipped(list(good.items())[::-1])
    yield "entrada_ruta", "../foto.jpg", archive({k.replace("foto", "../foto"): v for k, v in good.items()})
    yield "entrada_cifrada", "marca de contraseña", with_flags(clear, 0x1)
    yield "entrada_comprimida", "comprimido", zipped(list(good.items()), method=zipfile.ZIP_DEFLATED)
    bomb = good | {"foto.jpg": bytes(10 * 1024 * 1024)}
    yield "entrada_comprimida", "bomba: 10 MiB de ceros", zipped(list(bomb.items()), zipfile.ZIP_DEFLATED)
    yield "entrada_excedida", "registro.sig de 73 bytes", archive(good | {"registro.sig": bytes(73)})
    yield "entrada_vacia", "firma.png vacía", archive(good | {"firma.png": b""})
    yield "bytes_ocultos", "bytes antes", b"\x00" + clear
    yield "bytes_ocultos", "bytes después", clear + b"\x00"
    yield "bytes_ocultos", "un comentario", zipped(list(good.items()), comment=b"oculto")
    yield "bytes_ocultos", "un campo extra", zipped(list(good.items()), extra=b"\xfe\xca\x01\x00x")
    yield "bytes_ocultos", "descriptores de datos", streamed(good)
    last = clear.rindex(b"PK\x03\x04")
    yield "bytes_ocultos", "cabecera local distinta", clear[: last + 30] + b"F" + clear[last + 31 :]
    flipped = bytearray(clear)
    flipped[clear.index(good["foto.jpg"]) + 200] ^= 1
    yield "crc_no_coincide", "un bit cambiado en foto.jpg", bytes(flipped)


def _bad_manifests(images: dict[str, bytes], device_key: ec.EllipticCurvePrivateKey) -> Iterator[Malo]:
    good = complete(muestra.registro(), images, public_der(device_key))

    def with_text(text: bytes) -> bytes:
        return archive({"registro.json": text, "registro.sig": sign(text, device_key), **images})

    def changed(**changes: Any) -> bytes:
        return with_text(json.dumps(good | changes).encode())

    text = json.dumps(good).encode()
    yield "registro_no_json", "no es JSON", with_text(b"version: 1")
    yield "registro_no_json", "no es UTF-8", with_text(text.replace(b"cliente de", b"cliente \xff"))
    yield "registro_esquema", "miembro desconocido", changed(partido="X")
    yield "registro_esquema", "versión 2", changed(version="2")
    yield "registro_esquema", "sin proceso", with_text(text.replace(b'"proceso": "PRUEBA26", ', b""))
    yield (
        "registro_esquema",
        "miembro repetido",
        with_text(text.replace(b"{", b'{"proceso": "OTRO2026", ', 1)),
    )
    yield "registro_esquema", "salto de línea en un Id", changed(registro="R0001\n")
    yield "registro_esquema", "hora local", changed(capturado_en="2026-03-01T12:30:00-06:00")
    yield "folio_no_coincide", "folio de otras partes", changed(folio="ASP0001-AUX0001-DISP0001-R0002")
    yield "fecha_imposible", "30 de febrero", changed(capturado_en="2026-02-30T18:30:00Z")
    yield "original_no_presentada", "sin la casilla marcada", changed(original_presentada=False)
    without = {k: v for k, v in muestra.CREDENCIALES["C"].items() if k != "emision"}
    yield (
        "faltan_llaves",
        "evidencia de modelo C sin número de emisión",
        changed(modo="cedula", credencial=without),
    )


def _bad_images(images: dict[str, bytes], device_key: ec.EllipticCurvePrivateKey) -> Iterator[Malo]:
    def built(name: str, data: bytes) -> bytes:
        return build_expediente(muestra.registro(), images | {name: data}, device_key, clean=False)

    foto, other = images["foto.jpg"], muestra.jpeg("otra")
    swapped = _entries(muestra.registro(), images, device_key)
    yield "tamano_no_coincide", "foto.jpg con otro tamaño", archive(swapped | {"foto.jpg": other})
    same_size = foto[:-20] + bytes([foto[-20] ^ 1]) + foto[-19:]
    yield "digest_no_coincide", "foto.jpg con otro contenido", archive(swapped | {"foto.jpg": same_size})
    yield "imagen_invalida", "texto en foto.jpg", built("foto.jpg", b"esto no es una imagen")
    yield "imagen_invalida", "un PNG en foto.jpg", built("foto.jpg", images["firma.png"])
    yield "imagen_invalida", "un JPEG en firma.png", built("firma.png", foto)
    yield "imagen_incompleta", "foto.jpg cortada", built("foto.jpg", foto[:-100])
    yield "imagen_con_cola", "bytes después de foto.jpg", built("foto.jpg", foto + b"oculto")
    yield "imagen_dimensiones", "foto.jpg de 199 píxeles", built("foto.jpg", muestra.jpeg("x", side=199))
    yield "imagen_dimensiones", "firma.png de 49 píxeles", built("firma.png", muestra.png(49))


def _bad_senders(images: dict[str, bytes], device_key: ec.EllipticCurvePrivateKey) -> Iterator[Malo]:
    entries, other = _entries(muestra.registro(), images, device_key), new_device_key()
    forged = entries | {"registro.sig": sign(entries["registro.json"], other)}
    yield "firma_dispositivo_invalida", "firmado por otra llave", archive(forged)
    short = entries | {"registro.sig": entries["registro.sig"][:63]}
    yield "firma_dispositivo_invalida", "firma de 63 bytes", archive(short)
    yield "llave_otro_dispositivo", "otra llave", build_expediente(muestra.registro(), images, other)
    stolen = muestra.registro(dispositivo="DISP0002")
    yield "registro_otro_contexto", "otro dispositivo", build_expediente(stolen, images, device_key)


def _entries(
    registro: dict[str, Any], images: dict[str, bytes], device_key: ec.EllipticCurvePrivateKey
) -> dict[str, bytes]:
    manifest = json.dumps(complete(registro, images, public_der(device_key))).encode()
    return {"registro.json": manifest, "registro.sig": sign(manifest, device_key), **images}


def zipped(
    entries: list[tuple[str, bytes]],
    method: int = zipfile.ZIP_STORED,
    comment: bytes = b"",
    extra: bytes = b"",
) -> bytes:
    """A ZIP with these entries, compression method, comment and extra field."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # some archives have a name twice on purpose
        file.comment = comment
        for name, data in entries:
            info = zipfile.ZipInfo(name)
            info.extra, info.compress_type = extra, method
            file.writestr(info, data)
    return buffer.getvalue()


class _Unseekable(io.RawIOBase):
    """A stream that cannot seek, so that zipfile writes sizes and CRC after the content."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.written += data
        return len(data)


def streamed(entries: dict[str, bytes]) -> bytes:
    """A ZIP with data descriptors, as it results from writing to a stream."""
    pipe = _Unseekable()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as file:
        for name, data in entries.items():
            file.writestr(zipfile.ZipInfo(name), data)
    return bytes(pipe.written)


def with_flags(clear: bytes, flags: int) -> bytes:
    """The same ZIP with these general-purpose flags on its last entry, in both headers."""
    changed = bytearray(clear)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = clear.rindex(mark) + offset
        changed[at : at + 2] = flags.to_bytes(2, "little")
    return bytes(changed)
