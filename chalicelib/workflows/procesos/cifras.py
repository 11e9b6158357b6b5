"""Figures on which the threshold of a period rests, by unit of the office (LGIPE 371)."""

from datetime import datetime
from typing import NoReturn, cast

from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.padron.archivo import Base, Lugares, people_by, people_in
from chalicelib.rules.procesos.cargos import ENTIDADES, PAIS, SIN_UNIDADES
from chalicelib.rules.procesos.umbral import CifrasDeGeografia, Umbral, figures_faults, umbral_from_dict
from chalicelib.store.base.tabla import iso
from chalicelib.store.padron.registro_cortes import CARGANDO, figures_in, get_corte
from chalicelib.store.procesos.cifras import ENTIDAD, CifrasUnidad, all_figures, figures_key, figures_of
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.workflows.procesos.periodos import refuse_if, show_period

_NO_SE_GUARDO = "Las cifras no se guardaron: corrija lo que se indica."


def set_figures(
    principal: Principal, proceso: str, periodo: str, unidad: str, cifras: CifrasDeGeografia, ahora: datetime
) -> CifrasDeGeografia:
    """Note the figures of one unit of the office, in the place of any before.

    No record depends on them, so figures of a later Lista Nominal may be entered at any time. Raises `NoEncontrado`,
    `DatosNoAdmitidos`.
    """
    p = show_period(principal, proceso, periodo)
    return _keep(p, _unit(p, unidad), _threshold(p), cifras, ahora)


def take_figures(
    principal: Principal, proceso: str, periodo: str, unidad: str, corte: str, ahora: datetime
) -> CifrasDeGeografia:
    """Note the figures that a cut of the padrón has of that unit, by the period's threshold.

    Raises as `set_figures`; a cut that is unknown, or not ready, or without anybody in the unit is not admitted.
    """
    p = show_period(principal, proceso, periodo)
    unidad, umbral = _unit(p, unidad), _threshold(p)
    lugares = _places(p, corte)
    base = cast(Base, umbral.base)
    personas = people_in(lugares, base, p.nivel, unidad, p.prorrogadas)
    if not personas:
        _refuse("corte", "Ese corte no tiene a nadie en la unidad.")
    d = umbral.dispersion
    unidades = people_by(lugares, base, d.unidad, p.nivel, unidad, p.prorrogadas) if d else {}
    return _keep(p, unidad, umbral, CifrasDeGeografia(personas, unidades, corte), ahora)


def _keep(
    p: Periodo, unidad: str, umbral: Umbral, cifras: CifrasDeGeografia, ahora: datetime
) -> CifrasDeGeografia:
    refuse_if(figures_faults(cifras, umbral), _NO_SE_GUARDO)
    CifrasUnidad(
        periodo=figures_key(p.proceso, p.periodo),
        unidad=unidad or ENTIDAD,
        base=cifras.base,
        unidades=dict(cifras.unidades),
        capturado_en=iso(ahora),
        corte=cifras.corte,
    ).save()
    return cifras


def _threshold(p: Periodo) -> Umbral:
    if p.umbral is None:
        _refuse("umbral", "Capture primero el umbral del periodo.")
    return umbral_from_dict(p.umbral)


def _places(p: Periodo, corte: str) -> Lugares:
    """Places of residence in the period's entidad, or in the country, by a cut; retired cuts still have them."""
    fila = get_corte(corte)
    if fila is None or fila.estado == CARGANDO:
        _refuse("corte", "No hay un corte listo con esa clave.")
    entidades = ENTIDADES if p.nivel == PAIS else (p.entidad,)
    return {lugar: n for e in entidades for lugar, n in figures_in(corte, e).items()}


def _refuse(campo: str, texto: str) -> NoReturn:
    raise DatosNoAdmitidos(_NO_SE_GUARDO, faltas=[{"campo": campo, "texto": texto}])


def show_figures(principal: Principal, proceso: str, periodo: str, unidad: str) -> CifrasDeGeografia:
    """Figures of one unit of the office. Raises `NoEncontrado`."""
    p = show_period(principal, proceso, periodo)
    cifras = figures_of(proceso, periodo, _unit(p, unidad))
    if cifras is None:
        raise NoEncontrado
    return cifras


def figures_complete(p: Periodo) -> bool:
    """Whether each unit that elects the office has figures that fit the period's threshold."""
    if p.umbral is None:
        return False
    umbral, hay = umbral_from_dict(p.umbral), all_figures(p.proceso, p.periodo)
    unidades = set(p.unidades.as_dict()) or {""}
    return all(u in hay and not figures_faults(hay[u], umbral) for u in unidades)


def _unit(p: Periodo, unidad: str) -> str:
    """The unit as the period names it, empty for the entidad, which routes name by its own code."""
    if p.nivel in SIN_UNIDADES and unidad == p.entidad:
        return ""
    if unidad not in p.unidades.as_dict():
        raise NoEncontrado
    return unidad
