"""Receptions by the thousand into the log, under deaths of the sequencer at every step and two of them at once.

`make bitacora` sends 10,000; the run of every day, enough for each step to be died at once.
"""

import math
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any, TypeVar

import pytest
from aics_tlog import audit_tiles
from aics_tlog.checkpoint import checkpoint_from_note
from proofbundle.tlogproof import verify_tlog_proof

from bench.unidades import KB, item_bytes
from chalicelib.base import aws
from chalicelib.handlers.eventos.secuencia import put, read
from chalicelib.rules.evidencia.arbol import consistency_proof, extends, inclusion_proof
from chalicelib.rules.evidencia.mosaicos import tree_nodes
from chalicelib.rules.evidencia.notas import Prueba, write_proof
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.base.tabla import connection
from chalicelib.store.evidencia import deposito_bitacora as deposito
from chalicelib.store.evidencia import hojas as almacen
from chalicelib.workflows.evidencia.acuse import leaves_of
from tests.escenario import mundo
from tests.escenario.firmante import FIRMANTE
from tests.escenario.movil import before_call, empty_buckets
from tests.escenario.muertes import Muerte, dying
from tests.functional.evidencia.test_secuencia import Deposito, opened

RECEPCIONES = int(os.environ.get("RECEPCIONES", "350"))
POR_LOTE = 20 if RECEPCIONES > 2000 else 5
"""Messages of one run of the function; it takes 20."""
ESCRITURAS, LLAMADAS = 8, 12
"""Writes of a run, and its calls to the tables. A run is left whole by a fault planted past its end."""
Lote = list[str]
_P = TypeVar("_P")


