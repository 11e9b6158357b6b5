"""Clave de elector and CURP: how both are made from a person's names, birth, sexo and entidad of birth."""

import re
from datetime import date
from unicodedata import normalize

from stdnum.exceptions import InvalidComponent
from stdnum.mx import curp as stdnum_curp

from sintetico.geografia import ENTIDADES

PARTICULAS = frozenset(
    ("DA", "DAS", "DE", "DEL", "DER", "DI", "DIE", "DD", "EL", "LA", "LAS", "LE", "LES", "LOS", "MAC", "MC",
     "VAN", "VON", "Y")
)  # fmt: skip
COMUNES = frozenset(("JOSE", "MARIA", "J", "MA", "M"))
VOCALES = "AEIOU"


def plain(text: str) -> str:
    """Return `text` in A-Z and spaces: no accents, Ñ as X (the CURP's rule; the clave's is not published)."""
    bare = normalize("NFD", text.upper().replace("Ñ", "X"))
    return " ".join(re.sub(r"[^A-Z ]", "", bare.replace("-", " ")).split())


def significant_word(name: str, given: bool = False) -> str:
    """Return the word of a name that keys are made of.

    Particles are passed over ("DE LA CRUZ" is CRUZ), and so is José or María before another given name.
    """
    words = plain(name).split()
    if given and len(words) > 1 and words[0] in COMUNES:
        words = words[1:]
    return next((word for word in words if word not in PARTICULAS), words[-1] if words else "")


def _first_inner(word: str, among_vowels: bool) -> str:
    return next((c for c in word[1:] if (c in VOCALES) == among_vowels), "X")


def _pair(word: str) -> str:
    return (word[0] if word else "X") + _first_inner(word, among_vowels=False)


def clave_elector(
    nombre: str, paterno: str, materno: str, nacimiento: date, entidad: str, sexo: str, homoclave: int
) -> str:
    """Return the clave de elector: 18 characters; `entidad` is that of birth, `homoclave` is 0..999."""
    words = (significant_word(paterno), significant_word(materno), significant_word(nombre, given=True))
    return f"{''.join(map(_pair, words))}{nacimiento:%y%m%d}{entidad}{sexo}{homoclave:03}"


def curp(
    nombre: str, paterno: str, materno: str, nacimiento: date, entidad: str, sexo: str, homoclave: int
) -> str:
    """Return the CURP: 18 characters, the last a check digit; `homoclave` is 0..9, a letter from 2000 on."""
    first, second, given = (
        significant_word(paterno),
        significant_word(materno),
        significant_word(nombre, given=True),
    )
    initials = first[0] + _first_inner(first, among_vowels=True) + (second[:1] or "X") + given[0]
    inner = "".join(_first_inner(word, among_vowels=False) for word in (first, second, given))
    mark = str(homoclave) if nacimiento.year < 2000 else "ABCDEFGHIJ"[homoclave]
    rest = f"{nacimiento:%y%m%d}{sexo}{ENTIDADES[entidad][1]}{inner}{mark}"
    return _decent(initials, rest)


def _decent(initials: str, rest: str) -> str:
    """Add the check digit; four letters that make a rude word get an X for the second."""
    try:
        return stdnum_curp.validate(_with_check_digit(initials + rest))
    except InvalidComponent:
        return stdnum_curp.validate(_with_check_digit(f"{initials[0]}X{initials[2:]}{rest}"))


def _with_check_digit(seventeen: str) -> str:
    return seventeen + stdnum_curp.calc_check_digit(seventeen)
