"""Frauds and careless shots of a credential: screens, photocopies, other cards."""

from functools import cache
from random import Random

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from sintetico.ciudadanos import Ciudadano
from sintetico.tarjeta import AVISO, TAMANO, stamp_muestra
from sintetico.tipografia import write

MARCO = 90


def on_screen(card: Image.Image, chance: Random) -> Image.Image:
    """Return the card shown by a monitor: bezel, bluish light, the rows of its pixels and their moiré."""
    scene = Image.new("RGB", (card.width + 2 * MARCO, card.height + 2 * MARCO), (16, 16, 18))
    shown = ImageChops.multiply(card, _moire(chance.choice((23, 31))))
    draw = ImageDraw.Draw(scene)
    draw.rectangle(
        (MARCO - 10, MARCO - 10, MARCO + card.width + 10, MARCO + card.height + 10), fill=(40, 46, 58)
    )
    scene.paste(shown, (MARCO, MARCO))
    draw.ellipse((scene.width // 2 - 8, 30, scene.width // 2 + 8, 46), fill=(70, 160, 90))
    return scene.rotate(chance.uniform(-1.2, 1.2), Image.Resampling.NEAREST, fillcolor=(16, 16, 18))


@cache
def _moire(period: int) -> Image.Image:
    """Return the factors of a screen's light: fine rows of pixels, and slow bands that are shifted for each colour."""
    x, y = np.meshgrid(np.arange(TAMANO[0]), np.arange(TAMANO[1]))
    rows = 0.88 + 0.12 * np.cos(y * 2.1)
    bend = x + 0.35 * y + 40 * np.sin(y / 190)
    bands = [0.86 + 0.14 * np.cos(2 * np.pi * bend / period + phase) for phase in (0, 2.1, 4.2)]
    light = np.stack(
        [band * rows * tone for band, tone in zip(bands, (0.84, 0.94, 1.0), strict=True)], axis=2
    )
    return Image.fromarray((light * 255).astype("uint8"))


def photocopied(card: Image.Image, chance: Random) -> Image.Image:
    """Return a sheet with a black and white copy of the card: few greys, black edges, specks of toner."""
    copy = ImageOps.posterize(ImageOps.autocontrast(ImageOps.grayscale(card), cutoff=(6, 30)), 3)
    sheet = Image.new("L", (card.width + 2 * MARCO, card.height + 2 * MARCO), 238)
    sheet.paste(copy, (MARCO, MARCO))
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((MARCO, MARCO, MARCO + card.width, MARCO + card.height), outline=60, width=5)
    for _ in range(140):
        x, y, r = chance.randrange(sheet.width), chance.randrange(sheet.height), chance.choice((1, 1, 2, 3))
        draw.ellipse((x - r, y - r, x + r, y + r), fill=chance.choice((30, 90, 140)))
    streak = chance.randrange(200, sheet.width - 200)
    draw.line((streak, 0, streak + 8, sheet.height), fill=150, width=3)
    return sheet.convert("RGB")


def club_card(person: Ciudadano, cara: str) -> Image.Image:
    """Return a card that is not a CPV: of a shop's club."""
    card = Image.new("RGB", TAMANO, (20, 96, 92))
    draw = ImageDraw.Draw(card)
    for i in range(6):
        draw.ellipse(
            (900 + i * 90, 80 - i * 40, 1900 + i * 60, 1080 + i * 40), outline=(40, 140, 130), width=14
        )
    if cara == "anverso":
        write(card, (90, 110), "TIENDAS EL EJEMPLO", 96, (250, 240, 210), "Bold")
        write(card, (90, 230), "Tarjeta de cliente frecuente", 60, (250, 240, 210))
        write(card, (90, 700), person.nombre_completo, 60, (255, 255, 255))
        write(card, (90, 790), f"SOCIO {person.identificador}", 60, (255, 255, 255))
    else:
        draw.rectangle((0, 120, TAMANO[0], 320), fill=(24, 22, 22))
        write(card, (90, 420), "Acumule puntos en cada compra de ejemplo.", 54, (250, 240, 210))
    write(card, (48, 952), AVISO, 34, (250, 220, 120), "Bold")
    stamp_muestra(card)
    return card


def out_of_focus(scene: Image.Image, radius: float = 8) -> Image.Image:
    """Return a scene so blurred that nothing can be read."""
    small = scene.reduce(2).filter(ImageFilter.BoxBlur(radius / 2)).filter(ImageFilter.BoxBlur(radius / 2))
    return small.resize(scene.size, Image.Resampling.BILINEAR)
