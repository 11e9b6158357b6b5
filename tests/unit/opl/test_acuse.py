"""A complete receipt, verified offline: what it proves, and each change of it found (9.14, 10.20, 12.3)."""

import json
from hashlib import sha256

import pytest
from click.testing import CliRunner

from chalicelib.rules.evidencia.hojas import RecepcionAnotada, reception_entry
from opl.__main__ import main
from tests.unit.opl.entregas import SISTEMA, proof_of

EXPEDIENTE = b"el expediente en claro"
RECEPCION = RecepcionAnotada("AAAA2222-A2-T1-R1", sha256(EXPEDIENTE).hexdigest(), "2027-01-05T18:00:00.000Z")
SAL = bytes(range(32))
DATOS = {
    "folio": RECEPCION.folio,
    "integridad": RECEPCION.integridad,
    "recibido_en": RECEPCION.recibido_en,
    "sal": SAL.hex(),
}


def receipt(**cambios: str) -> str:
    extra = json.dumps(DATOS | cambios).encode()
    return proof_of(reception_entry(RECEPCION, SAL), extra)


def verify(tmp_path, texto: str, *mas: str):
    archivo = tmp_path / "acuse.tlog-proof"
    archivo.write_text(texto, newline="\n")
    return CliRunner().invoke(
        main, ["verificar", "acuse", str(archivo), "--llave-sistema", SISTEMA.texto, *mas]
    )


def test_a_receipt_is_proved_from_the_published_key_alone_9_14(tmp_path):
    resultado = verify(tmp_path, receipt())
    assert resultado.exit_code == 0, resultado.output
    for dicho in (*list(DATOS.values())[:3], "hoja 3", "que tenía 7"):
        assert dicho in resultado.output


def test_the_expediente_is_the_one_received_or_another(tmp_path):
    archivo = tmp_path / "e.zip"
    archivo.write_bytes(EXPEDIENTE)
    assert verify(tmp_path, receipt(), "--expediente", str(archivo)).exit_code == 0
    archivo.write_bytes(EXPEDIENTE + b"x")
    resultado = verify(tmp_path, receipt(), "--expediente", str(archivo))
    assert resultado.exit_code == 19
    assert "no es el que se recibió" in resultado.output
    assert "Folio" not in resultado.output


@pytest.mark.parametrize(
    "cambios",
    [
        {"folio": "AAAA2222-A2-T1-R2"},
        {"integridad": "0" * 64},
        {"recibido_en": "2027-01-05T17:59:59.000Z"},
        {"sal": bytes(32).hex()},
    ],
)
def test_a_changed_folio_code_time_or_salt_is_found(tmp_path, cambios):
    resultado = verify(tmp_path, receipt(**cambios))
    assert resultado.exit_code == 19
    assert "No está en la bitácora con estos datos" in resultado.output


@pytest.mark.parametrize(
    ("antes", "despues", "dice"),
    [
        ("index 3", "index 2", "No está en la bitácora"),
        ("index 3", "index 7", "no tiene"),
        ("index 3", "index x", "lugar de la hoja"),
        ("\n7\n", "\n8\n", "se alteró"),
        ("tlog-proof@v1", "tlog-proof@v9", "no es una prueba"),
    ],
)
def test_a_changed_index_or_checkpoint_is_found(tmp_path, antes, despues, dice):
    texto = receipt()
    assert antes in texto
    resultado = verify(tmp_path, texto.replace(antes, despues, 1))
    assert resultado.exit_code == 19
    assert dice in resultado.output


def test_each_step_of_the_path_counts(tmp_path):
    lineas = receipt().split("\n")
    for lugar in range(3, lineas.index("")):
        sin = lineas[:lugar] + lineas[lugar + 1 :]
        assert verify(tmp_path, "\n".join(sin)).exit_code == 19
        dos = lineas[: lugar + 1] + lineas[lugar:]
        assert verify(tmp_path, "\n".join(dos)).exit_code == 19


@pytest.mark.parametrize(
    "extra",
    [
        b"",
        b"{}",
        b"[]",
        b"no",
        b'{"folio":1,"integridad":"a","recibido_en":"b","sal":"00"}',
        json.dumps(DATOS | {"sal": "00"}).encode(),
        json.dumps(DATOS | {"folio": "a\nb"}).encode(),
    ],
)
def test_what_is_no_receipt_is_told(tmp_path, extra):
    resultado = verify(tmp_path, proof_of(reception_entry(RECEPCION, SAL), extra))
    assert resultado.exit_code == 19
    assert "Traceback" not in resultado.output
