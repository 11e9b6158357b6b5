"""A reading of a CPV that contradicts itself is seen before anything is asked of the registry (Protocolo 9.7, 10.6)."""

import pytest

from chalicelib.rules.credencial.lectura import LLAVES, reading_faults
from chalicelib.vault.registro import LLAVES_POR_MODELO

MRZ = ("IDMEX1234567897<<0001000000001", "9001011H3312315MEX<01<<00001<6", "PRUEBA<SINTETICA<<PERSONA<<<<<")
BUENA = {"modelo": "G", "cic": "123456789", "identificador": "000000001", "ocr": "0001000000001", "mrz": MRZ}


def fields(**cambios) -> list[str]:
    return [f.campo for f in reading_faults(BUENA | cambios)]


def test_the_keys_of_each_model_are_those_of_the_published_format_9_7():
    assert LLAVES == LLAVES_POR_MODELO


@pytest.mark.parametrize("modelo", LLAVES)
def test_a_reading_needs_every_key_of_its_model_9_7(modelo):
    assert [f.campo for f in reading_faults({"modelo": modelo})] == list(LLAVES[modelo])
    assert reading_faults({"modelo": modelo} | dict.fromkeys(LLAVES[modelo], "1")) == []


def test_a_coherent_reading_has_no_faults_9_7():
    assert fields() == []
    assert fields(ocr=None) == []


@pytest.mark.parametrize(
    ("linea", "lugar"),
    [(0, 0), *((0, n) for n in range(5, 15)), (0, 20), (1, 0), (1, 6), (1, 8), (1, 14), (1, 29)],
)
def test_one_wrong_character_of_the_mrz_is_seen_9_7(linea, lugar):
    lineas = list(MRZ)
    otro = "8" if lineas[linea][lugar] != "8" else "7"
    lineas[linea] = lineas[linea][:lugar] + otro + lineas[linea][lugar + 1 :]
    assert fields(mrz=tuple(lineas)) == ["mrz"]


def test_data_other_than_those_of_the_mrz_are_all_told_9_7():
    assert fields(cic="123456780", ocr="0001000000002") == ["cic", "ocr"]
    assert fields(cic="123456780", identificador=None) == ["identificador", "cic"]


def test_no_text_quotes_what_was_read_18_5():
    textos = " ".join(f.texto for f in reading_faults(BUENA | {"cic": "987654321", "identificador": None}))
    assert "987654321" not in textos
    assert "123456789" not in textos
