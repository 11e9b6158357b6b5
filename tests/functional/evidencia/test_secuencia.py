"""The log at work: one leaf for each reception, whoever dies and however many run, and no fork (9.14, 10.20, 12.3)."""

from contextlib import suppress
from datetime import timedelta

import pytest
from aics_tlog import audit_tiles, parse_vkey, verify_checkpoint
from aics_tlog.checkpoint import checkpoint_from_note
from aics_tlog.tiles import entry_bundle_path, tile_path
from proofbundle.tlogproof import verify_tlog_proof

from chalicelib.base import aws, config
from chalicelib.rules.evidencia.arbol import consistency_proof, extends
from chalicelib.rules.evidencia.hojas import Especie, leaf_entry
from chalicelib.rules.evidencia.mosaicos import tree_nodes
from chalicelib.rules.evidencia.notas import open_checkpoint
from chalicelib.store.evidencia import deposito_bitacora as deposito
from chalicelib.store.evidencia import hojas as almacen
from chalicelib.store.evidencia.hojas import EstadoDelArbol, Fila, Hoja
from chalicelib.workflows.evidencia.acuse import leaf_proof, leaves_of
from chalicelib.workflows.evidencia.secuencia import sequence_leaves
from tests.escenario import mundo
from tests.escenario.firmante import FIRMANTE
from tests.escenario.movil import before_call, empty_buckets
from tests.escenario.muertes import Muerte, dying
from tests.escenario.recursos import empty_tables
from tests.unit.rules.evidencia.test_notas import holds

pytestmark = pytest.mark.usefixtures("limpio")


@pytest.fixture
def limpio(aws_fingido: None) -> None:
    empty_buckets()


class Deposito:
    """The bucket, as another implementation reads a log's tiles."""

    def read_tile(self, level: int, index: int, width: int | None) -> bytes | None:
        return self._read(tile_path(level, index, width))

    def read_entry_bundle(self, index: int, width: int | None) -> bytes | None:
        return self._read(entry_bundle_path(index, width))

    @staticmethod
    def _read(ruta: str) -> bytes | None:
        hay = aws.client("s3").list_objects_v2(Bucket=config.DEPOSITO_BITACORA, Prefix=ruta)
        return (
            deposito.read_log_file(ruta) if any(o["Key"] == ruta for o in hay.get("Contents", [])) else None
        )


def leaves(n: int, desde: int = 0) -> list[Hoja]:
    return [
        Hoja(f"F{i:06}", leaf_entry(Especie.RECEPCION, i.to_bytes(32, "big")).decode())
        for i in range(desde, desde + n)
    ]


