"""`python -m infra.estructura [TREE …]`: figures of how the code is laid out, one column a tree.

Two trees side by side show what a reorganisation did: `python -m infra.estructura ../before .`. The layers of
`chalicelib/` are counted, and the assertions of `tests/`. Nothing is imported: files are read as text.
"""

import ast
from collections import Counter
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import click

CAPAS = ("handlers", "workflows", "rules", "store", "documents", "notices", "borde", "base")
# First words of docstrings that do not name their subject.
_SIN_SUJETO = ("of ", "what of ", "whom ", "those ", "that of ", "from ", "as of ", "in which ", "whose ")


class Arbol:
    """The Python modules of one checkout."""

    def __init__(self, raiz: Path) -> None:
        """`raiz`: the folder that holds `chalicelib/`."""
        self.paquete = raiz / "chalicelib"
        self.modulos = {p: ast.parse(p.read_text("utf-8")) for p in sorted(self.paquete.rglob("*.py"))}
        self._raiz = raiz

    @cached_property
    def pruebas(self) -> list[ast.Module]:
        """The modules of `tests/`, read when they are first asked for."""
        return [ast.parse(p.read_text("utf-8")) for p in sorted((self._raiz / "tests").rglob("*.py"))]

    def modules_of(self, capa: str) -> int:
        """Number of modules of one layer, its `__init__.py` left out."""
        return sum(p.name != "__init__.py" for p in self.modulos if (self.paquete / capa) in p.parents)

    def largest_folder(self) -> str:
        """The folder with most modules directly in it, and how many those are."""
        carpetas = Counter(p.parent for p in self.modulos if p.name != "__init__.py")
        carpeta, cuantos = carpetas.most_common(1)[0]
        return f"{cuantos} ({carpeta.relative_to(self.paquete.parent)})"

    def repeated(self, tipo: type[ast.stmt]) -> Counter[str]:
        """Names of public top-level functions or classes that several modules define, with the number of modules."""
        nombres = Counter(
            n.name
            for p, arbol in self.modulos.items()
            if (self.paquete / "handlers") not in p.parents
            for n in arbol.body
            if isinstance(n, tipo)
            and isinstance(n, ast.FunctionDef | ast.ClassDef)
            and not n.name.startswith("_")
        )
        return Counter({n: c for n, c in nombres.items() if c > 1})

    def docstrings(self) -> list[str]:
        """The docstrings of all modules, classes and functions."""
        con_texto = (ast.Module, ast.ClassDef, ast.FunctionDef)
        nodos = (n for arbol in self.modulos.values() for n in ast.walk(arbol) if isinstance(n, con_texto))
        return [texto for n in nodos if (texto := ast.get_docstring(n))]

    def tests(self) -> int:
        """Number of test functions; one that runs over many cases counts once."""
        return sum(
            isinstance(n, ast.FunctionDef) and n.name.startswith("test_")
            for arbol in self.pruebas
            for n in ast.walk(arbol)
        )

    def assertions(self) -> int:
        """Number of `assert` statements and of `pytest.raises` in the tests."""
        return sum(
            isinstance(n, ast.Assert) or (isinstance(n, ast.Attribute) and n.attr == "raises")
            for arbol in self.pruebas
            for n in ast.walk(arbol)
        )

    def functions_without_docstring(self) -> int:
        """Number of public top-level functions without a docstring, handlers left out (their routes have one)."""
        return sum(
            isinstance(n, ast.FunctionDef) and not n.name.startswith("_") and not ast.get_docstring(n)
            for p, arbol in self.modulos.items()
            if (self.paquete / "handlers") not in p.parents
            for n in arbol.body
        )


def _most(nombres: Counter[str]) -> str:
    """The three names defined most often."""
    return ", ".join(f"{n} ×{c}" for n, c in nombres.most_common(3)) or "none"


FILAS: list[tuple[str, Callable[[Arbol], object]]] = [
    ("modules", lambda a: sum(p.name != "__init__.py" for p in a.modulos)),
    *((f"modules in {capa}/", lambda a, capa=capa: a.modules_of(capa)) for capa in CAPAS),
    ("folder with most modules", Arbol.largest_folder),
    ("functions defined in several modules", lambda a: len(a.repeated(ast.FunctionDef))),
    ("  most often", lambda a: _most(a.repeated(ast.FunctionDef))),
    ("classes defined in several modules", lambda a: len(a.repeated(ast.ClassDef))),
    ("  most often", lambda a: _most(a.repeated(ast.ClassDef))),
    ("docstrings", lambda a: len(a.docstrings())),
    (
        "  that do not begin with their subject",
        lambda a: sum(d.lower().startswith(_SIN_SUJETO) for d in a.docstrings()),
    ),
    ("public functions without docstring", Arbol.functions_without_docstring),
    ("tests", Arbol.tests),
    ("assertions in tests", Arbol.assertions),
]


@click.command()
@click.argument("arboles", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(arboles: tuple[Path, ...]) -> None:
    """Print the figures of each tree (this checkout if none is named)."""
    columnas = [Arbol(a) for a in arboles or (Path(),)]
    for rotulo, medida in FILAS:
        click.echo(f"{rotulo:<42}" + "".join(f"{medida(c)!s:<48}" for c in columnas).rstrip())


if __name__ == "__main__":
    main()
