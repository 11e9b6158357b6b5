"""Devices of an aspirante's auxiliares, for the INE and the OPL that review them (Protocolo 8.11).

The page shows the devices that each auxiliar has or had, their stretches and how many records fell outside them.
The report also gives the number of records of each stretch, for which it reads all of the aspirante's records.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from chalicelib.documents.reportes.tabulado import Celda, ColumnaDeReporte
from chalicelib.rules.apoyos.folio import Folio, is_citizen, is_paper
from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.reportes.dispositivos import FUERA, Uso, most_at_once, remark, stretch_of
from chalicelib.store.apoyos.apoyos import PARTES, Apoyo, list_part_key
from chalicelib.store.auxiliares.auxiliares import Auxiliar, listas_de
from chalicelib.store.auxiliares.dispositivos import Dispositivo, devices_of, get_dispositivos
from chalicelib.store.base.tabla import instante
from chalicelib.store.conteo.contadores import read_named_totals
from chalicelib.workflows.auxiliares.dispositivos_vista import describe_dispositivo, describe_stretches
from chalicelib.workflows.auxiliares.listas import in_the_app, rows_of_auxiliares
from chalicelib.workflows.base.alcance import reachable_aspirante

SE_MIRAN = 2000
"""Auxiliares read for one page; those who never registered a device are left out."""
AVISO = (
    "Un dispositivo cuenta en los tramos en que estuvo registrado. Lo captado fuera de ellos se recibe y se clasifica"
    " con inconsistencia (8.11)."
)
COLUMNAS = (
    ColumnaDeReporte("Auxiliar", 14),
    ColumnaDeReporte("Dispositivo", 28),
    ColumnaDeReporte("Equipo", 30),
    ColumnaDeReporte("Aplicación", 20),
    ColumnaDeReporte("Tramo", 8),
    ColumnaDeReporte("Alta (hora del centro)", 20),
    ColumnaDeReporte("Baja (hora del centro)", 20),
    ColumnaDeReporte("Registros", 11),
    ColumnaDeReporte("Primera captura", 20),
    ColumnaDeReporte("Última captura", 20),
    ColumnaDeReporte("Dispositivos a la vez", 10),
    ColumnaDeReporte("Observación", 60),
)
Fila = tuple[Celda, ...]
Usos = dict[tuple[str, str], dict[int, Uso]]
"""(auxiliar, device) -> stretch -> records captured in it."""


def list_devices_of_aspirante(
    principal: Principal, aspirante: str, despues: str, cuantos: int, miran: int = SE_MIRAN
) -> dict[str, Any]:
    """A page of auxiliares who registered a device, with their devices. Raises `NoEncontrado`."""
    reachable_aspirante(principal, aspirante)
    pagina: list[str] = []
    ultimo, vistos, mas = "", 0, False
    for parte, a in rows_of_auxiliares(aspirante, despues):
        if len(pagina) == cuantos or vistos == miran:
            mas = True
            break
        ultimo, vistos = f"{parte}{a.auxiliar}", vistos + 1
        if had_a_device(a):
            pagina.append(str(a.auxiliar))
    fuera = _outside(aspirante, pagina)
    return {
        "aviso": AVISO,
        "elementos": [_describe(auxiliar, fuera.get(auxiliar, 0)) for auxiliar in pagina],
        "siguiente": ultimo if mas else None,
    }


def had_a_device(a: Auxiliar) -> bool:
    """Whether the auxiliar has or had a device; a change of mail keeps the devices (9.17)."""
    return in_the_app(a) or bool(a.dispositivos)


def _outside(aspirante: str, auxiliares: list[str]) -> dict[str, int]:
    """Auxiliar -> records captured outside the stretches of their device."""
    ambito = f"auxiliares#{aspirante}"
    claves = {f"{a}#fuera": a for a in auxiliares}
    if not claves:
        return {}
    return {claves[clave]: n for clave, n in read_named_totals([ambito], claves)[ambito].items()}


def _describe(auxiliar: str, fuera: int) -> dict[str, Any]:
    suyos = devices_of(auxiliar)
    return {
        "auxiliar": auxiliar,
        "a_la_vez": most_at_once(v for d in suyos for v in d.vigencias),
        "fuera": fuera,
        "dispositivos": [describe_dispositivo(d) | {"vigencias": describe_stretches(d)} for d in suyos],
    }


def device_rows(aspirante: str, corte: str) -> Iterator[Fila]:
    """The rows of the report, by auxiliar, device and stretch: records received until `corte` (RFC 3339 UTC)."""
    usos = _tally(aspirante, corte)
    por_auxiliar: dict[str, dict[str, dict[int, Uso]]] = defaultdict(dict)
    for (auxiliar, dispositivo), tramos in usos.items():
        por_auxiliar[auxiliar][dispositivo] = tramos
    for auxiliar in sorted({*por_auxiliar, *_registered(aspirante)}):
        suyos = {str(d.dispositivo): d for d in devices_of(auxiliar)}
        a_la_vez = most_at_once(v for d in suyos.values() for v in d.vigencias)
        for dispositivo in sorted({*suyos, *por_auxiliar[auxiliar]}):
            usado = por_auxiliar[auxiliar].get(dispositivo, {})
            yield from _rows(auxiliar, dispositivo, suyos.get(dispositivo), usado, a_la_vez)


def _registered(aspirante: str) -> Iterator[str]:
    for lista in listas_de(aspirante):
        yield from (str(a.auxiliar) for a in Auxiliar.por_lista.query(lista) if had_a_device(a))


def _tally(aspirante: str, corte: str) -> Usos:
    """Records captured by each device, by stretch. Memory: a few numbers for each device."""
    usos: Usos = defaultdict(lambda: defaultdict(Uso))
    vigencias: dict[str, Dispositivo] = {}
    folios = _folios(aspirante, corte)
    while tanda := list(islice(folios, 100)):
        faltan = {Folio.parse(f).dispositivo for f in tanda} - vigencias.keys()
        vigencias |= {str(d.dispositivo): d for d in get_dispositivos(faltan)}
        for a in Apoyo.batch_get(tanda, attributes_to_get=["folio", "capturado_en"]):
            folio = Folio.parse(a.folio)
            d = vigencias.get(folio.dispositivo)
            propio = d.vigencias if d is not None and d.auxiliar == folio.auxiliar else []
            captura = instante(a.capturado_en)
            usos[folio.auxiliar, folio.dispositivo][stretch_of(propio, captura)].add(captura)
    return usos


def _folios(aspirante: str, corte: str) -> Iterator[str]:
    """Folios of records captured by auxiliares and received until `corte`."""
    for parte in range(PARTES):
        for a in Apoyo.por_aspirante.query(list_part_key(aspirante, parte), Apoyo.orden <= corte):
            auxiliar = Folio.parse(a.folio).auxiliar
            if not is_citizen(auxiliar) and not is_paper(auxiliar):
                yield str(a.folio)


def _rows(
    auxiliar: str, dispositivo: str, d: Dispositivo | None, usado: dict[int, Uso], a_la_vez: int
) -> Iterable[Fila]:
    """A row for each stretch of the device, and one for what was captured outside them."""
    de = (auxiliar, dispositivo, d.etiqueta if d else None, d.aplicacion if d else None)
    for n, v in enumerate(d.vigencias if d else ()):
        yield (
            *de,
            n + 1,
            _local(v.alta),
            _local(v.baja),
            *_used(usado.get(n, Uso())),
            a_la_vez,
            remark(n, a_la_vez),
        )
    if FUERA in usado:
        yield (*de, "fuera", None, None, *_used(usado[FUERA]), a_la_vez, remark(FUERA, a_la_vez))


def _used(uso: Uso) -> Fila:
    return uso.registros, _local(uso.primera), _local(uso.ultima)


def _local(momento: datetime | None) -> Celda:
    """The instant in the centre's time zone, to the second and without zone, as spreadsheets store it."""
    return momento.astimezone(CENTRO).replace(tzinfo=None, microsecond=0) if momento else None
