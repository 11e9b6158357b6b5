"""A synthetic record, small and marked as a sample, for the test vectors and for trials of a phone."""

import io
from typing import Any

from PIL import Image, ImageDraw

CREDENCIALES: dict[str, dict[str, Any]] = {
    "C": {"modelo": "C", "clave_elector": "HRGRJN82050602H900", "emision": "01", "ocr": "0001000000001"},
    "D": {"modelo": "D", "cic": "123456789", "ocr": "0001000000001", "curp": "BOXW310820HNERXN09"},
    "E": {"modelo": "E", "cic": "123456789", "identificador": "000000001"},
    "G": {
        "modelo": "G",
        "cic": "123456789",
        "identificador": "000000001",
        "nombre": "PERSONA PRUEBA SINTÉTICA",
        "mrz": [
            "IDMEX1234567897<<0001000000001",
            "9001011H3312315MEX<01<<00001<6",
            "PRUEBA<SINTETICA<<PERSONA<<<<<",
        ],
        "qr": "http://qr.ine.mx/000100000000100123456789/20240101/P/000000",
    },
}


def registro(modelo: str = "E", **changes: Any) -> dict[str, Any]:
    """Data that an app captures, before the manifest is completed. `changes` replace members."""
    return {
        "proceso": "PRUEBA26",
        "aspirante": "ASP0001",
        "auxiliar": "AUX0001",
        "dispositivo": "DISP0001",
        "registro": "R0001",
        "modo": "auxiliar",
        "capturado_en": "2026-03-01T18:30:00Z",
        "lugar": {"latitud": 19.4326, "longitud": -99.1332, "precision_m": 12.5},
        "original_presentada": True,
        "credencial": CREDENCIALES[modelo],
        "aplicacion": {"nombre": "cliente de referencia", "version": "1.0"},
    } | changes


def images() -> dict[str, bytes]:
    """The four images, each with its name and MUESTRA drawn on it."""
    return {name: jpeg(name) for name in ("anverso.jpg", "reverso.jpg", "foto.jpg")} | {"firma.png": png()}


def jpeg(text: str, side: int = 200, quality: int = 5) -> bytes:
    """A grey JPEG of `side` pixels with `text` on it."""
    return _drawn(Image.new("L", (side, side), 230), text, "JPEG", quality=quality, optimize=True)


def png(side: int = 60) -> bytes:
    """A scribble on white as PNG, of `side` pixels."""
    return _drawn(Image.new("1", (side, side), 1), "firma", "PNG", optimize=True)


def noise(side: int = 310) -> bytes:
    """A JPEG of noise that hardly compresses, so that its message has several frames. It is always the same."""
    pixels = bytes((i * i * 31 + i * 7 + (i >> 5) * 97) & 0xFF for i in range(side * side))
    return _drawn(Image.frombytes("L", (side, side), pixels), "ruido", "JPEG", quality=85)


def _drawn(image: Image.Image, text: str, kind: str, **options: Any) -> bytes:
    draw, buffer = ImageDraw.Draw(image), io.BytesIO()
    draw.text((8, 8), f"MUESTRA\n{text}", fill=0)
    image.save(buffer, kind, **options)
    return buffer.getvalue()
