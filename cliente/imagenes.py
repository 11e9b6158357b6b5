"""Cleaning of the camera's images before they are sealed: data after the end of an image are removed.

Some phones append other data to a JPEG: a film (Motion Photo), depth, a maker's trailer, zeros. Reception refuses such
a file, and also a JPEG of too many scans, when the person is no longer present. A photo that is not clean is decoded
and encoded again, upright and without metadata. A clean one stays byte for byte as the camera made it.
"""

import io
import re

MAXIMO_BARRIDOS = 20
CALIDAD = 92
_PNG = b"\x89PNG\r\n\x1a\n"
_TRAS_BARRIDO = re.compile(rb"\xff(?![\x00\xd0-\xd7\xff])", re.DOTALL)


def clean_images(images: dict[str, bytes]) -> dict[str, bytes]:
    """The images, each cleaned if needed. Data that are no image stay as they are, and reception refuses them."""
    return {name: data if is_clean(data) else _encode_again(name, data) for name, data in images.items()}


def is_clean(data: bytes) -> bool:
    """Whether the image ends where its bytes end, and has no more scans than reception accepts."""
    end, scans = _png_end(data) if data.startswith(_PNG) else _jpeg_end(data)
    return end == len(data) and scans <= MAXIMO_BARRIDOS


def _png_end(data: bytes) -> tuple[int, int]:
    at = len(_PNG)
    while len(data) - at > 0:
        kind, at = data[at + 4 : at + 8], at + 12 + int.from_bytes(data[at : at + 4])
        if kind == b"IEND":
            return at, 0
    return -1, 0


def _jpeg_end(data: bytes) -> tuple[int, int]:
    """Offset of the JPEG's end (-1 if it has none), and its number of scans."""
    at, scans = 2, 0
    while data[at : at + 1] == b"\xff" and at + 1 < len(data):
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker == 0xD9:
            return at + 2, scans
        elif marker == 0x01 or 0xD0 <= marker <= 0xD8:
            at += 2
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4])
            if marker == 0xDA:
                scans += 1
                found = _TRAS_BARRIDO.search(data, at)
                if found is None or scans > MAXIMO_BARRIDOS:
                    return -1, scans
                at = found.start()
    return -1, scans


def _encode_again(name: str, data: bytes) -> bytes:
    """The picture decoded, turned upright, and encoded without metadata."""
    from PIL import Image, ImageOps  # imported here: only a photo that is not clean needs it

    kind = "PNG" if name.endswith(".png") else "JPEG"
    try:
        with Image.open(io.BytesIO(data), formats=(kind,)) as image:
            upright = ImageOps.exif_transpose(image)
            out = io.BytesIO()
            if kind == "JPEG":
                upright.convert("RGB").save(out, kind, quality=CALIDAD)
            else:
                upright.save(out, kind)
            return out.getvalue()
    except (OSError, SyntaxError, ValueError):
        return data
