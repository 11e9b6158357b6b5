"""The live photo: a person in a room; or, as a fraud, an object or a covered face."""

from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from sintetico.ciudadanos import Ciudadano
from sintetico.rostro import CX, CY, rasgos, rostro, tint
from sintetico.tarjeta import ROJO, stamp_muestra
from sintetico.tipografia import Color, write

TAMANO = (960, 1280)
PAREDES: tuple[Color, ...] = (
    (196, 202, 190),
    (176, 190, 204),
    (214, 200, 178),
    (158, 168, 164),
    (206, 188, 188),
)


def foto(person: Ciudadano, chance: Random, impedimento: str = "") -> Image.Image:
    """Return a photo of the person, 960 x 1280; `impedimento`, a key of `IMPEDIMENTOS`, covers the face."""
    face = rostro(person.clave_elector, person.sexo)
    if impedimento:
        face = face.copy()
        IMPEDIMENTOS[impedimento](ImageDraw.Draw(face), person)
    scene = _room(chance)
    scene.paste(
        face, ((TAMANO[0] - face.width) // 2 + chance.randint(-60, 60), TAMANO[1] - face.height), face
    )
    return _marked(scene)


def foto_objeto(objeto: str, chance: Random) -> Image.Image:
    """Return a photo of a thing where a face should be: a key of `OBJETOS`."""
    scene = _room(chance)
    OBJETOS[objeto](ImageDraw.Draw(scene))
    return _marked(scene)


def _marked(scene: Image.Image) -> Image.Image:
    stamp_muestra(scene, 210, 50)
    write(scene, (24, 16), "FOTO SINTÉTICA · MUESTRA", 34, ROJO, "Bold")
    return scene


def _room(chance: Random) -> Image.Image:
    """Return a wall with a window or a door out of focus, drawn small and enlarged."""
    wall = chance.choice(PAREDES)
    small = Image.new("RGB", (48, 64), wall)
    draw = ImageDraw.Draw(small)
    x = chance.randint(-6, 34)
    draw.rectangle(
        (x, chance.randint(4, 20), x + chance.randint(8, 20), 70), fill=tint(wall, chance.uniform(0.7, 1.25))
    )
    draw.rectangle((0, 56, 48, 64), fill=tint(wall, 0.72))
    return small.filter(ImageFilter.BoxBlur(2)).resize(TAMANO, Image.Resampling.BILINEAR)


def _sunglasses(draw: ImageDraw.ImageDraw, person: Ciudadano) -> None:
    face = rasgos(person.clave_elector, person.sexo)
    for side in (-1, 1):
        x = CX + side * (face.separacion + 4)
        draw.rounded_rectangle((x - 84, CY - 82, x + 84, CY + 52), 44, fill=(14, 14, 18))
        draw.line((x + side * 60, CY - 50, CX + side * face.ancho, CY - 40), fill=(14, 14, 18), width=16)
        draw.line((x - 46, CY - 20, x - 10, CY - 58), fill=(70, 72, 84), width=10)
    draw.rectangle((CX - 40, CY - 60, CX + 40, CY - 38), fill=(14, 14, 18))


def _face_mask(draw: ImageDraw.ImageDraw, person: Ciudadano) -> None:
    wide = rasgos(person.clave_elector, person.sexo).ancho
    for y in (CY + 40, CY + 190):
        draw.line((CX - wide - 6, CY + 10, CX, y, CX + wide + 6, CY + 10), fill=(226, 230, 232), width=8)
    draw.rounded_rectangle((CX - wide + 16, CY + 40, CX + wide - 16, CY + 300), 70, fill=(126, 178, 200))
    for y in (100, 160, 220):
        draw.line((CX - wide + 30, CY + y, CX + wide - 30, CY + y), fill=(98, 150, 174), width=6)


def _cap(draw: ImageDraw.ImageDraw, person: Ciudadano) -> None:
    face = rasgos(person.clave_elector, person.sexo)
    wide, top = face.ancho + 46, CY - face.alto - 60
    draw.pieslice((CX - wide, top, CX + wide, top + 2 * (CY - 70 - top)), 180, 360, fill=(34, 66, 44))
    draw.ellipse((CX - wide - 60, CY - 130, CX + wide + 60, CY + 10), fill=(24, 48, 32))


def _chair(draw: ImageDraw.ImageDraw) -> None:
    wood, dark = (134, 88, 50), (98, 62, 34)
    for x in (270, 650):
        draw.rectangle((x, 250, x + 44, 1180), fill=dark)
    for y in (290, 420, 550):
        draw.rounded_rectangle((290, y, 674, y + 70), 20, fill=wood)
    draw.polygon([(230, 800), (734, 800), (800, 900), (164, 900)], fill=wood)
    for x in (176, 744):
        draw.rectangle((x, 900, x + 44, 1260), fill=dark)


def _plant(draw: ImageDraw.ImageDraw) -> None:
    for i in range(-5, 6):
        tip = (480 + i * 74, 300 + i * i * 14)
        draw.polygon([(470 + i * 10, 860), tip, (500 + i * 12, 860)], fill=(48, 104 + 8 * abs(i), 58))
    draw.polygon([(300, 840), (660, 840), (600, 1200), (360, 1200)], fill=(174, 92, 58))
    draw.rectangle((284, 800, 676, 860), fill=(150, 76, 46))


def _cup(draw: ImageDraw.ImageDraw) -> None:
    draw.arc((560, 560, 860, 900), -100, 110, fill=(222, 222, 226), width=48)
    draw.rounded_rectangle((220, 480, 680, 1040), 60, fill=(236, 236, 240))
    draw.ellipse((220, 430, 680, 540), fill=(206, 206, 212))
    draw.ellipse((250, 446, 650, 524), fill=(74, 46, 30))


IMPEDIMENTOS: dict[str, Callable[[ImageDraw.ImageDraw, Ciudadano], None]] = {
    "lentes oscuros": _sunglasses,
    "cubrebocas": _face_mask,
    "gorra": _cap,
}
OBJETOS: dict[str, Callable[[ImageDraw.ImageDraw], None]] = {"silla": _chair, "planta": _plant, "taza": _cup}
