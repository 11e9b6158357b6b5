"""Whatever arrives, the vault gives the expediente that was sealed or one of its two refusals; nothing else."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.vault.errores import ExpedienteInvalido, SobreInvalido
from chalicelib.vault.expediente import read_expediente
from chalicelib.vault.imagenes import check_image
from chalicelib.vault.registro import read_registro
from chalicelib.vault.sobres import open_at_rest, open_capture, seal_at_rest
from tests.unit.vault.kms_falso import LLAVE_REPOSO, KmsFalso
from tests.unit.vault.vectores import ARN, CONTEXTO, LLAVE_CAPTURA, VECTORES, data

pytestmark = pytest.mark.lento

SELLADOS = [data(vector["sellado"]) for vector in VECTORES["buenos"]]
CLAROS = [data(vector["claro"]) for vector in VECTORES["buenos"] if "claro" in vector]
EXPEDIENTES = [read_expediente(clear) for clear in CLAROS]


class RecuerdaKms(KmsFalso):
    """Remembers what it unwrapped: RSA takes milliseconds and the examples are many."""

    remembered: dict[bytes, dict] = {}

    def decrypt(self, CiphertextBlob: bytes, **arguments):  # noqa: N803
        if CiphertextBlob not in self.remembered:
            self.remembered[CiphertextBlob] = super().decrypt(CiphertextBlob, **arguments)
        return self.remembered[CiphertextBlob]


KMS = RecuerdaKms(ARN, LLAVE_CAPTURA)
REPOSO = {"proceso": "PRUEBA26", "folio": VECTORES["folio"]}
EN_REPOSO = seal_at_rest(KMS, CLAROS[0], LLAVE_REPOSO, REPOSO)


@st.composite
def mutated(draw: st.DrawFn, originals: list[bytes]) -> bytes:
    """One of the originals with some of its bytes flipped, removed, repeated, replaced or added."""
    original = draw(st.sampled_from(originals))
    changed = bytearray(original)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, max(len(changed) - 1, 0)))
        piece = draw(
            st.one_of(st.binary(max_size=8), st.sampled_from([b"PK\x05\x06", b"PK\x06\x07", b"PK\x03\x04"]))
        )
        length = draw(st.integers(0, 60))
        match draw(st.sampled_from(["flip", "insert", "delete", "replace", "repeat"])):
            case "flip" if changed:
                changed[at] ^= draw(st.integers(1, 255))
            case "insert":
                changed[at:at] = piece
            case "delete":
                del changed[at : at + length]
            case "replace":
                changed[at : at + len(piece)] = piece
            case "repeat":
                changed[at:at] = changed[at : at + length]
    return bytes(changed)


def _refused(open_it, *args) -> str:
    with pytest.raises(SobreInvalido) as refused:
        open_it(*args)
    assert refused.value.texto
    return refused.value.codigo


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_no_flipped_bit_of_a_sealed_file_goes_unseen(data_):
    sealed = bytearray(data_.draw(st.sampled_from(SELLADOS)))
    position = data_.draw(st.one_of(st.integers(0, len(sealed) - 1), st.integers(0, 1200)))
    sealed[position] ^= 1 << data_.draw(st.integers(0, 7))
    _refused(open_capture, KMS, bytes(sealed), ARN, CONTEXTO)


def test_no_flipped_bit_of_a_header_goes_unseen():
    sealed = SELLADOS[0]
    for position in range(900):
        flipped = sealed[:position] + bytes([sealed[position] ^ 0x80]) + sealed[position + 1 :]
        _refused(open_capture, KMS, flipped, ARN, CONTEXTO)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_no_truncated_file_opens(data_):
    sealed = data_.draw(st.sampled_from(SELLADOS))
    length = data_.draw(st.one_of(st.integers(0, len(sealed) - 1), st.integers(0, 1200)))
    assert _refused(open_capture, KMS, sealed[:length], ARN, CONTEXTO) == "sobre_truncado"


@given(st.sampled_from(SELLADOS), st.binary(min_size=1, max_size=100))
@settings(deadline=None)
def test_no_byte_after_the_end_goes_unseen(sealed, added):
    assert _refused(open_capture, KMS, sealed + added, ARN, CONTEXTO) == "sobre_con_sobrante"


@given(mutated(SELLADOS))
@settings(max_examples=200, deadline=None)
def test_a_mutated_file_opens_to_what_was_sealed_or_not_at_all(sealed):
    try:
        open_capture(KMS, sealed, ARN, CONTEXTO)
    except SobreInvalido as refused:
        assert refused.texto
    else:
        assert sealed in SELLADOS


@given(mutated([EN_REPOSO]))
@settings(max_examples=200, deadline=None)
def test_a_mutated_file_at_rest_opens_to_what_was_sealed_or_not_at_all(sealed):
    with contextlib.suppress(SobreInvalido):
        assert open_at_rest(KMS, sealed, LLAVE_REPOSO, REPOSO) == CLAROS[0]


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_random_bytes_are_neither_envelope_nor_expediente(junk):
    _refused(open_capture, KMS, junk, ARN, CONTEXTO)
    with pytest.raises(ExpedienteInvalido):
        read_expediente(junk)


@given(mutated(CLAROS))
@settings(max_examples=500, deadline=None)
def test_a_mutated_expediente_is_refused_or_says_the_same(clear):
    with contextlib.suppress(ExpedienteInvalido):
        read = read_expediente(clear)
        same = [e for e in EXPEDIENTES if e.registro == read.registro]
        assert same
        assert same[0].imagenes == read.imagenes
        assert same[0].registro_bytes == read.registro_bytes


@given(mutated([expediente.registro_bytes for expediente in EXPEDIENTES]))
@settings(max_examples=300, deadline=None)
def test_a_mutated_manifest_is_read_or_refused(manifest):
    with contextlib.suppress(ExpedienteInvalido):
        read_registro(manifest)


@given(st.sampled_from(sorted(EXPEDIENTES[0].imagenes)), st.data())
@settings(max_examples=300, deadline=None)
def test_a_mutated_image_is_an_image_or_refused(name, data_):
    image = data_.draw(mutated([EXPEDIENTES[0].imagenes[name]]))
    with contextlib.suppress(ExpedienteInvalido):
        check_image(name, image)
