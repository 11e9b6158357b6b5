"""Contents of each copy of a record, the same in the measuring process and in the emulator's.

People, folios and places follow from the copy's number alone, so that both processes agree without an exchange.
Standard library and `rules/` only: it runs in `.venv-nube` too.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zlib import crc32

from chalicelib.rules.base.centro import dia_centro
from chalicelib.rules.reportes.senales import at_night

POR_AUXILIAR = 50
SECCIONES, DIAS = 3_000, 60
JORNADA = 57_600  # seconds from 15:00 UTC (9:00 central time): some records come in by night
ESPERA_UNO_DE = 50
"""One record in this many waits at the Mesa; the others are reviewed."""
DE_OTRA_CLASE = 10
"""One record in this many is a copy of the second model."""


@dataclass(frozen=True)
class Reparto:
    """Spread of copies: over `aspirantes`, each one's list over `partes`, those that wait over `operadores`.

    `proceso`, `entidad`: of all copies; `inicio`: first day, 15:00 UTC, RFC 3339.
    """

    proceso: str
    entidad: str
    aspirantes: int
    partes: int
    operadores: tuple[str, ...]
    inicio: str


@dataclass(frozen=True)
class Copia:
    """The copy number `n` of some record; times in RFC 3339 UTC with milliseconds."""

    n: int
    modelo: int
    aspirante: str
    auxiliar: str
    folio: str
    lista: str
    recibido_en: str
    dia: str
    noche: bool
    lugar: str
    revisado: bool
    operador: str


def copy_number(r: Reparto, n: int) -> Copia:
    """Copy with that number; numbers begin at 0."""
    suyo, cual = divmod(n, r.aspirantes)
    aspirante = f"ASP{cual + 1:04d}"
    auxiliar = f"A{cual:04d}{suyo // POR_AUXILIAR:07d}"
    folio = f"{aspirante}-{auxiliar}-D{auxiliar[1:]}-R{n:09d}"
    azar, parte = divmod(crc32(folio.encode()), r.partes)
    dia, seccion = divmod(azar, SECCIONES)
    momento = _start(r.inicio) + timedelta(days=dia % DIAS, seconds=n % JORNADA)
    return Copia(
        n=n,
        modelo=int(suyo % DE_OTRA_CLASE == DE_OTRA_CLASE - 1),
        aspirante=aspirante,
        auxiliar=auxiliar,
        folio=folio,
        lista=f"{aspirante}#{parte}",
        recibido_en=f"{momento:%Y-%m-%dT%H:%M:%S}.{n % 1000:03d}Z",
        dia=dia_centro(momento),
        noche=at_night(momento),
        lugar=place(r.entidad, seccion),
        revisado=bool(suyo % ESPERA_UNO_DE),
        operador=r.operadores[n % len(r.operadores)],
    )


@cache
def place(entidad: str, seccion: int) -> str:
    """Place of a sección (from 0 on): some 65 to a municipio, 200 to a distrito federal, 136 to a local one."""
    return f"{entidad}/{seccion // 200 + 1:02d}/{seccion // 137 + 1:02d}/{seccion // 66 + 1:03d}/{seccion + 1:04d}"


@cache
def _start(inicio: str) -> datetime:
    return datetime.fromisoformat(inicio).astimezone(UTC)
