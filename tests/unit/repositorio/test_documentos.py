"""The documents name what is there: refusal codes, files, decisions, tables and queues."""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from pkgutil import iter_modules

import pytest
import yaml

from chalicelib import problemas
from chalicelib.problemas import Problema
from infra.decisiones import index

RAIZ = Path(__file__).parents[3]
DOCS = RAIZ / "docs"
NOMBRADOS = re.compile(
    r"`((?:chalicelib|cliente|consola|local|opl|infra|bench|sintetico|tests|docs|web|\.chalice|rules|store|workflows"
    r"|vault|notices|documents|handlers|borde|imagenes|problemas)/[\w./{},-]*[\w}](?:/|\.(?:py|md|json|ts|tsx|yaml|txt|mjs)))`"
)
GENERADOS = ("web/dist/", "web/comun/api/api.d.ts")
RUTA = re.compile(r"\b(GET|POST|PUT|DELETE)\s(/[\w/{}.-]*)")
FINAL_DE_RUTA = re.compile(r"`…(/[\w/{}-]+)")
ENLACE = re.compile(r"\]\((?!http)([^)#\s]+)")
DECISION = re.compile(r"decisions/(\d{4})")
DOCUMENTOS = [*sorted(DOCS.rglob("*.md")), RAIZ / "README.md", RAIZ / "bench" / "README.md"]


def refusals() -> Iterator[type[Problema]]:
    """Every refusal that a room of `chalicelib/problemas/` defines; `Problema` itself is none."""
    modulos = [
        problemas,
        *(import_module(f"{problemas.__name__}.{m.name}") for m in iter_modules(problemas.__path__)),
    ]
    clases = (
        c for m in modulos for c in vars(m).values() if isinstance(c, type) and c.__module__ == m.__name__
    )
    return (c for c in clases if issubclass(c, Problema) and c is not Problema)


def table_of_codes() -> list[list[str]]:
    """Rows of section 6 of docs/bad-input.md: status, code, when, what to do, shown in."""
    seccion = (DOCS / "bad-input.md").read_text().partition("\n## 6.")[2]
    filas = re.findall(r"^\| (\d{3}) \| (.*) \|$", seccion, re.MULTILINE)
    return [[estado, *(celda.strip("` ") for celda in resto.split(" | "))] for estado, resto in filas]


def test_every_code_of_the_api_has_one_row_with_its_status():
    filas = table_of_codes()
    assert all(len(fila) == 5 and all(fila) for fila in filas)
    assert sorted((estado, codigo) for estado, codigo, *_ in filas) == sorted(
        (str(c.estado), c.codigo) for c in refusals()
    )


@pytest.mark.parametrize("fila", table_of_codes(), ids=lambda f: f[1])
def test_each_code_is_in_the_file_that_shows_it(fila):
    nombres = {c.codigo: c.__name__ for c in refusals()}
    prueba = (RAIZ / fila[4]).read_text()
    assert re.search(rf"\b({fila[1]}|{nombres[fila[1]]})\b", prueba)


@cache
def paths() -> dict[str, dict[str, object]]:
    """Paths of the API document, with the methods of each."""
    caminos: dict[str, dict[str, object]] = json.loads((DOCS / "openapi.json").read_text())["paths"]
    return caminos


def named_files(texto: str) -> list[str]:
    """Files and folders in backticks; `a/{b,c}.py` names two."""
    nombrados: list[str] = []
    for nombre in NOMBRADOS.findall(texto):
        antes, _, resto = nombre.partition("{")
        medios, _, despues = resto.partition("}")
        nombrados += [antes + medio + despues for medio in medios.split(",")]
    return nombrados


@pytest.mark.parametrize("documento", DOCUMENTOS, ids=lambda d: d.name)
def test_every_file_that_a_document_names_exists(documento):
    nombrados = [n for n in named_files(documento.read_text()) if n not in GENERADOS]
    assert [n for n in nombrados if not any((RAIZ / raiz / n).exists() for raiz in ("", "chalicelib"))] == []


@pytest.mark.parametrize("documento", DOCUMENTOS, ids=lambda d: d.name)
def test_every_link_of_a_document_leads_to_a_file(documento):
    enlaces = ENLACE.findall(documento.read_text())
    assert [e for e in enlaces if not (documento.parent / e).exists()] == []


def test_every_requirement_says_how_it_is_shown_and_where_a_person_meets_it():
    filas = re.findall(r"^\| (.*) \|$", (DOCS / "requirements.md").read_text(), re.MULTILINE)
    celdas = [fila.split(" | ") for fila in filas if not fila.startswith("---")]
    assert len(celdas) > 70
    assert [c[0] for c in celdas if len(c) != 4 or not all(c)] == []


@pytest.mark.parametrize("documento", DOCUMENTOS, ids=lambda d: d.name)
def test_every_route_that_a_document_names_exists(documento):
    caminos = paths()
    texto = documento.read_text()
    nombradas = RUTA.findall(texto)
    assert [(m, c) for m, c in nombradas if m.lower() not in caminos.get(c, {})] == []
    assert [f for f in FINAL_DE_RUTA.findall(texto) if not any(c.endswith(f) for c in caminos)] == []


