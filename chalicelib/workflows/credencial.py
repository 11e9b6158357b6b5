"""The one check of a person's data, for aspirante, auxiliar, and each row of a bulk file (Protocolo 6.1, 7.3).

    datos (as entered) ─► read_persona ─► Ficha: datos as they are kept · faltas, which refuse · avisos, which do not

It runs on 58,483 rows at a time: no network, and everything that can be compiled once is. The CURP's check digit is
python-stdnum's affair and the shape of an e-mail address email-validator's; the rest is in `rules/`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from email_validator import EmailNotValidError, validate_email
from stdnum.mx import curp as stdnum_curp

from chalicelib.rules.base.faltas import Falta
from chalicelib.rules.credencial.credencial import (
    check_clave,
    check_curp_agrees,
    check_names,
    is_curp_shaped,
    warn_curp_letters,
    warn_names,
)
from chalicelib.rules.credencial.ficha import (
    FECHA_INVALIDA,
    bad_phone,
    check_birth,
    check_name,
    is_plain,
    normal_phone,
    normal_provider,
    normal_text,
    parse_date,
    tidy_name,
)

NOMBRES = ("nombre", "apellido_paterno", "apellido_materno")
OBLIGATORIOS = ("nombre", "fecha_nacimiento", "correo", "proveedor", "clave_elector")
OPCIONALES = ("apellido_paterno", "apellido_materno", "telefono_movil", "curp", "referencia")
CAMPOS = (*NOMBRES, *OBLIGATORIOS[1:], *OPCIONALES[2:])
"""What is read of a person (7.3, 7.4); anything else in the mapping is nobody's affair here."""
LARGO_REFERENCIA = 60

# Nobody can own `.invalid` (RFC 2606): the people of tests and demonstrations live there, and no mail reaches them.
# The library refuses it; another last label of the same length stands for it while the address is checked.
_DE_PRUEBAS = ".invalid"
_SUPLENTE = ".captura"


@dataclass(frozen=True)
class Ficha:
    """A person's data in the form in which they are kept, with what refuses them and what is only told."""

    datos: dict[str, str]
    faltas: list[Falta]
    avisos: list[Falta]


def check_persona(datos: Mapping[str, str], hoy: date) -> list[Falta]:
    """All faults of a person's data on that day of the centre's calendar; empty when they are admitted (7.4)."""
    return read_persona(datos, hoy).faltas


def read_persona(datos: Mapping[str, str], hoy: date) -> Ficha:
    """Normalise and check (7.3, 7.4). Fields: `CAMPOS`; one that is missing counts as empty.

    Kept as: NFC names, ISO date, ten-digit phone, e-mail in lower case with an ASCII domain, provider google, facebook
    or x, clave and CURP in capitals. A field with a fault stays as it came. Empty optional fields are left out.
    """
    escritos = {c: t for c in CAMPOS if (t := normal_text(datos.get(c) or ""))}
    legibles = {c: n for c, t in escritos.items() if (n := _NORMAL[c](t))}
    normales = escritos | legibles
    faltas = [Falta(c, "falta", "Este dato es obligatorio.") for c in OBLIGATORIOS if c not in escritos]
    if not ("apellido_paterno" in escritos or "apellido_materno" in escritos):
        faltas.append(
            Falta("apellido_paterno", "falta", "Escriba al menos un apellido, como en la credencial.")
        )
    faltas += [_ILEGIBLES[c] for c in escritos if c not in legibles]
    nacimiento = parse_date(normales.get("fecha_nacimiento", ""))
    for campo in legibles:
        faltas += _check(campo, normales, nacimiento, hoy)
    return Ficha(normales, faltas, [] if faltas else _warn(normales))


