"""A file with a thousand kinds of damage: which column, in which way, in which row; and where each must be reported."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from chalicelib.rules.auxiliares.carga import COLUMNAS
from tests.escenario.cargas import Fila, book, csv_lines, saved

Lugar = tuple[int, str, str]
"""Line, column, code."""
POSICIONES = 7
"""Each way is done to a column in so many rows, far apart."""


@dataclass(frozen=True)
class Dano:
    """`cambia` makes of the good value what goes into the file."""

    columna: str
    nombre: str
    cambia: Callable[[str], str]
    codigo: str


def _fixed(columna: str, codigo: str, *valores: str) -> Iterator[Dano]:
    for valor in valores:
        yield Dano(columna, f"{columna}={valor[:20]!r}", lambda _, v=valor: v, codigo)


def _of_names() -> Iterator[Dano]:
    for columna in ("nombre", "apellido_paterno", "apellido_materno"):
        malos = (
            "MAR1A",
            "JUAN_PEDRO",
            "<B>JUAN</B>",
            "JUAN & CIA",
            "PE\u00a5A",
            "\u5f20\u4f1f",
            "JUAN \U0001f600",
            "?",
            "..",
            "JUAN--PEDRO",
        )
        yield from _fixed(
            columna, "nombre_invalido", *malos, "NULL\u200b", "JUAN, PEDRO", 'JUAN "EL GRANDE"', "1990-01-01"
        )
        yield from _fixed(columna, "nombre_largo", "A" * 61, "ANA " * 30)
    yield from _fixed("nombre", "falta", "", "   ")
    # An empty surname is no damage: either surname alone will do (7.3).


def _of_birth() -> Iterator[Dano]:
    malas = (
        "31/02/1990",
        "1990-13-01",
        "1990-00-10",
        "17-05-1990",
        "90-05-17",
        "1990/05/17",
        "5 de mayo",
        "19900517",
    )
    yield from _fixed(
        "fecha_nacimiento", "fecha_invalida", *malas, "1899-12-31", "2999-01-01", "32/01/1990", "0", "33010"
    )
    yield from _fixed("fecha_nacimiento", "falta", "", "  ")
    yield from _fixed("fecha_nacimiento", "menor_de_edad", "2020-01-01", "31/12/2015")


def _of_contact() -> Iterator[Dano]:
    telefonos = (
        "55123",
        "551234567890123",
        "0123456789",
        "55-1234-567A",
        "5.5123E+09",
        "no tiene",
        "+1 202 555 0100",
    )
    yield from _fixed("telefono_movil", "telefono_invalido", *telefonos, "=5512345678", "-5512")
    correos = (
        "sin-arroba",
        "@muestra.invalid",
        "a@",
        "a b@muestra.invalid",
        "a@b",
        "a@@muestra.invalid",
        "a@muestra..invalid",
    )
    yield from _fixed("correo", "falta", "", " ")
    # "@" begins what Excel takes for a formula, and is told so before anything else.
    yield from (
        Dano(
            "correo", f"correo={c}", lambda _, v=c: v, "parece_formula" if c[0] == "@" else "correo_invalido"
        )
        for c in correos
    )
    yield from _fixed(
        "proveedor", "proveedor_invalido", "hotmail", "gmail.com", "goggle", "1", "twiter", "apple", "tik tok"
    )
    yield from _fixed("proveedor", "falta", "", " ")


def _of_keys() -> Iterator[Dano]:
    yield Dano("clave_elector", "corta", lambda v: v[:-1], "clave_invalida")
    yield Dano("clave_elector", "larga", lambda v: v + "0", "clave_invalida")
    yield Dano("clave_elector", "sexo Z", lambda v: v[:14] + "Z" + v[15:], "clave_invalida")
    yield Dano("clave_elector", "cifras por letras", lambda v: "123456" + v[6:], "clave_invalida")
    yield Dano("clave_elector", "letra en la fecha", lambda v: v[:6] + "O" + v[7:], "clave_invalida")
    yield Dano("clave_elector", "con guion", lambda v: v[:6] + "-" + v[6:], "clave_invalida")
    yield from _fixed("clave_elector", "falta", "", " ")
    yield from _fixed("curp", "curp_invalida", "X", "PEGJ850101HDFRRL", "PEGJ851301HDFRRL09", "0" * 18)
    yield from _fixed("curp", "curp_digito", "PEGJ850101HDFRRL08")
    yield from _fixed("referencia", "texto_largo", "R" * 61)
    yield from _fixed("referencia", "texto_invalido", "R\u0007", "R\u202e")


def _of_all() -> Iterator[Dano]:
    for columna in COLUMNAS:
        yield from _fixed(columna, "celda_larga", "A" * 201)
        if columna != "telefono_movil":
            yield from _fixed(
                columna, "parece_formula", "=1+1", "=cmd|' /C calc'!A0", "+A1", "-2", "@SUM(A1)", "\tA"
            )


DANOS = [*_of_names(), *_of_birth(), *_of_contact(), *_of_keys(), *_of_all()]


def damaged(buenas: list[Fila]) -> tuple[list[Fila], list[Lugar]]:
    """Good rows with each damage done `POSICIONES` times, one a row, every eighth left alone; and where they are."""
    filas, lugares = [], []
    pendientes = [d for _ in range(POSICIONES) for d in DANOS]
    for n, buena in enumerate(buenas):
        fila = dict(buena)
        if n % 8 and pendientes:
            dano = pendientes.pop()
            fila[dano.columna] = dano.cambia(fila[dano.columna])
            lugares.append((n + 2, dano.columna, dano.codigo))
        filas.append(fila)
    if pendientes:
        raise ValueError(f"faltan {len(pendientes) * 8 // 7 + 8} renglones")
    return filas, lugares


def damaged_csv(buenas: list[Fila]) -> tuple[bytes, list[Lugar]]:
    """That file as CSV, with damages of whole rows after them."""
    filas, lugares = damaged(buenas)
    lineas = [list(COLUMNAS), *([f[c] for c in COLUMNAS] for f in filas)]
    buena = [buenas[0][c] for c in COLUMNAS]
    for renglon, columna, codigo in (
        (buena[:4], "telefono_movil", "celdas_de_menos"),
        ([""] * 10, "", "renglon_vacio"),
        ([*buena, "algo"], "columna 11", "celdas_de_mas"),
        ([], "", "renglon_vacio"),
        (buena[:1], "apellido_paterno", "celdas_de_menos"),
    ):
        lineas.append(renglon)
        lugares.append((len(lineas), columna, codigo))
    return csv_lines(lineas), lugares


# What a cell of a book may be that no text file can hold: value, and what is said of it.
CELDAS: list[tuple[str, Any, str]] = [
    *((c, "=A1", "formula") for c in COLUMNAS),
    *((c, "=1/0", "formula") for c in COLUMNAS),
    *((c, True, "no_es_texto") for c in COLUMNAS if c != "fecha_nacimiento"),
    *((c, 12.5, "no_es_texto") for c in COLUMNAS if c != "fecha_nacimiento"),
    *((c, 7, "no_es_texto") for c in COLUMNAS if c != "fecha_nacimiento"),
    *((c, "#N/A", "celda_con_error") for c in COLUMNAS),
    ("fecha_nacimiento", 33010, "no_es_fecha"),
    ("fecha_nacimiento", True, "no_es_fecha"),
    ("telefono_movil", 123456789, "no_es_texto"),
    ("telefono_movil", 55123456789, "no_es_texto"),
]


def damaged_xlsx(buenas: list[Fila]) -> tuple[bytes, list[Lugar]]:
    """Every damage of text, and each of `CELDAS`, in a book; then hidden rows and merged cells."""
    filas, lugares = damaged(buenas)
    libro = book(buenas)
    hoja = libro["Auxiliares"]
    for linea, columna, _ in lugares:
        celda = hoja.cell(linea, COLUMNAS.index(columna) + 1)
        celda.value = _legal(filas[linea - 2][columna])
        if isinstance(celda.value, str):
            celda.data_type = "s"
    for columna, valor, codigo in CELDAS:
        hoja.append([buenas[0][c] or None for c in COLUMNAS])
        celda = hoja.cell(hoja.max_row, COLUMNAS.index(columna) + 1)
        celda.number_format = "General"
        celda.value = valor
        lugares.append((hoja.max_row, columna, codigo))
    hoja.append([buenas[0][c] or None for c in COLUMNAS])
    hoja.row_dimensions[hoja.max_row].hidden = True
    lugares.append((hoja.max_row, "nombre", "renglon_oculto"))
    for _ in range(2):
        hoja.append([buenas[0][c] or None for c in COLUMNAS])
        lugares += [(hoja.max_row, c, "celdas_combinadas") for c in ("correo", "proveedor")]
    hoja.merge_cells(start_row=hoja.max_row - 1, end_row=hoja.max_row, start_column=6, end_column=7)
    return saved(libro), lugares


def _legal(valor: str) -> str | None:
    # XML cannot hold the bell; another character that is never shown stands for it.
    return valor.replace("\u0007", "\u202e") or None
