"""Columns and rows of each kind of report; rows come in batches, beginning after the report's cursor."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from chalicelib.documents.reportes.tabulado import Celda, ColumnaDeReporte, Tabulado
from chalicelib.rules.apoyos.clases import NOMBRES
from chalicelib.rules.apoyos.desglose import CAUSAS
from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.base.permisos import Rol
from chalicelib.rules.reportes.nominativo import MODOS, FiltroNominativo
from chalicelib.rules.reportes.pedido import ClaseReporte
from chalicelib.rules.reportes.senales import AVISO
from chalicelib.store.base.tabla import instante
from chalicelib.store.reportes.lectura import LecturaApoyos
from chalicelib.store.reportes.reportes import FIN, Reporte
from chalicelib.workflows.base.alcance import PRELIMINAR
from chalicelib.workflows.reportes import dispositivos, nominativo
from chalicelib.workflows.reportes.nominativo_filas import IDENTIFICAN, SOLO_NOMBRE, GradoDeDetalle
from chalicelib.workflows.reportes.senales import all_signals_of

Lote = tuple[str, list[tuple[Celda, ...]]]
"""A batch of rows, preceded by the cursor after them."""


@dataclass(frozen=True)
class Productor:
    """A kind of report. `lotes`: reads batches of so many records, after the report's `cursor`; `aviso`: warning at
    the head of the file.
    """

    titulo: str
    columnas: Callable[[Reporte], tuple[ColumnaDeReporte, ...]]
    lotes: Callable[[Reporte, int], Iterator[Lote]]
    aviso: str = PRELIMINAR


PARA_EXCEL = (
    "En el .xlsx CIC y OCR son texto y conservan sus ceros; al abrir un CSV, Excel los cambia por números."
)
"""Note, printed in the report, on how Excel treats CIC and OCR."""


def report_heading(reporte: Reporte) -> Tabulado:
    """The head of a report: its warning (preliminary, 7.13), aspirante, cut and filters."""
    productor = PRODUCTORES[ClaseReporte(reporte.clase)]
    corte = instante(reporte.corte).astimezone(CENTRO)
    notas: tuple[tuple[str, str], ...] = (
        ("Aviso", productor.aviso),
        ("Aspirante", reporte.aspirante),
        ("Corte", f"{corte:%Y-%m-%d %H:%M:%S}, hora del centro"),
        ("Filtros", _in_words(filter_of_report(reporte))),
    )
    if reporte.personas:
        notas = (*notas, ("Excel", PARA_EXCEL))
    # Rows are numbered, so that a reader can tell that none is missing.
    return Tabulado(productor.titulo, notas, (ColumnaDeReporte("No.", 8), *productor.columnas(reporte)))


def filter_of_report(reporte: Reporte) -> FiltroNominativo:
    """The filter with which the report was requested."""
    return FiltroNominativo(**json.loads(reporte.filtros))


_COLUMNAS = (
    ColumnaDeReporte("Folio", 46),
    ColumnaDeReporte("Día", 11),
    ColumnaDeReporte("Recibido (hora del centro)", 20),
    ColumnaDeReporte("Modo", 12),
    ColumnaDeReporte("Auxiliar", 14),
    ColumnaDeReporte("Clase", 34),
    ColumnaDeReporte("Motivo", 60),
    ColumnaDeReporte("Fundamento", 18),
    ColumnaDeReporte("Revisado", 10),
    ColumnaDeReporte("Situación registral", 18),
    ColumnaDeReporte("Tipo de inconsistencia", 30),
    ColumnaDeReporte("Inciso", 12),
    ColumnaDeReporte("Causa", 40),
    ColumnaDeReporte("Duplicado de", 46),
    ColumnaDeReporte("Duplicado que solo se informa", 12),
    ColumnaDeReporte("Resultado en Mesa", 14),
    ColumnaDeReporte("Inciso en Mesa", 12),
    ColumnaDeReporte("Audiencia", 14),
    ColumnaDeReporte("Resultado en audiencia", 14),
    ColumnaDeReporte("Inciso en audiencia", 12),
)
_DE_PERSONAS = {
    "nombre": ColumnaDeReporte("Nombre", 40),
    "cic": ColumnaDeReporte("CIC", 11),
    "ocr": ColumnaDeReporte("OCR", 15),
}
_EN_PALABRAS = {
    "lista_nominal": "En Lista Nominal",
    "padron": "En padrón",
    "baja": "Baja del padrón",
    "no_encontrado": "No encontrado",
    "valido": "Válido",
    "inconsistente": "Inconsistente",
    "en_desahogo": "En desahogo",
}


def _columns(reporte: Reporte) -> tuple[ColumnaDeReporte, ...]:
    if not reporte.personas:
        return _COLUMNAS
    campos = IDENTIFICAN if view_of(reporte).autoridad else SOLO_NOMBRE
    return _COLUMNAS + tuple(_DE_PERSONAS[c] for c in campos)


def view_of(reporte: Reporte) -> GradoDeDetalle:
    """How much the report shows: as much as the role that asked for it may see."""
    return GradoDeDetalle.of(Rol(reporte.rol), datos=bool(reporte.personas))


def _batches(reporte: Reporte, lote: int) -> Iterator[Lote]:
    filtro, corte = filter_of_report(reporte), reporte.corte
    desde, hasta = nominativo.reception_range(filtro, instante(corte))
    lectura = LecturaApoyos(reporte.aspirante, desde, hasta, despues=reporte.cursor or "")
    for cursor, filas in nominativo.read_batches(lectura, filtro, corte, vista=view_of(reporte), de=lote):
        yield cursor, [_cells(f) for f in filas]


def _cells(fila: dict[str, Any]) -> tuple[Celda, ...]:
    recibido = instante(fila["recibido_en"]).astimezone(CENTRO).replace(tzinfo=None)
    persona = fila["persona"] or {}
    return (
        fila["folio"],
        recibido.date(),
        recibido.replace(microsecond=0),
        MODOS.get(fila["modo"], fila["modo"]),
        fila["auxiliar"],
        fila["clase_nombre"],
        fila["motivo"],
        fila["fundamento"],
        "sí" if fila["revisado"] else "no",
        _in_word(fila["situacion_registral"]),
        fila["tipo"],
        fila["inciso"],
        CAUSAS.get(fila["causa"], None if fila["tipo"] else fila["causa"]),
        fila["duplicado_de"],
        "sí" if fila["solo_reporte"] else "no",
        _in_word(fila["resultado_mesa"]),
        fila["inciso_mesa"],
        _in_word(fila["audiencia"]),
        _in_word(fila["resultado_audiencia"]),
        fila["inciso_audiencia"],
        *persona.values(),
    )


def _in_word(codigo: str | None) -> str | None:
    return None if codigo is None else _EN_PALABRAS.get(codigo, codigo.capitalize())


def _in_words(filtro: FiltroNominativo) -> str:
    nombres = {str(c): n for c, n in NOMBRES.items()} | MODOS | {"True": "sí", "False": "no"}
    dichos = (f"{campo}: {nombres.get(str(valor), valor)}" for campo, valor in filtro.set_filters().items())
    return "; ".join(dichos) or "ninguno"


_DE_SENALES = (
    ColumnaDeReporte("Auxiliar", 14),
    ColumnaDeReporte("Señal", 20),
    ColumnaDeReporte("Registros", 11),
    ColumnaDeReporte("De", 11),
    ColumnaDeReporte("Qué se observó", 90),
)


def _signals(reporte: Reporte, _: int) -> Iterator[Lote]:
    """Rows of signals, in a single batch: they result from reading all records, as they are now."""
    yield (
        FIN,
        [
            (s.auxiliar, s.que.value.replace("_", " "), s.n, s.de, s.texto)
            for s in all_signals_of(reporte.aspirante)
        ],
    )


def _devices(reporte: Reporte, _: int) -> Iterator[Lote]:
    """Rows of devices, in a single batch: the figures of a stretch need all records to be read first."""
    yield FIN, list(dispositivos.device_rows(reporte.aspirante, reporte.corte))


PRODUCTORES: dict[ClaseReporte, Productor] = {
    ClaseReporte.NOMINATIVO: Productor("Reporte nominativo de apoyos", _columns, _batches),
    ClaseReporte.SENALES: Productor(
        "Señales sobre auxiliares", lambda _: _DE_SENALES, _signals, f"{AVISO} {PRELIMINAR}"
    ),
    ClaseReporte.DISPOSITIVOS: Productor(
        "Dispositivos de auxiliares",
        lambda _: dispositivos.COLUMNAS,
        _devices,
        f"{dispositivos.AVISO} {PRELIMINAR}",
    ),
}
