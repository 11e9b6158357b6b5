"""Every published vector comes out as `vectores.json` says."""

import pytest

from chalicelib.vault.errores import ExpedienteInvalido, SobreInvalido
from chalicelib.vault.expediente import integridad
from chalicelib.vault.sobres import open_capture
from tests.unit.vault.kms_falso import KmsFalso
from tests.unit.vault.vectores import ARN, CARPETA, CONTEXTO, LLAVE_CAPTURA, VECTORES, data, received


def _id(vector: dict[str, str]) -> str:
    return f"{vector['codigo']}: {vector['que']}" if "codigo" in vector else vector["sellado"]


@pytest.mark.parametrize("vector", VECTORES["buenos"], ids=_id)
def test_a_good_vector_opens_and_passes_every_check(vector):
    kms = KmsFalso(ARN, LLAVE_CAPTURA)
    clear = open_capture(kms, data(vector["sellado"]), ARN, CONTEXTO)
    assert received(clear).integridad == vector["integridad"] == integridad(clear)
    assert clear == data(vector["claro"]) if "claro" in vector else len(clear) > 64 * 1024
    assert kms.calls == ["Decrypt"]


@pytest.mark.parametrize("vector", VECTORES["sobres_malos"], ids=_id)
def test_a_bad_envelope_is_refused_with_its_code(vector):
    with pytest.raises(SobreInvalido) as refused:
        open_capture(KmsFalso(ARN, LLAVE_CAPTURA), data(vector["archivo"]), ARN, CONTEXTO)
    assert refused.value.codigo == vector["codigo"]
    assert refused.value.texto


@pytest.mark.parametrize("vector", VECTORES["expedientes_malos"], ids=_id)
def test_a_bad_expediente_is_refused_with_its_code(vector):
    with pytest.raises(ExpedienteInvalido) as refused:
        received(data(vector["archivo"]))
    assert refused.value.codigo == vector["codigo"]
    assert refused.value.texto


def test_every_kind_of_refusal_has_a_vector_or_a_test_of_its_own():
    with_vector = {v["codigo"] for v in VECTORES["sobres_malos"] + VECTORES["expedientes_malos"]}
    # Too large to publish: tested in test_sobres.py and test_archivo.py.
    too_large = {"sobre_excedido", "archivo_excedido"}
    elsewhere = {"imagen_barridos", "firma_dispositivo_der"}  # test_imagenes.py, test_expediente.py
    assert with_vector | too_large | elsewhere == {*SobreInvalido.TEXTOS, *ExpedienteInvalido.TEXTOS}


def test_the_vectors_are_all_listed_and_small():
    listed = {"README.md", "vectores.json", VECTORES["llave_captura"], VECTORES["llave_dispositivo"]}
    for vector in VECTORES["buenos"] + VECTORES["sobres_malos"] + VECTORES["expedientes_malos"]:
        listed |= {vector[key] for key in ("archivo", "sellado", "claro") if key in vector}
    files = list(CARPETA.iterdir())
    assert {file.name for file in files} == listed
    assert sum(file.stat().st_size for file in files) < 400_000
