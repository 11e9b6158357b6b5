"""Drawn faces: each person has features of their own, so that a credential and a live photo can be compared."""

from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFilter

from sintetico.azar import rng
from sintetico.tipografia import Color

TAMANO = (800, 1000)

PIELES: tuple[Color, ...] = ((244, 208, 177), (228, 183, 143), (205, 154, 113), (177, 125, 86), (142, 96, 66))
CABELLOS: tuple[Color, ...] = ((28, 22, 20), (52, 34, 24), (86, 54, 32), (124, 84, 48), (150, 146, 142))
ROPAS: tuple[Color, ...] = ((62, 84, 120), (128, 48, 60), (70, 104, 82), (90, 88, 96), (176, 128, 70))
IRIS: tuple[Color, ...] = ((48, 32, 22), (82, 54, 30), (84, 96, 62), (30, 24, 22))


@dataclass(frozen=True)
class Rasgos:
    """Features of a person's face: colours, and lengths in pixels of a drawing of 800 x 1000."""

    piel: Color
    cabello: Color
    ropa: Color
    iris: Color
    mujer: bool
    ancho: int
    alto: int
    ojos: int
    separacion: int
    ceja: int
    inclinacion: int
    nariz: int
    boca: int
    labios: int
    peinado: str
    vello: str
    lentes: bool
    lunar: tuple[int, int] | None


def rasgos(clave: str, sexo: str) -> Rasgos:
    """Return the features of whoever has this clave de elector."""
    chance = rng("rostro", clave)
    mujer = sexo == "M"
    return Rasgos(
        piel=chance.choice(PIELES),
        cabello=chance.choice(CABELLOS),
        ropa=chance.choice(ROPAS),
        iris=chance.choice(IRIS),
        mujer=mujer,
        ancho=chance.randint(165, 215),
        alto=chance.randint(245, 290),
        ojos=chance.randint(27, 42),
        separacion=chance.randint(72, 100),
        ceja=chance.randint(7, 13) if mujer else chance.randint(13, 24),
        inclinacion=chance.randint(-12, 16),
        nariz=chance.randint(26, 52),
        boca=chance.randint(56, 92),
        labios=chance.randint(14, 24) if mujer else chance.randint(8, 17),
        peinado=chance.choice(
            ("largo", "recogido", "melena") if mujer else ("corto", "raya", "calvo", "rizado")
        ),
        vello="" if mujer else chance.choice(("", "", "bigote", "barba", "candado")),
        lentes=chance.random() < 0.22,
        lunar=(chance.choice((-1, 1)) * chance.randint(60, 110), chance.randint(60, 130))
        if chance.random() < 0.35
        else None,
    )


def tint(color: Color, factor: float) -> Color:
    """Return `color` darker (factor below 1) or lighter."""
    red, green, blue = (min(255, int(c * factor)) for c in color)
    return red, green, blue


@lru_cache(maxsize=8)
def rostro(clave: str, sexo: str) -> Image.Image:
    """Return head and shoulders on a transparent ground, 800 x 1000. Do not draw on it: copies are shared."""
    face = rasgos(clave, sexo)
    image = Image.new("RGBA", TAMANO)
    draw = ImageDraw.Draw(image)
    for part in (_hair_behind, _shoulders, _head, _beard, _nose_and_mouth, _eyes, _hair, _details):
        part(draw, face)
    return image.filter(ImageFilter.BoxBlur(1))


def _disc(draw: ImageDraw.ImageDraw, x: float, y: float, rx: float, ry: float, color: Color) -> None:
    draw.ellipse((x - rx, y - ry, x + rx, y + ry), fill=color)


CX, CY = 400, 450


def _hair_behind(draw: ImageDraw.ImageDraw, face: Rasgos) -> None:
    wide, top = face.ancho + 48, CY - face.alto - 40
    bottom = {"largo": 880, "melena": 680}.get(face.peinado, 0)
    if bottom:
        draw.rounded_rectangle((CX - wide, top, CX + wide, bottom), wide * 0.8, fill=tint(face.cabello, 0.85))
    if face.peinado == "recogido":
        _disc(draw, CX, top - 6, 82, 70, tint(face.cabello, 0.85))


def _shoulders(draw: ImageDraw.ImageDraw, face: Rasgos) -> None:
    neck = face.ancho * (0.5 if face.mujer else 0.62)
    draw.rounded_rectangle((60, 800, 740, 1200), 150, fill=face.ropa)
    draw.rectangle((CX - neck, CY + 150, CX + neck, 830), fill=tint(face.piel, 0.86))
    _disc(draw, CX, 822, neck * 1.25, 62, tint(face.piel, 0.86))
    draw.arc((CX - neck * 1.3, 740, CX + neck * 1.3, 890), 0, 180, fill=tint(face.ropa, 0.7), width=12)


def _head(draw: ImageDraw.ImageDraw, face: Rasgos) -> None:
    for side in (-1, 1):
        _disc(draw, CX + side * face.ancho, CY + 20, 30, 54, tint(face.piel, 0.9))
        _disc(draw, CX + side * (face.ancho + 2), CY + 22, 16, 34, tint(face.piel, 0.78))
    _disc(draw, CX, CY, face.ancho, face.alto, tint(face.piel, 0.94))
    _disc(draw, CX - 8, CY - 8, face.ancho - 14, face.alto - 14, face.piel)
    for side in (-1, 1):
        _disc(draw, CX + side * face.ancho * 0.56, CY + 84, 40, 30, tint(face.piel, 1.04))


