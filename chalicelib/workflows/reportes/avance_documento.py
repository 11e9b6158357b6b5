"""The report of progress as a PDF to print and sign (Protocolo 7.1 B, 7.12, 7.13; LGIPE 371)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from chalicelib.documents.reportes.avance_datos import Par, ReporteAvance
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.procesos.cargos import ENTIDADES
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.conteo.contadores import read_auxiliares
from chalicelib.store.procesos.opls import find_opl
from chalicelib.store.procesos.periodos import get_periodo
from chalicelib.store.procesos.procesos import get_proceso
from chalicelib.workflows.aspirantes.en_palabras import ambito_in_words
from chalicelib.workflows.base.alcance import reachable_aspirante
from chalicelib.workflows.reportes import avance, avance_lugares
from chalicelib.workflows.reportes import avance_proceso as avance_procesos
from chalicelib.workflows.reportes.avance_impreso import DeQuien, build_aspirante_report, build_process_report

POR_PAGINA = 200


def aspirante_as_pdf(principal: Principal, aspirante: str, ahora: datetime) -> bytes:
    """An aspirante's report. Raises `NoEncontrado`."""
    a = reachable_aspirante(principal, aspirante)
    resumen = avance.show_avance(principal, aspirante, ahora)
    dispersion = resumen["umbral"] and resumen["umbral"]["dispersion"]
    marco, municipios = avance_lugares.list_places(principal, aspirante, "municipio", ahora)
    enviados = read_auxiliares(aspirante, "", POR_PAGINA)
    return _render(
        build_aspirante_report(
            _of_whom(a),
            resumen | {"sin_lugar": marco["sin_lugar"]},
            _places(principal, aspirante, dispersion["unidad"], ahora) if dispersion else [],
            municipios.values(),
            ({"auxiliar": auxiliar, **avance.describe_sent(totales)} for auxiliar, totales in enviados),
        )
    )


def process_as_pdf(principal: Principal, proceso: str, ahora: datetime) -> bytes:
    """The report of a process with all its aspirantes. Raises `NoEncontrado`."""
    primera = avance_procesos.show_process_avance(principal, proceso, "", POR_PAGINA, ahora)
    p = get_proceso(proceso)
    alcance = [Par("Entidad", f"{p.entidad} {ENTIDADES.get(p.entidad, '')}".strip())]
    quien = DeQuien(_authority(p.opl), p.nombre, alcance=alcance)
    return _render(build_process_report(quien, primera, _aspirantes(principal, proceso, primera, ahora)))


def _render(reporte: ReporteAvance) -> bytes:
    from chalicelib.documents.reportes.avance import (
        render_avance,  # loads ReportLab, which only printing needs
    )

    return render_avance(reporte)


def _aspirantes(
    principal: Principal, proceso: str, pagina: dict[str, Any], ahora: datetime
) -> Iterator[dict[str, Any]]:
    yield from pagina["elementos"]
    while pagina["siguiente"]:
        pagina = avance_procesos.show_process_avance(
            principal, proceso, pagina["siguiente"], POR_PAGINA, ahora
        )
        yield from pagina["elementos"]


def _places(principal: Principal, aspirante: str, nivel: str, ahora: datetime) -> list[dict[str, Any]]:
    return list(avance_lugares.list_places(principal, aspirante, nivel, ahora)[1].values())


def _of_whom(a: Aspirante) -> DeQuien:
    proceso, periodo = get_proceso(a.proceso), get_periodo(a.proceso, a.periodo)
    alcance = [
        Par("Folio", a.aspirante),
        Par("Cargo", periodo.nombre),
        Par("Ámbito", ambito_in_words(a, periodo)),
    ]
    return DeQuien(_authority(a.opl), proceso.nombre, a.nombre, alcance)


def _authority(opl: str) -> str:
    guardado = find_opl(opl)
    return guardado.nombre if guardado else opl
