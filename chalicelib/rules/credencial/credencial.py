"""What the data of a Credencial para Votar must look like, and how they agree with the person (Protocolo 6.1 C, 7.4).

No check-digit algorithm of the clave de elector is published: what can be shown is its shape, its parts, and that
they agree with the rest. How the six letters are taken from compound names is not published either, so a
disagreement there is told and does not refuse (`warn_names`). Letters that have nothing to do with the names do refuse
where the answer would tell what the padrón knows of a clave (`check_names`).
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from chalicelib.rules.base.faltas import Falta

_CLAVE = re.compile(r"[A-Z]{6}[0-9]{6}(?:0[1-9]|[12][0-9]|3[0-2]|87|88)[HMX][0-9]{3}", re.ASCII)
_CURP = re.compile(r"[A-Z]{4}[0-9]{6}[HMX][A-Z]{5}[0-9A-Z][0-9]", re.ASCII)
_OCR = re.compile(r"[0-9]{12,13}", re.ASCII)
_CIC = re.compile(r"[0-9]{9,10}", re.ASCII)
_ENTIDAD = re.compile(r"0[1-9]|[12][0-9]|3[0-2]", re.ASCII)
_EMISION = re.compile(r"[0-9]{2}", re.ASCII)
_TRES, _CUATRO = (re.compile(rf"(?!0+$)[0-9]{{{n}}}", re.ASCII) for n in (3, 4))

# RENAPO's letters in a CURP by the INE's code of the entidad.
_LETRAS = (
    "AS", "BC", "BS", "CC", "CL", "CM", "CS", "CH", "DF", "DG", "GT", "GR", "HG", "JC", "MC", "MN",
    "MS", "NT", "NL", "OC", "PL", "QT", "QR", "SP", "SL", "SR", "TC", "TS", "TL", "VZ", "YN", "ZS",
)  # fmt: skip
LETRAS_CURP = {f"{n:02d}": letras for n, letras in enumerate(_LETRAS, start=1)}
_ENTIDADES_CURP = frozenset(_LETRAS) | {"NE"}
_PARTICULAS = frozenset(
    ("DA", "DAS", "DE", "DEL", "DER", "DI", "DIE", "DD", "EL", "LA", "LAS", "LE", "LES", "LOS", "MAC", "MC",
     "VAN", "VON", "Y")
)  # fmt: skip
_COMUNES = frozenset(("JOSE", "MARIA", "J", "MA", "M"))
_NI_LETRA_NI_ESPACIO = re.compile(r"[^A-Z ]")
_PESOS = (7, 3, 1)


@dataclass(frozen=True)
class Clave:
    """The parts of a clave de elector (6.1 C): six `letras`, `nacimiento` (YYMMDD), `entidad` of birth, `sexo`.

    `sexo`: H hombre, M mujer, X persona no binaria (issued since 2023).
    """

    letras: str
    nacimiento: str
    entidad: str
    sexo: str


@lru_cache(maxsize=16)  # one clave is looked at from several sides, one after the other
def parse_clave(clave: str) -> Clave | None:
    """The parts of an 18-character clave de elector in capitals (6.1 C), or None when it cannot be one."""
    if not _CLAVE.fullmatch(clave) or not _is_day(clave[6:12]):
        return None
    return Clave(clave[:6], clave[6:12], clave[12:14], clave[14])


def _is_day(aammdd: str) -> bool:
    # A leap day of either century will do.
    return any(_date(int(siglo + aammdd[:2]), aammdd) for siglo in ("19", "20"))


def _date(anio: int, aammdd: str) -> date | None:
    try:
        return date(anio, int(aammdd[2:4]), int(aammdd[4:]))
    except ValueError:
        return None


def check_clave(clave: str, nacimiento: date | None) -> list[Falta]:
    """Faults of a clave de elector, alone and against the birth date where that is known (6.1 C)."""
    partes = parse_clave(clave)
    if partes is None:
        return [
            Falta(
                "clave_elector",
                "clave_invalida",
                "Revise la clave de elector: 18 caracteres (6 letras, fecha AAMMDD, entidad, H, M o X y 3 dígitos).",
            )
        ]
    if nacimiento is not None and partes.nacimiento != f"{nacimiento:%y%m%d}":
        return [
            Falta(
                "clave_elector",
                "clave_no_coincide_fecha",
                "La fecha dentro de la clave de elector no es la fecha de nacimiento; corrija la que esté mal.",
            )
        ]
    return []


def check_curp_agrees(curp: str, clave: str, nacimiento: date | None) -> list[Falta]:
    """Faults of a well-formed CURP against clave and birth date (6.1 C, 7.3): date with its century, and sexo."""
    faltas = []
    siglo = "19" if curp[16].isdigit() else "20"
    if nacimiento is not None and f"{nacimiento:%Y%m%d}" != siglo + curp[4:10]:
        faltas.append(
            Falta(
                "curp", "curp_no_coincide_fecha", "La fecha dentro de la CURP no es la fecha de nacimiento."
            )
        )
    partes = parse_clave(clave)
    if partes is not None and "X" not in (curp[10], partes.sexo) and curp[10] != partes.sexo:
        faltas.append(
            Falta("curp", "curp_no_coincide_sexo", "El sexo de la CURP no es el de la clave de elector.")
        )
    return faltas


def warn_names(clave: str, nombre: str, paterno: str, materno: str) -> list[Falta]:
    """Whether the six letters of the clave can come from the names: a warning, since its rule is unpublished (6.1 C).

    The pair of each name is its first letter and its first inner consonant, taken from the word that counts or, for
    compound names, from the first one too; Ñ may stand as N or X. A missing second surname agrees with anything.
    """
    partes = parse_clave(clave)
    if partes is None:
        return []
    pares = (partes.letras[:2], partes.letras[2:4], partes.letras[4:])
    admiten = (_pairs(paterno, given=False), _pairs(materno, given=False), _pairs(nombre, given=True))
    if all(not posibles or par in posibles for par, posibles in zip(pares, admiten, strict=True)):
        return []
    return [
        Falta(
            "clave_elector",
            "clave_no_coincide_nombre",
            "Las letras de la clave de elector no parecen salir del nombre y los apellidos; revíselos.",
        )
    ]


def check_names(clave: str, nombre: str, paterno: str, materno: str) -> list[Falta]:
    """The fault of a clave under a name that is somebody else's, or nobody's (7.4, 7.6).

    Whoever registers an auxiliar learns what the padrón answers of the clave. So the name must be known as well: an
    invented one is refused before the padrón is asked. Two of the three pairs of letters must be impossible for that,
    from any word of any of the names: one alone may be due to the unpublished rule. The pair of a surname that is
    missing is not looked at.
    """
    partes = parse_clave(clave)
    if partes is None:
        return []
    posibles = letter_pairs(f"{paterno} {materno} {nombre}")
    pares = ((partes.letras[:2], paterno), (partes.letras[2:4], materno), (partes.letras[4:], nombre))
    if sum(bool(n) and par not in posibles for par, n in pares) < 2:
        return []
    return [
        Falta(
            "clave_elector",
            "clave_no_coincide_nombre",
            "Las letras de la clave de elector no son de ese nombre: escriba clave, nombre y apellidos como están en "
            "la credencial.",
        )
    ]


def warn_curp_letters(curp: str, clave: str) -> list[Falta]:
    """Whether CURP and clave come from the same names and entidad of birth (6.1 C): a warning."""
    partes = parse_clave(clave)
    if partes is None or not _CURP.fullmatch(curp):
        return []
    de_la_curp = curp[0] + curp[13] + curp[2] + curp[14] + curp[3] + curp[15]
    entidad = LETRAS_CURP.get(partes.entidad, "NE")
    if de_la_curp == partes.letras and entidad == curp[11:13]:
        return []
    return [
        Falta(
            "curp",
            "curp_no_coincide_clave",
            "La CURP y la clave de elector no parecen de la misma persona; revíselas.",
        )
    ]


@lru_cache(maxsize=4096)  # a bulk file has few different words in its names
def _pairs(nombre: str, *, given: bool) -> frozenset[str]:
    pares = set()
    for enie in "XN" if "Ñ" in nombre.upper() else "X":
        palabras = _plain(nombre, enie).split()
        if palabras:
            pares |= {_pair(palabras[0]), _pair(_significant(palabras, given=given))}
    return frozenset(pares)


def letter_pairs(nombre: str) -> frozenset[str]:
    """Every pair of letters that some word of a name, in whatever order, can give to a clave de elector (6.1 C).

    A MRZ, or a phone, may have read N for Ñ, which a clave may have as X.
    """
    pares = map(_pair, _plain(nombre, "N").split())
    return frozenset(a + b for par in pares for a in _spelt(par[0]) for b in _spelt(par[1]))


def _spelt(letra: str) -> str:
    return "NX" if letra == "N" else letra


def _significant(palabras: list[str], *, given: bool) -> str:
    """The word that counts: José or María before another given name does not, nor does a particle."""
    if given and len(palabras) > 1 and palabras[0] in _COMUNES:
        palabras = palabras[1:]
    return next((p for p in palabras if p not in _PARTICULAS), palabras[-1])


def _pair(palabra: str) -> str:
    return palabra[0] + next((c for c in palabra[1:] if c not in "AEIOU"), "X")


def _plain(nombre: str, enie: str) -> str:
    sin_marcas = unicodedata.normalize("NFD", nombre.upper().replace("Ñ", enie).replace("-", " "))
    return _NI_LETRA_NI_ESPACIO.sub("", sin_marcas)


def mrz_digit(texto: str) -> str:
    """ICAO 9303 check digit of digits, capitals and `<` (weights 7, 3, 1), as the MRZ of the models D to H carries."""
    return str(sum(_value(c) * _PESOS[i % 3] for i, c in enumerate(texto)) % 10)


def _value(c: str) -> int:
    return 0 if c == "<" else int(c, 36)


def check_ocr(ocr: str, seccion: str) -> list[Falta]:
    """Faults of an OCR (6.1 C): 13 digits that begin with the sección, or the 12 of old cards."""
    if not _OCR.fullmatch(ocr):
        return [Falta("ocr", "ocr_invalido", "Revise el OCR: son 13 dígitos (12 en credenciales antiguas).")]
    if len(ocr) == 13 and _CUATRO.fullmatch(seccion) and not ocr.startswith(seccion):
        return [
            Falta(
                "ocr",
                "ocr_no_coincide_seccion",
                "Los primeros 4 dígitos del OCR no son la sección electoral.",
            )
        ]
    return []


def check_cic(cic: str) -> list[Falta]:
    """Faults of a CIC (6.1 C): 9 digits, or 10 as in the MRZ, the last being its check digit."""
    if not _CIC.fullmatch(cic):
        return [Falta("cic", "cic_invalido", "Revise el CIC: son 9 dígitos (10 con el dígito verificador).")]
    if len(cic) == 10 and mrz_digit(cic[:9]) != cic[9]:
        return [
            Falta("cic", "cic_digito", "El dígito verificador no corresponde al CIC; revise los 10 dígitos.")
        ]
    return []


def check_place(entidad: str, municipio: str, seccion: str) -> list[Falta]:
    """Faults of the place on the credential (6.1 C), in the INE's codes of 2, 3 and 4 digits."""
    casos = (
        ("entidad", entidad, _ENTIDAD, "Indique la entidad con su clave de 01 a 32."),
        ("municipio", municipio, _TRES, "Indique el municipio con su clave de 3 dígitos."),
        ("seccion", seccion, _CUATRO, "Indique la sección electoral con 4 dígitos."),
    )
    return [Falta(c, f"{c}_no_valido", texto) for c, v, patron, texto in casos if not patron.fullmatch(v)]


def check_emision(emision: str) -> list[Falta]:
    """Faults of the número de emisión (6.1 C): two digits, `00` among them, as on a first credential."""
    if _EMISION.fullmatch(emision):
        return []
    return [Falta("emision", "emision_no_valido", "Indique el número de emisión con 2 dígitos.")]


def is_curp_shaped(curp: str) -> bool:
    """Whether a CURP in capitals has its 18 characters, a day and an entidad; its check digit is another matter.

    Sexo may be X since the registry admits it; rude words are not looked for: RENAPO gives out none.
    """
    siglo = "19" if curp[16:17].isdigit() else "20"
    return (
        bool(_CURP.fullmatch(curp))
        and _date(int(siglo + curp[4:6]), curp[4:10]) is not None
        and curp[11:13] in _ENTIDADES_CURP
    )
