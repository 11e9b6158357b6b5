"""The report of progress of an aspirante (Protocolo 7.1 B, 7.12, 7.13; LGIPE 371): figures from the totals alone.

The number of requests does not depend on the records: an aspirante's totals have a fixed number of parts.
Places are bounded by the secciones of the entidad.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from chalicelib.rules.apoyos.clases import NOMBRES, Clase
from chalicelib.rules.apoyos.desglose import CAUSAS
from chalicelib.rules.auxiliares.registro import initials
from chalicelib.rules.base.permisos import DEL_ASPIRANTE, Principal
from chalicelib.rules.conteo import FIRME
from chalicelib.rules.procesos.umbral import Umbral, umbral_from_dict
from chalicelib.rules.reportes.avance import Meta, Progreso, Unidad, percent_of, roll_up, threshold_progress
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.base.tabla import iso
from chalicelib.store.conteo.contadores import read_auxiliares, read_totals
from chalicelib.store.procesos.cifras import figures_of
from chalicelib.store.procesos.periodos import Periodo, get_periodo
from chalicelib.workflows.base.alcance import PRELIMINAR, reachable_aspirante
from chalicelib.workflows.base.secretos import persona_de
from chalicelib.workflows.credencial import NOMBRES as DEL_NOMBRE

CUENTA = Clase.EN_LISTA_NOMINAL
POR_ENTIDAD = "entidad"
"""Unit of the dispersion required of the Presidencia (LGIPE 371.1)."""
SIN_UMBRAL = "El periodo no tiene umbral capturado: no se sabe cuántos apoyos se requieren."
SIN_CIFRAS = "Faltan las cifras en que se basa el umbral: no se sabe cuántos apoyos se requieren."


def show_avance(principal: Principal, aspirante: str, ahora: datetime) -> dict[str, Any]:
    """An aspirante's figures by class, day and way of capture, and against the threshold. Raises `NoEncontrado`."""
    a = reachable_aspirante(principal, aspirante)
    periodo, totales = get_periodo(a.proceso, a.periodo), read_totals(f"aspirante#{aspirante}")
    return {
        **report_frame(ahora, aspirante=aspirante),
        "aspirante": aspirante,
        "nombre": a.nombre,
        "proceso": a.proceso,
        "periodo": a.periodo,
        "periodo_nombre": periodo.nombre,
        "unidad": a.unidad,
        "unidad_nombre": periodo.unidades.as_dict().get(a.unidad, ""),
        **describe_totals(totales),
        **describe_breakdown(totales, causas=principal.rol not in DEL_ASPIRANTE),
        "dias": [{"dia": dia, "n": n} for dia, n in totals_under(totales, "dia#").items()],
        "modos": [{"modo": modo, "n": n} for modo, n in totals_under(totales, "modo#").items()],
        **_threshold(a, periodo, totales),
    }


def list_auxiliar_figures(
    principal: Principal, aspirante: str, despues: str, cuantos: int, ahora: datetime
) -> dict[str, Any]:
    """A page, by Id, of an aspirante's auxiliares who have sent records, with their figures. Raises `NoEncontrado`."""
    reachable_aspirante(principal, aspirante)
    leidos = list(islice(read_auxiliares(aspirante, despues, cuantos + 1), cuantos + 1))
    pagina = dict(leidos[:cuantos])
    personas = {a.auxiliar: a for a in Auxiliar.batch_get(list(pagina))} if pagina else {}
    return {
        **report_frame(ahora, aspirante=aspirante),
        "mi_apoyo": describe_sent(read_totals(f"mi_apoyo#{aspirante}")),
        "papel": describe_sent(read_totals(f"papel#{aspirante}")),
        "elementos": [_auxiliar(i, personas.get(i), totales) for i, totales in pagina.items()],
        "siguiente": max(pagina) if len(leidos) > cuantos else None,
    }


def report_frame(ahora: datetime, **filtros: str) -> dict[str, Any]:
    """Fields of every report: the notice that it is preliminary (7.13), its cut, its filters."""
    return {"aviso": PRELIMINAR, "corte": iso(ahora), "filtros": filtros}


def describe_totals(totales: Mapping[str, int]) -> dict[str, Any]:
    """Figures from totals. Records that count are split into reviewed and waiting for review (7.13).

    `solo_reporte`: records that count although the person supported another aspirante before (15.3).
    """
    recibidos, contados = totales.get("recibidos", 0), totales.get(f"clase#{CUENTA}", 0)
    return {
        "recibidos": recibidos,
        "verificados": totales.get("verificados", 0),
        "revisados": totales.get("revisados", 0),
        **_counted(totales),
        "no_contados": recibidos - contados,
        "solo_reporte": totales.get("solo_reporte", 0),
        "clases": describe_classes(totals_under(totales, "clase#")),
    }


def describe_classes(por_clase: Mapping[str, int]) -> list[dict[str, Any]]:
    """Classes with their Spanish names, in the order of reports; classes without records are left out."""
    return [{"clase": c.value, "nombre": NOMBRES[c], "n": por_clase[c]} for c in NOMBRES if por_clase.get(c)]


def _counted(totales: Mapping[str, int]) -> dict[str, int]:
    contados, firmes = totales.get(f"clase#{CUENTA}", 0), totales.get("firmes", 0)
    return {
        "contados": contados,
        "contados_revisados": firmes,
        "contados_por_revisar": contados - firmes,
    }


