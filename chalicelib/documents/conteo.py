"""Report of a reconciliation as rows of a table (Protocolo 15.2 D).

It lists each total, each record whose class differs from that of its history, and a closing line.
"""

from collections.abc import Iterator, Mapping

from chalicelib.rules.conteo import Clave

COLUMNAS = ("de", "total", "dice", "recuento", "diferencia", "segun_historias")
Fila = tuple[str | int, ...]


def report_rows(
    totales: Mapping[Clave, tuple[int, int]],
    historias: Mapping[Clave, int],
    desacuerdos: Mapping[str, tuple[str, str]],
    cierre: Mapping[str, str | int],
) -> Iterator[Fila]:
    """All rows, the heading first. `cierre`: name -> value of the closing line."""
    yield COLUMNAS
    for clave in sorted(totales.keys() | historias.keys()):
        dice, son = totales.get(clave, (0, 0))
        por_clase = clave[0].startswith("aspirante#") and clave[1].startswith("clase#")
        yield (*clave, dice, son, dice - son, historias.get(clave, 0) if por_clase else "")
    for folio, (guardada, resulta) in sorted(desacuerdos.items()):
        yield ("registro", folio, guardada, resulta, "", resulta)
    yield ("cierre", *(f"{que}: {cuanto}" for que, cuanto in cierre.items()))
