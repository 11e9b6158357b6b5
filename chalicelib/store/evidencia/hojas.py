"""Leaves of the log and the state of its tree.

    llave                 what it is
    estado                size of the tree, the signed checkpoint of that size, and the log's published key
    tramo#000000000120    the leaves that begin at 120, in order: the name of each, and its entry
    sellada               the last hour of the audit log that is sealed, in `punto`
    hoja#<name>           index of a leaf: a record's by its folio, a delivery's by `entrega#<id>`

The log cannot fork: of two writers that add a stretch at one place only one succeeds (`append_stretch`), and the next
stretch is added only after the tree has grown over the one before. The log holds a leaf only once: a writer reads the
size, then the rows of its leaves, and leaves out those that have a row; and rows are written before the size grows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.update import Action

from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import Tabla, meta

ESTADO = "estado"
SELLADA = "sellada"


class Fila(Tabla):
    """A row of the table. Its attributes depend on its kind."""

    Meta = meta("evidencia")
    llave = UnicodeAttribute(hash_key=True)
    n = NumberAttribute(null=True)
    punto = UnicodeAttribute(null=True)
    publicada = UnicodeAttribute(null=True)
    hojas = JSONAttribute(null=True)


@dataclass(frozen=True)
class EstadoDelArbol:
    """State of the tree: number of leaves, signed checkpoint, published key (both texts empty before the
    first leaf)."""

    tamano: int = 0
    punto: str = ""
    llave: str = ""


@dataclass(frozen=True)
class Hoja:
    """A leaf: its name (`de`), and its entry as the text that stands in the log."""

    de: str
    entrada: str


def read_tree_state() -> EstadoDelArbol:
    """State of the tree by a consistent read."""
    fila = _get(ESTADO)
    return (
        EstadoDelArbol(int(fila.n or 0), fila.punto or "", fila.publicada or "") if fila else EstadoDelArbol()
    )


def leaf_indices(de: Iterable[str]) -> dict[str, int]:
    """Index of each leaf that is in the log, by name (consistent reads)."""
    llaves = [_leaf_key(x) for x in dict.fromkeys(de)]
    filas = Fila.batch_get(llaves, consistent_read=True) if llaves else ()
    return {str(f.llave).removeprefix("hoja#"): int(f.n or 0) for f in filas}


def append_stretch(inicio: int, hojas: Sequence[Hoja]) -> list[Hoja]:
    """Add a stretch at that place unless there is one already. Returns the stretch that is stored."""
    fila = Fila(llave=_stretch_key(inicio), hojas=[[h.de, h.entrada] for h in hojas])
    if not write_unless_refused(lambda: fila.save(condition=Fila.llave.does_not_exist())):
        return stretch_at(inicio)
    return list(hojas)


def stretch_at(inicio: int) -> list[Hoja]:
    """Leaves of the stretch that begins at that place; empty without one."""
    fila = _get(_stretch_key(inicio))
    return [Hoja(*h) for h in fila.hojas] if fila else []


def keep_indices(inicio: int, hojas: Sequence[Hoja]) -> None:
    """Write the index of each leaf. Idempotent."""
    with Fila.batch_write() as lote:
        for n, hoja in enumerate(hojas, start=inicio):
            lote.save(Fila(llave=_leaf_key(hoja.de), n=n))


def grow_tree(antes: EstadoDelArbol, despues: EstadoDelArbol) -> bool:
    """Replace the state `antes` by `despues`. False when another writer replaced it first."""
    igual = Fila.n == antes.tamano if antes.tamano else Fila.llave.does_not_exist()
    acciones: list[Action] = [
        Fila.n.set(despues.tamano),
        Fila.punto.set(despues.punto),
        Fila.publicada.set(despues.llave),
    ]
    return write_unless_refused(lambda: Fila(ESTADO).update(actions=acciones, condition=igual))


def last_sealed_hour() -> str | None:
    """The last sealed hour of the audit log."""
    fila = _get(SELLADA)
    return fila.punto if fila else None


def keep_sealed_hour(hora: str) -> None:
    """Note that every hour up to `hora` is sealed. An earlier hour than the noted one changes nothing."""
    antes = Fila.llave.does_not_exist() | (Fila.punto < hora)
    write_unless_refused(lambda: Fila(SELLADA).update(actions=[Fila.punto.set(hora)], condition=antes))


def _get(llave: str) -> Fila | None:
    try:
        return Fila.get(llave, consistent_read=True)
    except Fila.DoesNotExist:
        return None


def _leaf_key(de: str) -> str:
    return f"hoja#{de}"


def _stretch_key(inicio: int) -> str:
    return f"tramo#{inicio:012}"
