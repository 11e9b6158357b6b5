"""A complete receipt, verified offline: what it proves, and each change of it found (9.14, 10.20, 12.3).

The receipts are the published vectors, on which the verifier in the browser is held to the same answers.
"""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from opl.__main__ import main
from tests.unit.opl.acuses import ARCHIVO, DATOS, receipt, vectors
from tests.unit.opl.entregas import SISTEMA

VECTORES: dict[str, Any] = json.loads(ARCHIVO.read_text(encoding="utf-8"))
EXPEDIENTE = b"claro"


def verify(tmp_path, texto: str, *mas: str, llave: str = SISTEMA.texto):
    archivo = tmp_path / "acuse.tlog-proof"
    archivo.write_text(texto, newline="", encoding="utf-8")
    return CliRunner().invoke(main, ["verificar", "acuse", str(archivo), "--llave-sistema", llave, *mas])


def test_the_published_vectors_are_those_that_are_made_here():
    assert vectors() == VECTORES


@pytest.mark.parametrize("caso", VECTORES["buenos"], ids=lambda c: c["que"])
def test_a_receipt_is_proved_from_the_published_key_alone_9_14(tmp_path, caso):
    resultado = verify(tmp_path, caso["texto"])
    assert resultado.exit_code == 0, resultado.output
    lugar = (f"hoja {caso['indice']} ", f"que tenía {caso['tamano']}")
    for dicho in (*list(DATOS.values())[:3], *lugar):
        assert dicho in resultado.output


@pytest.mark.parametrize("caso", VECTORES["malos"], ids=lambda c: c["que"])
def test_each_change_of_a_receipt_is_told_in_its_words(tmp_path, caso):
    resultado = verify(tmp_path, caso["texto"])
    assert resultado.exit_code == 19
    assert caso["falla"] in resultado.output
    assert "Folio:" not in resultado.output


def test_a_receipt_signed_by_another_key_or_a_key_that_is_none_is_told(tmp_path):
    otra = VECTORES["otra_llave"]
    resultado = verify(tmp_path, otra["texto"], llave=otra["llave"])
    assert (resultado.exit_code, otra["falla"] in resultado.output) == (19, True)
    for llave in VECTORES["llaves_malas"]:
        resultado = verify(tmp_path, receipt(), llave=llave)
        assert (resultado.exit_code, VECTORES["falla_de_llave"] in resultado.output) == (21, True), llave


def test_the_expediente_is_the_one_received_or_another(tmp_path):
    archivo = tmp_path / "e.zip"
    archivo.write_bytes(EXPEDIENTE)
    assert verify(tmp_path, receipt(), "--expediente", str(archivo)).exit_code == 0
    archivo.write_bytes(EXPEDIENTE + b"x")
    resultado = verify(tmp_path, receipt(), "--expediente", str(archivo))
    assert resultado.exit_code == 19
    assert "no es el que se recibió" in resultado.output
    assert "Folio" not in resultado.output
