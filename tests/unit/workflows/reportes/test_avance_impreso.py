"""What the API answers about progress is what is printed, figure by figure (7.12, 7.13; LGIPE 371)."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

from pypdf import PdfReader

from chalicelib.documents.reportes.avance import render_avance
from chalicelib.documents.reportes.avance_datos import Par, Peso, ReporteAvance
from chalicelib.workflows.reportes.avance_impreso import (
    MAX_AUXILIARES,
    DeQuien,
    build_aspirante_report,
    build_process_report,
)

QUIEN = DeQuien("Instituto de Muestra", "Proceso de Muestra", "Ñu (ASP1)", [Par("Cargo", "Gubernatura")])
CIFRAS = {
    "corte": "2027-01-15T00:05:00Z",
    "filtros": {"aspirante": "ASP1"},
    "recibidos": 120,
    "verificados": 118,
    "revisados": 90,
    "contados": 101,
    "contados_revisados": 80,
    "contados_por_revisar": 21,
    "no_contados": 19,
    "solo_reporte": 0,
    "tipos": [{"tipo": "Firma no válida", "n": 17}],
    "incisos": [{"inciso": "13.7 j)", "tipo": "Firma no válida", "n": 17}],
    "causas": None,
    "sin_lugar": 1,
    "clases": [
        {"clase": "en_lista_nominal", "nombre": "En Lista Nominal", "n": 101},
        {"clase": "con_inconsistencia", "nombre": "Con inconsistencia", "n": 17},
        {"clase": "en_proceso", "nombre": "En proceso", "n": 2},
    ],
    "dias": [{"dia": "2026-12-24", "n": 20}, {"dia": "2026-12-26", "n": 100}],
    "modos": [{"modo": "auxiliar", "n": 117}, {"modo": "mi_apoyo", "n": 3}],
}
UMBRAL = {
    "porcentaje_exigido": "1",
    "base": "lista_nominal",
    "requeridos": 404,
    "porcentaje": "25.00",
    "faltan": 303,
    "alcanzada": False,
    "cumple": False,
    "solo_revisados": {"porcentaje": "19.80", "unidades_alcanzadas": 1},
    "dispersion": {
        "unidad": "municipio",
        "porcentaje_exigido": "0.5",
        "fraccion_exigida": "50",
        "unidades": 2,
        "sin_electores": 0,
        "requeridas": 1,
        "alcanzadas": 1,
        "faltan": 0,
    },
}
AVANCE = CIFRAS | {"umbral": UMBRAL, "sin_umbral": ""}
LUGARES = [
    {"entidad": "11", "unidad": "020", "recibidos": 110, "contados": 99, "meta": {"requeridos": 61}},
    {"entidad": "11", "unidad": "007", "recibidos": 8, "contados": 2, "meta": {"requeridos": 62}},
    {"entidad": "11", "unidad": "", "recibidos": 1, "contados": 0, "meta": None},
]


def auxiliar(n: int, recibidos: int) -> dict:
    return {
        "auxiliar": f"A{n:011}",
        "iniciales": "X. Y.",
        "recibidos": recibidos,
        "contados": recibidos - 1,
        "inconsistentes": 1,
        "porcentaje_inconsistentes": "1.50" if recibidos else None,
    }


def printed(reporte: ReporteAvance) -> str:
    paginas = PdfReader(io.BytesIO(render_avance(reporte))).pages
    return " ".join(" ".join(p.extract_text() for p in paginas).split()).replace("\xa0", " ")


def test_an_aspirantes_figures_are_printed_as_they_are_answered_7_12():
    r = build_aspirante_report(QUIEN, AVANCE, LUGARES, LUGARES, [auxiliar(n, n) for n in range(50)])
    assert r.corte == datetime(2027, 1, 15, 0, 5, tzinfo=UTC)
    assert [(c.n, c.peso) for c in r.clases] == [
        (101, Peso.CUENTA),
        (17, Peso.NO_CUENTA),
        (2, Peso.PENDIENTE),
    ]
    assert list(r.dias) == [(date(2026, 12, 24), 20), (date(2026, 12, 26), 100)]
    assert (r.umbral.requeridos, r.umbral.porcentaje, r.umbral.faltan) == (404, Decimal("25.00"), 303)
    assert [(u.nombre, u.contados, u.requeridos) for u in r.dispersion.unidades] == [
        ("020", 99, 61),
        ("007", 2, 62),
    ]
    texto = printed(r)
    for dicho in (
        "Umbral: 1 % de la Lista Nominal",
        "Al menos 0.5 % en 1 de 2 municipios (50 % de ellos).",
        "Mi Apoyo 3",
        "11 · sin dato 1 0",
        f"y {50 - MAX_AUXILIARES} más",
    ):
        assert dicho in texto
    assert "X. Y." not in texto


def test_without_threshold_the_reason_is_printed_371():
    texto = printed(
        build_aspirante_report(
            QUIEN, AVANCE | {"umbral": None, "sin_umbral": "Faltan las cifras."}, [], [], []
        )
    )
    assert "Faltan las cifras." in texto
    assert "Dispersión" not in texto


def test_a_process_has_a_row_for_each_aspirante_7_12():
    comun = {
        c: CIFRAS[c]
        for c in (
            "recibidos",
            "verificados",
            "revisados",
            "contados",
            "contados_revisados",
            "contados_por_revisar",
        )
    }
    filas = [
        comun
        | {
            "aspirante": "ASP1",
            "nombre": "Ñu",
            "meta": {"requeridos": 404, "porcentaje": "25.00"},
            "dispersion": UMBRAL["dispersion"],
        },
        comun | {"aspirante": "ASP2", "nombre": "Ocelotl", "meta": None, "dispersion": None},
    ]
    marco = {c: CIFRAS[c] for c in ("corte", "dias", "modos", "tipos", "incisos", "causas")}
    texto = printed(build_process_report(DeQuien("I", "P"), marco | {"totales": CIFRAS}, filas))
    assert "Ñu (ASP1) 120 101 80 21 404 25.00 % 1 de 1 municipios" in texto
    assert "Ocelotl (ASP2) 120 101 80 21 — — —" in texto
