"""A paper cédula as the OPL types it: its form, its faults and its warnings (Protocolo 11.1–11.5; 8.10).

The data come from a keyboard, so capitals, spaces, hyphens and leading zeros do not matter. A cédula with an inciso of
11.5 may lack what cannot be read on it. Even a blank one was handed over, and is recorded.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from chalicelib.rules.apoyos.catalogo import PAPEL as NUMERAL
from chalicelib.rules.apoyos.dictamen import Dictamen, DictamenInvalido, check_dictamen
from chalicelib.rules.apoyos.historia import CausaRecepcion
from chalicelib.rules.base.centro import CENTRO, dia_centro
from chalicelib.rules.base.faltas import Falta
from chalicelib.rules.base.periodo import PeriodoCaptacion
from chalicelib.rules.credencial.credencial import (
    check_cic,
    check_clave,
    check_emision,
    check_ocr,
    check_place,
    warn_names,
)
from chalicelib.rules.credencial.ficha import check_name, parse_date, tidy_name
from chalicelib.rules.padron.registral import PAPEL

MODO = "manual"
MAXIMO_NUMERO = 5000
"""Most cédulas of a run."""

PRIMER_ANIO = 2000
"""Earliest year of a cédula or of a grant. An earlier year is taken for a typing mistake."""

NOMBRES = ("nombre", "apellido_paterno", "apellido_materno")
CORREGIBLES = (*NOMBRES, "clave_elector", "ocr", "cic", "emision", "municipio", "seccion")
CAMPOS = (*CORREGIBLES, "firmada")
"""Fields that are typed from a cédula. `firmada`: the date on it."""

_ADORNOS = re.compile(r"[\s.\-/]")
_OCHO = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})", re.ASCII)
_FECHA = Falta(
    "firmada", "fecha_invalida", "Escriba la fecha de la cédula como DDMMAAAA, DD/MM/AAAA o AAAA-MM-DD."
)
_FUERA = Falta(
    "firmada",
    "fecha_fuera_del_periodo",
    "La fecha de la cédula no es del periodo de captación: corríjala o confirme que así está escrita.",
)


@dataclass(frozen=True)
class Amparo:
    """A municipio granted to an aspirante, from an instant until its withdrawal (None: in force)."""

    municipio: str
    desde: datetime
    hasta: datetime | None = None

    def covers(self, momento: datetime) -> bool:
        """Whether paper received at that instant is covered. The instant of withdrawal itself is not."""
        return self.desde <= momento and (self.hasta is None or momento < self.hasta)


def municipios_covered_at(amparos: Iterable[Amparo], momento: datetime) -> frozenset[str]:
    """The municipios covered at that instant."""
    return frozenset(a.municipio for a in amparos if a.covers(momento))


@dataclass(frozen=True)
class EntregaDePapel:
    """Delivery of a run's paper: its period, its time, and the municipios from which paper is admitted (11.2)."""

    periodo: PeriodoCaptacion
    recibida: datetime
    amparados: Collection[str] = frozenset()
    municipio: str = ""


@dataclass(frozen=True)
class Captura:
    """A cédula as it is stored. `faltas`: faults for which it is refused; `avisos`: warnings.

    `capturado`: noon, in the centre's time zone, of the date on the cédula; without a date, the time of the delivery.
    """

    datos: dict[str, str]
    dictamen: Dictamen
    capturado: datetime
    causas: tuple[CausaRecepcion, ...]
    faltas: list[Falta]
    avisos: list[Falta]


def read_captura(
    escritos: Mapping[str, str],
    dictamen: Dictamen,
    entrega: EntregaDePapel,
    *,
    fuera_de_periodo: bool = False,
) -> Captura:
    """Normalise and check what was typed (`CAMPOS`; a missing field counts as empty).

    `fuera_de_periodo`: whoever typed confirms that the date on the cédula is outside the capture period; the cédula is
    then received as inconsistent (8.10). A field with a fault is left as it was typed.
    """
    # A single dash is a common way to write an empty field.
    datos = {c: _NORMAL[c](t) for c in CAMPOS if _ADORNOS.sub("", t := (escritos.get(c) or "").strip())}
    if entrega.municipio:
        datos.setdefault("municipio", entrega.municipio)
    firmada = _day(datos.get("firmada", ""))
    fuera = firmada is not None and not _within(firmada, entrega.periodo)
    faltas = [f for c, v in datos.items() if c in _FALTAS for f in _FALTAS[c](v)]
    faltas += [] if not dictamen.valido else _missing(datos)
    faltas += _check_day(datos, firmada, entrega, fuera=fuera and not fuera_de_periodo)
    faltas += _check_verdict(dictamen)
    return Captura(
        datos=datos,
        dictamen=dictamen,
        capturado=_noon(firmada) if firmada else entrega.recibida,
        causas=(CausaRecepcion.FUERA_DE_PERIODO,) if fuera else (),
        faltas=faltas,
        avisos=[] if faltas else _warn(datos, entrega),
    )


