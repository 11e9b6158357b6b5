"""`python -m infra.decisiones`: writes docs/decisions/README.md, the index of decisions by room, from their heads.

The second paragraph of each decision is `**Date:** YYYY-MM-DD · **Status:** … · **Rooms:** room, room`.
"""

import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

CARPETA = Path(__file__).resolve().parent.parent / "docs" / "decisions"
_CABEZA = re.compile(
    r"\A# (?P<numero>\d{4}) (?P<titulo>[^\n]+)\n\n"
    r"\*\*Date:\*\* (?P<fecha>\d{4}-\d\d-\d\d) · \*\*Status:\*\* (?P<estado>[^·\n]+) · "
    r"\*\*Rooms:\*\* (?P<cuartos>[^\n]+)\n"
)

_INTRO = """# Decisions, by room

Made by `make decisions` from the heads of the files; a decision of two rooms stands in both.
"""


class Decision(NamedTuple):
    """The head of a decision."""

    archivo: str
    numero: str
    titulo: str
    fecha: str
    estado: str
    cuartos: tuple[str, ...]


def read_decision(archivo: Path) -> Decision:
    """Read the head of a decision's file. Raises `ValueError`, which names the file, if the head has another form."""
    cabeza = _CABEZA.match(archivo.read_text("utf-8"))
    if cabeza is None:
        raise ValueError(f"{archivo.name}: no head of title, date, status and rooms")
    numero, titulo, fecha, estado, cuartos = (
        cabeza[g].strip() for g in ("numero", "titulo", "fecha", "estado", "cuartos")
    )
    return Decision(archivo.name, numero, titulo, fecha, estado, tuple(c.strip() for c in cuartos.split(",")))


def index() -> str:
    """The text of the index: the decisions of each room, in the order of their numbers."""
    por_cuarto: defaultdict[str, list[Decision]] = defaultdict(list)
    for archivo in sorted(CARPETA.glob("[0-9]*.md")):
        decision = read_decision(archivo)
        for cuarto in decision.cuartos:
            por_cuarto[cuarto].append(decision)
    partes = [_INTRO]
    for cuarto in sorted(por_cuarto):
        lineas = [
            f"- [{d.numero}]({d.archivo}) {d.titulo} ({d.fecha}"
            + (")" if d.estado == "in force" else f", {d.estado})")
            for d in por_cuarto[cuarto]
        ]
        partes.append(f"\n## {cuarto}\n\n" + "\n".join(lineas) + "\n")
    return "".join(partes)


if __name__ == "__main__":
    (CARPETA / "README.md").write_text(index(), "utf-8")