class Campana:
    """A queue that brings what failed again, out of order, and some of it twice; what each run cost."""

    def __init__(self, folios: list[str]) -> None:
        self.azar = Random(len(folios))
        self.azar.shuffle(folios)
        self.cola: list[Lote] = [folios[i : i + POR_LOTE] for i in range(0, len(folios), POR_LOTE)]
        self.muertes: Counter[tuple[int, bool]] = Counter()
        self.a_la_vez: Counter[int] = Counter()
        self.intentos: Counter[Any] = Counter()
        self.llamadas: Counter[str] = Counter()
        self.unidades = self.limpias = 0

    def run(self) -> None:
        """Until the queue is empty: a death, two at once, a run that nothing disturbs, and again."""
        muertes = [(paso, despues) for paso in range(1, ESCRITURAS + 1) for despues in (False, True)]
        while self.cola:
            self.die(*self.next_of(muertes, self.muertes))
            self.meet(self.next_of(range(1, LLAMADAS + 1), self.a_la_vez))
            self.work()

    def next_of(self, pasos: Iterable[_P], dados: Counter[_P]) -> _P:
        """A step that was not met so far; one that six runs did not come to is tried as rarely as the others."""
        paso = min(pasos, key=lambda p: (dados[p] > 0 or self.intentos[p] > 5, self.intentos[p]))
        self.intentos[paso] += 1
        return paso

    def die(self, paso: int, despues: bool) -> None:
        lote = self.cola.pop(0)
        try:
            with dying(paso, despues=despues):
                attend(lote)
        except Muerte:
            self.muertes[paso, despues] += 1
            self.cola.insert(self.azar.randint(0, min(6, len(self.cola))), lote)

    def meet(self, paso: int) -> None:
        """The other runs whole before one of the calls of the first: other receptions, and some of the same."""
        if not self.cola:
            return
        lote = self.cola.pop(0)
        otro = [*(self.cola.pop(0) if self.cola else []), *lote[:2]]
        with before_call(paso, lambda: attend(otro)) as pendientes:
            attend(lote)
        self.a_la_vez[paso] += not pendientes
        if pendientes:
            attend(otro)

    def work(self) -> None:
        if not self.cola:
            return
        lote = self.cola.pop(0)
        antes = almacen.read_tree_state().tamano
        with self.measured():
            attend(lote)
        self.limpias += almacen.read_tree_state().tamano - antes
        if self.azar.random() < 0.1:
            self.cola.append(lote)  # the queue brings it a second time

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Count calls, and the write units of the rows that they carry."""

        def count(params: dict[str, Any], model: Any, **_: Any) -> None:
            self.llamadas[model.name] += 1
            self.unidades += written(model.name, params)

        clientes = [connection().client, aws.client("s3")]
        for c in clientes:
            c.meta.events.register("provide-client-params", count)
        try:
            yield
        finally:
            for c in clientes:
                c.meta.events.unregister("provide-client-params", count)


def written(operacion: str, params: dict[str, Any]) -> int:
    """Write units of a request on the table, which has no index."""
    if operacion == "PutItem":
        return math.ceil(item_bytes(params["Item"]) / KB)
    if operacion == "BatchWriteItem":
        puestos = [p["PutRequest"]["Item"] for lista in params["RequestItems"].values() for p in lista]
        return sum(math.ceil(item_bytes(i) / KB) for i in puestos)
    return int(operacion == "UpdateItem")


def attend(folios: Lote) -> None:
    """A batch of the queue: a message for each record."""
    put([read({"folios": [f]}) for f in folios], FIRMANTE)


def received(n: int) -> list[str]:
    with Apoyo.batch_write() as lote:
        apoyos = [mundo.build(f"REG{i:06}", "ASPA", mundo.INICIO + timedelta(seconds=i)) for i in range(n)]
        for apoyo in apoyos:
            lote.save(apoyo)
    return [str(a.folio) for a in apoyos]


@pytest.mark.lento
def test_every_reception_has_exactly_one_leaf_whoever_dies_and_whoever_meets_9_14(proceso, capsys):
    empty_buckets()
    folios = received(RECEPCIONES)
    campana = Campana(list(folios))
    campana.run()
    leer = cache(deposito.read_log_file)
    estado = almacen.read_tree_state()
    indices = almacen.leaf_indices(folios)
    assert sorted(indices.values()) == list(range(RECEPCIONES)), "a leaf of each, and no other"
    assert estado.tamano == RECEPCIONES
    punto, _ = checkpoint_from_note(leer("checkpoint").decode())
    assert audit_tiles(Deposito(), punto.size, punto.root).size == RECEPCIONES
    nodo = tree_nodes(estado.tamano, lambda m: leer(m.ruta))
    for hoja in leaves_of(folios):
        camino = inclusion_proof(indices[hoja.de], estado.tamano, nodo)
        texto = write_proof(Prueba(indices[hoja.de], tuple(camino), estado.punto, b""))
        assert verify_tlog_proof(texto, hoja.entrada.encode(), FIRMANTE.llave.texto)["ok"], hoja.de
    ultimo, puntos = opened(estado.punto), [r for r in deposito.log_paths() if r.startswith("checkpoints/")]
    for ruta in puntos:
        antes = opened(leer(ruta).decode())
        camino = consistency_proof(antes.tamano, ultimo.tamano, nodo)
        assert extends(antes.tamano, ultimo.tamano, antes.raiz, ultimo.raiz, camino), ruta
    _every_step_was_met(campana)
    assert campana.unidades <= 2 * campana.limpias
    with capsys.disabled():
        sys.stdout.write(told(campana, len(puntos)) if RECEPCIONES > 2000 else "")


def _every_step_was_met(campana: Campana) -> None:
    """Deaths before and after each write, and a second sequencer before each call, with none left out."""
    for despues in (False, True):
        en = {paso for paso, d in campana.muertes if d is despues}
        assert en == set(range(1, len(en) + 1)) and len(en) >= 7, (despues, en)
    en = {paso for paso, n in campana.a_la_vez.items() if n}
    assert en == set(range(1, len(en) + 1)) and len(en) >= 10, en


def told(campana: Campana, puntos: int) -> str:
    n = campana.limpias
    return "\n".join(
        (
            f"Recepciones: {RECEPCIONES}; puntos de control: {puntos}; muertes: {campana.muertes.total()}",
            f"Dos a la vez: {campana.a_la_vez.total()}; por cada una de {n} recepciones sin fallas:",
            f"  unidades de escritura: {campana.unidades / n:.2f}",
            *(f"  {operacion}: {veces / n:.3f}" for operacion, veces in sorted(campana.llamadas.items())),
        )
    )