def holds_whole(pedidas: list[Hoja]) -> None:
    """Each leaf once, and tiles, entries, checkpoint and proofs accepted by implementations that are not ours."""
    estado = almacen.read_tree_state()
    assert estado.tamano == len(pedidas)
    donde = almacen.leaf_indices(h.de for h in pedidas)
    assert sorted(donde.values()) == list(range(len(pedidas)))
    nota = deposito.read_log_file("checkpoint").decode()
    assert nota == estado.punto
    punto, cruda = checkpoint_from_note(nota)
    assert verify_checkpoint(cruda, parse_vkey(FIRMANTE.llave.texto)).ok
    assert (punto.size, audit_tiles(Deposito(), punto.size, punto.root).size) == (len(pedidas), len(pedidas))
    for h in pedidas[:: max(1, len(pedidas) // 20)]:
        texto = leaf_proof(donde[h.de], estado)
        assert verify_tlog_proof(texto, h.entrada.encode(), FIRMANTE.llave.texto)["ok"], h.de


def never_forked() -> None:
    """Every checkpoint that was ever signed is the beginning of the newest."""
    estado = almacen.read_tree_state()
    nodo = tree_nodes(estado.tamano, lambda m: deposito.read_log_file(m.ruta))
    ultimo = opened(estado.punto)
    for ruta in [r for r in deposito.log_paths() if r.startswith("checkpoints/")]:
        antes = opened(deposito.read_log_file(ruta).decode())
        camino = consistency_proof(antes.tamano, ultimo.tamano, nodo)
        assert extends(antes.tamano, ultimo.tamano, antes.raiz, ultimo.raiz, camino), ruta


def opened(nota: str):
    return open_checkpoint(nota, FIRMANTE.llave, holds)


@pytest.mark.parametrize("n", [1, 2, 255, 256, 257, 600])
def test_a_log_of_any_size_is_whole(n):
    assert sequence_leaves(leaves(n), FIRMANTE) == n
    holds_whole(leaves(n))


def test_a_log_that_grows_in_stretches_never_takes_anything_back():
    for desde, n in ((0, 3), (3, 250), (253, 3), (256, 1), (257, 255)):
        sequence_leaves(leaves(n, desde), FIRMANTE)
    holds_whole(leaves(512))
    never_forked()


def test_a_leaf_asked_for_again_is_in_the_log_once():
    sequence_leaves(leaves(5), FIRMANTE)
    with dying() as escrituras:
        assert sequence_leaves([*leaves(5), *leaves(5)], FIRMANTE) == 0
    assert escrituras.n == 1  # the checkpoint, shown again
    assert sequence_leaves([*leaves(7), *leaves(7)], FIRMANTE) == 2
    holds_whole(leaves(7))


def test_more_than_one_stretch_holds_goes_into_several():
    assert sequence_leaves(leaves(1100), FIRMANTE) == 1100
    holds_whole(leaves(1100))
    assert {r for r in deposito.log_paths() if r.startswith("checkpoints/")} == {
        "checkpoints/1000",
        "checkpoints/1100",
    }


@pytest.mark.lento
@pytest.mark.parametrize("despues", [False, True], ids=["before", "after"])
def test_whoever_dies_at_any_write_is_continued_by_whoever_comes_next(despues):
    with dying() as todas:
        sequence_leaves(leaves(4), FIRMANTE)
        sequence_leaves(leaves(30), FIRMANTE)
    for en in range(1, todas.n + 1):
        empty_tables(Fila)
        empty_buckets()
        with suppress(Muerte), dying(en, despues=despues):
            sequence_leaves(leaves(4), FIRMANTE)
            sequence_leaves(leaves(30), FIRMANTE)
        sequence_leaves(leaves(2, 30), FIRMANTE)  # other work comes first
        sequence_leaves(leaves(32), FIRMANTE)
        holds_whole(leaves(32))
        never_forked()


@pytest.mark.lento
def test_two_sequencers_at_once_never_fork_the_log():
    """The second runs whole before each call of the first in turn: same leaves, and others too."""
    llamadas = calls_of_a_run()
    for n in range(1, llamadas + 1):
        empty_tables(Fila)
        empty_buckets()
        sequence_leaves(leaves(3), FIRMANTE)
        with before_call(n, lambda: sequence_leaves(leaves(40), FIRMANTE)):
            sequence_leaves(leaves(30), FIRMANTE)
        sequence_leaves(leaves(40), FIRMANTE)
        holds_whole(leaves(40))
        never_forked()


def calls_of_a_run() -> int:
    sequence_leaves(leaves(3), FIRMANTE)
    n = 1
    while True:
        empty_tables(Fila)
        sequence_leaves(leaves(3), FIRMANTE)
        with before_call(n, lambda: None) as pendientes:
            sequence_leaves(leaves(30), FIRMANTE)
        if pendientes:
            return n - 1
        n += 1


def test_a_run_that_was_left_behind_shows_no_older_checkpoint():
    """The first is about to show its checkpoint when the second has shown a greater one."""
    pasados = []

    class Lento:
        llave = FIRMANTE.llave

        def sign(self, contenido: bytes) -> bytes:
            if not pasados:
                pasados.append(1)
                sequence_leaves(leaves(9), FIRMANTE)
            return FIRMANTE.sign(contenido)

    sequence_leaves(leaves(4), Lento())
    holds_whole(leaves(9))


def test_the_tree_grows_only_from_the_size_that_was_read():
    assert almacen.grow_tree(EstadoDelArbol(), EstadoDelArbol(3, "a", "k"))
    assert not almacen.grow_tree(EstadoDelArbol(), EstadoDelArbol(4, "b"))
    assert not almacen.grow_tree(EstadoDelArbol(2, "x"), EstadoDelArbol(4, "b"))
    assert almacen.grow_tree(EstadoDelArbol(3, "a"), EstadoDelArbol(4, "b", "k"))
    assert almacen.read_tree_state() == EstadoDelArbol(4, "b", "k")


def test_the_leaf_of_a_record_is_the_same_each_time_and_says_nothing_of_it(proceso):
    folio = mundo.receive("REG1").folio
    otro = mundo.receive("REG2", recibido=mundo.AHORA + timedelta(seconds=1)).folio
    [a], [b] = leaves_of([folio]), leaves_of([folio])
    assert a == b
    assert leaves_of([otro])[0].entrada != a.entrada
    for dicho in (folio, bytes(mundo.now(folio).integridad).hex(), "ASPA", "2027"):
        assert dicho not in a.entrada
    assert leaves_of(["ASPA-AUX1-DISP1-NADIE"]) == []


def test_nothing_personal_and_no_folio_can_be_got_from_the_bucket(proceso):
    folios = [mundo.receive(f"REG{n}").folio for n in range(5)]
    sequence_leaves(leaves_of(folios), FIRMANTE)
    todo = b"".join(ruta.encode() + deposito.read_log_file(ruta) for ruta in deposito.log_paths())
    for dicho in (*folios, "ASPA", "AUX1", mundo.CREDENCIAL["cic"]):
        assert dicho.encode() not in todo
