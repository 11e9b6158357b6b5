"""PNG files, good and hostile, made by hand where no library would make them."""

import io
import struct
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo

FIRMA = b"\x89PNG\r\n\x1a\n"


def good(ancho: int = 64, alto: int = 48, modo: str = "RGBA", **opciones: object) -> bytes:
    """A picture with some colours; RGBA has a clear corner."""
    imagen = Image.linear_gradient("L").resize((ancho, alto)).convert(modo)
    if modo == "RGBA":
        imagen.putpixel((0, 0), (255, 0, 0, 0))
    salida = io.BytesIO()
    imagen.save(salida, "PNG", **opciones)
    return salida.getvalue()


def with_secrets() -> bytes:
    """A picture that also carries text, an author and EXIF."""
    datos = PngInfo()
    datos.add_text("Author", "HRGRJN82050602H900")
    datos.add_text("Comment", "<script>" * 50, zip=True)
    exif = Image.Exif()
    exif[0x010E] = "HRGRJN82050602H900"
    return good(pnginfo=datos, exif=exif)


def jpeg() -> bytes:
    salida = io.BytesIO()
    Image.new("RGB", (64, 64), "navy").save(salida, "JPEG")
    return salida.getvalue()


def animated() -> bytes:
    """Two frames (APNG)."""
    cuadros = [Image.new("RGB", (64, 64), c) for c in ("navy", "maroon")]
    salida = io.BytesIO()
    cuadros[0].save(salida, "PNG", save_all=True, append_images=cuadros[1:])
    return salida.getvalue()


def chunk(tipo: bytes, contenido: bytes) -> bytes:
    return (
        struct.pack(">I", len(contenido)) + tipo + contenido + struct.pack(">I", zlib.crc32(tipo + contenido))
    )


def header(ancho: int, alto: int, bits: int = 8, color: int = 2) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", ancho, alto, bits, color, 0, 0, 0))


def handmade(ancho: int, alto: int, filas: bytes, *antes: bytes) -> bytes:
    """A PNG of that header, with those decompressed rows, and chunks before them."""
    return (
        FIRMA
        + header(ancho, alto)
        + b"".join(antes)
        + chunk(b"IDAT", zlib.compress(filas, 9))
        + chunk(b"IEND", b"")
    )


def zeros(megabytes: int) -> bytes:
    """So many million zeros, compressed without ever holding them."""
    compresor = zlib.compressobj(9)
    return b"".join(compresor.compress(bytes(1_000_000)) for _ in range(megabytes)) + compresor.flush()


def bomb() -> bytes:
    """64 x 64 by its header; its data decompress to 100 MB, in 100 KB."""
    return FIRMA + header(64, 64) + chunk(b"IDAT", zeros(100)) + chunk(b"IEND", b"")


def text_bomb() -> bytes:
    """A compressed text of 100 MB beside a good picture."""
    texto = chunk(b"zTXt", b"Comment\0\0" + zeros(100))
    return handmade(64, 64, (b"\0" + bytes(64 * 3)) * 64, texto)


def huge() -> bytes:
    """16,000 x 16,000 of one colour: some 750 KB as RGB, and so with one bit a pixel."""
    filas = zlib.compress((b"\0" + bytes(2000)) * 16_000, 9)
    return FIRMA + header(16_000, 16_000, 1, 0) + chunk(b"IDAT", filas) + chunk(b"IEND", b"")
