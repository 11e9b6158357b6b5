"""Runs in a worker: the log on the local cloud, signed by its KMS with Ed25519 (moto knows none)."""

from chalicelib.rules.evidencia.hojas import Especie, leaf_entry
from chalicelib.store.evidencia import hojas as almacen
from chalicelib.store.evidencia.hojas import Hoja
from chalicelib.workflows.evidencia.acuse import leaf_proof
from chalicelib.workflows.evidencia.firma import FirmanteKms, signed_text
from chalicelib.workflows.evidencia.secuencia import sequence_leaves


def leaf(n: int) -> Hoja:
    return Hoja(f"N{n:05}", leaf_entry(Especie.RECEPCION, n.to_bytes(32, "big")).decode())


def sequence_some(partes: list[range]) -> list[int]:
    """Put those leaves into the log, part by part, while others do."""
    return [sequence_leaves([leaf(n) for n in parte], FirmanteKms()) for parte in partes]


def proved(numeros: list[int]) -> tuple[str, int, list[tuple[str, str]]]:
    """The log's key and size, and entry and proof of each of those leaves."""
    estado = almacen.read_tree_state()
    donde = almacen.leaf_indices(leaf(n).de for n in numeros)
    assert len(set(donde.values())) == len(numeros)
    pruebas = [(leaf(n).entrada, leaf_proof(donde[leaf(n).de], estado)) for n in numeros]
    return estado.llave, estado.tamano, pruebas


def signed(texto: str) -> str:
    return signed_text(texto, FirmanteKms())
