"""Selection of records by a supervisor: of an aspirante, by day, auxiliar or finding; or the oldest waiting (13.3).

They are read from indexes, oldest first, with a limit for each request; the next request goes on from the cursor.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import merge
from itertools import islice
from operator import attrgetter

from pynamodb.expressions.condition import Condition

from chalicelib.problemas import CuerpoInvalido, NoEncontrado
from chalicelib.rules.apoyos.folio import Folio
from chalicelib.rules.base.centro import day_span
from chalicelib.store.apoyos.apoyos import PARTES, Apoyo, get_apoyos, list_part_key
from chalicelib.store.aspirantes import Aspirante, get_aspirante
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.mesa.turnos import SIN_ASIGNAR, queued_folios
from chalicelib.vault.secretos import open_fields
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.mesa.hallazgos import show_findings
from chalicelib.workflows.mesa.traslados import ReglasTraslado, sort_out

SE_LEEN = 2000
"""Records of an aspirante that one request reads."""
DE_UNA_VEZ = 100


@dataclass(frozen=True)
class FiltroDeSeleccion:
    """Filter of a selection. `desde`, `hasta`: days in the centre's zone, both included; `hallazgo`: code of the
    catalogue. An empty field admits any."""

    aspirante: str = ""
    desde: str = ""
    hasta: str = ""
    auxiliar: str = ""
    hallazgo: str = ""


@dataclass
class Seleccion:
    """Selected records. `folios`: may be moved, oldest first; `quedan`: folio -> why it stays; `siguiente`: cursor."""

    folios: list[str] = field(default_factory=list)
    quedan: dict[str, str] = field(default_factory=dict)
    siguiente: str | None = None


def select_records(
    reglas: ReglasTraslado, filtro: FiltroDeSeleccion, cuantos: int, despues: str = ""
) -> Seleccion:
    """Up to `cuantos` records of the filter that may be moved. Raises `NoEncontrado`, `CuerpoInvalido`."""
    if filtro.aspirante:
        return _of_an_aspirante(reglas, filtro, cuantos, despues)
    if filtro != FiltroDeSeleccion():
        raise CuerpoInvalido("Indique la persona aspirante cuyos registros se filtran.", campo="aspirante")
    hallados = Seleccion()
    _keep(hallados, reglas, filtro, queued_folios(reglas.proceso, SIN_ASIGNAR, cuantos))
    return hallados


def _of_an_aspirante(
    reglas: ReglasTraslado, filtro: FiltroDeSeleccion, cuantos: int, despues: str
) -> Seleccion:
    _check_aspirante(reglas.proceso, filtro.aspirante)
    rango = _range(filtro, despues)
    en_orden = merge(*(_part(filtro.aspirante, n, rango) for n in range(PARTES)), key=attrgetter("orden"))
    filas, hallados = islice(en_orden, SE_LEEN), Seleccion()
    while filas_de_ahora := list(islice(filas, min(DE_UNA_VEZ, cuantos - len(hallados.folios)))):
        hallados.siguiente = filas_de_ahora[-1].orden
        _keep(hallados, reglas, filtro, [a.folio for a in filas_de_ahora if _fits(a, filtro)])
        if len(hallados.folios) >= cuantos:
            break
    if next(en_orden, None) is None:
        hallados.siguiente = None
    return hallados


def _check_aspirante(proceso: str, aspirante: str) -> None:
    try:
        suyo = get_aspirante(aspirante).proceso
    except Aspirante.DoesNotExist:
        suyo = ""
    if suyo != proceso:
        raise NoEncontrado


def _range(filtro: FiltroDeSeleccion, despues: str) -> Condition | None:
    """The key range of records received between the filter's days; `orden` begins with the time of reception."""
    try:
        desde = iso(day_span(filtro.desde)[0]) if filtro.desde else ""
        hasta = iso(day_span(filtro.hasta)[1]) if filtro.hasta else "9"
    except ValueError:
        raise CuerpoInvalido("Escriba los días como AAAA-MM-DD.", campo="desde") from None
    if desde >= hasta:
        raise CuerpoInvalido("El primer día no es posterior al último.", campo="hasta")
    if despues >= hasta:
        raise CuerpoInvalido("Use el cursor que dio la solicitud anterior.", campo="despues")
    if despues:
        desde = max(desde, f"{despues} ")  # the least key after `despues`, for no key has a blank
    return Apoyo.orden.between(desde or "0", hasta)


def _part(aspirante: str, parte: int, rango: Condition | None) -> Iterator[Apoyo]:
    return iter(Apoyo.por_aspirante.query(list_part_key(aspirante, parte), rango, page_size=DE_UNA_VEZ))


def _fits(apoyo: Apoyo, filtro: FiltroDeSeleccion) -> bool:
    """Whether a record fits the filter, as far as the index tells."""
    propio = filtro.auxiliar in ("", Folio.parse(apoyo.folio).auxiliar)
    return propio and not apoyo.revisado


def _keep(hallados: Seleccion, reglas: ReglasTraslado, filtro: FiltroDeSeleccion, folios: list[str]) -> None:
    for i in range(0, len(folios), DE_UNA_VEZ):
        de_aqui = folios[i : i + DE_UNA_VEZ]
        if filtro.hallazgo:
            de_aqui = [f for f, a in get_apoyos(de_aqui).items() if filtro.hallazgo in findings_of(a)]
        libres, quedan = sort_out(reglas, de_aqui)
        hallados.folios += [t.folio for t in libres]
        hallados.quedan |= quedan


def findings_of(apoyo: Apoyo) -> set[str]:
    """Codes of a record's findings (13.6). The data are opened in memory and neither stored nor returned."""
    credencial = open_fields(secreto_de(apoyo.proceso), apoyo.folio, apoyo.datos)["credencial"]
    return {h["codigo"] for h in show_findings(credencial, instante(apoyo.capturado_en), apoyo.hechos)}
