"""Machine-readable codes on the back of models D, E and G: the MRZ (TD1, ICAO 9303) and the small QR."""

from datetime import date
from itertools import cycle

from sintetico.azar import rng
from sintetico.ciudadanos import Ciudadano
from sintetico.claves import plain

ALFABETO = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def check_digit(text: str) -> str:
    """Return the ICAO 9303 check digit: weights 7, 3, 1; `<` counts as zero."""
    values = (ALFABETO.index(c) if c != "<" else 0 for c in text)
    return str(sum(v * w for v, w in zip(values, cycle((7, 3, 1)), strict=False)) % 10)


def _checked(text: str) -> str:
    return text + check_digit(text)


def mrz(person: Ciudadano) -> list[str]:
    """Return the three lines of 30. Sexo is printed H or M: `M` is mujer; generic readers take M for male.

    The five digits before the composite check digit have no known meaning: here they are the identificador's last.
    """
    first = f"IDMEX{_checked(person.cic)}<<{person.ocr}"
    birth = _checked(f"{person.fecha_nacimiento:%y%m%d}")
    expiry = _checked(f"{person.vigencia % 100:02}1231")
    optional = f"<{person.emision}<<{person.identificador[-5:]}<"
    composite = check_digit(first[5:] + birth + expiry + optional)
    return [first, f"{birth}{person.sexo}{expiry}MEX{optional}{composite}", _names(person)]


def _names(person: Ciudadano) -> str:
    surnames = _filled(f"{person.apellido_paterno} {person.apellido_materno}")
    given = _filled(person.nombre)
    return f"{surnames}<<{given}"[:30].ljust(30, "<")


def _filled(name: str) -> str:
    return "<".join(plain(name.upper().replace("Ñ", "N")).split())  # ICAO 9303-3, 6: Ñ may become N


def qr(person: Ciudadano) -> str:
    """Return the small QR's text: OCR, two digits, CIC / date of issue / model / six digits.

    Only the places of OCR and CIC are known. The two digits are the emisión here; the rest is invented.
    """
    chance = rng("qr", person.cic)
    issued = date(person.vigencia - 10, chance.randint(1, 12), chance.randint(1, 28))
    key = f"{person.ocr}{person.emision}{person.cic}"
    return f"http://qr.ine.mx/{key}/{issued:%Y%m%d}/{person.modelo}/{chance.randrange(10**6):06}"
