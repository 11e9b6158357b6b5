"""Faults of a file of auxiliares: in each row, between rows, and against those already registered (7.3, 7.4)."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from chalicelib.documents.auxiliares.renglones import Renglon
from chalicelib.rules.auxiliares.carga import COLUMNAS, FaltaDeCarga, find_repeated, in_parts
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.unicos import key_owners
from chalicelib.vault.secretos import blind_index
from chalicelib.workflows.auxiliares.auxiliar import claim_clave, claim_correo
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.credencial import read_auxiliar

POR_CONSULTA = 50  # rows, with two keys each: a BatchGetItem takes 100 keys
UNICAS = ("clave_elector", "correo")


class RenglonLeido(NamedTuple):
    """A row as `read_auxiliar` leaves it; `malas` are the columns with a fault."""

    linea: int
    datos: dict[str, str]
    malas: frozenset[str] = frozenset()


Avance = Callable[[int], None]


def check_row(renglon: Renglon, hoy: date) -> tuple[RenglonLeido, list[FaltaDeCarga]]:
    """The person of a row and all faults of the row; a cell that could not be read has that fault alone."""
    faltas = list(renglon.faltas)
    ilegibles = _unread(faltas)
    if not any(renglon.valores):
        return RenglonLeido(renglon.linea, {}, frozenset(COLUMNAS)), faltas
    ficha = read_auxiliar(dict(zip(COLUMNAS, renglon.valores, strict=True)), hoy)
    faltas += [
        FaltaDeCarga(renglon.linea, f.campo, f.codigo, f.texto)
        for f in ficha.faltas
        if f.campo not in ilegibles
    ]
    return RenglonLeido(renglon.linea, ficha.datos, frozenset(f.columna for f in faltas)), faltas


def check_together(personas: list[RenglonLeido]) -> list[FaltaDeCarga]:
    """Faults of rows with the same clave or mail as another; each names the other's line (7.4)."""
    return [
        falta
        for columna in UNICAS
        for falta in find_repeated(
            columna, ((p.linea, p.datos[columna]) for p in personas if _good(p, columna))
        )
    ]


def check_registered(
    aspirante: Aspirante, personas: list[RenglonLeido], avance: Avance
) -> Iterator[FaltaDeCarga]:
    """Faults of persons who are already auxiliares in force of this aspirante, or use the mail of one (7.3)."""
    vistas = 0
    for tramo in in_parts(personas, POR_CONSULTA):
        llaves = {(p.linea, c): _key(aspirante, c, p.datos[c]) for p in tramo for c in UNICAS if _good(p, c)}
        duenos = key_owners(list(dict.fromkeys(llaves.values())))
        for (linea, columna), llave in llaves.items():
            if llave in duenos:
                yield FaltaDeCarga(linea, columna, *_taken(columna, duenos[llave]))
        vistas += len(tramo)
        avance(vistas)


def sort_faltas(faltas: list[FaltaDeCarga]) -> list[FaltaDeCarga]:
    """The faults by line, then in the order of the columns."""
    lugar = {c: n for n, c in enumerate(COLUMNAS)}
    return sorted(faltas, key=lambda f: (f.linea, lugar.get(f.columna, len(lugar))))


def _unread(faltas: list[FaltaDeCarga]) -> set[str]:
    """Columns that are not checked further, because a fault of form in them was reported already."""
    cortas = [COLUMNAS.index(f.columna) for f in faltas if f.codigo == "celdas_de_menos"]
    return {f.columna for f in faltas} | set(COLUMNAS[min(cortas, default=len(COLUMNAS)) :])


def _good(persona: RenglonLeido, columna: str) -> bool:
    return columna in persona.datos and columna not in persona.malas


def _key(aspirante: Aspirante, columna: str, valor: str) -> str:
    ciego = blind_index(secreto_de(aspirante.proceso), columna, valor)
    clave = columna == "clave_elector"
    return claim_clave(aspirante.aspirante, ciego) if clave else claim_correo(aspirante.aspirante, ciego)


def _taken(columna: str, dueno: str) -> tuple[str, str]:
    if columna == "correo":
        return "correo_en_uso", f"El correo es del auxiliar {dueno}: quite el renglón o escriba otro correo."
    return "ya_registrado", f"La persona ya es el auxiliar {dueno}: quite el renglón."
