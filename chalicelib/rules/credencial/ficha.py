"""What a person's own data must look like: names, birth, phones, provider (Protocolo 6.1 B, 7.3, 7.4).

Names: letters of the Latin alphabet with any mark, the saltillo of the indigenous languages, and what joins words. No
guess is made at whether a name is a true one: the padrón says that (7.6).
"""

import re
import unicodedata
from datetime import date

from chalicelib.rules.base.faltas import Falta

LARGO = 60
"""Characters of a name or a surname."""
MAYORIA = 18
PROVEEDORES = {"google": "google", "facebook": "facebook", "x": "x", "twitter": "x", "twitter/x": "x"}
"""What may be written for each provider of 6.1 B, in lower case."""

FECHA_INVALIDA = Falta(
    "fecha_nacimiento", "fecha_invalida", "Escriba la fecha de nacimiento como AAAA-MM-DD o DD/MM/AAAA."
)

_LETRA = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u01bf\u01c4-\u02af\u1e00-\u1ef9"
_MARCA = "\u0300-\u0345"
_SALTILLO = "'\u02bc\ua78b\ua78c"
_PALABRA = f"[{_SALTILLO}]?[{_LETRA}](?:[{_LETRA}{_MARCA}]|[{_SALTILLO}](?![{_SALTILLO}]))*\\.?"
_NOMBRE = re.compile(f"{_PALABRA}(?:[ /-]{_PALABRA})*")
_APOSTROFOS = str.maketrans(dict.fromkeys("\u2018\u2019\u00b4`\u2032", "'"))
_GUIONES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013", "-"))
_PUNTO_PEGADO = re.compile(rf"\.(?=[{_LETRA}])")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_DMA = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", re.ASCII)
_TELEFONO = re.compile(r"(?:\+?521?)?([2-9][0-9]{9})", re.ASCII)
_ADORNOS = re.compile(r"[ ().\-]")


def normal_text(texto: str) -> str:
    """NFC, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", texto).split())


def tidy_name(nombre: str) -> str:
    """A name as it is kept: one form of apostrophe and hyphen, a space after an abbreviation's point."""
    return _PUNTO_PEGADO.sub(". ", normal_text(nombre).translate(_APOSTROFOS).translate(_GUIONES))


def check_name(campo: str, nombre: str, largo: int = LARGO) -> list[Falta]:
    """Faults of a name (6.1 B): 1 to `largo` characters; letters, spaces, hyphens, slashes, apostrophes, points.

    A credential may print a slash in the place of an apostrophe (D/AMICO). Accents are joined to their letters first.
    """
    if len(nombre) > largo:
        return [Falta(campo, "nombre_largo", f"Escriba hasta {largo} caracteres.")]
    if not _NOMBRE.fullmatch(unicodedata.normalize("NFC", nombre)):
        return [
            Falta(
                campo,
                "nombre_invalido",
                "Use solo letras, espacios, guiones, diagonales y apóstrofos, como en la credencial.",
            )
        ]
    return []


def parse_date(texto: str) -> date | None:
    """The date of `AAAA-MM-DD` or `DD/MM/AAAA`, or None when it is no such date."""
    iso, dma = _ISO.fullmatch(texto), _DMA.fullmatch(texto)
    if iso:
        anio, mes, dia = iso.groups()
    elif dma:
        dia, mes, anio = dma.groups()
    else:
        return None
    try:
        return date(int(anio), int(mes), int(dia))
    except ValueError:
        return None


def is_adult(nacimiento: date, hoy: date) -> bool:
    """Whether the person is 18 on that day of the centre's calendar (7.4: mayores de 18 años), to the day.

    Who was born on 29 February is 18 on 1 March of a year that has no such day: the years are complete when the last
    of their days has ended (Código Civil Federal, 646 and 1180), and 28 February has not.
    """
    return (nacimiento.year + MAYORIA, nacimiento.month, nacimiento.day) <= (hoy.year, hoy.month, hoy.day)


def check_birth(nacimiento: date | None, hoy: date) -> list[Falta]:
    """Faults of a birth date (6.1 B, 7.4): a real day, not before 1900, of somebody who is 18 today."""
    if nacimiento is None or nacimiento.year < 1900 or nacimiento > hoy:
        return [FECHA_INVALIDA]
    if not is_adult(nacimiento, hoy):
        return [Falta("fecha_nacimiento", "menor_de_edad", "La persona debe tener 18 años cumplidos.")]
    return []


def normal_phone(telefono: str) -> str | None:
    """The ten digits of a Mexican number, whatever is written around and before them; None when it is none."""
    hallado = _TELEFONO.fullmatch(_ADORNOS.sub("", telefono))
    return hallado and hallado[1]


def bad_phone(campo: str) -> Falta:
    """Fault of a telephone number that is not one (6.1 B, 7.3)."""
    return Falta(campo, "telefono_invalido", "Escriba el teléfono a 10 dígitos.")


def normal_provider(proveedor: str) -> str | None:
    """google, facebook or x (6.1 B: Google, Facebook o Twitter), however it is written; None for any other."""
    return PROVEEDORES.get(proveedor.strip().lower())


def is_plain(texto: str) -> bool:
    """Whether a free text has no control characters, nor others that a page cannot show."""
    return all(unicodedata.category(c)[0] != "C" for c in texto)