def _beard(draw: ImageDraw.ImageDraw, face: Rasgos) -> None:
    color = tint(face.cabello, 1.25)
    if face.vello == "barba":
        box = (CX - face.ancho + 4, CY - face.alto + 10, CX + face.ancho - 4, CY + face.alto + 14)
        draw.chord(box, 8, 172, fill=color)
        _disc(draw, CX, CY + 96, face.boca + 44, 66, face.piel)
    if face.vello == "candado":
        _disc(draw, CX, CY + 186, face.boca + 14, 72, color)
        _disc(draw, CX, CY + 158, face.boca - 6, 34, face.piel)
    if face.vello:
        draw.chord((CX - face.boca - 6, CY + 112, CX + face.boca + 6, CY + 178), 182, 358, fill=color)


def _nose_and_mouth(draw: ImageDraw.ImageDraw, face: Rasgos) -> None:
    shade, lips = tint(face.piel, 0.76), (176, 82, 84) if face.mujer else tint(face.piel, 0.7)
    x, y = face.nariz, CY + 92
    draw.line((CX - 8, CY - 6, CX - x * 0.5, y - 20, CX - x, y - 2), fill=shade, width=6, joint="curve")
    draw.arc((CX - x, y - 26, CX + x, y + 18), 20, 160, fill=shade, width=8)
    y, half = CY + 162, face.boca
    draw.chord((CX - half, y - face.labios, CX + half, y + face.labios * 1.5), 0, 180, fill=lips)
    for side in (-1, 1):
        left = CX + min(0, side * half * 0.92)
        draw.chord(
            (left, y - face.labios, left + half * 0.92, y + face.labios), 180, 360, fill=tint(lips, 0.9)
        )
    draw.line((CX - half, y, CX, y + 4, CX + half, y), fill=tint(lips, 0.55), width=5, joint="curve")


def _eyes(draw: ImageDraw.ImageDraw, face: Rasgos) -> None:
    dark, size = tint(face.cabello, 0.75), face.ojos
    for side in (-1, 1):
        x, y = CX + side * face.separacion, CY - 20
        _disc(draw, x, y, size * 1.25, size * 0.72, (248, 246, 242))
        _disc(draw, x, y, size * 0.62, size * 0.66, face.iris)
        _disc(draw, x, y, size * 0.28, size * 0.3, (8, 8, 8))
        _disc(draw, x - size * 0.2, y - size * 0.22, 5, 5, (255, 255, 255))
        lid = (x - size * 1.3, y - size * 0.78, x + size * 1.3, y + size * 0.8)
        draw.arc(lid, 190, 350, fill=(40, 28, 26), width=10 if face.mujer else 6)
        inner, outer = x - side * size * 1.2, x + side * size * 1.5
        top = y - size - 22
        draw.line(
            (inner, top + face.inclinacion, x + side * 6, top - 12, outer, top + 8),
            fill=dark,
            width=face.ceja,
            joint="curve",
        )


def _hair(draw: ImageDraw.ImageDraw, face: Rasgos) -> None:
    wide, high, color = face.ancho + 18, face.alto + 30, face.cabello
    box = (CX - wide, CY - high, CX + wide, CY + high)
    if face.peinado == "calvo":
        for side in (-1, 1):
            _disc(draw, CX + side * (face.ancho + 2), CY - 74, 20, 66, color)
        return
    if face.peinado == "rizado":
        for i in range(11):
            _disc(draw, CX - wide + wide * i / 5, CY - high * 0.62 - (25 - (i - 5) ** 2) * 5.4, 58, 58, color)
        return
    draw.chord(box, 208, 332, fill=color)
    if face.peinado == "raya":
        draw.polygon(
            [(CX - wide + 10, CY - 70), (CX - wide + 24, CY - high * 0.6), (CX + 70, CY - high * 0.72)],
            fill=color,
        )
    if face.peinado in ("largo", "melena"):
        for side in (-1, 1):
            edge = CX + side * wide
            draw.polygon(
                [(edge, CY + 110), (edge, CY - high * 0.5), (CX + side * 30, CY - high * 0.86),
                 (CX, CY - high * 0.5), (edge - side * 56, CY - 96)],
                fill=color,
            )  # fmt: skip


def _details(draw: ImageDraw.ImageDraw, face: Rasgos) -> None:
    if face.lunar:
        _disc(draw, CX + face.lunar[0], CY + face.lunar[1], 8, 8, (70, 44, 36))
    if face.lentes:
        for side in (-1, 1):
            x, y = CX + side * face.separacion, CY - 18
            draw.rounded_rectangle((x - 64, y - 48, x + 64, y + 50), 26, outline=(30, 30, 34), width=7)
            draw.line((x + side * 64, y - 10, CX + side * face.ancho, y - 22), fill=(30, 30, 34), width=7)
        draw.arc((CX - 40, CY - 40, CX + 40, CY), 200, 340, fill=(30, 30, 34), width=7)
