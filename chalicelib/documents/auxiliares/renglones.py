"""Header, rows and cells of a table, from CSV or .xlsx alike, and their faults of form (Protocolo 7.4)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chalicelib.rules.auxiliares.carga import COLUMNAS, MAX_RENGLONES, FaltaDeCarga

MAX_CELDA = 200  # characters; no datum of 7.4 needs more
# First characters that Excel takes for a formula. A phone may begin with "+52"; its own check comes later.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LIBRES = frozenset({"telefono_movil"})


class TablaIlegible(ValueError):
    """The file cannot be read as a table of auxiliares. Carries its faults as a whole."""

    def __init__(self, *faltas: FaltaDeCarga) -> None:
        super().__init__(*faltas)
        self.faltas = list(faltas)


class CeldaMala(NamedTuple):
    """A cell that has no usable text."""

    codigo: str
    texto: str


Celda = str | CeldaMala


class Renglon(NamedTuple):
    """A row: one text for each of `COLUMNAS` (empty where there is a fault), and its faults of form."""

    linea: int
    valores: tuple[str, ...]
    faltas: tuple[FaltaDeCarga, ...] = ()


def numbered_rows(fuente: Iterator[tuple[int, Sequence[Celda]]]) -> Iterator[Renglon]:
    """Rows from numbered lines of cells. Empty lines at the end are ignored. Raises `TablaIlegible`."""
    linea, encabezado = next(fuente, (1, []))
    if faltas := header_faults(linea, encabezado):
        raise TablaIlegible(*faltas)
    vacios: list[int] = []
    n = 0
    for linea, celdas in fuente:
        if all(isinstance(c, str) and not c.strip() for c in celdas):
            vacios.append(linea)
            continue
        for vacio in vacios:
            falta = FaltaDeCarga(
                vacio, "", "renglon_vacio", "Elimine el renglón vacío: hay datos después de él."
            )
            yield Renglon(vacio, ("",) * len(COLUMNAS), (falta,))
        n += 1 + len(vacios)
        vacios.clear()
        if n > MAX_RENGLONES:
            texto = f"El archivo admite hasta {MAX_RENGLONES:,} renglones; divídalo."
            raise TablaIlegible(FaltaDeCarga(linea, "", "demasiados_renglones", texto))
        yield _row(linea, celdas)
    if n == 0:
        raise TablaIlegible(
            FaltaDeCarga(linea, "", "sin_renglones", "Debajo del encabezado no hay ningún renglón con datos.")
        )


def header_faults(linea: int, celdas: Sequence[Celda]) -> list[FaltaDeCarga]:
    """Faults of the first line. Its content is not quoted, for it may be personal data."""
    hay = [c if isinstance(c, str) else "" for c in celdas]
    while hay and not hay[-1].strip():
        hay.pop()
    plano = [c.strip().lower() for c in hay]
    if not set(plano) & set(COLUMNAS):
        texto = f"La primera línea debe ser el encabezado: {', '.join(COLUMNAS)}. Use la plantilla."
        return [FaltaDeCarga(linea, "", "sin_encabezado", texto)]
    faltas = [
        FaltaDeCarga(linea, columna, *_misplaced(n, columna, plano))
        for n, columna in enumerate(COLUMNAS)
        if n >= len(hay) or hay[n] != columna
    ]
    faltas += [
        FaltaDeCarga(
            linea, f"columna {n}", "columna_de_mas", f"Elimine la columna {n}: el formato no la tiene."
        )
        for n in range(len(COLUMNAS) + 1, len(hay) + 1)
    ]
    return faltas


def _misplaced(n: int, columna: str, plano: list[str]) -> tuple[str, str]:
    if n < len(plano) and plano[n] == columna:
        return "columna_mal_escrita", f"Escriba «{columna}» tal cual: minúsculas y sin espacios."
    if columna in plano:
        return (
            "columna_fuera_de_lugar",
            f"La columna «{columna}» va en el lugar {n + 1}, no en el {plano.index(columna) + 1}.",
        )
    return (
        "falta_columna",
        f"Falta la columna «{columna}» en el lugar {n + 1} (o su nombre está mal escrito).",
    )


def _row(linea: int, celdas: Sequence[Celda]) -> Renglon:
    faltas = []
    if any(isinstance(c, CeldaMala) or c.strip() for c in celdas[len(COLUMNAS) :]):
        lugar = f"columna {len(COLUMNAS) + 1}"
        faltas.append(
            FaltaDeCarga(linea, lugar, "celdas_de_mas", "Hay datos a la derecha de la última columna.")
        )
    if len(celdas) < len(COLUMNAS):
        texto = f"El renglón tiene {len(celdas)} columnas de {len(COLUMNAS)}."
        faltas.append(FaltaDeCarga(linea, COLUMNAS[len(celdas)], "celdas_de_menos", texto))
    valores = [""] * len(COLUMNAS)
    for n, celda in enumerate(celdas[: len(COLUMNAS)]):
        malo = celda if isinstance(celda, CeldaMala) else _bad_text(COLUMNAS[n], celda)
        if malo:
            faltas.append(FaltaDeCarga(linea, COLUMNAS[n], *malo))
        else:
            valores[n] = str(celda)
    return Renglon(linea, tuple(valores), tuple(faltas))


def _bad_text(columna: str, texto: str) -> CeldaMala | None:
    if len(texto) > MAX_CELDA:
        return CeldaMala("celda_larga", f"La celda admite hasta {MAX_CELDA} caracteres.")
    if texto.startswith(FORMULA) and columna not in LIBRES:
        return CeldaMala(
            "parece_formula",
            "El dato no puede empezar con =, +, -, @ ni tabulador: Excel lo tomaría por fórmula.",
        )
    return None
