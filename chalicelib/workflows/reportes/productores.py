"""What each kind of report holds: its columns and its rows, batch by batch, from where it was left."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from chalicelib.documents.reportes.tabulado import Celda, Columna, Tabulado
from chalicelib.rules.apoyos.clases import NOMBRES
from chalicelib.rules.apoyos.desglose import CAUSAS
from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.base.permisos import Rol
from chalicelib.rules.reportes.nominativo import MODOS, Filtro
from chalicelib.rules.reportes.pedido import ClaseReporte
from chalicelib.rules.reportes.senales import AVISO
from chalicelib.store.base.tabla import instante
from chalicelib.store.reportes.lectura import LecturaApoyos
from chalicelib.store.reportes.reportes import FIN, Reporte
from chalicelib.workflows.base.alcance import PRELIMINAR
from chalicelib.workflows.reportes import dispositivos, nominativo
from chalicelib.workflows.reportes.nominativo_filas import IDENTIFICAN, SOLO_NOMBRE, Vista
from chalicelib.workflows.reportes.senales import all_signals_of

Lote = tuple[str, list[tuple[Celda, ...]]]
"""Rows, and the cursor after them."""


@dataclass(frozen=True)
class Productor:
    """A kind of report. `lotes` reads so many records at a time, on from the report's `cursor`; `aviso`: what whoever
    reads it has to know first.
    """

    titulo: str
    columnas: Callable[[Reporte], tuple[Columna, ...]]
    lotes: Callable[[Reporte, int], Iterator[Lote]]
    aviso: str = PRELIMINAR


PARA_EXCEL = (
    "En el .xlsx CIC y OCR son texto y conservan sus ceros; al abrir un CSV, Excel los cambia por números."
)
"""How a CIC or OCR survives Excel: told in the report itself."""


def report_heading(reporte: Reporte) -> Tabulado:
    """The head of a report: that it is preliminary, of whom, its cut and its filters (7.13)."""
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
    # Each row has its number, so that whoever reads the file sees that none is missing.
    return Tabulado(productor.titulo, notas, (Columna("No.", 8), *productor.columnas(reporte)))


def filter_of_report(reporte: Reporte) -> Filtro:
    """What was asked for."""
    return Filtro(**json.loads(reporte.filtros))


_COLUMNAS = (
    Columna("Folio", 46),
    Columna("Día", 11),
    Columna("Recibido (hora del centro)", 20),
    Columna("Modo", 12),
    Columna("Auxiliar", 14),
    Columna("Clase", 34),
    Columna("Motivo", 60),
    Columna("Fundamento", 18),
    Columna("Revisado", 10),
    Columna("Situación registral", 18),
    Columna("Tipo de inconsistencia", 30),
    Columna("Inciso", 12),
    Columna("Causa", 40),
    Columna("Duplicado de", 46),
    Columna("Duplicado que solo se informa", 12),
    Columna("Resultado en Mesa", 14),
    Columna("Inciso en Mesa", 12),
    Columna("Audiencia", 14),
    Columna("Resultado en audiencia", 14),
    Columna("Inciso en audiencia", 12),
)
_DE_PERSONAS = {"nombre": Columna("Nombre", 40), "cic": Columna("CIC", 11), "ocr": Columna("OCR", 15)}
_EN_PALABRAS = {
    "lista_nominal": "En Lista Nominal",
    "padron": "En padrón",
    "baja": "Baja del padrón",
    "no_encontrado": "No encontrado",
    "valido": "Válido",
    "inconsistente": "Inconsistente",
    "en_desahogo": "En desahogo",
}


def _columns(reporte: Reporte) -> tuple[Columna, ...]:
    if not reporte.personas:
        return _COLUMNAS
    campos = IDENTIFICAN if view_of(reporte).autoridad else SOLO_NOMBRE
    return _COLUMNAS + tuple(_DE_PERSONAS[c] for c in campos)


def view_of(reporte: Reporte) -> Vista:
    """How much the report shows: as much as the role that asked for it may see."""
    return Vista.of(Rol(reporte.rol), datos=bool(reporte.personas))


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


def _in_words(filtro: Filtro) -> str:
    nombres = {str(c): n for c, n in NOMBRES.items()} | MODOS | {"True": "sí", "False": "no"}
    dichos = (f"{campo}: {nombres.get(str(valor), valor)}" for campo, valor in filtro.set_filters().items())
    return "; ".join(dichos) or "ninguno"


_DE_SENALES = (
    Columna("Auxiliar", 14),
    Columna("Señal", 20),
    Columna("Registros", 11),
    Columna("De", 11),
    Columna("Qué se observó", 90),
)


def _signals(reporte: Reporte, _: int) -> Iterator[Lote]:
    """All at once: they are of auxiliares, and come from going through the records as a whole, as they are now."""
    yield (
        FIN,
        [
            (s.auxiliar, s.que.value.replace("_", " "), s.n, s.de, s.texto)
            for s in all_signals_of(reporte.aspirante)
        ],
    )


def _devices(reporte: Reporte, _: int) -> Iterator[Lote]:
    """All at once: what each stretch holds is known when all records were gone through."""
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
