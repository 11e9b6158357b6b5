"""A search for a public name of `chalicelib/` finds one place (docs/decisions/0260)."""

import ast

from infra.estructura import Arbol
from tests.unit.repositorio.test_documentos import RAIZ


def test_no_public_function_or_class_is_defined_in_two_modules():
    arbol = Arbol(RAIZ)
    assert dict(arbol.repeated(ast.FunctionDef)) == {}
    assert dict(arbol.repeated(ast.ClassDef)) == {}


def test_one_table_a_module():
    """A module of `store/` declares models of one DynamoDB table: several only where items of it differ in kind."""
    for modulo in sorted((RAIZ / "chalicelib" / "store").rglob("*.py")):
        llamadas = [n for n in ast.walk(ast.parse(modulo.read_text())) if isinstance(n, ast.Call)]
        tablas = {ast.unparse(n.args[0]) for n in llamadas if ast.unparse(n.func) == "meta"}
        assert len(tablas) <= 1, modulo
