"""Every dependency is pinned once, and docs/dependencies.md says why it is there."""

import json
import re
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

RAIZ = Path(__file__).parents[3]
LISTAS = (
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-nube.txt",
    "requirements-contraste.txt",
    "requirements-checkov.txt",
)
NODE = (
    "local/documentacion/package.json",
    "tests/contract/node/package.json",
    "tests/contract/generadores/package.json",
    "web/package.json",
    "web/tiendas/package.json",
)


def lines(archivo: str) -> list[str]:
    """What a list of requirements asks for, without comments and options."""
    crudas = (linea.partition(" #")[0].strip() for linea in (RAIZ / archivo).read_text().splitlines())
    return [linea for linea in crudas if linea and not linea.startswith(("#", "-"))]


def explained() -> set[str]:
    """Names in the first column of the tables of docs/dependencies.md."""
    texto = (RAIZ / "docs" / "dependencies.md").read_text()
    celdas = (linea.split("|")[1] for linea in texto.splitlines() if linea.startswith("| "))
    nombres = (parte.partition("[")[0].strip() for celda in celdas for parte in celda.split(","))
    return {canonicalize_name(n) if not n.startswith("@") else n for n in nombres}


@pytest.mark.parametrize("archivo", LISTAS)
def test_each_line_is_pinned_and_explained(archivo):
    pedidos = [Requirement(linea) for linea in lines(archivo)]
    assert [str(p) for p in pedidos if not re.fullmatch(r"==[\w.]+", str(p.specifier))] == []
    assert {canonicalize_name(p.name) for p in pedidos} - explained() == set()


@pytest.mark.parametrize("archivo", NODE)
def test_each_package_of_node_is_pinned_and_explained(archivo):
    lista = json.loads((RAIZ / archivo).read_text())
    paquetes = lista["dependencies"] | lista.get("devDependencies", {})
    assert [v for v in paquetes.values() if not re.fullmatch(r"[0-9.]+", v)] == []
    assert set(paquetes) - explained() == set()


@pytest.mark.parametrize("archivo", ["constraints.txt", "constraints-nube.txt"])
def test_the_constraints_are_in_order_once_each_and_nothing_else(archivo):
    filas = lines(archivo)
    assert [f for f in filas if not re.fullmatch(r"[A-Za-z0-9._-]+==[\w.]+", f)] == []
    nombres = [f.partition("==")[0] for f in filas]
    assert nombres == sorted(nombres, key=str.lower)
    assert len({canonicalize_name(n) for n in nombres}) == len(nombres)


def test_what_is_installed_here_is_what_the_constraints_say():
    distintos = {
        f: version(f.partition("==")[0])
        for f in lines("constraints.txt")
        if version(f.partition("==")[0]) != f.partition("==")[2]
    }
    assert distintos == {}


def test_what_is_asked_for_is_among_the_constraints():
    atados = dict(f.split("==") for f in lines("constraints.txt"))
    atados = {canonicalize_name(n): v for n, v in atados.items()}
    for archivo in LISTAS[:2]:
        for p in map(Requirement, lines(archivo)):
            assert f"=={atados.get(canonicalize_name(p.name))}" == str(p.specifier), p.name


def locked(archivo: str) -> dict[str, tuple[str, bool]]:
    """Distribution -> version, and whether digests follow it, of a lock."""
    texto = (RAIZ / archivo).read_text().replace("\\\n", " ")
    filas = [linea.split() for linea in texto.splitlines() if linea.strip() and not linea.startswith("#")]
    partes = [(*f[0].split("=="), any(p.startswith("--hash=sha256:") for p in f[1:])) for f in filas]
    return {canonicalize_name(n): (v, con) for n, v, con in partes}


@pytest.mark.parametrize("archivo", LISTAS)
def test_each_list_has_a_lock_of_the_same_versions_with_digests(archivo):
    """Somebody who changes a list runs `make candados`."""
    candado = locked(archivo.replace(".txt", ".lock"))
    assert [n for n, (_, con) in candado.items() if not con] == []
    for p in map(Requirement, lines(archivo)):
        assert f"=={candado[canonicalize_name(p.name)][0]}" == str(p.specifier)


@pytest.mark.parametrize(
    ("candado", "limites"),
    [("requirements-dev.lock", "constraints.txt"), ("requirements-nube.lock", "constraints-nube.txt")],
)
def test_a_lock_has_the_versions_of_the_constraints(candado, limites):
    atados = dict(f.split("==") for f in lines(limites))
    atados = {canonicalize_name(n): v for n, v in atados.items()}
    assert {n: v for n, (v, _) in locked(candado).items() if atados.get(n, v) != v} == {}


def test_what_is_deployed_is_locked_as_it_is_tested():
    probado = locked("requirements-dev.lock")
    assert {n: v for n, v in locked("requirements.lock").items() if probado.get(n) != v} == {}


def test_every_install_of_the_makefile_asks_for_digests():
    instala = [linea for linea in (RAIZ / "Makefile").read_text().splitlines() if "pip install" in linea]
    assert len(instala) == 5
    assert [linea for linea in instala if "--require-hashes" not in linea] == []
