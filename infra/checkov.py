"""`make checkov`: checkov on the expanded template; every failed check needs a reason in infra/checkov.json.

It runs in an environment of its own (`.venv-checkov`: its pins clash with ours), and takes more than a minute of
processor time, so it is not in CI. CI holds the reasons against the template without it (tests/infra/test_checkov.py).
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from infra.empaquetar import make_template
from infra.expansion import expand

ROOT = Path(__file__).resolve().parent.parent
RAZONES = ROOT / "infra" / "checkov.json"
CHECKOV = ROOT / ".venv-checkov" / "bin" / "checkov"

Hallazgos = set[tuple[str, str]]


def read_reasons() -> dict[str, dict[str, Any]]:
    """Reasons by check: resource type, why the check is not met, and its resources (none named: all of the type)."""
    razones: dict[str, dict[str, Any]] = json.loads(RAZONES.read_text(encoding="utf-8"))
    return razones


def without_reason(hallazgos: Hallazgos, recursos: dict[str, Any]) -> list[str]:
    """Failed checks, as `(check, logical name)`, for which there is no reason; and reasons that nothing needs."""
    razones, usadas, faltas = read_reasons(), set(), []
    for revision, nombre in sorted(hallazgos):
        razon = razones.get(revision)
        de_todos = razon is not None and recursos[nombre]["Type"] == razon["tipo"]
        if razon is None or not de_todos or nombre not in razon.get("recursos", [nombre]):
            faltas.append(f"{revision} {nombre}: sin razón")
        else:
            usadas.add(revision)
    return faltas + [f"{r}: la razón ya no hace falta" for r in sorted(razones.keys() - usadas)]


def run(expandida: dict[str, Any]) -> Hallazgos:
    """Run checkov on an expanded template; return its failed checks."""
    with tempfile.TemporaryDirectory() as carpeta:
        archivo = Path(carpeta, "plantilla.json")
        archivo.write_text(json.dumps(expandida))
        orden = [
            str(CHECKOV),
            "-f",
            str(archivo),
            "--framework",
            "cloudformation",
            "--output",
            "json",
            "--quiet",
        ]
        hecho = subprocess.run([*orden, "--compact"], capture_output=True, text=True)
    informe = json.loads(hecho.stdout)
    if informe["summary"]["parsing_errors"]:
        raise RuntimeError(f"checkov no leyó la plantilla: {hecho.stderr[-500:]}")
    return {(f["check_id"], f["resource"].rpartition(".")[2]) for f in informe["results"]["failed_checks"]}


def main() -> int:
    expandida = expand(make_template(ROOT / "build" / "checkov", "prod"))
    faltas = without_reason(run(expandida), expandida["Resources"])
    sys.stdout.write("\n".join([*faltas, f"{len(faltas)} sin razón escrita.", ""]))
    return 1 if faltas else 0


if __name__ == "__main__":
    sys.exit(main())