def paper_verdict(inciso: str | None, comentario: str) -> Dictamen:
    """The verdict of 11.5. Without an inciso the cédula is valid."""
    return Dictamen(inciso, detalle=" ".join(comentario.split()), catalogo=NUMERAL)


def as_reading(datos: Mapping[str, str]) -> dict[str, str]:
    """The typed data in the form of a credential's reading."""
    return {"modelo": PAPEL, **datos}


def typed_fields(credencial: Mapping[str, str]) -> dict[str, str]:
    """Inverse of `as_reading`."""
    return {c: credencial[c] for c in CAMPOS if credencial.get(c)}


def canonical_capture(folio: str, captura: Captura, sal: str) -> bytes:
    """Bytes of a cédula whose SHA-256 is the record's integrity code.

    `sal`: random, and sealed with the data. Without it, few guesses would be needed to find a person from the code.
    """
    d = captura.dictamen
    contenido = {
        "datos": captura.datos,
        "folio": folio,
        "inciso": d.inciso,
        "comentario": d.detalle,
        "sal": sal,
    }
    return json.dumps(contenido, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _missing(datos: Mapping[str, str]) -> list[Falta]:
    faltan = [c for c in ("nombre", "clave_elector", "firmada") if c not in datos]
    if not ("apellido_paterno" in datos or "apellido_materno" in datos):
        faltan.append("apellido_paterno")
    faltas = [Falta(c, "falta", "Este dato es obligatorio si la cédula no tiene inciso.") for c in faltan]
    if "ocr" not in datos and "cic" not in datos:
        faltas.append(Falta("ocr", "falta", "Escriba el OCR o el CIC, o los dos."))
    return faltas


def _check_day(
    datos: Mapping[str, str], firmada: date | None, entrega: EntregaDePapel, *, fuera: bool
) -> list[Falta]:
    if "firmada" not in datos:
        return []
    if firmada is None:
        return [_FECHA]
    if firmada.isoformat() > dia_centro(entrega.recibida):
        return [
            Falta("firmada", "fecha_posterior", "La cédula se firmó antes de entregarse: revise la fecha.")
        ]
    return [_FUERA] if fuera else []


def _check_verdict(dictamen: Dictamen) -> list[Falta]:
    try:
        check_dictamen(dictamen)
    except DictamenInvalido as error:
        campo = "comentario" if error.campo == "detalle" else "inciso"
        return [Falta(campo, "inciso_no_admitido", str(error))]
    return []


def _warn(datos: Mapping[str, str], entrega: EntregaDePapel) -> list[Falta]:
    avisos = warn_names(datos.get("clave_elector", ""), *(datos.get(c, "") for c in NOMBRES))
    if "ocr" in datos and "seccion" in datos:
        avisos += check_ocr(datos["ocr"], datos["seccion"])
    if datos.get("municipio", "") not in {"", *entrega.amparados}:
        texto = "El municipio no está amparado para esta persona aspirante; la residencia la dice el padrón."
        avisos.append(Falta("municipio", "municipio_no_amparado", texto))
    return avisos


def _within(dia: date, periodo: PeriodoCaptacion) -> bool:
    """Whether any instant of that day is in the period (8.10): a cédula has a date and no time."""
    ultimo = periodo.fin.astimezone(UTC) - timedelta(microseconds=1)
    return dia_centro(periodo.inicio) <= dia.isoformat() <= dia_centro(ultimo)


def _noon(dia: date) -> datetime:
    return datetime.combine(dia, time(12), CENTRO).astimezone(UTC)


def _day(texto: str) -> date | None:
    ocho = _OCHO.fullmatch(texto)
    dia = parse_date("/".join(ocho.groups()) if ocho else texto)
    return dia if dia and dia.year >= PRIMER_ANIO else None


def _compact(texto: str) -> str:
    return _ADORNOS.sub("", texto).upper()


def _padded(largo: int) -> Callable[[str], str]:
    return lambda texto: _compact(texto).zfill(largo)


def _cic(texto: str) -> str:
    """Normalised CIC of nine digits. A tenth digit is dropped if it is the right check digit."""
    cic = _compact(texto)
    return cic[:9] if len(cic) == 10 and not check_cic(cic) else cic


def _iso(texto: str) -> str:
    dia = _day(texto)
    return dia.isoformat() if dia else texto


_NORMAL: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(NOMBRES, lambda t: tidy_name(t).upper()),
    "clave_elector": _compact,
    "ocr": _compact,
    "cic": _cic,
    "emision": _padded(2),
    "municipio": _padded(3),
    "seccion": _padded(4),
    "firmada": _iso,
}
_FALTAS: dict[str, Callable[[str], list[Falta]]] = {
    **{c: lambda v, c=c: check_name(c, v) for c in NOMBRES},  # type: ignore[misc]
    "clave_elector": lambda v: check_clave(v, None),
    "ocr": lambda v: check_ocr(v, ""),
    "cic": check_cic,
    "emision": check_emision,
    "municipio": lambda v: check_place("01", v, "0001"),
    "seccion": lambda v: check_place("01", "001", v),
}
