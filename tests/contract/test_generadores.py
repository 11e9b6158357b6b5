"""The API document as integrators use it: stock generators read all of it, and stock linters find no error."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from local.nube import ROOT

DOCUMENTO = ROOT / "docs" / "openapi.json"
NODE = Path(__file__).parent / "generadores"
BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def api() -> dict:
    return json.loads(DOCUMENTO.read_text("utf-8"))


@pytest.fixture(scope="module")
def operaciones(api: dict) -> set[str]:
    return {o["operationId"] for metodos in api["paths"].values() for o in metodos.values()}


@pytest.fixture(scope="module")
def node_bin() -> Path:
    """The pinned Node tools, installed once."""
    marca, lock = NODE / "node_modules" / ".package-lock.json", NODE / "package-lock.json"
    if not marca.exists() or marca.stat().st_mtime < lock.stat().st_mtime:
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=NODE)
        marca.touch()
    return NODE / "node_modules" / ".bin"


def run(*orden: str | Path, cwd: Path) -> str:
    """Output of a command; fails with it if the command does. Nothing is reported to anybody."""
    entorno = {
        **os.environ,
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "REDOCLY_TELEMETRY": "off",
        "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
    }
    hecho = subprocess.run(list(map(str, orden)), cwd=cwd, env=entorno, capture_output=True, text=True)
    assert hecho.returncode == 0, hecho.stdout[-4000:] + hecho.stderr[-4000:]
    return hecho.stdout + hecho.stderr


def test_openapi_python_client_makes_a_function_of_every_operation(operaciones: set[str], tmp_path: Path):
    run(
        BIN / "openapi-python-client",
        "generate",
        "--path",
        DOCUMENTO,
        "--meta",
        "none",
        "--output-path",
        "c",
        cwd=tmp_path,
    )
    modulos = {p.stem for p in (tmp_path / "c" / "api").rglob("*.py")} - {"__init__"}
    assert modulos == operaciones


def test_datamodel_code_generator_makes_a_model_of_every_schema(api: dict, tmp_path: Path):
    destino = tmp_path / "modelos.py"
    orden = (BIN / "datamodel-codegen", "--input", DOCUMENTO, "--input-file-type", "openapi")
    opciones = (
        "--formatters",
        "builtin",
        "--output-model-type",
        "pydantic_v2.BaseModel",
        "--output",
        destino,
    )
    run(*orden, *opciones, cwd=tmp_path)
    clases = {n.name for n in ast.parse(destino.read_text("utf-8")).body if isinstance(n, ast.ClassDef)}
    objetos = {n for n, e in api["components"]["schemas"].items() if e.get("type") == "object"}
    assert objetos - clases == set()


def test_openapi_typescript_types_every_operation(operaciones: set[str], node_bin: Path, tmp_path: Path):
    destino = tmp_path / "api.d.ts"
    run(node_bin / "openapi-typescript", DOCUMENTO, "-o", destino, cwd=tmp_path)
    texto = destino.read_text("utf-8")
    assert {o for o in operaciones if f"\n    {o}: {{" not in texto} == set()


def test_redocly_finds_no_error(node_bin: Path, tmp_path: Path):
    assert "is valid" in run(node_bin / "redocly", "lint", DOCUMENTO, cwd=tmp_path)


def test_spectral_finds_no_error(node_bin: Path, tmp_path: Path):
    reglas = ("--ruleset", NODE / "spectral.yaml", "--fail-severity", "error")
    run(node_bin / "spectral", "lint", DOCUMENTO, *reglas, cwd=tmp_path)


def test_nothing_in_it_is_what_generators_stumble_over(api: dict):
    texto = json.dumps(api)
    assert "chalicelib" not in texto
    assert '"items": false' not in texto
    assert "(?" not in "".join(p for p in _values(api, "pattern"))
    titulos = [e["title"] for e in api["components"]["schemas"].values() if "title" in e]
    assert len(titulos) == len(set(titulos))
    etiquetas = {t["name"] for t in api["tags"] if t["description"]}
    for metodos in api["paths"].values():
        for o in metodos.values():
            assert o["description"] and set(o["tags"]) <= etiquetas, o["operationId"]


def _values(nodo: object, clave: str) -> list[str]:
    """Every text under a key, wherever it stands."""
    if isinstance(nodo, list):
        return [v for n in nodo for v in _values(n, clave)]
    if isinstance(nodo, dict):
        propios = [nodo[clave]] if isinstance(nodo.get(clave), str) else []
        return propios + [v for n in nodo.values() for v in _values(n, clave)]
    return []
