"""The report of progress of whole processes: for an OPL by aspirante, for the INE by process (Protocolo 7.12, 7.13).

A process has totals of its own, so they are not summed from its aspirantes'.
"""

from collections import Counter
from datetime import datetime
from typing import Any

from chalicelib.rules.apoyos.clases import Clase
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.procesos.umbral import CifrasDeGeografia, umbral_from_dict
from chalicelib.rules.reportes.avance import threshold_progress
from chalicelib.store.aspirantes import Aspirante, page_of_aspirantes
from chalicelib.store.conteo.contadores import read_named_totals, read_totals
from chalicelib.store.procesos.cifras import all_figures
from chalicelib.store.procesos.periodos import get_periodo
from chalicelib.workflows.procesos.procesos import list_processes, reachable_process
from chalicelib.workflows.reportes.avance import (
    CUENTA,
    counted_by_unit,
    describe_breakdown,
    describe_dispersion,
    describe_meta,
    describe_totals,
    report_frame,
    totals_under,
)

CLAVES = ("recibidos", "verificados", "revisados", "firmes", "solo_reporte", *(f"clase#{c}" for c in Clase))


def show_process_avance(
    principal: Principal, proceso: str, despues: str, cuantos: int, ahora: datetime
) -> dict[str, Any]:
    """A process's figures, and a page of its aspirantes with theirs. Raises `NoEncontrado`."""
    reachable_process(principal, proceso)
    totales = read_totals(f"proceso#{proceso}")
    filas, siguiente = page_of_aspirantes(proceso, despues, cuantos)
    suyos = read_named_totals((f"aspirante#{a.aspirante}" for a in filas), CLAVES)
    cifras = {p: all_figures(proceso, p) for p in {a.periodo for a in filas}}
    return {
        **report_frame(ahora, proceso=proceso),
        "proceso": proceso,
        "totales": describe_totals(totales),
        **describe_breakdown(totales, causas=True),
        "dias": [{"dia": dia, "n": n} for dia, n in totals_under(totales, "dia#").items()],
        "modos": [{"modo": modo, "n": n} for modo, n in totals_under(totales, "modo#").items()],
        "elementos": [
            _aspirante(a, suyos[f"aspirante#{a.aspirante}"], cifras[a.periodo].get(a.unidad)) for a in filas
        ],
        "siguiente": siguiente,
    }


def show_national_avance(
    principal: Principal, ahora: datetime
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Figures of every open process and of all together: the fields common to all pages, and the rows."""
    procesos = list_processes(principal)
    totales = read_named_totals((f"proceso#{p.proceso}" for p in procesos), CLAVES)
    suma: Counter[str] = Counter()
    for suyos in totales.values():
        suma.update(suyos)
    filas = [
        {
            "proceso": p.proceso,
            "nombre": p.nombre,
            "opl": p.opl,
            "entidad": p.entidad,
            **describe_totals(totales[f"proceso#{p.proceso}"]),
        }
        for p in procesos
    ]
    return {**report_frame(ahora), "totales": describe_totals(suma)}, filas


def _aspirante(a: Aspirante, totales: dict[str, int], cifras: CifrasDeGeografia | None) -> dict[str, Any]:
    return {
        "aspirante": a.aspirante,
        "nombre": a.nombre,
        "periodo": a.periodo,
        "unidad": a.unidad,
        "estado": a.estado,
        **describe_totals(totales),
        **_threshold(a, totales, cifras),
    }


def _threshold(a: Aspirante, totales: dict[str, int], cifras: CifrasDeGeografia | None) -> dict[str, Any]:
    """An aspirante's goal and dispersion. Totals by place are read only if a dispersion is required."""
    periodo = get_periodo(a.proceso, a.periodo)
    if cifras is None or not periodo.umbral:
        return {"meta": None, "dispersion": None}
    umbral = umbral_from_dict(periodo.umbral)
    contados = totales.get(f"clase#{CUENTA}", 0)
    p = threshold_progress(contados, counted_by_unit(a, periodo, umbral, CUENTA), cifras, umbral)
    return {"meta": describe_meta(p.total), "dispersion": describe_dispersion(p, umbral)}
