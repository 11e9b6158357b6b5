"""Adding leaves to the public log, after and apart from reception (Protocolo 9.14, 10.20, 12.3).

    new leaves ─► stretch at the tree's end (one conditional write) ─► tiles ─► checkpoint, signed ─► index of each leaf
               ─► the tree grows (one conditional write) ─► `checkpoint`

A run that finds an unfinished stretch finishes it first. Every step after the stretch is deterministic, so any run may
do it. Therefore the sequencer may die at any point, and two may run at once.
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
"""Most leaves of a stretch. Its item holds some 170 bytes of each, and DynamoDB's limit is 400 KB."""
VUELTAS = 50


class Disputada(RuntimeError):
    """Other runs kept adding stretches first: the message is retried."""


def sequence_leaves(pedidas: Sequence[Hoja], firmante: Firmante) -> int:
    """Add to the log those leaves that are not in it. Returns how many were added. Raises `Disputada`, or what AWS
    raises."""
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
    """Write the tiles, bundles, checkpoint and indices of a stretch, then grow the tree. In this order, a reader never
    finds a reference to a file that is not there."""
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
    """Bundles of entries to write: the last partial bundle, filled up with the new entries, and those
    that follow it."""
    ancho = inicio % 256
    previas = unbundle(deposito.read_log_file(Mosaico(0, inicio // 256, ancho).entradas)) if ancho else []
    todas = previas + list(entradas)
    return {
        Mosaico(0, inicio // 256 + k // 256, len(todas[k : k + 256])): todas[k : k + 256]
        for k in range(0, len(todas), 256)
    }


def _publish(estado: EstadoDelArbol) -> None:
    """Write the newest checkpoint. A run that overwrites a newer one finds that out by reading the state again, and
    corrects it."""
    while estado.punto:
        deposito.put_log_file(deposito.CHECKPOINT, estado.punto.encode(), deposito.TEXTO)
        actual = almacen.read_tree_state()
        if actual == estado:
            return
        estado = actual
