"""An aspirante's records by page, and who may read names (Protocolo 7.1 B, 7.12, 7.13).

Names are requested explicitly and audited. The OPL's administrators and supervisors get name, CIC and OCR. The
aspirante's people get the name alone, once they acknowledged their duties on personal data (7.11), and unless the
process leaves names out (decisions/0240). `nominativo_filas.py` says what a row has.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from chalicelib.problemas import CuerpoInvalido, NoAutorizado
from chalicelib.rules.apoyos.folio import Folio, FolioInvalido
from chalicelib.rules.base.permisos import DEL_ASPIRANTE, Principal
from chalicelib.rules.reportes.nominativo import FiltroNominativo
from chalicelib.rules.reportes.pedido import VEN_DATOS
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyos
from chalicelib.store.aspirantes import get_aspirante
from chalicelib.store.base.cursor import CursorInvalido, decode_cursor, encode_cursor
from chalicelib.store.base.tabla import iso
from chalicelib.store.privacidad.aceptaciones import accepted_notices
from chalicelib.store.procesos.procesos import get_proceso
from chalicelib.store.reportes.lectura import LecturaApoyos
from chalicelib.workflows.base.alcance import PRELIMINAR, reach_aspirante
from chalicelib.workflows.privacidad.avisos import duties_in_force
from chalicelib.workflows.reportes.nominativo_filas import GradoDeDetalle, describe_records

SOLICITUDES = 32
"""Queries of the index for one page; with `MIRADOS` rows each they read at most some 8,000 records in about 1 s."""
MIRADOS = 250


def list_records(
    principal: Principal,
    aspirante: str,
    filtro: FiltroNominativo,
    *,
    recientes: bool,
    datos: bool,
    despues: str,
    cuantos: int,
    ahora: datetime,
    mirados: int = MIRADOS,
    solicitudes: int = SOLICITUDES,
) -> dict[str, Any]:
    """A page of records. With a filter it may have fewer rows than asked for; it continues while there is `siguiente`.

    Raises `NoEncontrado`, `NoAutorizado` (`datos` is not for the role), `CuerpoInvalido` (days, cursor).
    """
    reach_aspirante(principal, aspirante)
    check_datos(principal, aspirante, datos=datos, ahora=ahora)
    desde, hasta = reception_range(filtro, ahora)
    lectura = LecturaApoyos(
        aspirante,
        desde,
        hasta,
        recientes=recientes,
        despues=_cursor(despues, aspirante),
        de_una_vez=cuantos // 4 + 5 if filtro.only_days else mirados,
        solicitudes=solicitudes,
    )
    folios = _take(lectura, filtro, cuantos)
    corte = iso(ahora)
    apoyos = get_apoyos(folios)
    vista = GradoDeDetalle.of(principal.rol, datos=datos)
    filas = describe_records([apoyos[f] for f in folios if f in apoyos], vista)
    return {
        "aspirante": aspirante,
        "aviso": PRELIMINAR,
        "corte": corte,
        "filtros": filtro.set_filters(),
        "elementos": [f for f in filas if _admits(filtro, f)],
        "siguiente": None if lectura.ended else encode_cursor({"orden": {"S": lectura.ultimo}}),
    }


def check_datos(principal: Principal, aspirante: str, *, datos: bool, ahora: datetime) -> None:
    """Raise `NoAutorizado` when citizens' names are requested by somebody who may not read them.

    The aspirante's people may read them in their own records, once they acknowledged their duties on personal data
    (7.11, 7.12).
    """
    if not datos or principal.rol in VEN_DATOS:
        return
    if principal.rol not in DEL_ASPIRANTE:
        raise NoAutorizado("Su cuenta no ve los datos de las personas que dieron su apoyo.")
    if not get_proceso(get_aspirante(aspirante).proceso).nombres_en_nominativo:
        raise NoAutorizado("En este proceso el reporte nominativo no incluye nombres.")
    deberes = duties_in_force(principal.rol, ahora)
    if deberes is None or not accepted_notices(principal.sujeto, [deberes.aviso]):
        raise NoAutorizado(
            "Antes de ver nombres, lea y acepte sus obligaciones sobre datos personales (numeral 7.11).",
            obligaciones=deberes.aviso if deberes else None,
        )


def reception_range(filtro: FiltroNominativo, corte: datetime) -> tuple[str, str]:
    """Range of reception that the filter admits, up to the cut. Raises `CuerpoInvalido` for days that do not exist."""
    try:
        desde, hasta = filtro.span(corte)
    except (ValueError, OverflowError):
        raise CuerpoInvalido("Indique días del calendario, como AAAA-MM-DD.", campo="desde") from None
    return iso(desde) if desde else "", iso(hasta)


def _admits(filtro: FiltroNominativo, fila: dict[str, Any]) -> bool:
    return filtro.admits_state(fila["clase"], fila["revisado"]) and filtro.admits_report_only(
        fila["solo_reporte"]
    )


def read_batches(
    lectura: LecturaApoyos, filtro: FiltroNominativo, corte: str, *, vista: GradoDeDetalle, de: int
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Batches of all records as rows, as they stood at the cut; each batch with the cursor after it."""
    lote: list[str] = []
    for fila in lectura:
        if filtro.admits_sender(Folio.parse(fila.folio).auxiliar, fila.modo):
            lote.append(fila.folio)
        if len(lote) == de:
            yield lectura.ultimo, _rows(lote, filtro, corte, vista)
            lote = []
    if lote:
        yield lectura.ultimo, _rows(lote, filtro, corte, vista)


def _rows(
    folios: list[str], filtro: FiltroNominativo, corte: str, vista: GradoDeDetalle
) -> list[dict[str, Any]]:
    apoyos = get_apoyos(folios)
    filas = describe_records([apoyos[f] for f in folios if f in apoyos], vista, corte)
    return [f for f in filas if _admits(filtro, f)]


def _take(lectura: Iterable[Apoyo], filtro: FiltroNominativo, cuantos: int) -> list[str]:
    folios: list[str] = []
    for fila in lectura:
        propio = filtro.admits_sender(Folio.parse(fila.folio).auxiliar, fila.modo)
        if propio and filtro.admits_state(fila.clase, bool(fila.revisado)):
            folios.append(fila.folio)
            if len(folios) == cuantos:
                break
    return folios


def _cursor(despues: str, aspirante: str) -> str:
    """The `orden` in a cursor; one of another list is refused. Raises `CuerpoInvalido`."""
    try:
        llave = decode_cursor(despues, orden=set())
        orden: str = llave["orden"].get("S", "") if llave else ""
        if orden and Folio.parse(orden.partition("#")[2]).aspirante != aspirante:
            raise CursorInvalido
    except (CursorInvalido, FolioInvalido):
        raise CuerpoInvalido("Use el cursor que dio la página anterior.", campo="despues") from None
    return orden
