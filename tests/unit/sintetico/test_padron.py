"""The padrón file."""

import csv
import tracemalloc
from pathlib import Path

from sintetico.ciudadanos import generate_ciudadanos
from sintetico.padron import with_older_cards, write_padron

HEADER = (
    "clave_elector,curp,cic,ocr,identificador,emision,modelo,apellido_paterno,apellido_materno,nombre,"
    "fecha_nacimiento,sexo,entidad,distrito_federal,distrito_local,municipio,seccion,vigencia,situacion,causa_baja,"
    "credencial"
)


def written(path: Path, seed: int, n: int) -> bytes:
    assert write_padron(path, generate_ciudadanos(seed, n)) == n
    return path.read_bytes()


def test_the_same_seed_writes_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    first = written(tmp_path / "uno.csv", 5, 300)
    assert written(tmp_path / "dos.csv", 5, 300) == first
    assert written(tmp_path / "tres.csv", 6, 300) != first


def test_it_has_the_agreed_header_and_a_row_for_each_person(tmp_path: Path) -> None:
    lines = written(tmp_path / "padron.csv", 5, 40).decode("utf-8").splitlines()
    assert lines[0] == HEADER
    rows = list(csv.DictReader(lines))
    people = list(generate_ciudadanos(5, 40))
    assert [row["nombre"] for row in rows] == [person.nombre for person in people]
    assert rows[0]["fecha_nacimiento"] == people[0].fecha_nacimiento.isoformat()
    assert {row["sexo"] for row in rows} == {"H", "M"}


def test_memory_stays_flat_whatever_the_number_of_people(tmp_path: Path) -> None:
    written(tmp_path / "calentar.csv", 5, 10)
    tracemalloc.start()
    written(tmp_path / "padron.csv", 5, 2000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000  # the people alone would take twice as much


def test_a_share_had_another_card_before_and_everybody_else_is_as_without_it() -> None:
    people = list(generate_ciudadanos(5, 2000))
    everything = list(with_older_cards(5, people, 0.1))
    older = [c for c in everything if c.credencial != "vigente"]
    assert [c for c in everything if c.credencial == "vigente"] == people
    assert 150 < len(older) < 250
    assert {c.credencial for c in older} == {"reemplazada", "cancelada"}
    assert len({c.cic for c in everything}) == len(everything)
    by_clave = {c.clave_elector: c for c in people}
    assert all(c.vigencia < by_clave[c.clave_elector].vigencia for c in older)
