"""Handwritten signatures: a cursive alphabet of single strokes, bent by the hand of whoever signs."""

from dataclasses import dataclass, replace
from functools import cache
from random import Random

import numpy as np
from PIL import Image, ImageDraw

from sintetico.azar import rng
from sintetico.ciudadanos import Ciudadano
from sintetico.claves import plain

TAMANO = (1000, 400)
TINTA = 0
FINURA = 2  # drawn this many times larger, then reduced

# Pen positions of each letter: x from 0, y from the base line (1 is the height of an x, 2 of an l).
TRAZOS = {
    "A": "0,0 .7,.95 .3,1 .1,.5 .4,0 .8,.6 .85,1 .9,.1 1.1,.1",
    "B": "0,0 .5,1.8 .35,2.1 .2,1.6 .2,.2 .5,0 .8,.5 .6,.9 .9,.8",
    "C": "0,0 .7,.85 .4,1 .1,.5 .4,0 .9,.2",
    "D": "0,0 .7,.95 .3,1 .1,.5 .4,0 .8,.8 .9,2.1 .85,.3 1.1,.1",
    "E": "0,.1 .6,.6 .5,1 .2,.8 .2,.2 .5,0 .9,.2",
    "F": "0,0 .5,1.6 .5,2.1 .3,1.8 .3,-.8 .5,-.9 .4,0 .8,.2",
    "G": "0,0 .7,.95 .3,1 .1,.5 .4,.1 .8,.9 .8,-.7 .4,-1 .3,-.6 1,.1",
    "H": "0,0 .4,1.8 .3,2.1 .2,1.6 .2,0 .4,.9 .7,.9 .75,.1 1,.1",
    "I": "0,0 .3,1 .35,.1 .6,.1",
    "J": "0,0 .4,1 .4,-.8 .1,-1 .1,-.6 .7,.1",
    "K": "0,0 .4,2 .2,1.8 .2,0 .3,.6 .7,1 .35,.5 .8,0 1,.1",
    "L": "0,0 .5,1.7 .4,2.1 .25,1.7 .3,.2 .6,0 .8,.2",
    "M": "0,0 .15,.9 .2,0 .35,.95 .55,.9 .55,0 .75,.95 .95,.9 1,.1 1.2,.1",
    "N": "0,0 .15,.9 .2,0 .4,.95 .65,.9 .7,.1 .95,.1",
    "O": "0,0 .5,1 .15,.6 .4,0 .75,.5 .5,.95 1,.8",
    "P": "0,0 .25,1 .2,-.9 .25,.6 .6,1 .75,.4 .4,0 .95,.1",
    "Q": "0,0 .7,.95 .3,1 .1,.5 .4,.1 .8,.9 .75,-.9 .95,-.5 1,.1",
    "R": "0,0 .2,1.1 .35,.9 .6,.95 .55,.2 .85,.1",
    "S": "0,0 .45,1.1 .5,.5 .35,0 .1,.1 .8,.15",
    "T": "0,0 .4,1.7 .35,.2 .6,0 .8,.2",
    "U": "0,.1 .15,.95 .2,.1 .5,.1 .7,.95 .72,.1 1,.1",
    "V": "0,.8 .2,.9 .4,0 .7,.95 1,.85",
    "W": "0,.8 .15,.9 .3,0 .5,.8 .7,0 .95,.95 1.15,.85",
    "X": "0,0 .2,.95 .7,.05 .4,.5 .75,.95 .1,.05 1,.1",
    "Y": "0,.8 .2,.2 .5,.2 .7,.95 .6,-.8 .3,-1 .3,-.6 .95,.1",
    "Z": "0,.9 .6,.95 .2,.1 .6,.1 .5,-.7 .2,-.9 .9,.1",
    " ": "0,.1 .5,.1",
}


@dataclass(frozen=True)
class Mano:
    """A handwriting: slant, width, size of capitals, thickness in pixels, and the rúbrica below the name."""

    inclinacion: float
    ancho: float
    mayuscula: float
    grosor: int
    rubrica: tuple[tuple[float, float], ...]


def mano(*who: object) -> Mano:
    """Return the hand of `who`: the same person always has the same one."""
    chance = rng("mano", *who)
    return Mano(
        inclinacion=chance.uniform(-0.15, 0.75),
        ancho=chance.uniform(0.75, 1.35),
        mayuscula=chance.uniform(1.4, 2.2),
        grosor=chance.choice((5, 6, 7, 9)),
        rubrica=_rubrica(chance),
    )


def _rubrica(chance: Random) -> tuple[tuple[float, float], ...]:
    """Return a flourish in fractions of the name's width, from its end back under it and out again."""
    turns = chance.randint(2, 5)
    xs = [chance.uniform(0.6, 1.05) if i % 2 else chance.uniform(-0.1, 0.4) for i in range(turns)]
    return ((1.05, 0.6), *((x, chance.uniform(-2.2, -0.6)) for x in xs))


def signed_name(person: Ciudadano) -> str:
    """Return what the person writes: first given name and first surname."""
    return f"{plain(person.nombre).split()[0]} {plain(person.apellido_paterno).split()[-1]}"


