"""Deadlines of the Mesa: pending records by deadline, forecast of the end, operators' productivity (Protocolo 13.9).

Figures are read from totals: some dozens of rows, however many records wait. Only the lists read records, by page.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from chalicelib.base import config
from chalicelib.problemas import CuerpoInvalido
from chalicelib.rules.base.centro import day_span, dia_centro
from chalicelib.rules.mesa.plazos import EstadoPlazo, arrivals_in, count_by_state, limit_of, state_of
from chalicelib.rules.mesa.pronostico import Pronostico, forecast, review_pace
from chalicelib.store.base.cursor import CursorInvalido, Pedida, decode_cursor, encode_cursor, page_rows
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.mesa.operadores import Operador, operators_of, reviews_of
from chalicelib.store.mesa.totales import read_pending
from chalicelib.store.mesa.turnos import get_turns, without_verdict

DIAS_DE_RITMO = 7
MAXIMO_DIAS = 31


@dataclass(frozen=True)
class Reloj:
    """Pending records. `pendientes`: without a verdict, by day of arrival; `por_estado`: by state of the deadline."""

    hoy: date
    pendientes: dict[date, int]
    por_estado: dict[EstadoPlazo, int]
    pronostico: Pronostico


def read_clock(proceso: str, ahora: datetime) -> Reloj:
    """The process's pending records as of now."""
    hoy = day_of(ahora)
    pendientes = read_pending(proceso)
    estados = count_by_state(pendientes, hoy, config.DIA_DE_AVISO_MESA)
    return Reloj(hoy, pendientes, dict(estados), forecast(pendientes, _pace(proceso, hoy), hoy))


def show_clock(proceso: str, ahora: datetime) -> dict[str, Any]:
    """Counts by state and by day of arrival, the forecast, and how many operators take records now."""
    reloj = read_clock(proceso, ahora)
    p = reloj.pronostico
    return {
        "hoy": reloj.hoy.isoformat(),
        "pendientes": p.quedan,
        "por_estado": {e.value: n for e, n in reloj.por_estado.items()},
        "por_dia": [_day(llegada, n, reloj.hoy) for llegada, n in reloj.pendientes.items()],
        "pronostico": {**asdict(p), "termina": p.termina and p.termina.isoformat()},
        "operadores_en_turno": sum(o.recibe for o in operators_of(proceso)),
    }


def list_records_by_deadline(
    proceso: str, estado: EstadoPlazo, pagina: Pedida, ahora: datetime
) -> dict[str, Any]:
    """A page of the records in that state, by arrival. Raises `CuerpoInvalido`."""
    hoy = day_of(ahora)
    primero, ultimo = arrivals_in(estado, hoy, config.DIA_DE_AVISO_MESA)
    desde = iso(day_span(primero.isoformat())[0]) if primero else "0"
    tras = _cursor(pagina.despues)
    hasta = iso(day_span(ultimo.isoformat())[1])
    hallados = without_verdict(proceso, max(desde, tras[0]), hasta, pagina.cuantos + 1)
    llaves = list(islice((par for par in hallados if par > tras), pagina.cuantos + 1))
    de_aqui = llaves[: pagina.cuantos]
    vivos = {t.folio: t for t in get_turns([folio for _, folio in de_aqui]) if t.pendiente}
    elementos = [
        {
            "folio": folio,
            "llegada": llegada,
            "limite": limit_of(day_of(instante(llegada))).isoformat(),
            "dias": (hoy - day_of(instante(llegada))).days,
            "operador": vivos[folio].operador,
            "iniciado_en": vivos[folio].reclamado,
        }
        for llegada, folio in de_aqui
        if folio in vivos
    ]
    hay_mas = len(llaves) > len(de_aqui)
    return {
        "elementos": elementos,
        "siguiente": encode_cursor({"llave": {"S": "#".join(de_aqui[-1])}}) if hay_mas else None,
    }


def show_productivity(
    proceso: str, desde: str, hasta: str, pagina: Pedida, ahora: datetime
) -> dict[str, Any]:
    """A page of the records that each operator reviewed on each day; `desde`, `hasta`: days in the centre's zone, both
    included; empty: the last seven days.

    Raises `CuerpoInvalido` for days that do not exist, or more than `MAXIMO_DIAS`.
    """
    try:
        ultimo = date.fromisoformat(hasta) if hasta else day_of(ahora)
        primero = date.fromisoformat(desde) if desde else ultimo - timedelta(days=DIAS_DE_RITMO - 1)
    except (ValueError, OverflowError):
        raise CuerpoInvalido("Use días que existan, como 2027-02-01.", campo="desde") from None
    if not timedelta() <= ultimo - primero < timedelta(days=MAXIMO_DIAS):
        raise CuerpoInvalido(f"Pida hasta {MAXIMO_DIAS} días, el primero antes del último.", campo="desde")
    return page_rows(_reviews(proceso, primero, ultimo), lambda x: f"{x[0]}#{x[1].operador}", pagina, _review)


def day_of(momento: datetime) -> date:
    """Day of an instant in the centre's time zone."""
    return date.fromisoformat(dia_centro(momento))


def _pace(proceso: str, hoy: date) -> Any:
    """Verdicts a day over the last whole days; if the Mesa began today, today's."""
    dias = [hoy - timedelta(days=n) for n in range(DIAS_DE_RITMO, 0, -1)]
    return review_pace([_reviewed(proceso, d) for d in dias]) or review_pace([_reviewed(proceso, hoy)])


def _reviewed(proceso: str, dia: date) -> int:
    """Records that got the Mesa's verdict that day. Second reviews are left out: they meet no deadline."""
    return sum(int(o.revisados or 0) - int(o.segundas or 0) for o in reviews_of(proceso, dia.isoformat()))


def _day(llegada: date, n: int, hoy: date) -> dict[str, Any]:
    return {
        "llegada": llegada.isoformat(),
        "limite": limit_of(llegada).isoformat(),
        "estado": state_of(llegada, hoy, config.DIA_DE_AVISO_MESA).value,
        "pendientes": n,
    }


def _cursor(despues: str) -> tuple[str, str]:
    try:
        cursor = decode_cursor(despues, llave=set())
    except CursorInvalido:
        raise CuerpoInvalido("Use el cursor que dio la página anterior.", campo="despues") from None
    llegada, _, folio = (cursor["llave"].get("S", "") if cursor else "").partition("#")
    return llegada, folio


def _reviews(proceso: str, primero: date, ultimo: date) -> Iterator[tuple[str, Operador]]:
    for n in range((ultimo - primero).days + 1):
        dia = (primero + timedelta(days=n)).isoformat()
        yield from ((dia, o) for o in reviews_of(proceso, dia))


def _review(fila: tuple[str, Operador]) -> dict[str, Any]:
    dia, o = fila
    return {
        "dia": dia,
        "operador": o.operador,
        "revisados": int(o.revisados or 0),
        "segundas": int(o.segundas or 0),
    }
