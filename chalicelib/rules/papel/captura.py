"""A cédula on paper as the OPL types it: its form, its faults, and what is only told (Protocolo 11.1–11.5; 8.10).

Typed with the keyboard, so capitals, spaces, hyphens and leading zeros are forgiven. A cédula with an inciso of 11.5
may lack what cannot be read on it: one that is blank has been handed over too, and is accounted for.
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
"""Most cédulas in one run."""

PRIMER_ANIO = 2000
"""Earliest year of a cédula or of a grant: an earlier one was mistyped."""

NOMBRES = ("nombre", "apellido_paterno", "apellido_materno")
CORREGIBLES = (*NOMBRES, "clave_elector", "ocr", "cic", "emision", "municipio", "seccion")
CAMPOS = (*CORREGIBLES, "firmada")
"""What is typed of a cédula; `firmada` is the day on it."""

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
    """A municipio granted to an aspirante from an instant on, until it was withdrawn (None: it is in force)."""

    municipio: str
    desde: datetime
    hasta: datetime | None = None

    def covers(self, momento: datetime) -> bool:
        """Whether what was received at that instant is covered; the instant of withdrawal is not."""
        return self.desde <= momento and (self.hasta is None or momento < self.hasta)


def municipios_covered_at(amparos: Iterable[Amparo], momento: datetime) -> frozenset[str]:
    """The municipios covered at that instant."""
    return frozenset(a.municipio for a in amparos if a.covers(momento))


@dataclass(frozen=True)
class EntregaDePapel:
    """The handing over of a run: when, in which period, and from which municipios paper is admitted (11.2)."""

    periodo: PeriodoCaptacion
    recibida: datetime
    amparados: Collection[str] = frozenset()
    municipio: str = ""


@dataclass(frozen=True)
class Captura:
    """A cédula as it is kept; `faltas` refuse it, `avisos` are only told.

    `capturado`: noon of the centre of the day on it, or the handing over when it has none.
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
    """Normalise and check what was typed (`CAMPOS`; what is missing counts as empty).

    `fuera_de_periodo`: whoever typed confirms that the day on it is outside the capture period: it is received, and
    inconsistent (8.10). A field with a fault stays as it came.
    """
    # A dash alone is how one writes that there is nothing.
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
    """The verdict of 11.5: valid without an inciso."""
    return Dictamen(inciso, detalle=" ".join(comentario.split()), catalogo=NUMERAL)


def as_reading(datos: Mapping[str, str]) -> dict[str, str]:
    """The typed data in the form of a credential's reading."""
    return {"modelo": PAPEL, **datos}


def typed_fields(credencial: Mapping[str, str]) -> dict[str, str]:
    """Inverse of `as_reading`."""
    return {c: credencial[c] for c in CAMPOS if credencial.get(c)}


def canonical_capture(folio: str, captura: Captura, sal: str) -> bytes:
    """The bytes whose SHA-256 is the record's integrity code.

    `sal`: random and sealed with the data; without it few guesses would find a person from the code.
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
    """Whether some instant of that day is of the period (8.10): a cédula bears no hour."""
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
    """Nine digits: the tenth, where it is right, is only for reading."""
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
