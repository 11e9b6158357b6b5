"""The commands of docs/deploy.md are commands: of AWS as its own descriptions say, of this repository as it is.

Each block is split into commands as a shell would; AWS's are held against botocore's description of the service: the
operation is there, each option is a member of its input, and every required member is given. Those of the console
against its options, make's against the Makefile, and files and outputs against what there is. Running them one by one
on an emulated cloud is left to the rehearsal (stack, update) and tests/e2e/test_consola.py (console).
"""

import json
import re
import shlex
from pathlib import Path

import botocore.session
import click
import pytest
from botocore import xform_name

from consola.__main__ import main
from local.nube import ROOT

PAGINA = Path(ROOT, "docs", "deploy.md").read_text(encoding="utf-8")
DE_LA_LINEA = {"--region", "--query", "--output", "--profile"}
"""Options of AWS's command line itself, and commands of it that are none of the service's."""
PROPIAS = {
    "cloudformation package": {"--template-file", "--s3-bucket", "--output-template-file", "--use-json"},
    "cloudformation deploy": {
        "--template-file",
        "--stack-name",
        "--s3-bucket",
        "--capabilities",
        "--parameter-overrides",
    },
    "s3 mb": set(),
}


def commands() -> list[str]:
    """Every command of the page: of its blocks, and those between backquotes that begin as one does."""
    bloques = "\n".join(re.findall(r"^```sh\n(.*?)^```", PAGINA, re.MULTILINE | re.DOTALL))
    lineas = re.sub(r"\\\n\s*", " ", bloques).splitlines()
    sueltas = [re.sub(r"\s+", " ", c) for c in re.findall(r"(?<!`)`([^`]+)`(?!`)", PAGINA)]
    todas = [re.sub(r"\s+#.*$", "", c).strip() for c in (*lineas, *sueltas)]
    return sorted({c for c in todas if c.startswith(("aws ", "python -m ", "make "))})


AWS = [c for c in commands() if c.startswith("aws ")]
CONSOLA = [c for c in commands() if c.startswith("python -m consola")]


def options(palabras: list[str]) -> list[str]:
    return [p for p in palabras if p.startswith("--")]


@pytest.mark.parametrize("orden", AWS)
def test_a_command_of_aws_is_one_that_the_service_describes(orden: str) -> None:
    _, servicio, operacion, *resto = shlex.split(orden.replace("$(", "(").replace("`", ""))
    dadas = set(options(resto)) - DE_LA_LINEA
    if (propias := PROPIAS.get(f"{servicio} {operacion}")) is not None:
        assert dadas <= propias
        return
    modelo = botocore.session.get_session().get_service_model(servicio)
    operaciones = {xform_name(n, "-"): modelo.operation_model(n) for n in modelo.operation_names}
    entrada = operaciones[operacion].input_shape
    miembros = {"--" + xform_name(m, "-") for m in entrada.members}
    obligados = {"--" + xform_name(m, "-") for m in entrada.required_members}
    anidadas = inner_options(orden)
    assert dadas - anidadas <= miembros
    assert obligados <= dadas or servicio == "lambda"  # a function's name is asked of the stack there


def inner_options(orden: str) -> set[str]:
    """Options of a command within the command, `$(aws …)`."""
    return {o for dentro in re.findall(r"\$\(([^)]*)\)", orden) for o in options(dentro.split())}


@pytest.mark.parametrize("orden", CONSOLA)
def test_a_command_of_the_console_is_one_that_it_has(orden: str) -> None:
    palabras = [p for p in shlex.split(orden)[3:] if p != "…"]
    quien: click.Command = main
    while isinstance(quien, click.Group) and palabras:
        nombre = palabras.pop(0)
        assert nombre in quien.commands, orden
        quien = quien.commands[nombre]
    conocidas = {o for p in quien.params for o in p.opts}
    assert set(options(palabras)) <= conocidas
    if "…" in orden:  # an example whole: whatever is required is in it
        obligadas = {p.opts[0] for p in quien.params if p.required and isinstance(p, click.Option)}
        assert obligadas <= set(options(palabras))


def test_a_command_of_make_has_its_target() -> None:
    metas = set(re.findall(r"^([a-z][a-z-]*):", Path(ROOT, "Makefile").read_text(), re.MULTILINE))
    pedidas = {c.split()[1] for c in commands() if c.startswith("make ")}
    assert pedidas
    assert pedidas <= metas


def test_files_outputs_and_parameters_that_it_names_are_there() -> None:
    from infra.plantilla.salidas import SALIDAS

    archivos = set(re.findall(r"`((?:infra|docs|bench)/[\w./-]+\.\w+)`", PAGINA))
    assert archivos
    assert [a for a in sorted(archivos) if not Path(ROOT, a).exists()] == []
    assert [s for s in re.findall(r"output `(\w+)`", PAGINA) if s not in SALIDAS] == []
    etapa = json.loads(Path(ROOT, "infra", "etapas", "prod.json").read_text())["Parameters"]
    assert {"MfaInstitucional", "NombreBitacora", "CorreoOperacion"} <= set(etapa)


def test_the_commands_of_the_page_are_found() -> None:
    """An empty list would hold anything."""
    assert len(AWS) >= 9
    assert len(CONSOLA) >= 6


def test_every_test_and_file_that_the_security_table_names_is_there() -> None:
    tabla = Path(ROOT, "docs", "security.md").read_text(encoding="utf-8")
    nombrados = re.findall(r"`([\w.-]+(?:/[\w.-]+)*(?:/|\.\w+))`", tabla)
    caminos = [n for n in nombrados if "/" in n]
    assert len(caminos) > 40
    raices = (ROOT, Path(ROOT, "tests"))
    assert [c for c in caminos if not any(Path(r, c).exists() for r in raices)] == []
