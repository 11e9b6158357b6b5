"""Synthetic citizens in the padrón, and what a phone reads from their credentials."""

from dataclasses import replace
from itertools import islice
from typing import Any

from chalicelib.rules.padron.archivo import COLUMNAS
from chalicelib.store.padron import cortes
from chalicelib.store.padron.registro_cortes import (
    LISTO,
    LLAVE_SECRETO,
    Corte,
    Indice,
    cut_key,
    figures_in,
    get_corte,
    keep_figures,
)
from chalicelib.workflows.padron.archivo import Lector, unique_batches
from chalicelib.workflows.padron.cortes import ensure_secret
from chalicelib.workflows.padron.secreto import secreto_padron
from sintetico.ciudadanos import Ciudadano, desconocidos, generate_ciudadanos
from tests.escenario.mundo import ENTIDAD

LEIDO = ("clave_elector", "curp", "cic", "ocr", "emision", "identificador")
CORTE = "20270101"


def citizens(n: int) -> list[Ciudadano]:
    """Synthetic citizens, all in the Lista Nominal of the office's entidad."""
    todos = generate_ciudadanos(1, n, ENTIDAD, fuera=0, baja=0, padron=0)
    return list(islice(todos, n))


def stranger() -> Ciudadano:
    """A citizen who is in no padrón."""
    return next(desconocidos(1, ENTIDAD))


def row(c: Ciudadano, **cambios: str) -> dict[str, str]:
    """Row of the person in the CSV file."""
    return {columna: str(getattr(c, columna)) for columna in COLUMNAS} | cambios


def load(*filas: dict[str, str], corte: str = CORTE) -> int:
    """Add those rows to a cut and put it in force; return the number of persons."""
    ensure_secret()
    if get_corte(corte) is None:
        Corte(cut_key(corte), estado=LISTO, fecha="2027-01-01", lista="2027-01-01", digesto="").save()
        cortes.create_cut_table(corte)
    lector = Lector(secreto_padron(), "2027-01-01")
    for lote in unique_batches(lector.items(enumerate(filas, start=2))):
        cortes.put_all(corte, lote)
    for entidad, lugares in lector.summary().lugares.items():
        keep_figures(corte, entidad, {**figures_in(corte, entidad), **lugares})
    put_in_place(corte)
    return lector.personas


def put_in_place(corte: str = CORTE) -> None:
    """Put a cut in force."""
    Indice(LLAVE_SECRETO).update(actions=[Indice.vigente.set(corte)])


def take_away() -> None:
    """Leave no cut in force."""
    Indice(LLAVE_SECRETO).update(actions=[Indice.vigente.remove()])


def everybody(corte: str = CORTE) -> list[Any]:
    """All items of a cut."""
    return list(cortes.cut_model(corte).scan())


def reading(c: Ciudadano, modelo: str, **cambios: str) -> dict[str, Any]:
    """All data that a credential of that model could give, so that the look-up must choose its keys itself."""
    return {
        "modelo": modelo,
        **{d: getattr(c, d) for d in LEIDO},
        "nombre": c.nombre_completo,
        **cambios,
    }


def moved(c: Ciudadano, entidad: str) -> Ciudadano:
    return replace(c, entidad=entidad)
