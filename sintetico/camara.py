"""The phone's camera: puts a card on a table, adds light and sensor noise, and saves a JPEG."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from random import Random

import numpy as np
from PIL import Image, ImageChops

from sintetico.tipografia import Color

MESAS: tuple[Color, ...] = ((104, 78, 56), (72, 74, 80), (150, 140, 126), (44, 58, 70), (128, 96, 66))
MARGEN = 44  # pixels of the table around a card
GRANO = (2048, 1536)


@dataclass(frozen=True)
class Camara:
    """A camera. `ruido`: sensor noise (standard deviation, 0..255); `calidad`: the JPEG's. Both set the file's size.

    An expediente takes some 0.85 MB with the defaults and 0.45 MB with `LIGERA`; the extremes are inciso a
    (a plain card) and inciso d (a screen, full of detail).
    """

    ruido: float = 5.0
    calidad: int = 80


TELEFONO = Camara()
LIGERA = Camara(ruido=3.4, calidad=66)


def on_table(card: Image.Image, chance: Random) -> Image.Image:
    """Return the card on a table, a little turned, as a hand holds a phone over it."""
    table = chance.choice(MESAS)
    scene = Image.new("RGB", (card.width + 2 * MARGEN, card.height + 2 * MARGEN), table)
    x, y = MARGEN + chance.randint(-8, 8), MARGEN + chance.randint(-8, 8)
    scene.paste((20, 18, 16), (x + 8, y + 9, x + card.width + 8, y + card.height + 9))
    scene.paste(card, (x, y))
    return scene.rotate(chance.uniform(-0.9, 0.9), Image.Resampling.NEAREST, fillcolor=table)


def jpeg(scene: Image.Image, camera: Camara, chance: Random) -> bytes:
    """Return the scene as the phone saves it."""
    left = chance.randrange(GRANO[0] - scene.width)
    top = chance.randrange(GRANO[1] - scene.height)
    grain = _grain(camera.ruido).crop((left, top, left + scene.width, top + scene.height))
    out = BytesIO()
    ImageChops.add(scene, grain, offset=-128).save(out, "JPEG", quality=camera.calidad)
    return out.getvalue()


@cache
def _grain(noise: float) -> Image.Image:
    """Return grey noise around 128. It is made once; each photo cuts it at another place."""
    grey = np.random.default_rng(7).normal(128, noise, GRANO[::-1]).clip(0, 255).astype("uint8")
    return Image.merge("RGB", [Image.fromarray(grey)] * 3)
