""".xlsx: one visible sheet, values as typed; formulas, hidden rows and merged cells are faults (Protocolo 7.4).

Reading goes through openpyxl in its read-only mode, after `inspeccion` (decisions/0060).
"""

from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.escape import unescape

from chalicelib.documents.auxiliares.inspeccion import Hallazgos, inspect_sheets, refuse_file
from chalicelib.documents.auxiliares.renglones import Celda, CeldaMala, TablaIlegible
from chalicelib.rules.auxiliares.carga import COLUMNAS, FaltaDeCarga

HOJA, INSTRUCCIONES = "Auxiliares", "Instrucciones"
_FECHA = COLUMNAS.index("fecha_nacimiento")
_TELEFONO = COLUMNAS.index("telefono_movil")
FORMULA = CeldaMala("formula", "La celda tiene una fórmula: escriba el valor.")
CON_ERROR = CeldaMala("celda_con_error", "La celda tiene un error de Excel: escriba el valor.")
NO_ES_TEXTO = CeldaMala(
    "no_es_texto", "Dé a la celda formato de texto y escriba el dato otra vez: Excel lo cambió por número."
)
NO_ES_FECHA = CeldaMala(
    "no_es_fecha", "Escriba la fecha como AAAA-MM-DD o DD/MM/AAAA, o con formato de fecha y sin hora."
)
SALTO = CeldaMala(
    "salto_de_linea", "La celda tiene un salto de línea: bórrelo y deje el dato en un solo renglón."
)
_SALTOS = frozenset("\r\n\v\f")
OCULTO = CeldaMala("renglon_oculto", "El renglón está oculto o filtrado: muéstrelo o elimínelo.")
COMBINADA = CeldaMala("celdas_combinadas", "Separe las celdas combinadas: cada dato va en su celda.")


def xlsx_lines(contenido: bytes) -> Iterator[tuple[int, list[Celda]]]:
    """Number of each row and its cells. Raises `TablaIlegible`."""
    partes = inspect_sheets(contenido)
    try:
        libro = load_workbook(BytesIO(contenido), read_only=True, keep_links=False)
        hoja = _sheet(libro)
        hallado = partes.get(hoja._worksheet_path.lstrip("/"), Hallazgos())
        if hallado.columnas_ocultas:
            raise TablaIlegible(
                FaltaDeCarga(1, "", "columnas_ocultas", "Hay columnas ocultas: muéstrelas o elimínelas.")
            )
        combinadas = _merged(hallado)
        hoja.reset_dimensions()  # the size that the file declares is not trusted
        for linea, celdas in enumerate(hoja.iter_rows(), start=1):
            textos = [_text(n, c) for n, c in enumerate(celdas)]
            textos += [""] * (len(COLUMNAS) - len(textos))
            yield linea, _marked(textos, linea in hallado.ocultos, combinadas.get(linea, range(0)))
    except TablaIlegible:
        raise
    except Exception as error:  # the library raises any exception on a broken part
        raise TablaIlegible(
            FaltaDeCarga(0, "", "no_es_xlsx", "El archivo no es un libro .xlsx, o está dañado.")
        ) from error


def _sheet(libro: Any) -> Any:
    datos = [h for h in libro.worksheets if h.title != INSTRUCCIONES]
    if len(datos) != 1 or len(libro.sheetnames) != len(libro.worksheets):
        refuse_file("varias_hojas", f"Deje en el libro una sola hoja con datos, «{HOJA}».")
    if datos[0].sheet_state != "visible":
        refuse_file("hoja_oculta", "La hoja con los datos está oculta: muéstrela.")
    return datos[0]


def _merged(hallado: Hallazgos) -> dict[int, range]:
    """Row -> columns (from 0) covered by a range of merged cells."""
    filas: dict[int, range] = {}
    for rango in hallado.combinadas:
        columna, primera, hasta, ultima = (n or 1 for n in range_boundaries(rango))
        for fila in range(primera, min(ultima, primera + 1000) + 1):
            filas[fila] = range(columna - 1, hasta)
    return filas


def _marked(textos: list[Celda], oculto: bool, combinadas: range) -> list[Celda]:
    """The cells of a row, with the row's own faults (hidden, merged) put in the cells they concern."""
    if not any(textos):
        return textos
    marcados = [COMBINADA if n in combinadas else c for n, c in enumerate(textos)]
    return [OCULTO, *marcados[1:]] if oculto else marcados


def _text(n: int, celda: Any) -> Celda:
    """The text of a cell. A number or date is admitted only where Excel's conversion lost nothing."""
    valor, tipo = celda.value, celda.data_type
    if tipo == "f":
        return FORMULA
    if valor is None:
        return ""
    if tipo == "e":
        return CON_ERROR
    if isinstance(valor, str):
        claro = unescape(valor)  # Excel writes a carriage return in a cell as "_x000D_"
        return SALTO if _SALTOS.intersection(claro.strip(" ")) else claro
    if n == _FECHA:
        return (
            valor.date().isoformat()
            if isinstance(valor, datetime) and valor.time() == time()
            else NO_ES_FECHA
        )
    # A Mexican phone number has ten digits and no leading zero, so a numeric cell has lost none.
    if n == _TELEFONO and tipo == "n" and valor == int(valor) and 10**9 <= valor < 10**10:
        return str(int(valor))
    return NO_ES_TEXTO
