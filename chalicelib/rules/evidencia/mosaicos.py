"""Tiles (C2SP tlog-tiles): the tree as files of at most 256 hashes that never change, and the bundles of its entries.

A tile of level l holds hashes over 256**l leaves each. A *partial* tile has fewer than 256 hashes and a path of its own
with its width, so a written file is never overwritten with other bytes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from chalicelib.rules.evidencia.arbol import Nodo, node_hash

ANCHO, ALTURA, HASH = 256, 8, 32
MAX_ENTRADA = 0xFFFF
"""Most bytes of an entry: its length is stored in two bytes."""


@dataclass(frozen=True, order=True)
class Mosaico:
    """A tile: its level, its number within the level, and its width in hashes (1 to 256)."""

    nivel: int
    n: int
    ancho: int = ANCHO

    @property
    def ruta(self) -> str:
        """Path of the tile below the log's prefix."""
        return f"tile/{self.nivel}/{_place(self.n, self.ancho)}"

    @property
    def entradas(self) -> str:
        """Path of the bundle with the entries of a tile of level 0."""
        return f"tile/entries/{_place(self.n, self.ancho)}"


def tile_at(nivel: int, n: int, tamano: int) -> Mosaico:
    """The n-th tile of a level in the tree of that size. Raises IndexError when the tree has no such tile."""
    ancho = min(ANCHO, (tamano >> (ALTURA * nivel)) - n * ANCHO)
    if n < 0 or ancho <= 0:
        raise IndexError(n)
    return Mosaico(nivel, n, ancho)


def partial_tiles(tamano: int) -> list[Mosaico]:
    """The partial last tile of each level that has one. They must be read to append leaves."""
    mosaicos = []
    for nivel in range(_levels(tamano)):
        hashes = tamano >> (ALTURA * nivel)
        if hashes % ANCHO:
            mosaicos.append(Mosaico(nivel, hashes // ANCHO, hashes % ANCHO))
    return mosaicos


def tiles_grown(
    tamano: int, borde: Callable[[Mosaico], bytes], hojas: Sequence[bytes]
) -> dict[Mosaico, bytes]:
    """New tiles of a tree of that size after appending `hojas` (leaf hashes). `borde` reads the tiles of
    `partial_tiles`."""
    escritos: dict[Mosaico, bytes] = {}
    previos = {m.nivel: m for m in partial_tiles(tamano)}
    nuevos, nivel = list(hojas), 0
    while nuevos:
        previo = previos.get(nivel)
        antes = _split(borde(previo)) if previo else []
        todos = antes + nuevos
        base = (tamano >> (ALTURA * nivel)) // ANCHO
        nuevos = []
        for k in range(0, len(todos), ANCHO):
            tramo = todos[k : k + ANCHO]
            escritos[Mosaico(nivel, base + k // ANCHO, len(tramo))] = b"".join(tramo)
            if len(tramo) == ANCHO:
                nuevos.append(fold(tramo))
        nivel += 1
    return escritos


def tree_nodes(tamano: int, leer: Callable[[Mosaico], bytes]) -> Nodo:
    """Reader of the nodes of a tree of that size, from its tiles."""
    return partial(_node, tamano, leer)


def _node(tamano: int, leer: Callable[[Mosaico], bytes], nivel: int, i: int) -> bytes:
    piso, alto = divmod(nivel, ALTURA)
    primero = i << alto
    contenido = leer(tile_at(piso, primero // ANCHO, tamano))
    lugar = primero % ANCHO
    return fold(_split(contenido[lugar * HASH : (lugar + (1 << alto)) * HASH]))


def fold(hashes: Sequence[bytes]) -> bytes:
    """Root hash of a complete subtree, given its leaves' hashes; their number is a power of two."""
    fila = list(hashes)
    while len(fila) > 1:
        fila = [node_hash(a, b) for a, b in zip(fila[::2], fila[1::2], strict=True)]
    return fila[0]


def bundle(entradas: Iterable[bytes]) -> bytes:
    """Entries one after the other, each preceded by its length in two bytes. Raises OverflowError for one that is too
    long."""
    return b"".join(len(e).to_bytes(2, "big") + e for e in entradas)


def unbundle(contenido: bytes) -> list[bytes]:
    """Entries of a bundle. Raises ValueError when the bundle ends within an entry."""
    entradas, lugar = [], 0
    while lugar < len(contenido):
        fin = lugar + 2 + int.from_bytes(contenido[lugar : lugar + 2], "big")
        if fin > len(contenido) or lugar + 2 > len(contenido):
            raise ValueError("bundle ends within an entry")
        entradas.append(contenido[lugar + 2 : fin])
        lugar = fin
    return entradas


def _levels(tamano: int) -> int:
    return max(1, (tamano.bit_length() + ALTURA - 1) // ALTURA)


def _split(contenido: bytes) -> list[bytes]:
    return [contenido[k : k + HASH] for k in range(0, len(contenido), HASH)]


def _place(n: int, ancho: int) -> str:
    """Path of a tile's number: 1234067 -> x001/x234/067. The path of a partial tile ends with its width."""
    partes = [f"{n % 1000:03}"]
    while n := n // 1000:
        partes.append(f"x{n % 1000:03}")
    ruta = "/".join(reversed(partes))
    return ruta if ancho == ANCHO else f"{ruta}.p/{ancho}"
