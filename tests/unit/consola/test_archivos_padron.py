"""The padrón's files: what is prepared is the same each time, holds no datum in clear, and memory stays flat."""

import csv
import gzip
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from chalicelib.rules.padron.archivo import people_in
from chalicelib.vault.secretos import SecretoProceso
from consola.archivos_padron import CarpetaInvalida, Manifiesto, prepare
from consola.revision_padron import ArchivoInvalido
from sintetico.ciudadanos import generate_ciudadanos
from sintetico.padron import with_older_cards, write_padron

SECRETO = SecretoProceso(b"i" * 32, b"c" * 32)
EN_CLARO = ("clave_elector", "curp", "cic", "ocr", "identificador")


@pytest.fixture
def archivo(tmp_path: Path) -> Path:
    """300 people, a third of them with an older card in a row of its own."""
    ruta = tmp_path / "padron.csv"
    write_padron(ruta, with_older_cards(1, generate_ciudadanos(1, 300), 0.3))
    return ruta


def prepared(archivo: Path, carpeta: Path) -> Manifiesto:
    return prepare(archivo, carpeta, SECRETO, "20270101", "2027-01-01", "2027-01-10")


def items(carpeta: Path) -> list[dict[str, Any]]:
    lineas = (gzip.decompress(p.read_bytes()).splitlines() for p in sorted(carpeta.glob("parte-*")))
    return [json.loads(linea)["Item"] for parte in lineas for linea in parte]


def rows_of(archivo: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(archivo.open(encoding="utf-8")))


def test_every_credential_has_an_item_and_every_person_one_more_9_8(archivo, tmp_path):
    m = prepared(archivo, tmp_path / "a")
    filas = rows_of(archivo)
    propias = [f for f in filas if f["credencial"] == "vigente"]
    assert (m.resumen.personas, m.resumen.credenciales) == (300, sum(bool(f["cic"]) for f in filas))
    assert m.resumen.registros == len(items(tmp_path / "a")) == m.resumen.credenciales + len(propias)
    assert len({i["persona"]["S"] for i in items(tmp_path / "a")}) == 300
    assert len({i["llave"]["S"] for i in items(tmp_path / "a")}) == m.resumen.registros


def test_the_figures_are_those_of_the_file_371(archivo, tmp_path):
    m = prepared(archivo, tmp_path / "a")
    propias = [f for f in rows_of(archivo) if f["credencial"] == "vigente"]
    en_lista = [f for f in propias if f["situacion"] == "lista_nominal"]
    assert m.resumen.en_lista == len(en_lista)
    lugares = Manifiesto.read(tmp_path / "a").resumen.lugares["11"]
    for nivel in ("distrito_local", "municipio"):
        for unidad in {f[nivel] for f in propias}:
            esperadas = sum(f[nivel] == unidad and f["entidad"] == "11" for f in en_lista)
            assert people_in(lugares, "lista_nominal", nivel, unidad) == esperadas


def test_the_same_file_gives_the_same_bytes_and_leaves_nothing_of_another(archivo, tmp_path):
    def everything(carpeta: Path) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in carpeta.iterdir()}

    prepared(archivo, tmp_path / "a")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "parte-00009.json.gz").write_bytes(b"de otro archivo")
    prepared(archivo, tmp_path / "b")
    assert everything(tmp_path / "a") == everything(tmp_path / "b")


def test_nothing_that_identifies_a_person_is_in_what_is_prepared_18_5(archivo, tmp_path):
    prepared(archivo, tmp_path / "a")
    texto = json.dumps(items(tmp_path / "a")) + (tmp_path / "a" / "manifiesto.json").read_text()
    assert [f[c] for f in rows_of(archivo) for c in EN_CLARO if f[c] and f[c] in texto] == []


def test_a_folder_whose_preparation_ended_at_a_bad_row_is_none(archivo, tmp_path):
    mala = archivo.read_text(encoding="utf-8").replace("lista_nominal", "LISTA")
    prepared(archivo, tmp_path / "a")
    archivo.write_text(mala, encoding="utf-8")
    with pytest.raises(ArchivoInvalido, match=r"\nlínea \d+: la columna situacion"):
        prepared(archivo, tmp_path / "a")
    with pytest.raises(CarpetaInvalida):
        Manifiesto.read(tmp_path / "a")


@pytest.mark.lento
def test_memory_does_not_grow_with_the_people(tmp_path):
    def peak(gente: int) -> int:
        largo = tmp_path / "largo.csv"
        write_padron(largo, generate_ciudadanos(1, gente))
        tracemalloc.start()
        prepared(largo, tmp_path / "a")
        _, pico = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return pico

    peak(300)  # what is made once
    assert peak(3600) < peak(600) + 2_000_000  # rows kept would be three times that


def test_duplicate_keys_are_found_in_a_file_of_any_size(archivo, tmp_path):
    lineas = archivo.read_text(encoding="utf-8").splitlines(keepends=True)
    archivo.write_text("".join([*lineas, lineas[5], lineas[9]]), encoding="utf-8")
    with pytest.raises(ArchivoInvalido) as error:
        prepared(archivo, tmp_path / "a")
    assert {f.partition(":")[0] for f in error.value.faltas} == {
        f"línea {len(lineas) + 1}",
        f"línea {len(lineas) + 2}",
    }
