"""The repository holds what people wrote: no links out of it, and nothing that a machine makes."""

import subprocess
from pathlib import Path

import pytest

RAIZ = Path(__file__).parents[3]
ENLACE = "120000"
"""Git's mode of a symbolic link."""

pytestmark = pytest.mark.skipif(
    not (RAIZ / ".git").exists(), reason="there is no .git here: run it in a clone"
)


def listed(*opciones: str) -> list[str]:
    """What `git ls-files` says, a file a line."""
    orden = ["git", "ls-files", *opciones]
    return subprocess.run(orden, cwd=RAIZ, capture_output=True, text=True, check=True).stdout.splitlines()


def test_no_file_is_a_symbolic_link():
    """One to an environment tells a machine's paths, and leads nowhere on another."""
    assert "app.py" in listed()
    assert [linea for linea in listed("--stage") if linea.startswith(ENLACE)] == []


def test_no_file_is_one_that_gitignore_leaves_out():
    assert listed("--cached", "--ignored", "--exclude-from=.gitignore") == []


@pytest.mark.parametrize("nombre", [".venv", ".venv-otro", "web/node_modules", "build"])
def test_an_environment_or_what_is_built_is_left_out_even_as_a_link(nombre):
    """A pattern that ends in a slash leaves out directories alone."""
    reglas = (RAIZ / ".gitignore").read_text().splitlines()
    assert any(Path(nombre).match(regla) for regla in reglas if not regla.endswith("/"))
