"""`consola bitacora`: a copy that another implementation audits, and every altered file found (9.14, 10.20, 12.3)."""

import pytest
from aics_tlog import FileSystemTileReader, audit_tiles
from aics_tlog.checkpoint import checkpoint_from_note
from click.testing import CliRunner

from chalicelib.rules.evidencia.arbol import leaf_hash
from chalicelib.rules.evidencia.mosaicos import bundle, unbundle
from chalicelib.rules.evidencia.notas import PuntoDeControl, signed_checkpoint
from chalicelib.store.evidencia import deposito_bitacora as deposito
from chalicelib.store.evidencia.hojas import Fila, read_tree_state
from chalicelib.workflows.evidencia.secuencia import sequence_leaves
from consola.__main__ import main
from tests.escenario.firmante import FIRMANTE
from tests.escenario.movil import empty_buckets
from tests.functional.evidencia.test_secuencia import leaves

N = 300


@pytest.fixture(autouse=True)
def llena(aws_fingido: None) -> None:
    empty_buckets()
    sequence_leaves(leaves(7), FIRMANTE)
    sequence_leaves(leaves(N), FIRMANTE)


def verify():
    return CliRunner().invoke(main, ["bitacora", "verificar"])


def test_a_log_as_it_was_written_holds_together():
    resultado = verify()
    assert resultado.exit_code == 0, resultado.output
    assert f"Hojas: {N}; puntos de control: 2; faltas: 0" in resultado.output


def test_a_copy_is_a_log_that_another_implementation_audits(tmp_path):
    for _ in range(2):
        assert CliRunner().invoke(main, ["bitacora", "copiar", str(tmp_path)]).exit_code == 0
    punto, _ = checkpoint_from_note((tmp_path / "checkpoint").read_text())
    assert audit_tiles(FileSystemTileReader(tmp_path), punto.size, punto.root).size == N
    assert (tmp_path / "llave.txt").read_text().strip() == FIRMANTE.llave.texto


def flip(ruta: str) -> None:
    crudo = bytearray(deposito.read_log_file(ruta))
    crudo[-2] ^= 1
    deposito.put_log_file(ruta, bytes(crudo))


def other_entry(ruta: str) -> None:
    """An entry in the place of another, with tile and state of a forger who lacks the key."""
    entradas = unbundle(deposito.read_log_file(ruta))
    entradas[3] = leaves(1, 999)[0].entrada.encode()
    deposito.put_log_file(ruta, bundle(entradas))
    deposito.put_log_file("tile/0/000", b"".join(leaf_hash(e) for e in entradas))


def cut_off() -> None:
    """The end taken away, and the state with it: what was signed remembers."""
    Fila("estado").update(
        actions=[Fila.n.set(7), Fila.punto.set(deposito.read_log_file("checkpoints/7").decode())]
    )


def forked() -> None:
    """A second history signed with the very key."""
    punto = PuntoDeControl(FIRMANTE.llave.nombre, 5, leaf_hash(b"otra"))
    nota = signed_checkpoint(punto, FIRMANTE.llave, FIRMANTE.sign(punto.texto.encode()))
    deposito.put_log_file("checkpoints/5", nota.encode())


@pytest.mark.parametrize(
    ("falla", "dice"),
    [
        (lambda: flip("tile/0/000"), "tile/0/000: no es"),
        (lambda: flip("tile/1/000.p/1"), "tile/1/000.p/1: no es"),
        (lambda: flip("tile/entries/000"), "tile/0/000: no es"),
        (lambda: deposito.put_log_file("tile/entries/001.p/44", b"x"), "tile/entries/001.p/44: falta"),
        (lambda: other_entry("tile/entries/000"), "lo firmado no es el comienzo"),
        (lambda: flip("checkpoints/7"), "checkpoints/7"),
        (cut_off, "se firmó con 300 hojas y hay 7"),
        (forked, "checkpoints/5: lo firmado no es el comienzo"),
    ],
)
def test_each_altered_file_is_named(falla, dice):
    falla()
    resultado = verify()
    assert resultado.exit_code == 1
    assert dice in resultado.output


def test_an_empty_log_says_so():
    empty_buckets()
    Fila("estado").delete()
    assert "no tiene hojas" in verify().output
    assert read_tree_state().tamano == 0
