"""Rows of a delivery about each aspirante's figures and threshold (Protocolo 15.3; LGIPE 371)."""

from collections import Counter
from collections.abc import Iterator

from chalicelib.rules.apoyos.clases import Clase
from chalicelib.rules.entrega.filas import Fila
from chalicelib.rules.entrega.manifiesto import CifrasDeEntrega
from chalicelib.rules.procesos.umbral import umbral_from_dict
from chalicelib.rules.reportes.avance import Progreso, threshold_progress
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.conteo.contadores import read_totals
from chalicelib.store.procesos.cifras import figures_of
from chalicelib.store.procesos.periodos import get_periodo
from chalicelib.workflows.reportes.avance import counted_by_unit

CUENTA = Clase.EN_LISTA_NOMINAL


def aspirante_rows(proceso: str, cifras: CifrasDeEntrega) -> Iterator[Fila]:
    """One row for each aspirante of the process, also for those without records."""
    for a in _aspirantes(proceso):
        clases = cifras.aspirantes.get(str(a.aspirante), Counter[str]())
        contados, p = clases.get(CUENTA.value, 0), progress_of(a)
        d = p.dispersion if p else None
        yield (
            a.aspirante,
            a.nombre,
            a.periodo,
            a.estado,
            a.unidad or None,
            sum(clases.values()),
            contados,
            p.total.requeridos if p else None,
            p.cumple if p else None,
            d.requeridas if d else None,
            d.alcanzadas if d else None,
            not d.faltan if d else None,
        )


def unit_rows(proceso: str) -> Iterator[Fila]:
    """One row for each unit of each aspirante's dispersion requirement."""
    for a in _aspirantes(proceso):
        p = progress_of(a)
        for m in p.dispersion.metas if p and p.dispersion else ():
            yield (a.aspirante, m.unidad, m.contados, m.requeridos, m.alcanzada)


def progress_of(a: Aspirante) -> Progreso | None:
    """Progress by the stored totals, compared before the delivery; None without a threshold or its figures."""
    periodo = get_periodo(a.proceso, a.periodo)
    umbral = umbral_from_dict(periodo.umbral) if periodo.umbral else None
    cifras = figures_of(a.proceso, a.periodo, a.unidad) if umbral else None
    if umbral is None or cifras is None:
        return None
    contados = read_totals(f"aspirante#{a.aspirante}", f"clase#{CUENTA}").get(f"clase#{CUENTA}", 0)
    return threshold_progress(contados, counted_by_unit(a, periodo, umbral, CUENTA), cifras, umbral)


def _aspirantes(proceso: str) -> list[Aspirante]:
    return sorted(Aspirante.por_proceso.query(proceso), key=lambda a: str(a.aspirante))
