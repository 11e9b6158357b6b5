"""The Merkle tree of the log against the RFC's definition and against implementations not ours (9.14)."""

from hashlib import sha256

import pytest
from aics_tlog import MemoryTileReader, MerkleTree, audit_tiles, verify_consistency, verify_inclusion
from hypothesis import given, settings
from hypothesis import strategies as st
from proofbundle import merkle as otro

from chalicelib.rules.evidencia.arbol import (
    consistency_proof,
    extends,
    includes,
    inclusion_proof,
    leaf_hash,
    tree_root,
)
from chalicelib.rules.evidencia.mosaicos import (
    Mosaico,
    bundle,
    partial_tiles,
    tile_at,
    tiles_grown,
    tree_nodes,
    unbundle,
)

tamanos = st.one_of(st.integers(1, 70), st.integers(250, 260), st.integers(510, 780))


def entry_of(i: int) -> bytes:
    return f"hoja {i}\n".encode()


def _nothing(*_: object) -> bytes:
    raise AssertionError("nothing is read")


def definition(hojas: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, word by word."""
    if not hojas:
        return sha256(b"").digest()
    if len(hojas) == 1:
        return sha256(b"\x00" + hojas[0]).digest()
    k = 1
    while k * 2 < len(hojas):
        k *= 2
    return sha256(b"\x01" + definition(hojas[:k]) + definition(hojas[k:])).digest()


def grown(cortes: list[int]) -> dict[str, bytes]:
    """All files of a log that grew in these steps, as the sequencer writes them; none is ever written differently."""
    archivos: dict[str, bytes] = {}
    tamano = 0

    def write(ruta: str, contenido: bytes) -> None:
        assert archivos.setdefault(ruta, contenido) == contenido

    for hasta in cortes:
        hojas = [leaf_hash(entry_of(i)) for i in range(tamano, hasta)]
        for mosaico, contenido in tiles_grown(tamano, lambda m: archivos[m.ruta], hojas).items():
            write(mosaico.ruta, contenido)
            if mosaico.nivel == 0:
                primero = mosaico.n * 256
                write(mosaico.entradas, bundle(entry_of(i) for i in range(primero, primero + mosaico.ancho)))
        tamano = hasta
    return archivos


def tree(n: int) -> tuple:
    archivos = grown([n])
    return tree_nodes(n, lambda m: archivos[m.ruta]), archivos


@settings(deadline=None)
@given(tamanos)
def test_the_root_is_the_one_that_the_rfc_defines(n: int) -> None:
    nodo, _ = tree(n)
    assert tree_root(n, nodo) == definition([entry_of(i) for i in range(n)])


def test_the_root_of_an_empty_tree_is_that_of_the_definition() -> None:
    assert tree_root(0, _nothing) == definition([])


@settings(deadline=None)
@given(tamanos, st.data())
def test_every_inclusion_proof_holds_for_others_and_theirs_for_us(n: int, data: st.DataObject) -> None:
    indice = data.draw(st.integers(0, n - 1))
    nodo, _ = tree(n)
    raiz, hoja = tree_root(n, nodo), leaf_hash(entry_of(indice))
    camino = inclusion_proof(indice, n, nodo)
    assert includes(hoja, indice, n, camino, raiz)
    assert verify_inclusion(hoja, indice, n, camino, raiz)
    assert otro.verify_inclusion(entry_of(indice), indice, n, camino, raiz)
    assert camino == MerkleTree([entry_of(i) for i in range(n)]).inclusion_proof(indice)


@settings(deadline=None)
@given(tamanos, st.data())
def test_every_consistency_proof_holds_for_others_and_theirs_for_us(n: int, data: st.DataObject) -> None:
    m = data.draw(st.integers(1, n))
    nodo, _ = tree(n)
    camino = consistency_proof(m, n, nodo)
    antes, despues = tree_root(m, tree(m)[0]), tree_root(n, nodo)
    assert extends(m, n, antes, despues, camino)
    assert verify_consistency(m, n, antes, despues, camino)
    assert otro.verify_consistency(m, n, camino, antes, despues)
    assert camino == MerkleTree([entry_of(i) for i in range(n)]).consistency_proof(m)


def spoiled(camino: list[bytes], data: st.DataObject) -> list[bytes]:
    """A path with one bit changed, a step left out, one doubled or one added."""
    que = data.draw(st.sampled_from(("bit", "fewer", "more") if camino else ("more",)))
    if que == "more":
        return [*camino, b"\x07" * 32]
    lugar = data.draw(st.integers(0, len(camino) - 1))
    otro_paso = [] if que == "fewer" else [bytes([camino[lugar][0] ^ 1]) + camino[lugar][1:]]
    return camino[:lugar] + otro_paso + camino[lugar + 1 :]


@settings(deadline=None)
@given(tamanos, st.data())
def test_a_changed_leaf_index_size_root_or_step_is_found(n: int, data: st.DataObject) -> None:
    indice = data.draw(st.integers(0, n - 1))
    nodo, _ = tree(n)
    raiz, camino, hoja = tree_root(n, nodo), inclusion_proof(indice, n, nodo), leaf_hash(entry_of(indice))
    ajeno = data.draw(st.integers(0, n + 3).filter(lambda i: i != indice))
    assert not includes(leaf_hash(b"otra"), indice, n, camino, raiz)
    assert not includes(hoja, ajeno, n, camino, raiz)
    assert not includes(hoja, -1, n, camino, raiz)
    assert not includes(hoja, indice, indice, camino, raiz)
    assert not includes(hoja, indice, n, camino, bytes([raiz[0] ^ 1]) + raiz[1:])
    assert not includes(hoja, indice, n, spoiled(camino, data), raiz)


@settings(deadline=None)
@given(tamanos, st.data())
def test_a_log_that_changed_what_it_had_said_is_found(n: int, data: st.DataObject) -> None:
    m = data.draw(st.integers(1, n))
    nodo, _ = tree(n)
    antes, despues, camino = tree_root(m, tree(m)[0]), tree_root(n, nodo), consistency_proof(m, n, nodo)
    assert not extends(m, n, leaf_hash(b"otra"), despues, camino)
    assert not extends(m, n, antes, leaf_hash(b"otra"), camino)
    assert not extends(m, n, antes, despues, spoiled(camino, data))
    assert not extends(n + 1, n, antes, despues, camino)


def test_the_empty_tree_begins_every_tree() -> None:
    assert extends(0, 5, tree_root(0, _nothing), b"", [])
    assert not extends(0, 5, b"\x00" * 32, b"", [])
    assert not extends(0, 5, tree_root(0, _nothing), b"", [b"\x00" * 32])


@settings(deadline=None)
@given(st.lists(st.integers(1, 300), min_size=1, max_size=6))
def test_a_log_that_grew_in_any_steps_is_audited_whole_by_another_implementation(pasos: list[int]) -> None:
    cortes = [sum(pasos[: k + 1]) for k in range(len(pasos))]
    archivos = grown(cortes)
    for n in cortes:  # each size that had a checkpoint can still be proved
        raiz = definition([entry_of(i) for i in range(n)])
        assert audit_tiles(MemoryTileReader(archivos), n, raiz).size == n


@pytest.mark.lento
def test_three_levels_of_tiles() -> None:
    n = 256 * 256 + 300
    nodo, archivos = tree(n)
    arbol = MerkleTree([entry_of(i) for i in range(n)])
    assert tree_root(n, nodo) == arbol.root()
    assert "tile/2/000.p/1" in archivos
    for indice in (0, 255, 256, 65535, 65536, n - 1):
        assert inclusion_proof(indice, n, nodo) == arbol.inclusion_proof(indice)


def test_paths_of_tiles_are_those_of_the_standard() -> None:
    assert Mosaico(0, 1234067).ruta == "tile/0/x001/x234/067"
    assert Mosaico(1, 5, 17).ruta == "tile/1/005.p/17"
    assert Mosaico(0, 0, 1).entradas == "tile/entries/000.p/1"
    # The standard's own example: 70,000 leaves.
    assert partial_tiles(70_000) == [Mosaico(0, 273, 112), Mosaico(1, 1, 17), Mosaico(2, 0, 1)]
    assert partial_tiles(256) == [Mosaico(1, 0, 1)]
    assert tile_at(0, 272, 70_000).ancho == 256


def test_a_proof_of_no_leaf_is_refused() -> None:
    nodo, _ = tree(3)
    for indice in (-1, 3):
        with pytest.raises(IndexError):
            inclusion_proof(indice, 3, nodo)
    for m in (0, 4):
        with pytest.raises(IndexError):
            consistency_proof(m, 3, nodo)
    with pytest.raises(IndexError):
        tile_at(0, 1, 3)


@settings(deadline=None)
@given(st.lists(st.binary(max_size=40), max_size=20))
def test_bundles_come_back_as_they_were(entradas: list[bytes]) -> None:
    contenido = bundle(entradas)
    assert unbundle(contenido) == entradas


@pytest.mark.parametrize("contenido", [b"\x00", b"\x00\x02a", b"\x00\x01a\x00"])
def test_a_cut_bundle_is_refused(contenido: bytes) -> None:
    with pytest.raises(ValueError, match="within"):
        unbundle(contenido)
