"""The back of a credential: OCR and signature on model C; MRZ and small QR on D, E and G."""

from PIL import Image, ImageDraw

from sintetico.anverso import sign_card
from sintetico.ciudadanos import Ciudadano
from sintetico.mrz import mrz, qr
from sintetico.tarjeta import GRIS, NEGRO, ground, small_qr
from sintetico.tipografia import write, write_fixed

PASO_MRZ = 49


def reverso(person: Ciudadano) -> Image.Image:
    """Return the back, 1600 x 1010, as printed: not yet photographed."""
    card = ground(person.modelo, "reverso").copy()
    (_model_c if person.modelo == "C" else _model_with_mrz)(card, person)
    return card


def _model_c(card: Image.Image, person: Ciudadano) -> None:
    write_fixed(card, (60, 60), person.ocr, 74, 56, NEGRO)
    write(card, (64, 150), "OCR", 28, GRIS)
    ImageDraw.Draw(card).rectangle((60, 240, 800, 540), outline=GRIS, width=3)
    sign_card(card, person, (110, 260, 640, 256))
    write(card, (64, 548), "FIRMA", 28, GRIS)
    write(card, (60, 640), "ESTE DOCUMENTO ES UNA MUESTRA: NO IDENTIFICA A NADIE.", 34, NEGRO)


def _model_with_mrz(card: Image.Image, person: Ciudadano) -> None:
    code = small_qr(qr(person))
    card.paste(code, (1540 - code.width, 60))
    write(card, (60, 430), f"{person.cic}   {person.ocr}", 34, NEGRO)
    write(card, (60, 480), "ESTE DOCUMENTO ES UNA MUESTRA: NO IDENTIFICA A NADIE.", 34, NEGRO)
    for i, line in enumerate(mrz(person)):
        write_fixed(card, ((1600 - PASO_MRZ * 30) / 2, 656 + 92 * i), line, 74, PASO_MRZ, NEGRO)