def firma(person: Ciudadano, ocasion: str) -> Image.Image:
    """Return the person's signature, ink 0 on white 255: a little different on each `ocasion`."""
    return sign_as(person, signed_name(person), ocasion)


def sign_as(person: Ciudadano, nombre: str, ocasion: str) -> Image.Image:
    """Return `nombre` in the person's own hand."""
    return sign(nombre, mano(person.clave_elector), rng("firma", person.clave_elector, ocasion))


def firma_ajena(person: Ciudadano, ocasion: str) -> Image.Image:
    """Return the person's name in a hand that is not theirs: upright if theirs leans, wide if narrow."""
    own = mano(person.clave_elector)
    other = replace(
        mano("ajena", person.clave_elector),
        inclinacion=-0.35 if own.inclinacion > 0.3 else 0.95,
        ancho=1.6 if own.ancho < 1.05 else 0.6,
        mayuscula=1.2,
        grosor=8,
    )
    return sign(signed_name(person), other, rng("ajena", person.clave_elector, ocasion))


def simbolo(cual: str, chance: Random) -> Image.Image:
    """Return a cross, a dot or a line (`equis`, `punto`, `linea`) where a signature should be."""
    image = blank()
    draw, (width, height) = ImageDraw.Draw(image), TAMANO
    x, y = width // 2 + chance.randint(-120, 120), height // 2 + chance.randint(-40, 40)
    if cual == "punto":
        draw.ellipse((x - 11, y - 11, x + 11, y + 11), fill=TINTA)
    elif cual == "linea":
        draw.line((x - 210, y + 12, x + 200, y - 15), fill=TINTA, width=9)
    else:
        draw.line((x - 95, y - 110, x + 90, y + 115), fill=TINTA, width=10)
        draw.line((x + 100, y - 105, x - 85, y + 110), fill=TINTA, width=10)
    return image


def blank() -> Image.Image:
    """Return the empty box."""
    return Image.new("L", TAMANO, 255)


def sign(name: str, hand: Mano, chance: Random) -> Image.Image:
    """Draw `name` in `hand`; `chance` is what varies from one time to the next."""
    strokes = [_spline(_wobble(points, chance)) for points in _pen_path(name, hand)]
    canvas = Image.new("L", (TAMANO[0] * FINURA, TAMANO[1] * FINURA), 255)
    draw = ImageDraw.Draw(canvas)
    width, radius = hand.grosor * FINURA, hand.grosor * FINURA / 2 - 0.5
    for points in _fitted(strokes, canvas.size, chance):
        draw.line(points.ravel().tolist(), fill=TINTA, width=width)
        for x, y in points.tolist():
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=TINTA)
    return canvas.reduce(FINURA)


def _pen_path(name: str, hand: Mano) -> list[np.ndarray]:
    """Return the pen's positions: a stroke for each word, then the rúbrica."""
    strokes, x = [], 0.0
    for word in name.split():
        pieces = []
        for i, letter in enumerate(word):
            shape = _shape(letter) * ([hand.mayuscula, hand.mayuscula] if i == 0 else [1, 1])
            pieces.append((shape + np.array((x, 0))) * [hand.ancho, 1])
            x += shape[-1, 0]
        x += 0.7
        strokes.append(np.concatenate([piece[i > 0 :] for i, piece in enumerate(pieces)]))
    strokes.append(np.array(hand.rubrica) * [x * hand.ancho, 1])
    return [stroke @ [[1, 0], [hand.inclinacion, 1]] for stroke in strokes]


@cache
def _shape(letter: str) -> np.ndarray:
    return np.array([[float(v) for v in point.split(",")] for point in TRAZOS[letter].split()])


def _wobble(points: np.ndarray, chance: Random) -> np.ndarray:
    return points + [[chance.gauss(0, 0.045), chance.gauss(0, 0.045)] for _ in points]


def _spline(points: np.ndarray, steps: int = 7) -> np.ndarray:
    """Return a Catmull-Rom curve through `points`."""
    padded = np.concatenate([points[:1], points, points[-1:]])
    before, a, b, after = padded[:-3], padded[1:-2], padded[2:-1], padded[3:]
    t = np.linspace(0, 1, steps)[:, None, None]
    curve: np.ndarray = 0.5 * (
        2 * a
        + (b - before) * t
        + (2 * before - 5 * a + 4 * b - after) * t**2
        + (3 * a - before - 3 * b + after) * t**3
    )
    return np.concatenate(list(curve.transpose(1, 0, 2)))


def _fitted(strokes: list[np.ndarray], size: tuple[int, int], chance: Random) -> list[np.ndarray]:
    """Scale and centre the strokes in the box, y downwards."""
    every = np.concatenate(strokes)
    low, high = every.min(axis=0), every.max(axis=0)
    scale = min((np.array(size) * 0.84) / (high - low)) * chance.uniform(0.9, 1)
    middle = np.array(size) / 2 + [chance.uniform(-20, 20), chance.uniform(-12, 12)]
    return [(stroke - (low + high) / 2) * [scale, -scale] + middle for stroke in strokes]
