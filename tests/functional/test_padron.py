"""Loading the padrón: the same file twice is the same, a bad row is named and shown to nobody (Protocolo 9.8, 18.5)."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pynamodb.exceptions import UpdateError

from chalicelib import aws
from chalicelib.store.padron import LLAVE_SECRETO, Registro, is_complete, set_complete
from chalicelib.workflows.padron import COLUMNAS, FilaInvalida
from consola.__main__ import main as consola
from sintetico.__main__ import main as sintetico
from tests.functional.padrones import citizens, load, row

pytestmark = pytest.mark.usefixtures("aws_fingido")

PERSONA, OTRA = citizens(2)


def console(archivo: Path, *opciones: str) -> Result:
    return CliRunner().invoke(consola, ["padron", "cargar", str(archivo), *opciones])


def written(carpeta: Path, *filas: dict[str, str]) -> Path:
    """A CSV file of those rows."""
    archivo = carpeta / "padron.csv"
    with archivo.open("w", encoding="utf-8", newline="") as texto:
        hoja = csv.DictWriter(texto, COLUMNAS)
        hoja.writeheader()
        hoja.writerows(filas)
    return archivo


def items() -> list[dict]:
    return sorted(
        aws.client("dynamodb").scan(TableName="captacion-local-padron")["Items"],
        key=lambda i: i["llave"]["S"],
    )


def test_each_person_is_found_by_clave_and_by_cic_9_8():
    assert load(row(PERSONA), row(OTRA)) == 2
    personas = [r for r in Registro.scan() if r.llave != LLAVE_SECRETO]
    assert len(personas) == 4
    assert len({r.persona for r in personas}) == 2
    assert {r.situacion for r in personas} == {"lista_nominal"}


def test_a_person_without_cic_is_found_by_clave_alone_9_8():
    load(row(PERSONA, cic=""))
    [registro] = [r for r in Registro.scan() if r.llave != LLAVE_SECRETO]
    assert registro.llave == registro.persona


def test_loading_twice_gives_the_same_9_8():
    load(row(PERSONA), row(OTRA))
    antes = items()
    load(row(PERSONA), row(OTRA))
    assert items() == antes


def test_the_secret_of_the_index_is_made_once_and_never_replaced():
    load(row(PERSONA))
    secreto = Registro.get(LLAVE_SECRETO).secreto
    load(row(OTRA))
    assert Registro.get(LLAVE_SECRETO).secreto == secreto


@pytest.mark.parametrize("opcion", [[], ["--detener"]])
def test_the_padron_is_complete_when_its_first_load_ends_well_9_8(tmp_path: Path, opcion: list[str]):
    assert not is_complete()
    assert console(written(tmp_path, row(PERSONA), row(OTRA, situacion="LISTA")), *opcion).exit_code == 1
    assert not is_complete()
    assert console(written(tmp_path, row(PERSONA), row(OTRA)), *opcion).exit_code == 0
    assert is_complete()


@pytest.mark.parametrize(("opcion", "sigue"), [([], True), (["--detener"], False)])
def test_a_later_load_that_fails_stops_look_ups_only_if_it_was_to_stop_them_9_8(tmp_path, opcion, sigue):
    load(row(PERSONA))
    assert console(written(tmp_path, row(OTRA, situacion="LISTA")), *opcion).exit_code == 1
    assert is_complete() == sigue
    assert console(written(tmp_path, row(OTRA)), *opcion).exit_code == 0
    assert is_complete()


def test_a_file_without_anybody_is_no_padron(tmp_path: Path):
    salida = console(written(tmp_path))
    assert salida.exit_code == 1
    assert "no trae a nadie" in salida.output
    assert not is_complete()


def test_without_a_secret_no_padron_is_complete():
    with pytest.raises(UpdateError):
        set_complete(True)
    assert not is_complete()


@pytest.mark.parametrize(
    ("cambios", "columna"),
    [
        ({"situacion": "LISTA"}, "situacion"),
        ({"situacion": "no_encontrado"}, "situacion"),
        ({"situacion": ""}, "situacion"),
        ({"clave_elector": ""}, "clave_elector"),
        ({"clave_elector": "   "}, "clave_elector"),
        ({"seccion": None}, "seccion"),
        ({"causa_baja": None}, "causa_baja"),
    ],
)
def test_a_bad_row_is_named_by_line_and_column_and_its_values_by_nothing_18_5(cambios, columna):
    mala = row(OTRA) | cambios
    with pytest.raises(FilaInvalida) as falla:
        load(row(PERSONA), mala)
    texto = str(falla.value)
    assert texto.startswith("línea 3:")
    assert columna in texto
    assert not any(v in texto for c, v in mala.items() if v and v.strip() and c not in ("entidad", "emision"))
    assert len(items()) == 3  # the secret and the good row before it


def test_a_cic_of_spaces_is_no_cic():
    load(row(PERSONA, cic="  "))
    assert len(items()) == 2


def test_a_file_without_a_column_is_refused_at_its_first_row():
    corta = row(PERSONA)
    del corta["emision"]
    with pytest.raises(FilaInvalida, match="línea 2: falta la columna emision"):
        load(corta)


def test_the_same_person_in_two_rows_is_one_person_as_the_last_row_says():
    repetida = row(PERSONA)
    assert load(repetida, repetida, row(OTRA), row(PERSONA, situacion="padron")) == 4
    situaciones = [r.situacion for r in Registro.scan() if r.llave != LLAVE_SECRETO]
    assert sorted(situaciones) == ["lista_nominal"] * 2 + ["padron"] * 2


def test_the_console_loads_the_file_of_the_synthetic_world_9_8(tmp_path: Path):
    archivo = tmp_path / "padron.csv"
    assert CliRunner().invoke(sintetico, ["padron", "200", "--out", str(archivo)]).exit_code == 0
    salida = console(archivo)
    assert (salida.exit_code, salida.exception) == (0, None)
    con_cic = sum(bool(f["cic"]) for f in csv.DictReader(archivo.open(encoding="utf-8")))
    assert len(items()) == 1 + 200 + con_cic


def test_the_console_says_which_row_is_bad_and_not_what_it_holds_18_5(tmp_path: Path):
    archivo = written(tmp_path, row(PERSONA), row(OTRA, situacion="LISTA"))
    salida = console(archivo)
    assert salida.exit_code == 1
    assert "línea 3: la columna situacion no tiene un valor conocido" in salida.output
    assert OTRA.clave_elector not in salida.output
    assert "Traceback" not in salida.output
