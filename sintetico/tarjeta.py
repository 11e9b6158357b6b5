"""The blank card: its shape, a plain ground for each model, and the words that say it is no document.

The layout is a CPV's, so that a person can practise on it; emblem, guilloches and security art are left out.
"""

from functools import cache

import numpy as np
import segno
from PIL import Image, ImageDraw
from zxingcpp import PDF417, BarcodeFormat, QRCode, create_barcode

from sintetico.tipografia import Color, diagonal_mask, write

TAMANO = (1600, 1010)
AVISO = "DOCUMENTO SINTÉTICO SIN VALIDEZ"
NEGRO: Color = (28, 28, 32)
GRIS: Color = (96, 96, 104)
ROJO: Color = (176, 30, 44)

# Two tones of each model's ground, and the colour of its headings.
COLORES: dict[str, tuple[Color, Color, Color]] = {
    "C": ((226, 236, 222), (246, 232, 206), (58, 92, 66)),
    "D": ((234, 226, 240), (222, 238, 236), (88, 60, 112)),
    "E": ((246, 226, 234), (238, 238, 240), (140, 44, 100)),
    "G": ((224, 234, 244), (244, 228, 236), (42, 78, 128)),
}


@cache
def ground(modelo: str, cara: str) -> Image.Image:
    """Return the printed part of a model's `anverso` or `reverso`. Copy it before drawing on it."""
    image = _gradient(*COLORES[modelo][:2])
    _mesh(image, COLORES[modelo][2])
    stamp_muestra(image)
    (_front if cara == "anverso" else _back)(image, modelo)
    write(image, (48, 952), f"{AVISO} · MODELO {modelo} · PERSONA INEXISTENTE", 34, ROJO, "Bold")
    return image


def stamp_muestra(image: Image.Image, size: int = 330, angle: float = 24) -> None:
    """Write MUESTRA across the middle in letters of `size` pixels, thin enough to read through."""
    mask = diagonal_mask("MUESTRA", size, angle, 52)
    image.paste(ROJO, ((image.width - mask.width) // 2, (image.height - mask.height) // 2), mask)


def _gradient(start: Color, end: Color) -> Image.Image:
    t = np.linspace(0, 1, TAMANO[0])[None, :, None] * 0.7 + np.linspace(0, 0.3, TAMANO[1])[:, None, None]
    return Image.fromarray((np.array(start) * (1 - t) + np.array(end) * t).astype("uint8"))


def _mesh(image: Image.Image, color: Color) -> None:
    """Cover the card with slanted lines of the word that says it is a sample."""
    faint = diagonal_mask("MUESTRA  MUESTRA  MUESTRA  MUESTRA  MUESTRA  MUESTRA  MUESTRA", 40, 8, 26)
    for y in range(-260, TAMANO[1], 84):
        image.paste(color, (-60 + y % 3 * 40, y), faint)


def _front(image: Image.Image, modelo: str) -> None:
    color = COLORES[modelo][2]
    ImageDraw.Draw(image).rectangle((0, 0, TAMANO[0], 128), fill=color)
    write(image, (48, 16), "MÉXICO", 72, (255, 255, 255), "Bold")
    write(image, (360, 14), "INSTITUTO ELECTORAL DE MUESTRA", 42, (255, 255, 255), "Bold")
    write(image, (360, 66), "CREDENCIAL PARA VOTAR", 42, (255, 255, 255))


def _back(image: Image.Image, modelo: str) -> None:
    color = COLORES[modelo][2]
    if modelo == "C":
        _election_boxes(image, color)
        return
    image.paste(color, (0, 0, TAMANO[0], 26))
    if modelo == "G":
        for x in (48, 410):
            image.paste(_large_code(QRCode, (330, 330)), (x, 60))
    else:
        image.paste(_large_code(PDF417, (800, 250)), (48, 60))
    image.paste((250, 250, 250), (0, 640, TAMANO[0], 935))


def _election_boxes(image: Image.Image, color: Color) -> None:
    draw = ImageDraw.Draw(image)
    for row, title in enumerate(("ELECCIONES FEDERALES", "LOCALES Y EXTRAORDINARIAS")):
        write(image, (900, 60 + row * 300), title, 34, color, "Bold")
        for i in range(10):
            x, y = 900 + i % 5 * 128, 112 + row * 300 + i // 5 * 104
            draw.rectangle((x, y, x + 116, y + 92), outline=color, width=4)
            write(image, (x + 10, y + 6), f"{12 + i * 3}", 26, color)


def _large_code(kind: BarcodeFormat, size: tuple[int, int]) -> Image.Image:
    """Return the block in the place of a code that only the INE can read: here its content is MUESTRA."""
    barcode = create_barcode("MUESTRA SIN VALIDEZ " * 5, kind)
    cells = Image.fromarray(np.array(barcode.to_image(scale=1, add_quiet_zones=True)))
    return cells.convert("RGB").resize(size, Image.Resampling.NEAREST)


def small_qr(text: str) -> Image.Image:
    """Return the small QR of the back, level M, 6 pixels a module, with a quiet zone of 3 modules.

    The mask is fixed: trying all eight would take longer than drawing the rest of the card.
    """
    matrix = np.array(
        [list(row) for row in segno.make_qr(text, error="m", mask=3, boost_error=False).matrix],
        dtype=np.uint8,
    )
    cells = Image.fromarray(np.pad(255 * (1 - matrix.clip(0, 1)), 3, constant_values=255))
    return cells.resize((cells.width * 6, cells.height * 6), Image.Resampling.NEAREST).convert("RGB")
