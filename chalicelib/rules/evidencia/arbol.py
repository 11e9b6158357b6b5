"""The Merkle tree of RFC 6962 and RFC 9162, section 2.1: hashes, roots and both kinds of proof.

A tree of n leaves is not held whole. Each function takes a reader of *nodes*: `nodo(nivel, i)` is the hash over the
2**nivel leaves that begin at leaf i * 2**nivel, all of which must exist. The tiles hold these nodes (`mosaicos.py`).
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

Nodo = Callable[[int, int], bytes]
VACIO = sha256(b"").digest()
"""Root of a tree without leaves."""


def leaf_hash(entrada: bytes) -> bytes:
    """Hash of an entry."""
    return sha256(b"\x00" + entrada).digest()


def node_hash(izquierda: bytes, derecha: bytes) -> bytes:
    """Hash of two subtrees side by side."""
    return sha256(b"\x01" + izquierda + derecha).digest()


def tree_root(n: int, nodo: Nodo) -> bytes:
    """Root of the tree of the first n leaves."""
    return range_hash(0, n, nodo) if n else VACIO


def range_hash(desde: int, hasta: int, nodo: Nodo) -> bytes:
    """Hash over leaves [desde, hasta), where `desde` is a multiple of the least power of two that covers them."""
    n = hasta - desde
    if n & (n - 1) == 0:
        nivel = n.bit_length() - 1
        return nodo(nivel, desde >> nivel)
    corte = desde + _split(n)
    return node_hash(range_hash(desde, corte, nodo), range_hash(corte, hasta, nodo))


def inclusion_proof(indice: int, n: int, nodo: Nodo) -> list[bytes]:
    """Path from leaf `indice` to the root of the first n leaves, the leaf's sibling first. Raises IndexError."""
    if not 0 <= indice < n:
        raise IndexError(indice)
    camino: list[bytes] = []
    desde, hasta = 0, n
    while hasta - desde > 1:
        corte = desde + _split(hasta - desde)
        if indice < corte:
            camino.append(range_hash(corte, hasta, nodo))
            hasta = corte
        else:
            camino.append(range_hash(desde, corte, nodo))
            desde = corte
    return camino[::-1]


def consistency_proof(m: int, n: int, nodo: Nodo) -> list[bytes]:
    """Proof that the tree of n leaves begins with the tree of m leaves. Raises IndexError unless 0 < m <= n."""
    if not 0 < m <= n:
        raise IndexError(m)
    camino: list[bytes] = []
    desde, hasta, intacto = 0, n, True
    while m != hasta:
        corte = desde + _split(hasta - desde)
        if m <= corte:
            camino.append(range_hash(corte, hasta, nodo))
            hasta = corte
        else:
            camino.append(range_hash(desde, corte, nodo))
            desde, intacto = corte, False
    if not intacto:
        camino.append(range_hash(desde, hasta, nodo))
    return camino[::-1]


def includes(hoja: bytes, indice: int, n: int, camino: Sequence[bytes], raiz: bytes) -> bool:
    """Whether `camino` leads from the leaf hash at `indice` to the root of n leaves (RFC 9162, 2.1.3.2)."""
    if not 0 <= indice < n:
        return False
    fn, sn, r = indice, n - 1, hoja
    for paso in camino:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node_hash(paso, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(r, paso)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == raiz


def extends(m: int, n: int, antes: bytes, despues: bytes, camino: Sequence[bytes]) -> bool:
    """Whether the proof `camino` shows that the tree of n leaves begins with the tree of m leaves (RFC
    9162, 2.1.4.2)."""
    if not 0 < m <= n:
        return m == 0 <= n and antes == VACIO and not camino
    if m == n:
        return antes == despues and not camino
    pasos = [antes, *camino] if m & (m - 1) == 0 else list(camino)
    if not pasos:
        return False
    fn, sn = m - 1, n - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    return _both_roots(fn, sn, pasos) == (antes, despues)


def _both_roots(fn: int, sn: int, pasos: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Root of the old tree and of the new one, computed from the proof; None for a proof of the wrong length."""
    viejo = nuevo = pasos[0]
    for paso in pasos[1:]:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            viejo, nuevo = node_hash(paso, viejo), node_hash(paso, nuevo)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            nuevo = node_hash(nuevo, paso)
        fn, sn = fn >> 1, sn >> 1
    return (viejo, nuevo) if sn == 0 else None


def _split(n: int) -> int:
    """The greatest power of two below n."""
    return 1 << ((n - 1).bit_length() - 1)
