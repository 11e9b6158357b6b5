"""Checkpoints and proofs: read by implementations that are not ours, and every change found (9.14, 10.20, 12.3)."""

import pytest
from aics_tlog import parse_note as parse_foreign
from aics_tlog import parse_vkey, verify_checkpoint
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from proofbundle.tlogproof import verify_tlog_proof

from chalicelib.rules.evidencia.arbol import inclusion_proof, leaf_hash, tree_root
from chalicelib.rules.evidencia.hojas import Especie, RecepcionAnotada, document_entry, reception_entry
from chalicelib.rules.evidencia.mosaicos import tiles_grown, tree_nodes
from chalicelib.rules.evidencia.notas import (
    LlaveDeBitacora,
    NotaInvalida,
    Prueba,
    PuntoDeControl,
    open_checkpoint,
    parse_key,
    read_proof,
    signed_checkpoint,
    write_proof,
)

PRIVADA = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
LLAVE = LlaveDeBitacora("bitacora.captacion.invalid", PRIVADA.public_key().public_bytes_raw())
SAL = bytes(range(32, 64))
RECEPCION = RecepcionAnotada("AAAA2222-A23456789ABC-TEL1-0001", "ab" * 32, "2027-01-05T18:00:00.000Z")
ENTRADA = reception_entry(RECEPCION, SAL)


