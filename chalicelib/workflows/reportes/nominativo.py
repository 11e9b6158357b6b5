"""An aspirante's records: by page, and what a row of them says (Protocolo 7.1 B, 7.12, 7.13).

An aspirante sees every record with its class and reason and never who the citizen is (18.5): the Protocol gives them
the registral status of what was received, not a list of people. The OPL's administrators and supervisors see it when
they ask (decisions/0101).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from chalicelib.base.registro import log, where
from chalicelib.problemas import CuerpoInvalido, NoAutorizado
from chalicelib.rules.apoyos.clases import NOMBRES, Resultado, classify, is_reviewed
from chalicelib.rules.apoyos.folio import Folio, FolioInvalido, is_citizen
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.reportes.nominativo import Filtro, until
from chalicelib.rules.reportes.pedido import VEN_DATOS
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyos
from chalicelib.store.base.cursor import CursorInvalido, decode, encode
from chalicelib.store.base.tabla import iso
from chalicelib.store.reportes.lectura import LecturaApoyos
from chalicelib.vault.errores import CamposInvalidos
from chalicelib.vault.secretos import open_fields
from chalicelib.workflows.base.alcance import PRELIMINAR, reach_aspirante
from chalicelib.workflows.base.secretos import secreto_de

IDENTIFICAN = ("nombre", "cic", "ocr")
ILEGIBLE = "(ilegible)"
SOLICITUDES = 32
"""Queries of the index for one page: with `MIRADOS` rows each some 8,000 records at the most, in about a second."""
MIRADOS = 250


def list_records(
    principal: Principal,
    aspirante: str,
    filtro: Filtro,
    *,
    recientes: bool,
    datos: bool,
    despues: str,
    cuantos: int,
    ahora: datetime,
    mirados: int = MIRADOS,
    solicitudes: int = SOLICITUDES,
) -> dict[str, Any]:
    """A page of records; a filtered one may come short, and goes on at `siguiente` all the same.

    Raises `NoEncontrado`, `NoAutorizado` (`datos` is not for the role), `CuerpoInvalido` (days, cursor).
    """
    reach_aspirante(principal, aspirante)
    check_datos(principal, datos)
    desde, hasta = reception_range(filtro, ahora)
    lectura = LecturaApoyos(
        aspirante,
        desde,
        hasta,
        recientes=recientes,
        despues=_cursor(despues, aspirante),
        de_una_vez=cuantos // 4 + 5 if filtro.alone else mirados,
        solicitudes=solicitudes,
    )
    folios = _take(lectura, filtro, cuantos)
    corte = iso(ahora)
    apoyos = get_apoyos(folios)
    filas = (describe_record(apoyos[f], datos=datos) for f in folios if f in apoyos)
    return {
        "aspirante": aspirante,
        "aviso": PRELIMINAR,
        "corte": corte,
        "filtros": filtro.said(),
        "elementos": [f for f in filas if filtro.stands(f["clase"], f["revisado"])],
        "siguiente": None if lectura.ended else encode({"orden": {"S": lectura.ultimo}}),
    }


def check_datos(principal: Principal, datos: bool) -> None:
    """Raise `NoAutorizado` when who the citizens are is asked by a role that does not see it."""
    if datos and principal.rol not in VEN_DATOS:
        raise NoAutorizado("Su cuenta no ve los datos de las personas que dieron su apoyo.")


def reception_range(filtro: Filtro, corte: datetime) -> tuple[str, str]:
    """Range of reception that the filter leaves up to the cut. Raises `CuerpoInvalido` for days that are none."""
    try:
        desde, hasta = filtro.span(corte)
    except (ValueError, OverflowError):
        raise CuerpoInvalido("Indique días del calendario, como AAAA-MM-DD.", campo="desde") from None
    return iso(desde) if desde else "", iso(hasta)


def describe_record(apoyo: Apoyo, *, datos: bool, corte: str = "") -> dict[str, Any]:
    """A record as a row: as it stands, or as it stood at a cut (RFC 3339 UTC)."""
    hechos = until(apoyo.hechos, corte) if corte else apoyo.hechos
    resultado: Resultado = classify(hechos)
    auxiliar = apoyo.auxiliar
    return {
        "folio": apoyo.folio,
        "recibido_en": apoyo.recibido_en,
        "dia": apoyo.dia,
        "modo": apoyo.modo,
        "auxiliar": None if is_citizen(auxiliar) else auxiliar,
        "clase": resultado.clase.value,
        "clase_nombre": NOMBRES[resultado.clase],
        "motivo": resultado.motivo,
        "fundamento": resultado.fundamento,
        "revisado": is_reviewed(hechos),
        "persona": _person(apoyo) if datos else None,
    }


def read_batches(
    lectura: LecturaApoyos, filtro: Filtro, corte: str, *, datos: bool, de: int
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """All records of a walk as rows, as they stood at the cut, by batches, each with where the walk is after it."""
    lote: list[str] = []
    for fila in lectura:
        if filtro.sent(Folio.parse(fila.folio).auxiliar, fila.modo):
            lote.append(fila.folio)
        if len(lote) == de:
            yield lectura.ultimo, list(_rows(lote, filtro, corte, datos=datos))
            lote = []
    if lote:
        yield lectura.ultimo, list(_rows(lote, filtro, corte, datos=datos))


def _rows(folios: list[str], filtro: Filtro, corte: str, *, datos: bool) -> Iterator[dict[str, Any]]:
    apoyos = get_apoyos(folios)
    for folio in (f for f in folios if f in apoyos):
        fila = describe_record(apoyos[folio], datos=datos, corte=corte)
        if filtro.stands(fila["clase"], fila["revisado"]):
            yield fila


def _take(lectura: Iterable[Apoyo], filtro: Filtro, cuantos: int) -> list[str]:
    folios: list[str] = []
    for fila in lectura:
        propio = filtro.sent(Folio.parse(fila.folio).auxiliar, fila.modo)
        if propio and filtro.stands(fila.clase, bool(fila.revisado)):
            folios.append(fila.folio)
            if len(folios) == cuantos:
                break
    return folios


def _cursor(despues: str, aspirante: str) -> str:
    """The `orden` in a cursor; one of another list is refused. Raises `CuerpoInvalido`."""
    try:
        llave = decode(despues, orden=set())
        orden: str = llave["orden"].get("S", "") if llave else ""
        if orden and Folio.parse(orden.partition("#")[2]).aspirante != aspirante:
            raise CursorInvalido
    except (CursorInvalido, FolioInvalido):
        raise CuerpoInvalido("Use el cursor que dio la página anterior.", campo="despues") from None
    return orden


def _person(apoyo: Apoyo) -> dict[str, str | None]:
    """Who the citizen is, as read from the credential; a record that was tampered with does not stop the others."""
    try:
        credencial = open_fields(secreto_de(apoyo.proceso), apoyo.folio, apoyo.datos)["credencial"]
    except CamposInvalidos as error:
        log.error("datos ilegibles", extra={"folio": apoyo.folio, **where(error)})
        return dict.fromkeys(IDENTIFICAN, ILEGIBLE)
    return {c: credencial.get(c) for c in IDENTIFICAN}