def describe_breakdown(totales: Mapping[str, int], *, causas: bool) -> dict[str, Any]:
    """Inconsistent records by type and inciso, and those out of padrón or list by cause (7.12, 13.7).

    `causas`: whether the reader may see causes. An aspirante may see the class, but not why somebody left the padrón.
    """
    incisos = _pairs(totals_under(totales, "inciso#"))
    por_causa = _pairs(totals_under(totales, "causa#"))
    por_tipo: Counter[str] = Counter()
    for _, tipo, n in incisos:
        por_tipo[tipo] += n
    return {
        "tipos": [{"tipo": t, "n": n} for t, n in sorted(por_tipo.items())],
        "incisos": [{"inciso": i, "tipo": t, "n": n} for i, t, n in incisos if i],
        "causas": [
            {"clase": clase, "causa": causa, "nombre": CAUSAS.get(causa, causa), "n": n}
            for clase, causa, n in por_causa
        ]
        if causas
        else None,
    }


def _pairs(totales: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """Totals whose names are `<one>#<other>`, as triples (one, other, how many)."""
    partes = ((*clave.partition("#"), n) for clave, n in totales.items())
    return [(uno, otro, n) for uno, _, otro, n in partes]


def describe_meta(m: Meta) -> dict[str, Any]:
    """A goal: supports required, reached and missing; percentages as text, as thresholds are."""
    return {
        "requeridos": m.requeridos,
        "porcentaje": str(m.porcentaje),
        "faltan": m.faltan,
        "alcanzada": m.alcanzada,
    }


def _threshold(a: Aspirante, periodo: Periodo, totales: Mapping[str, int]) -> dict[str, Any]:
    """Progress against the threshold, with all records that count and with the reviewed ones alone."""
    umbral = umbral_from_dict(periodo.umbral) if periodo.umbral else None
    cifras = figures_of(a.proceso, a.periodo, a.unidad) if umbral else None
    if umbral is None or cifras is None:
        return {"umbral": None, "sin_umbral": SIN_CIFRAS if umbral else SIN_UMBRAL}
    contados, firmes = totales.get(f"clase#{CUENTA}", 0), totales.get("firmes", 0)
    todos = threshold_progress(contados, counted_by_unit(a, periodo, umbral, CUENTA), cifras, umbral)
    revisados = threshold_progress(firmes, counted_by_unit(a, periodo, umbral, FIRME), cifras, umbral)
    return {
        "umbral": _progress(todos, umbral) | {"solo_revisados": _reviewed_progress(revisados)},
        "sin_umbral": "",
    }


def _reviewed_progress(p: Progreso) -> dict[str, Any]:
    alcanzadas = p.dispersion.alcanzadas if p.dispersion else None
    return {**describe_meta(p.total), "cumple": p.cumple, "unidades_alcanzadas": alcanzadas}


def counted_by_unit(a: Aspirante, periodo: Periodo, umbral: Umbral, que: str) -> dict[str, int]:
    """Unit of the dispersion -> records under `que` (`CUENTA` or `FIRME`) of people who live in it."""
    if umbral.dispersion is None:
        return {}
    totales = read_totals(f"lugares#{a.aspirante}", f"{que}#")
    lugares = ((str(que), clave.partition("#")[2], n) for clave, n in totales.items())
    unidades = roll_up(lugares, umbral.dispersion.unidad)
    if umbral.dispersion.unidad == POR_ENTIDAD:
        return {entidad: c[que] for (entidad, _), c in unidades.items()}
    return _in_entidad(periodo.entidad, unidades, que)


def _in_entidad(entidad: str, unidades: Mapping[Unidad, Counter[str]], que: str) -> dict[str, int]:
    """Unit of that entidad -> records under `que`. Other entidades are left out: their units repeat the codes."""
    return {u: c[que] for (de, u), c in unidades.items() if de == entidad}


def _progress(p: Progreso, umbral: Umbral) -> dict[str, Any]:
    return {
        "porcentaje_exigido": str(umbral.porcentaje),
        "base": umbral.base,
        **describe_meta(p.total),
        "cumple": p.cumple,
        "dispersion": describe_dispersion(p, umbral),
    }


def describe_dispersion(p: Progreso, umbral: Umbral) -> dict[str, Any] | None:
    """Units in which the goal must be reached, and is (LGIPE 371); None where the threshold asks no dispersion."""
    d, regla = p.dispersion, umbral.dispersion
    if d is None or regla is None:
        return None
    return {
        "unidad": d.unidad,
        "porcentaje_exigido": str(regla.porcentaje),
        "fraccion_exigida": str(regla.fraccion),
        "unidades": len(d.metas),
        "sin_electores": d.sin_electores,
        "requeridas": d.requeridas,
        "alcanzadas": d.alcanzadas,
        "faltan": d.faltan,
    }


def _auxiliar(auxiliar: str, fila: Auxiliar | None, totales: Mapping[str, int]) -> dict[str, Any]:
    """An auxiliar's figures, with initials only, as in every list of auxiliares (18.5)."""
    persona = persona_de(fila) if fila else {}
    return {
        "auxiliar": auxiliar,
        "iniciales": initials(persona.get(c, "") for c in DEL_NOMBRE),
        **describe_sent(totales),
        "de_noche": totales.get("noche", 0),
    }


def describe_sent(totales: Mapping[str, int]) -> dict[str, Any]:
    """Figures of the records from one sender, or by one mode of capture."""
    recibidos, malos = totales.get("recibidos", 0), totales.get(f"clase#{Clase.CON_INCONSISTENCIA}", 0)
    return {
        "recibidos": recibidos,
        **_counted(totales),
        "inconsistentes": malos,
        "porcentaje_inconsistentes": str(percent_of(malos, recibidos)) if recibidos else None,
        "clases": describe_classes(totals_under(totales, "clase#")),
    }


def totals_under(totales: Mapping[str, int], prefijo: str) -> dict[str, int]:
    """The totals under a prefix, keyed by the rest of their name."""
    return {c.removeprefix(prefijo): n for c, n in totales.items() if c.startswith(prefijo)}
