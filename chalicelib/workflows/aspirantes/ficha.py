"""The check of all that an aspirante's registration holds (Protocolo 6.1 B, C, E)."""

from collections.abc import Mapping
from datetime import date

from chalicelib.rules.base.faltas import Falta
from chalicelib.rules.credencial.credencial import check_cic, check_emision, check_ocr, check_place
from chalicelib.rules.credencial.ficha import bad_phone, normal_phone, normal_text, parse_date
from chalicelib.workflows.credencial import CAMPOS, Ficha, check_text, read_persona

PERSONA = tuple(c for c in CAMPOS if c != "referencia")
TELEFONOS = ("telefono_domicilio", "telefono_oficina", "telefono_movil")
TEXTOS = {"lugar_nacimiento": 100, "oficio": 60, "folio_interno": 60, "observaciones": 1000}
"""Free texts and their greatest length in characters."""
_OBLIGATORIOS = ("lugar_nacimiento", "entidad", "municipio", "seccion", "fecha_manifestacion", "oficio")
_CREDENCIAL = ("ocr", "cic", "emision", "entidad", "municipio", "seccion")
TODOS = (*PERSONA, *TELEFONOS[:2], *TEXTOS, *_CREDENCIAL, "fecha_manifestacion")
FALTA = "Este dato es obligatorio."


def read_ficha_aspirante(datos: Mapping[str, str], hoy: date) -> Ficha:
    """Normalise and check the data of 6.1 B, C and E; report every fault at once. `hoy`: date in the centre's zone.

    At least one of the three phones and at least one of OCR and CIC are needed; the rest as `fichas.read_persona`.
    """
    persona = read_persona({c: datos[c] for c in PERSONA if c in datos}, hoy)
    otros = {c: t for c in TODOS if c not in CAMPOS and (t := normal_text(datos.get(c) or ""))}
    faltas = [*persona.faltas, *(Falta(c, "falta", FALTA) for c in _OBLIGATORIOS if c not in otros)]
    faltas += _phones(otros, persona.datos) + _card(otros) + _reception(otros, hoy)
    for campo, largo in TEXTOS.items():
        faltas += check_text(campo, otros.get(campo, ""), largo)
    return Ficha(persona.datos | otros, faltas, [] if faltas else persona.avisos)


def _phones(otros: dict[str, str], persona: Mapping[str, str]) -> list[Falta]:
    """Normalise, in place, the two phones that `read_persona` does not read; return their faults."""
    faltas = []
    for campo in TELEFONOS[:2]:
        if campo in otros:
            limpio = normal_phone(otros[campo])
            otros[campo] = limpio or otros[campo]
            faltas += [] if limpio else [bad_phone(campo)]
    if not any(campo in otros or campo in persona for campo in TELEFONOS):
        texto = "Indique al menos un teléfono: de domicilio, de oficina o móvil."
        faltas.append(Falta("telefono_movil", "sin_telefono", texto))
    return faltas


def _card(otros: dict[str, str]) -> list[Falta]:
    faltas = []
    if "ocr" not in otros and "cic" not in otros:
        faltas.append(Falta("cic", "sin_ocr_ni_cic", "Indique el CIC, el OCR o ambos."))
    if "ocr" in otros:
        faltas += check_ocr(otros["ocr"], otros.get("seccion", ""))
    if "cic" in otros:
        malas = check_cic(otros["cic"])
        faltas += malas
        otros["cic"] = (
            otros["cic"] if malas else otros["cic"][:9]
        )  # without the MRZ's check digit, which has been verified
    if "emision" in otros:
        faltas += check_emision(otros["emision"])
    lugar = check_place(otros.get("entidad", ""), otros.get("municipio", ""), otros.get("seccion", ""))
    return faltas + [f for f in lugar if f.campo in otros]


def _reception(otros: dict[str, str], hoy: date) -> list[Falta]:
    """Faults of the manifestación's date: it must lie between the year 2000 and today (6.1 E)."""
    if "fecha_manifestacion" not in otros:
        return []
    dia = parse_date(otros["fecha_manifestacion"])
    if dia is None or dia.year < 2000 or dia > hoy:
        texto = (
            "Escriba la fecha de la manifestación como AAAA-MM-DD o DD/MM/AAAA; no puede ser posterior a hoy."
        )
        return [Falta("fecha_manifestacion", "fecha_invalida", texto)]
    otros["fecha_manifestacion"] = dia.isoformat()
    return []
