"""Putting leaves into the log, off the path of reception (Protocolo 9.14, 10.20, 12.3).

    new leaves ─► stretch at the tree's end (one conditional write) ─► tiles ─► checkpoint, signed ─► index of each leaf
               ─► the tree grows (one conditional write) ─► `checkpoint`

Whoever finds a stretch that nobody finished finishes it first: all that follows from a stretch is the same whoever does
it. So the sequencer may die anywhere and two may run at once.
"""

from collections.abc import Sequence

from chalicelib.base.registro import log
from chalicelib.rules.evidencia.arbol import leaf_hash, tree_root
from chalicelib.rules.evidencia.mosaicos import Mosaico, bundle, tiles_grown, tree_nodes, unbundle
from chalicelib.rules.evidencia.notas import PuntoDeControl, signed_checkpoint
from chalicelib.store.evidencia import deposito_bitacora as deposito
from chalicelib.store.evidencia import hojas as almacen
from chalicelib.store.evidencia.hojas import EstadoDelArbol, Hoja
from chalicelib.workflows.evidencia.firma import Firmante

MAXIMO = 1000
"""Leaves of a stretch: its row holds some 170 bytes of each, of 400 KB."""
VUELTAS = 50


class Disputada(RuntimeError):
    """Others kept putting stretches; the message comes again."""


def sequence_leaves(pedidas: Sequence[Hoja], firmante: Firmante) -> int:
    """Put into the log those that are not there; how many it had to put. Raises `Disputada`, or what AWS raises."""
    unicas, puestas = list({h.de: h for h in pedidas}.values()), 0
    for _ in range(VUELTAS):
        estado = almacen.read_tree_state()
        hay = almacen.leaf_indices(h.de for h in unicas)
        nuevas = [h for h in unicas if h.de not in hay][:MAXIMO]
        tramo = almacen.append_stretch(estado.tamano, nuevas) if nuevas else almacen.stretch_at(estado.tamano)
        if not tramo:
            _publish(estado)
            return puestas
        puestas += len(nuevas) if tramo == nuevas else 0
        _finish(estado, tramo, firmante)
    raise Disputada


def _finish(estado: EstadoDelArbol, tramo: list[Hoja], firmante: Firmante) -> None:
    """All that follows from a stretch, in the order in which a reader may rely on it."""
    inicio, fin = estado.tamano, estado.tamano + len(tramo)
    entradas = [h.entrada.encode() for h in tramo]
    escritos = tiles_grown(inicio, lambda m: deposito.read_log_file(m.ruta), [leaf_hash(e) for e in entradas])
    for mosaico, contenido in escritos.items():
        deposito.put_log_file(mosaico.ruta, contenido)
    for mosaico, lote in _bundles(inicio, entradas).items():
        deposito.put_log_file(mosaico.entradas, bundle(lote))
    raiz = tree_root(
        fin, tree_nodes(fin, lambda m: escritos[m] if m in escritos else deposito.read_log_file(m.ruta))
    )
    punto = PuntoDeControl(firmante.llave.nombre, fin, raiz)
    nota = signed_checkpoint(punto, firmante.llave, firmante.sign(punto.texto.encode()))
    deposito.put_log_file(deposito.old_checkpoint(fin), nota.encode(), deposito.TEXTO)
    almacen.keep_indices(inicio, tramo)
    if almacen.grow_tree(estado, EstadoDelArbol(fin, nota, firmante.llave.texto)):
        log.info("bitácora crecida", extra={"hojas": len(tramo), "tamano": fin})
    _publish(almacen.read_tree_state())


def _bundles(inicio: int, entradas: Sequence[bytes]) -> dict[Mosaico, list[bytes]]:
    """The bundles of entries that the tree has after these, the last one before filled up first."""
    ancho = inicio % 256
    previas = unbundle(deposito.read_log_file(Mosaico(0, inicio // 256, ancho).entradas)) if ancho else []
    todas = previas + list(entradas)
    return {
        Mosaico(0, inicio // 256 + k // 256, len(todas[k : k + 256])): todas[k : k + 256]
        for k in range(0, len(todas), 256)
    }


def _publish(estado: EstadoDelArbol) -> None:
    """Show the newest checkpoint. Whoever writes an older one after a newer reads the state again, and mends it."""
    while estado.punto:
        deposito.put_log_file(deposito.CHECKPOINT, estado.punto.encode(), deposito.TEXTO)
        actual = almacen.read_tree_state()
        if actual == estado:
            return
        estado = actual
