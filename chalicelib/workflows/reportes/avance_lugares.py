"""Progress by place: an aspirante's records by entidad, distrito, municipio or sección of residence (Protocolo 7.12).

Where the dispersion is by units of that level, each unit has its goal beside it (LGIPE 371).
"""

from collections import Counter
from datetime import datetime
from typing import Any

from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.conteo import FIRME
from chalicelib.rules.procesos.cargos import ENTIDADES
from chalicelib.rules.procesos.umbral import umbral_from_dict
from chalicelib.rules.reportes.avance import Meta, Unidad, roll_up, threshold_progress
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.conteo.contadores import read_totals
from chalicelib.store.procesos.cifras import figures_of
from chalicelib.store.procesos.periodos import Periodo, get_periodo
from chalicelib.workflows.base.alcance import reachable_aspirante
from chalicelib.workflows.reportes.avance import (
    CUENTA,
    POR_ENTIDAD,
    counted_by_unit,
    describe_classes,
    describe_meta,
    report_frame,
)


def list_places(
    principal: Principal, aspirante: str, nivel: str, ahora: datetime
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """An aspirante's figures by unit of a level: the fields common to all pages, and the rows by unit.

    Units of the dispersion are included even without any support. Raises `NoEncontrado`.
    """
    a = reachable_aspirante(principal, aspirante)
    totales = read_totals(f"lugares#{aspirante}")
    unidades = roll_up(((*clave.split("#", 1), n) for clave, n in totales.items()), nivel)  # type: ignore[misc]
    recibidos = read_totals(f"aspirante#{aspirante}", "recibidos").get("recibidos", 0)
    metas, nombres = _goals(a, nivel), names_of_units(a, nivel)
    filas = {
        f"{u[0]}/{u[1]}": _place(u, unidades.get(u, Counter()), metas.get(u))
        | {"unidad_nombre": nombres.get(u, "")}
        for u in sorted(unidades.keys() | metas.keys())
    }
    marco = {
        **report_frame(ahora, aspirante=aspirante, nivel=nivel),
        "sin_lugar": recibidos - sum(_received(c) for c in unidades.values()),
    }
    return marco, filas


def _goals(a: Aspirante, nivel: str) -> dict[Unidad, Meta]:
    """Unit -> goal; empty unless the dispersion is by this level and its figures are on file."""
    periodo = get_periodo(a.proceso, a.periodo)
    umbral = umbral_from_dict(periodo.umbral) if periodo.umbral else None
    if umbral is None or umbral.dispersion is None or umbral.dispersion.unidad != nivel:
        return {}
    cifras = figures_of(a.proceso, a.periodo, a.unidad)
    contados = counted_by_unit(a, periodo, umbral, CUENTA)
    disperso = threshold_progress(0, contados, cifras, umbral).dispersion if cifras else None
    if disperso is None:
        return {}
    if nivel == POR_ENTIDAD:
        return {(m.unidad, ""): m for m in disperso.metas}
    return {(periodo.entidad, m.unidad): m for m in disperso.metas}


def names_of_units(a: Aspirante, nivel: str) -> dict[Unidad, str]:
    """Unit -> name, where it is known: entidades, and the units named in the process's periods.

    The registry has codes alone, so distritos and municipios have a name only if some office of the process is elected
    by them.
    """
    if nivel == POR_ENTIDAD:
        return {(codigo, ""): nombre for codigo, nombre in ENTIDADES.items()}
    return {
        (str(p.entidad), codigo): nombre
        for p in Periodo.query(a.proceso)
        if p.nivel == nivel
        for codigo, nombre in p.unidades.as_dict().items()
    }


def _received(por_clase: Counter[str]) -> int:
    """Records received from a place: the sum of its classes. Firm records are in those already, so not added."""
    return sum(n for clase, n in por_clase.items() if clase != FIRME)


def _place(u: Unidad, por_clase: Counter[str], meta: Meta | None) -> dict[str, Any]:
    return {
        "entidad": u[0],
        "unidad": u[1],
        "recibidos": _received(por_clase),
        "contados": por_clase[CUENTA],
        "contados_revisados": por_clase[FIRME],
        "contados_por_revisar": por_clase[CUENTA] - por_clase[FIRME],
        "clases": describe_classes(por_clase),
        "meta": describe_meta(meta) if meta else None,
    }