def test_what_is_named_and_missing_is_found():
    assert named_files("`web/a.ts` `rules/b/{c,d}.py` `x/y.py`") == [
        "web/a.ts",
        "rules/b/c.py",
        "rules/b/d.py",
    ]
    assert RUTA.findall("`GET\n/mesa/x` and `GET /v1/y/{z}`") == [("GET", "/mesa/x"), ("GET", "/v1/y/{z}")]


def test_every_decision_has_a_number_of_its_own_and_is_there_when_named():
    archivos = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    numeros = [a.name[:4] for a in archivos]
    assert len(set(numeros)) == len(numeros)
    assert [a.name for a in archivos if not a.read_text().startswith(f"# {a.name[:4]} ")] == []
    textos = [
        *archivos,
        *DOCS.glob("*.md"),
        *RAIZ.glob("chalicelib/**/*.py"),
        RAIZ / "infra" / "recursos.yaml",
    ]
    nombradas = {n for t in textos for n in DECISION.findall(t.read_text())}
    assert nombradas - set(numeros) == set()


def test_the_architecture_lists_every_table_queue_bucket_and_function():
    recursos = yaml.safe_load((RAIZ / "infra" / "recursos.yaml").read_text())["Resources"]
    nombres = {
        recurso["Properties"][campo]["Fn::Sub"].removeprefix("${Prefijo}-")
        for recurso in recursos.values()
        for campo in ("TableName", "QueueName", "BucketName")
        if campo in recurso.get("Properties", {})
    }
    funciones = {f.stem for f in (RAIZ / ".chalice" / "politicas").glob("*.json")}
    dichos = set(re.findall(r"`([\w.-]+)`", (DOCS / "architecture.md").read_text()))
    assert {n for n in nombres if "-fallidos" not in n} - dichos == set()
    assert funciones - dichos == set()


# Headings of first columns whose rows share a cell on purpose: refusals by status, events of one state.
REPITEN = {"status", "estado", "from", "of", ""}


def repeated_first_cells(texto: str) -> list[str]:
    """First cells that stand twice in one table: what a bad merge leaves behind."""
    repetidas: list[str] = []
    for tabla in re.findall(r"(?:^\|.*\n?)+", texto, re.MULTILINE):
        primeras = [fila.split("|")[1].strip() for fila in tabla.splitlines()]
        if primeras[0].lower() not in REPITEN:
            repetidas += sorted({p for p in primeras[2:] if p and primeras.count(p) > 1})
    return repetidas


def glued_paragraphs(texto: str) -> list[str]:
    """Paragraphs that open with a bold name and stand directly below another paragraph's last line."""
    lineas = texto.splitlines()
    return [
        actual
        for anterior, actual in pairwise(lineas)
        if re.match(r"\*\*[^*]+[.:]?\*\*", actual)
        and re.match(r"[^\s|#>\-*`]", anterior)
        and anterior.endswith(".")
    ]


@pytest.mark.parametrize("documento", DOCUMENTOS, ids=lambda d: d.name)
def test_no_document_keeps_residue_of_a_merge(documento):
    texto = documento.read_text()
    assert (repeated_first_cells(texto), glued_paragraphs(texto)) == ([], [])
    assert not re.search(r"^(<<<<<<<|=======|>>>>>>>)", texto, re.MULTILINE)


def test_residue_of_a_merge_is_found():
    assert repeated_first_cells("| word | says |\n| --- | --- |\n| `a` | x |\n| b | y |\n| `a` | z |\n") == [
        "`a`"
    ]
    assert repeated_first_cells("| status | says |\n| --- | --- |\n| 409 | x |\n| 409 | y |\n") == []
    assert glued_paragraphs("One ends here.\n**Two.** begins.\n") == ["**Two.** begins."]


def test_the_architecture_names_no_table_bucket_or_function_that_the_template_lacks():
    recursos = yaml.safe_load((RAIZ / "infra" / "recursos.yaml").read_text())["Resources"]
    nombres = {
        recurso["Properties"][campo]["Fn::Sub"].removeprefix("${Prefijo}-")
        for recurso in recursos.values()
        for campo in ("TableName", "QueueName", "BucketName")
        if campo in recurso.get("Properties", {})
    }
    funciones = {f.stem for f in (RAIZ / ".chalice" / "politicas").glob("*.json")}
    for titulo, admitidos in (
        ("Tables", nombres | {"padron-<corte>"}),
        ("Buckets", nombres),
        ("Queues", funciones),
    ):
        seccion = re.split(r"\n## ", (DOCS / "architecture.md").read_text().partition(f"\n## {titulo}")[2])[0]
        dichos = re.findall(r"^\| `([^`]+)` \|", seccion, re.MULTILINE)
        assert dichos, titulo
        assert set(dichos) - admitidos == set()


def test_the_architecture_lists_every_room():
    cuartos = {
        p.stem
        for capa in ("handlers", "workflows", "rules", "store", "documents")
        for p in (RAIZ / "chalicelib" / capa).iterdir()
        if p.name
        not in ("__init__.py", "__pycache__", "eventos", "documentacion.py", "cartas.py", "vigilancia.py")
        and not p.name.startswith("cartas")
    }
    seccion = (DOCS / "architecture.md").read_text().partition("**Rooms**")[2].partition("**The rule.**")[0]
    assert cuartos - set(re.findall(r"^\| `([^`]+)` \|", seccion, re.MULTILINE)) == set()


def test_the_index_of_decisions_is_that_of_their_heads():
    assert (DOCS / "decisions" / "README.md").read_text() == index()
