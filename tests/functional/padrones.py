"""Synthetic citizens in the padrón, and what a phone reads from their credentials."""

from dataclasses import replace
from itertools import islice
from typing import Any

from chalicelib.store.padron import set_complete
from chalicelib.workflows import padron
from sintetico.ciudadanos import Ciudadano, desconocidos, generate_ciudadanos
from tests.functional.mundo import ENTIDAD

LEIDO = ("clave_elector", "curp", "cic", "ocr", "emision", "identificador")


def citizens(n: int) -> list[Ciudadano]:
    """All in the Lista Nominal of the office's entidad."""
    todos = generate_ciudadanos(1, n, ENTIDAD, fuera=0, baja=0, padron=0)
    return list(islice(todos, n))


def stranger() -> Ciudadano:
    """Somebody whom no padrón knows."""
    return next(desconocidos(1, ENTIDAD))


def row(c: Ciudadano, **cambios: str) -> dict[str, str]:
    """The person's row of the CSV file."""
    return {columna: str(getattr(c, columna)) for columna in padron.COLUMNAS} | cambios


def load(*filas: dict[str, str]) -> int:
    """Load everybody as the console does, making the secret first; how many persons went in."""
    padron.ensure_secret()
    personas = max(padron.load(enumerate(filas, start=2)), default=0)
    set_complete(True)
    return personas


def reading(c: Ciudadano, modelo: str, **cambios: str) -> dict[str, Any]:
    """Everything a credential of that model could give, so that the look-up must choose its own keys."""
    return {
        "modelo": modelo,
        **{d: getattr(c, d) for d in LEIDO},
        "nombre": c.nombre_completo,
        **cambios,
    }


def moved(c: Ciudadano, entidad: str) -> Ciudadano:
    return replace(c, entidad=entidad)
