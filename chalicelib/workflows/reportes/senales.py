"""Signals about an aspirante's auxiliares, for the reviewers (`rules/reportes/senales.py`).

Signals from totals are computed in a request, page by page. Signals from place and hour need all of the aspirante's
records to be read, which is done in the background.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from chalicelib.rules.apoyos.clases import Clase
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.reportes.senales import (
    AVISO,
    Enviado,
    Senal,
    signal_without_cedula,
    signal_without_place,
    signals_of_cells,
    signals_of_totals,
)
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.base.tabla import iso
from chalicelib.store.conteo.contadores import read_auxiliares, read_totals
from chalicelib.store.reportes.celdas import cells_of, tally_cells
from chalicelib.workflows.base.alcance import reachable_aspirante

SE_MIRAN = 500
"""Auxiliares read for one page; few of them have a signal."""
POR_LECTURA = 250


def list_signals(
    principal: Principal, aspirante: str, despues: str, ahora: datetime, miran: int = SE_MIRAN
) -> dict[str, Any]:
    """Signals from totals about the next `miran` auxiliares after `despues`. Raises `NoEncontrado`."""
    reachable_aspirante(principal, aspirante)
    todos = _all_of(aspirante)
    leidos = list(islice(read_auxiliares(aspirante, despues, POR_LECTURA), miran + 1))
    pagina = leidos[:miran]
    return {
        "aviso": AVISO,
        "corte": iso(ahora),
        "filtros": {"aspirante": aspirante},
        "entre_todos": vars(todos),
        "elementos": [_shown(s) for s in _signals_of_page(pagina, todos)],
        "siguiente": pagina[-1][0] if len(leidos) > miran else None,
    }


def _signals_of_page(pagina: list[tuple[str, dict[str, int]]], todos: Enviado) -> Iterator[Senal]:
    """Signals of some auxiliares: their totals, evidence never sent (8.5), records without place (8.1)."""
    filas = Auxiliar.batch_get([i for i, _ in pagina]) if pagina else ()
    sin_cedula = {str(a.auxiliar) for a in filas if a.registrado_en and not a.cedula}
    for auxiliar, totales in pagina:
        enviado = _sent(totales)
        yield from signals_of_totals(auxiliar, enviado, todos)
        if auxiliar in sin_cedula and enviado.recibidos:
            yield signal_without_cedula(auxiliar, enviado.recibidos)
        if sin_lugar := totales.get("sin_lugar", 0):
            yield signal_without_place(auxiliar, sin_lugar, enviado.recibidos)


def all_signals_of(aspirante: str) -> list[Senal]:
    """Every signal about the aspirante's auxiliares, by Id. Reads all of the aspirante's records once."""
    todos, celdas = _all_of(aspirante), tally_cells(cells_of(aspirante))
    return list(_all_signals(aspirante, todos, celdas))


def _all_signals(aspirante: str, todos: Enviado, celdas: Mapping[str, Any]) -> Iterator[Senal]:
    leidos = read_auxiliares(aspirante, "", POR_LECTURA)
    while pagina := list(islice(leidos, POR_LECTURA)):
        yield from _signals_of_page(pagina, todos)
        for auxiliar, _ in pagina:
            if auxiliar in celdas:
                yield from signals_of_cells(auxiliar, celdas[auxiliar])


def _all_of(aspirante: str) -> Enviado:
    return _sent(read_totals(f"aspirante#{aspirante}"))


def _sent(totales: Mapping[str, int]) -> Enviado:
    cuantos = ("recibidos", f"clase#{Clase.CON_INCONSISTENCIA}", "noche")
    return Enviado(*(totales.get(que, 0) for que in cuantos))


def _shown(s: Senal) -> dict[str, Any]:
    return {"auxiliar": s.auxiliar, "senal": s.que.value, "n": s.n, "de": s.de, "texto": s.texto}
