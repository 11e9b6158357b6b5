"""What the back of a credential says to a machine: its MRZ and its small QR (Protocolo 9.8).

The MRZ of models D and later is TD1 of ICAO 9303, three lines of 30, with the INE's own use of it:

    IDMEX ccccccccc d << ooooooooooooo       CIC, its digit, OCR
    aammdd d s aammdd d MEX < ee << nnnnn < D  birth, sexo, expiry, each date with its digit; emisión; D over all
    SURNAMES << NAMES

Sexo is printed H or M and M is mujer: a general reader of MRZs takes it for male. Whoever has no such letter has X, or
a filler. Names have no digit, and what does not fit is cut.

The small QR is an address whose key begins with the OCR and ends with the CIC:

    http://qr.ine.mx/<OCR 13><2><CIC 9>/<AAAAMMDD>/<P>/<6 digits>

No official text describes it. Where the OCR and the CIC stand was seen on cards; the rest is only its form. The QRs of
high density are encrypted by the INE: nobody else reads them.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chalicelib.rules.credencial.credencial import mrz_digit

_LINEA = re.compile(r"[A-Z0-9<]{30}", re.ASCII)
_UNA = re.compile(r"IDMEX([0-9]{9})([0-9])<<([0-9]{12}[0-9<])", re.ASCII)
_DOS = re.compile(r"([0-9]{6})([0-9])([HMX<])([0-9]{6})([0-9])MEX<([0-9]{2})[A-Z0-9<]{8}([0-9])", re.ASCII)
_NOMBRES = re.compile(r"([A-Z]+(?:<[A-Z]+)*)(?:<<([A-Z]+(?:<[A-Z]+)*))?<*", re.ASCII)
_SIN_CORTE = 28  # a name that ends here or before was not cut: two fillers follow it
_SIGLO_VIGENCIA = "20"  # the first credentials with MRZ are of 2013


class Defecto(StrEnum):
    """Why three lines are not a credential's MRZ."""

    LINEAS = "lineas"  # not three lines of 30 of A-Z, 0-9 and <
    PRIMERA = "primera_linea"  # its data are not where they are printed
    SEGUNDA = "segunda_linea"
    FECHA = "fecha"  # no day of the calendar


class Digito(StrEnum):
    """The four check digits, by what they are over."""

    CIC = "cic"
    NACIMIENTO = "nacimiento"
    VIGENCIA = "vigencia"
    COMPUESTO = "compuesto"


@dataclass(frozen=True)
class Mrz:
    """Data of the MRZ.

    `nacimiento`: AAMMDD, the century is not printed; `sexo`: H hombre, M mujer, X neither; `vigencia`: last day in
    force; `apellidos`, `nombres`: words, A-Z, both empty when the third line is no name; `cortado`: they may go on;
    `no_cuadran`: the check digits that are not those of their data.
    """

    cic: str
    ocr: str
    nacimiento: str
    sexo: str
    vigencia: date
    emision: str
    apellidos: tuple[str, ...]
    nombres: tuple[str, ...]
    cortado: bool
    no_cuadran: tuple[Digito, ...]


def parse_mrz(lineas: Sequence[str]) -> Mrz | Defecto:
    """The MRZ, its check digits right or wrong, or what keeps it from being one. Raises nothing, whatever the text."""
    if len(lineas) != 3 or not all(_LINEA.fullmatch(linea) for linea in lineas):
        return Defecto.LINEAS
    una, dos = _UNA.fullmatch(lineas[0]), _DOS.fullmatch(lineas[1])
    if una is None or dos is None:
        return Defecto.PRIMERA if una is None else Defecto.SEGUNDA
    nacimiento, vigencia = dos[1], _day(_SIGLO_VIGENCIA + dos[4])
    if vigencia is None or _day("20" + nacimiento) is None:  # 2000 has the leap day that 1900 has not
        return Defecto.FECHA
    apellidos, nombres, cortado = _names(lineas[2])
    return Mrz(
        cic=una[1],
        ocr=una[3].rstrip("<"),
        nacimiento=nacimiento,
        sexo=dos[3].replace("<", "X"),
        vigencia=vigencia,
        emision=dos[6],
        apellidos=apellidos,
        nombres=nombres,
        cortado=cortado,
        no_cuadran=_wrong_digits(lineas[0], lineas[1]),
    )


def agrees_with_name(mrz: Mrz, nombre: str) -> bool:
    """Whether a full name, in whatever order, can be that of the MRZ: without accents, Ñ as N, X or NXX, maybe cut."""
    leidas = _plain(" ".join(mrz.apellidos + mrz.nombres).replace("NXX", "N"))
    return any(_same(leidas, _plain(nombre.upper().replace("Ñ", enie)), mrz.cortado) for enie in "NX")


def _same(leidas: list[str], impresas: list[str], cortado: bool) -> bool:
    if not cortado:
        return sorted(leidas) == sorted(impresas)
    libres = list(impresas)
    for palabra in sorted(leidas, key=len, reverse=True):  # what a longer one begins, a shorter one may too
        entera = next((p for p in libres if p.startswith(palabra)), None)
        if entera is None:
            return False
        libres.remove(entera)
    return True


def _plain(nombre: str) -> list[str]:
    """Words as a MRZ has them: A-Z, hyphens part words, other marks vanish."""
    sin_marcas = unicodedata.normalize("NFD", nombre.upper()).replace("-", " ")
    return [p for palabra in sin_marcas.split() if (p := re.sub(r"[^A-Z]", "", palabra))]


def _day(aaaammdd: str) -> date | None:
    try:
        return date(int(aaaammdd[:4]), int(aaaammdd[4:6]), int(aaaammdd[6:]))
    except ValueError:
        return None


def _names(linea: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    partes = _NOMBRES.fullmatch(linea)
    if partes is None:
        return (), (), False
    apellidos, nombres = partes[1].split("<"), partes[2].split("<") if partes[2] else []
    return tuple(apellidos), tuple(nombres), len(linea.rstrip("<")) > _SIN_CORTE or not nombres


def _wrong_digits(una: str, dos: str) -> tuple[Digito, ...]:
    casos = (
        (Digito.CIC, una[5:14], una[14]),
        (Digito.NACIMIENTO, dos[:6], dos[6]),
        (Digito.VIGENCIA, dos[8:14], dos[14]),
        (Digito.COMPUESTO, una[5:] + dos[:7] + dos[8:15] + dos[18:29], dos[29]),
    )
    return tuple(digito for digito, datos, impreso in casos if mrz_digit(datos) != impreso)


_QR = re.compile(
    r"https?://qr\.ine\.mx/([0-9]{13})[0-9]{2}([0-9]{9})/[0-9]{8}/[A-Za-z0-9]{1,2}/[0-9]{6}/?", re.ASCII
)


@dataclass(frozen=True)
class Qr:
    """The data understood in the small QR."""

    ocr: str
    cic: str


def parse_qr(texto: str) -> Qr | None:
    """The OCR and the CIC in the text of a small QR, or None when it is another text."""
    partes = _QR.fullmatch(texto)
    return Qr(partes[1], partes[2]) if partes else None
