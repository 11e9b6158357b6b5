"""Public progress, without sign-in or personal data: by process, office and aspirante (7.13, 18.5).

It is read from totals alone, and each function caches it for a minute, so that many requests cost as much as one. Only
confirmed aspirantes are included, for neither a draft nor a withdrawn registration is a candidacy.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.problemas import NoEncontrado
from chalicelib.rules.procesos.cargos import CARGOS
from chalicelib.rules.procesos.umbral import required_supports, umbral_from_dict
from chalicelib.rules.reportes.avance import Meta
from chalicelib.rules.reportes.publico import DECENA, TOTALES, CifrasPublicas, public_figures
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.copias import keep_copy
from chalicelib.store.base.tabla import iso
from chalicelib.store.conteo.contadores import read_named_totals
from chalicelib.store.procesos.cifras import all_figures
from chalicelib.store.procesos.periodos import Periodo, get_periodo
from chalicelib.store.procesos.procesos import Proceso, all_processes, get_proceso
from chalicelib.workflows.base.alcance import PRELIMINAR
from chalicelib.workflows.reportes.avance import describe_meta

LICENCIA = "Libre uso MX"
LICENCIA_EN = "https://datos.gob.mx/libreusomx"
REDONDEO = f"Cifras redondeadas hacia abajo a múltiplos de {DECENA}; menos de {DECENA} se muestra como 0."
CONFIRMADO = "confirmado"


def show_public_progress(ahora: datetime) -> dict[str, Any]:
    """Figures of every open process and of all together; at most a minute old."""
    return keep_copy(("avance público",), lambda: _national(ahora))


def show_public_process(proceso: str, ahora: datetime) -> dict[str, Any]:
    """Figures of a process and, by office, of its confirmed aspirantes. Raises `NoEncontrado`."""
    return keep_copy(("avance público", proceso), lambda: _process(proceso, ahora))


def public_rows(ahora: datetime) -> dict[str, Any]:
    """Rows for open data: a flat one for each confirmed aspirante of every open process; with the common fields."""
    procesos = [show_public_process(p["proceso"], ahora) for p in show_public_progress(ahora)["procesos"]]
    filas = [_row(p, c, a) for p in procesos for c in p["cargos"] for a in c["aspirantes"]]
    return {**_frame(ahora), "filas": filas}


def _frame(ahora: datetime) -> dict[str, str]:
    """Fields of every answer: the notice that it is preliminary (7.13), the rounding, the licence, the cut."""
    propios = {"aviso": PRELIMINAR, "redondeo": REDONDEO, "corte": iso(ahora)}
    return {**propios, "licencia": LICENCIA, "licencia_en": LICENCIA_EN}


def _national(ahora: datetime) -> dict[str, Any]:
    procesos = sorted(all_processes(), key=lambda p: (p.entidad, p.proceso))
    totales = read_named_totals((f"proceso#{p.proceso}" for p in procesos), TOTALES)
    suma = {c: sum(t.get(c, 0) for t in totales.values()) for c in TOTALES}
    filas = [_named(p) | _figures(public_figures(totales[f"proceso#{p.proceso}"])) for p in procesos]
    return {**_frame(ahora), "totales": _figures(public_figures(suma)), "procesos": filas}


def _process(proceso: str, ahora: datetime) -> dict[str, Any]:
    try:
        p = get_proceso(proceso)
    except Proceso.DoesNotExist:
        raise NoEncontrado from None
    filas = [a for a in Aspirante.por_proceso.query(proceso) if a.estado == CONFIRMADO]
    de_quien = f"proceso#{proceso}"
    totales = read_named_totals([de_quien, *(f"aspirante#{a.aspirante}" for a in filas)], TOTALES)
    cargos = [
        _office(get_periodo(proceso, periodo), [a for a in filas if a.periodo == periodo], totales)
        for periodo in sorted({a.periodo for a in filas})
    ]
    suma = _figures(public_figures(totales[de_quien]))
    return {**_frame(ahora), **_named(p), "totales": suma, "cargos": cargos}


def _named(p: Proceso) -> dict[str, Any]:
    return {"proceso": p.proceso, "nombre": p.nombre, "opl": p.opl, "entidad": p.entidad}


def _office(p: Periodo, filas: list[Aspirante], totales: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    cargo = CARGOS.get(p.cargo)
    unidades, requeridos = p.unidades.as_dict(), _required(p)
    return {
        "periodo": p.periodo,
        "cargo": cargo.nombre if cargo else p.nombre,
        "nombre": p.nombre,
        "inicio": p.inicio,
        "fin": p.fin,
        "porcentaje_exigido": str(umbral_from_dict(p.umbral).porcentaje) if p.umbral else None,
        "aspirantes": [
            {
                "aspirante": a.nombre,
                "unidad": a.unidad,
                "unidad_nombre": unidades.get(a.unidad, ""),
                **_against(public_figures(totales[f"aspirante#{a.aspirante}"]), requeridos.get(a.unidad)),
            }
            for a in sorted(filas, key=lambda a: (a.unidad, a.nombre))
        ],
    }


def _required(p: Periodo) -> dict[str, int]:
    """Unit -> supports required, where threshold and figures are on file."""
    if not p.umbral:
        return {}
    porcentaje = umbral_from_dict(p.umbral).porcentaje
    cifras = all_figures(p.proceso, p.periodo)
    return {unidad: required_supports(c.base, porcentaje) for unidad, c in cifras.items()}


def _figures(c: CifrasPublicas) -> dict[str, int]:
    nombres = (
        "recibidos",
        "revisados",
        "por_revisar",
        "contados",
        "contados_revisados",
        "contados_por_revisar",
    )
    return {n: getattr(c, n) for n in nombres}


def _against(c: CifrasPublicas, requeridos: int | None) -> dict[str, Any]:
    meta = None if requeridos is None else describe_meta(Meta(c.contados, requeridos))
    return {**_figures(c), "meta": meta}


def _row(p: Mapping[str, Any], c: Mapping[str, Any], a: Mapping[str, Any]) -> dict[str, Any]:
    """An aspirante's row; the last two fields are null without threshold or figures on file."""
    meta = a["meta"] or {"requeridos": None, "porcentaje": None}
    return {**p, **c, **a, "requeridos": meta["requeridos"], "porcentaje": meta["porcentaje"]}
