"""The front of a credential: portrait, names, address and keys, laid out like a CPV's."""

from PIL import Image, ImageOps

from sintetico.ciudadanos import Ciudadano
from sintetico.firma import firma
from sintetico.geografia import ENTIDADES
from sintetico.rostro import rostro
from sintetico.tarjeta import GRIS, NEGRO, ground, stamp_muestra
from sintetico.tipografia import write

ESQUINA_RETRATO = (60, 160)
X_DATOS, Y_NOMBRE = 520, 158
FONDO_RETRATO = (232, 234, 238)


def anverso(person: Ciudadano) -> Image.Image:
    """Return the front, 1600 x 1010, as printed: not yet photographed."""
    card = ground(person.modelo, "anverso").copy()
    _portrait(card, person)
    _texts(card, person)
    if person.modelo != "C":
        sign_card(card, person, (70, 690, 420, 168))
    return card


def _portrait(card: Image.Image, person: Ciudadano) -> None:
    face = rostro(person.clave_elector, person.sexo).reduce(2)
    portrait = Image.new("RGB", face.size, FONDO_RETRATO)
    portrait.paste(face, mask=face)
    stamp_muestra(portrait, 110, 52)
    card.paste(portrait, ESQUINA_RETRATO)
    if person.modelo == "G":
        small = ImageOps.grayscale(face.convert("RGB")).reduce(3)
        mask = face.getchannel("A").reduce(3).point(lambda v: v // 2)
        card.paste(small.convert("RGB"), (1430, 690), mask)


def sign_card(card: Image.Image, person: Ciudadano, box: tuple[int, int, int, int]) -> None:
    """Print the person's signature in `box` (x, y, width, height)."""
    x, y, width, height = box
    card.paste(
        NEGRO, (x, y), ImageOps.invert(firma(person, "cpv").resize((width, height), Image.Resampling.BOX))
    )


def _texts(card: Image.Image, person: Ciudadano) -> None:
    for (x, y), label, lines in _fields(person):
        _field(card, (x, y), label, lines)


def _field(card: Image.Image, xy: tuple[int, int], label: str, lines: tuple[str, ...]) -> None:
    x, y = xy
    write(card, (x, y), label, 26, GRIS)
    for i, line in enumerate(lines):
        write(card, (x, y + 26 + 40 * i), line, 40, NEGRO)


def _fields(person: Ciudadano) -> list[tuple[tuple[int, int], str, tuple[str, ...]]]:
    """Return the place, heading and lines of every field of the front; model C prints no CURP."""
    names = (person.apellido_paterno, person.apellido_materno, person.nombre)
    fields = [
        ((X_DATOS, Y_NOMBRE), "NOMBRE", names),
        ((1330, Y_NOMBRE), "SEXO", (person.sexo,)),
        ((1330, 254), "NACIMIENTO", (f"{person.fecha_nacimiento:%d/%m/%Y}",)),
        ((X_DATOS, 330), "DOMICILIO", person.domicilio),
        ((X_DATOS, 510), "CLAVE DE ELECTOR", (person.clave_elector,)),
        ((X_DATOS, 690), "ESTADO", (f"{person.entidad} {ENTIDADES[person.entidad][0][:12]}",)),
        ((880, 690), "MUNICIPIO", (person.municipio,)),
        ((1120, 690), "SECCIÓN", (person.seccion,)),
        ((X_DATOS, 785), "EMISIÓN", (person.emision,)),
        ((880, 785), "REGISTRO", (f"{person.vigencia - 10} {person.emision}",)),
        ((1120, 785), "VIGENCIA", (f"{person.vigencia}",)),
    ]
    return fields if person.modelo == "C" else [*fields, ((X_DATOS, 600), "CURP", (person.curp,))]


def paste_name(card: Image.Image, other: Ciudadano) -> None:
    """Cover the name with a slip of paper with another person's, in a typeface that is not the card's."""
    slip = Image.new("RGB", (760, 138), (250, 248, 238))
    for i, line in enumerate((other.apellido_paterno, other.apellido_materno, other.nombre)):
        write(slip, (24 + 5 * i, 2 + 43 * i), line.title(), 42, (18, 18, 70), "BoldIt")
    turned = slip.rotate(-1.6, Image.Resampling.BILINEAR, expand=True, fillcolor=(190, 186, 176))
    card.paste((120, 118, 116), (X_DATOS - 14, Y_NOMBRE + 30, X_DATOS - 14 + turned.width, Y_NOMBRE + 190))
    card.paste(turned, (X_DATOS - 20, Y_NOMBRE + 22))