def holds(publica: bytes, firma: bytes, texto: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(publica).verify(firma, texto)
    except InvalidSignature:
        return False
    return True


def _nothing(*_: object) -> bytes:
    raise AssertionError("nothing is read")


def proof_of(entrada: bytes = ENTRADA, indice: int = 5, n: int = 300) -> Prueba:
    hojas = [leaf_hash(entrada if i == indice else f"otra {i}\n".encode()) for i in range(n)]
    mosaicos = tiles_grown(0, _nothing, hojas)
    nodo = tree_nodes(n, lambda m: mosaicos[m])
    punto = PuntoDeControl(LLAVE.nombre, n, tree_root(n, nodo))
    nota = signed_checkpoint(punto, LLAVE, PRIVADA.sign(punto.texto.encode()))
    return Prueba(indice, tuple(inclusion_proof(indice, n, nodo)), nota, b"dato")


def test_another_implementation_accepts_the_checkpoint_the_key_and_the_proof() -> None:
    prueba = proof_of()
    assert verify_checkpoint(parse_foreign(prueba.punto), parse_vkey(LLAVE.texto)).ok
    veredicto = verify_tlog_proof(write_proof(prueba), ENTRADA, LLAVE.texto)
    assert veredicto["ok"], veredicto


def test_another_implementation_refuses_another_leaf() -> None:
    otra = reception_entry(
        RecepcionAnotada(RECEPCION.folio, RECEPCION.integridad, "2027-01-05T18:00:00.001Z"), SAL
    )
    assert not verify_tlog_proof(write_proof(proof_of()), otra, LLAVE.texto)["ok"]


def test_what_is_written_is_read_back() -> None:
    prueba = proof_of()
    assert read_proof(write_proof(prueba)) == prueba
    assert parse_key(LLAVE.texto) == LLAVE
    assert open_checkpoint(prueba.punto, LLAVE, holds).tamano == 300
    sin_extra = Prueba(0, (), prueba.punto)
    assert read_proof(write_proof(sin_extra)) == sin_extra


def test_signatures_of_others_are_passed_over_and_our_own_must_hold() -> None:
    nota = proof_of().punto
    ajena = nota + "\u2014 testigo.invalid AAAAAAAA\n"
    assert open_checkpoint(ajena, LLAVE, holds).tamano == 300
    with pytest.raises(NotaInvalida, match="firma"):
        open_checkpoint(nota.replace("\n300\n", "\n301\n"), LLAVE, holds)
    with pytest.raises(NotaInvalida, match="otra_llave"):
        open_checkpoint(nota, LlaveDeBitacora(LLAVE.nombre, bytes(32)), holds)
    with pytest.raises(NotaInvalida, match="otra_llave"):
        open_checkpoint(nota, LlaveDeBitacora("otra.invalid", LLAVE.publica), holds)


def test_a_checkpoint_of_another_log_under_our_key_is_refused() -> None:
    punto = PuntoDeControl("otra.invalid", 1, bytes(32))
    nota = signed_checkpoint(punto, LLAVE, PRIVADA.sign(punto.texto.encode()))
    with pytest.raises(NotaInvalida, match="otro_origen"):
        open_checkpoint(nota, LLAVE, holds)


@pytest.mark.parametrize(
    "texto",
    [
        "",
        "\n\n",
        "a\nb",
        "a\n1\nAA==\n\n",
        "a\n01\n" + "A" * 43 + "=\n\n\u2014 a AAAA\n",
        "a\tb\n1\n\n\u2014 a AAAA\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(texto: str) -> None:
    with pytest.raises(NotaInvalida):
        open_checkpoint(texto, LLAVE, holds)


@pytest.mark.parametrize(
    "texto",
    [
        "",
        "c2sp.org/tlog-proof@v1",
        "c2sp.org/tlog-proof@v2\nindex 0\n\nx\n",
        "c2sp.org/tlog-proof@v1\n\nx\n",
        "c2sp.org/tlog-proof@v1\nindex 01\n\nx\n",
        "c2sp.org/tlog-proof@v1\nindex -1\n\nx\n",
        "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nx\n",
        "c2sp.org/tlog-proof@v1\nindex 0\n" + "A" * 42 + "B=\n\nx\n",
        "c2sp.org/tlog-proof@v1\nextra AAA\nindex 0\n\nx\n",
        "c2sp.org/tlog-proof@v1\nextra AAAA\n\nx\n",
    ],
)
def test_what_is_no_proof_is_refused(texto: str) -> None:
    with pytest.raises(NotaInvalida):
        read_proof(texto)


@pytest.mark.parametrize(
    "texto", ["", "a", "a+b+c", "a b+00000000+AQ==", LLAVE.texto[:-4], LLAVE.texto.replace("+", "+0", 1)]
)
def test_what_is_no_key_is_refused(texto: str) -> None:
    with pytest.raises(NotaInvalida):
        parse_key(texto)


def test_an_entry_says_nothing_of_the_record_and_another_salt_gives_another() -> None:
    assert ENTRADA.startswith(b"captacion/recepcion/v1 ")
    assert RECEPCION.folio.encode() not in ENTRADA
    assert RECEPCION.integridad.encode() not in ENTRADA
    assert reception_entry(RECEPCION, bytes(32)) != ENTRADA


@pytest.mark.parametrize(
    "otra",
    [
        RecepcionAnotada(RECEPCION.folio[:-1] + "2", RECEPCION.integridad, RECEPCION.recibido_en),
        RecepcionAnotada(RECEPCION.folio, "ac" * 32, RECEPCION.recibido_en),
        RecepcionAnotada(RECEPCION.folio, RECEPCION.integridad, "2027-01-05T18:00:01.000Z"),
    ],
)
def test_each_field_is_in_the_digest(otra: RecepcionAnotada) -> None:
    assert reception_entry(otra, SAL) != ENTRADA


def test_fields_cannot_run_into_each_other_and_the_salt_has_its_length() -> None:
    with pytest.raises(ValueError, match="line"):
        reception_entry(RecepcionAnotada("a\nb", "c", "d"), SAL)
    with pytest.raises(ValueError, match="salt"):
        reception_entry(RECEPCION, SAL[:-1])


def test_a_document_is_hashed_as_it_is() -> None:
    assert document_entry(Especie.ENTREGA, b"{}").decode() == (
        "captacion/entrega/v1 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\n"
    )
