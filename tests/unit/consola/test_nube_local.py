"""Which cloud a command of `consola` acts on."""

import json
from pathlib import Path

import pytest

from consola.nube_local import DECIDEN, adopt

NUBE = {"AWS_ENDPOINT_URL": "http://127.0.0.1:4566", "CAPTACION_PREFIJO": "captacion-local", "PATH": "/nada"}


@pytest.fixture
def estado(tmp_path: Path) -> Path:
    archivo = tmp_path / "corredor.json"
    archivo.write_text(json.dumps({"api": "http://127.0.0.1:8000", "nube": NUBE}))
    return archivo


def test_a_command_finds_the_run_that_is_open(estado: Path):
    entorno = {"PATH": "/usr/bin", "AWS_DEFAULT_REGION": "mx-central-1"}
    assert adopt(entorno, estado) == NUBE["AWS_ENDPOINT_URL"]
    assert entorno["CAPTACION_PREFIJO"] == "captacion-local"
    assert entorno["PATH"] == "/usr/bin"


@pytest.mark.parametrize("nombre", sorted(DECIDEN))
def test_an_environment_that_names_a_cloud_decides_alone(estado: Path, nombre: str):
    entorno = {nombre: "dicho"}
    assert adopt(entorno, estado) is None
    assert entorno == {nombre: "dicho"}


def test_without_a_run_nothing_is_changed(tmp_path: Path):
    entorno: dict[str, str] = {}
    assert adopt(entorno, tmp_path / "corredor.json") is None
    assert entorno == {}