def read_auxiliar(datos: Mapping[str, str], hoy: date) -> Ficha:
    """As `read_persona`, and the clave must be of the person named: its answer from the padrón is told (7.6)."""
    ficha = read_persona(datos, hoy)
    if ficha.faltas:
        return ficha
    ajena = check_names(ficha.datos["clave_elector"], *(ficha.datos.get(c, "") for c in NOMBRES))
    return Ficha(ficha.datos, ajena, []) if ajena else ficha


def normal_mail(correo: str) -> str | None:
    """The address in lower case with an ASCII domain, as identity providers say it; None when it is none.

    Only ASCII before the @: SES takes no other. No look-up is made.
    """
    if correo.lower().endswith(_DE_PRUEBAS):
        leido = _check_mail(correo[: -len(_DE_PRUEBAS)] + _SUPLENTE)
        return leido.removesuffix(_SUPLENTE) + _DE_PRUEBAS if leido else None
    return _check_mail(correo)


def _check_mail(correo: str) -> str | None:
    try:
        leido = validate_email(correo, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return leido.ascii_email.lower() if leido.ascii_email else None


def _iso(texto: str) -> str | None:
    dia = parse_date(texto)
    return dia.isoformat() if dia else None


# What a text becomes to be kept, or None when it cannot be read as what the field is.
_NORMAL: dict[str, Callable[[str], str | None]] = {
    **dict.fromkeys(NOMBRES, tidy_name),
    "fecha_nacimiento": _iso,
    "telefono_movil": normal_phone,
    "correo": normal_mail,
    "proveedor": normal_provider,
    "clave_elector": str.upper,
    "curp": str.upper,
    "referencia": str,
}
_ILEGIBLES = {
    "fecha_nacimiento": FECHA_INVALIDA,
    "telefono_movil": bad_phone("telefono_movil"),
    "correo": Falta("correo", "correo_invalido", "Revise el correo: no tiene la forma nombre@dominio."),
    "proveedor": Falta(
        "proveedor", "proveedor_invalido", "Indique a cuál está vinculado el correo: google, facebook o x."
    ),
}


def _check(campo: str, datos: dict[str, str], nacimiento: date | None, hoy: date) -> list[Falta]:
    """Faults of a field that could be read."""
    valor = datos[campo]
    if campo in NOMBRES:
        return check_name(campo, valor)
    if campo == "fecha_nacimiento":
        return check_birth(nacimiento, hoy)
    if campo == "clave_elector":
        return check_clave(valor, nacimiento)
    if campo == "curp":
        return check_curp(valor, datos.get("clave_elector", ""), nacimiento)
    return check_text(campo, valor, LARGO_REFERENCIA) if campo == "referencia" else []


def check_curp(curp: str, clave: str, nacimiento: date | None) -> list[Falta]:
    """Faults of a CURP in capitals (6.1 C, 7.3): shape, check digit, agreement with birth date and clave."""
    if not is_curp_shaped(curp):
        return [Falta("curp", "curp_invalida", "Revise la CURP: son 18 caracteres, con su fecha y entidad.")]
    if stdnum_curp.calc_check_digit(curp) != curp[17]:
        return [
            Falta("curp", "curp_digito", "El dígito verificador no corresponde a la CURP; revísela completa.")
        ]
    return check_curp_agrees(curp, clave, nacimiento)


def check_text(campo: str, texto: str, largo: int) -> list[Falta]:
    """Faults of a free text: at most so many characters, none that a page cannot show."""
    if len(texto) > largo:
        return [Falta(campo, "texto_largo", f"Escriba hasta {largo} caracteres.")]
    if not is_plain(texto):
        return [Falta(campo, "texto_invalido", "Quite los caracteres que no se pueden mostrar.")]
    return []


def _warn(datos: dict[str, str]) -> list[Falta]:
    clave = datos["clave_elector"]
    avisos = warn_names(
        clave, datos["nombre"], datos.get("apellido_paterno", ""), datos.get("apellido_materno", "")
    )
    return avisos + warn_curp_letters(datos.get("curp", ""), clave)
