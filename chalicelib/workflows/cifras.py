"""Figures on which the threshold of a period rests, by unit of the office (LGIPE 371)."""

from datetime import datetime

from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado
from chalicelib.rules.permisos import Principal
from chalicelib.rules.umbral import Cifras, faults_of, from_dict
from chalicelib.store.base import iso
from chalicelib.store.cifras import ENTIDAD, CifrasUnidad, all_figures, figures_of, key_of
from chalicelib.store.procesos import Periodo
from chalicelib.workflows.consulta import NADA
from chalicelib.workflows.periodos import refuse_if, show_period

_NO_SE_GUARDO = "Las cifras no se guardaron: corrija lo que se indica."


def set_figures(
    principal: Principal, proceso: str, periodo: str, unidad: str, cifras: Cifras, ahora: datetime
) -> Cifras:
    """Note the figures of one unit of the office, in the place of any before.

    They decide on no record: a Lista Nominal with a later cut-off may be entered at any time. Raises `NoEncontrado`,
    `DatosNoAdmitidos`.
    """
    p = show_period(principal, proceso, periodo)
    unidad = _unit(p, unidad)
    if p.umbral is None:
        faltas = [{"campo": "umbral", "texto": "Capture primero el umbral del periodo."}]
        raise DatosNoAdmitidos(_NO_SE_GUARDO, faltas=faltas)
    refuse_if(faults_of(cifras, from_dict(p.umbral)), _NO_SE_GUARDO)
    CifrasUnidad(
        periodo=key_of(proceso, periodo),
        unidad=unidad or ENTIDAD,
        base=cifras.base,
        unidades=dict(cifras.unidades),
        capturado_en=iso(ahora),
    ).save()
    return cifras


def show_figures(principal: Principal, proceso: str, periodo: str, unidad: str) -> Cifras:
    """Figures of one unit of the office. Raises `NoEncontrado`."""
    p = show_period(principal, proceso, periodo)
    cifras = figures_of(proceso, periodo, _unit(p, unidad))
    if cifras is None:
        raise NoEncontrado(NADA)
    return cifras


def figures_complete(p: Periodo) -> bool:
    """Whether each unit that elects the office has figures that fit the period's threshold."""
    if p.umbral is None:
        return False
    umbral, hay = from_dict(p.umbral), all_figures(p.proceso, p.periodo)
    unidades = set(p.unidades.as_dict()) or {""}
    return all(u in hay and not faults_of(hay[u], umbral) for u in unidades)


def _unit(p: Periodo, unidad: str) -> str:
    """The unit as the period names it, empty for the entidad; its own code stands for the entidad in an address."""
    if p.nivel == "entidad" and unidad == p.entidad:
        return ""
    if unidad not in p.unidades.as_dict():
        raise NoEncontrado(NADA)
    return unidad
