"""A file of the padrón looked at whole before it is loaded, a cut compared before it is put in force (9.8)."""

from pathlib import Path
from typing import Any

import pytest

from chalicelib.store.padron.registro_cortes import cut_in_force, get_corte
from chalicelib.workflows.padron.comparacion import check_against_in_force
from tests.escenario.padrones import citizens, row
from tests.functional.padron.test_cortes import NUEVO, VIEJO, console, in_place, load, written

__all__ = ["in_place", "load", "written"]
pytestmark = pytest.mark.usefixtures("proceso")
NUMEROS = ("cic", "ocr", "identificador", "seccion")


def test_a_cut_that_lost_people_is_not_put_in_force_without_an_explicit_word_9_8(load):
    gente = citizens(60)
    load(VIEJO, *(row(p) for p in gente), opciones=("--poner",))
    pocos = load(NUEVO, *(row(p) for p in gente[:30]), bien=False, opciones=("--poner",)).output
    assert "50.0 % de las personas del corte en vigor no están en el nuevo" in pocos
    assert "--acepto-diferencias" in pocos
    assert cut_in_force() == VIEJO
    console("poner", NUEVO, "--acepto-diferencias")
    assert cut_in_force() == NUEVO


def test_a_cut_whose_people_changed_their_state_is_not_put_in_force_by_itself_9_8(load):
    gente = citizens(60)
    load(VIEJO, *(row(p) for p in gente), opciones=("--poner",))
    otros = [row(p, situacion="padron") for p in gente[:3]] + [row(p) for p in gente[3:]]
    assert "5.0 % cambian de situación" in load(NUEVO, *otros, bien=False, opciones=("--poner",)).output
    load("20270301", row(gente[0], situacion="padron"), *(row(p) for p in gente[1:]), opciones=("--poner",))
    assert cut_in_force() == "20270301"  # one in sixty


def test_of_a_large_cut_a_sample_is_compared_the_same_each_time_9_8(load):
    gente = citizens(60)
    load(VIEJO, *(row(p) for p in gente), opciones=("--poner",))
    load(NUEVO, *(row(p) for p in gente[:30]))
    vistas = [check_against_in_force(NUEVO, muestra=20) for _ in "12"]
    assert vistas[0] == vistas[1]
    assert vistas[0].mirados == 20
    assert vistas[0].excesses()


def damaged(c: Any, como: str) -> dict[str, Any]:
    """The person's row as a spreadsheet leaves it."""
    fila = row(c)
    sin_ceros = {k: v.lstrip("0") for k, v in fila.items() if k in NUMEROS}
    return (
        fila
        | {
            "ceros": {"emision": fila["emision"].lstrip("0"), "municipio": fila["municipio"].lstrip("0")}
            | sin_ceros,
            "cientifica": {"ocr": "6.12E+11"},
            "decimales": {"cic": fila["cic"] + ".0"},
            "na": {"clave_elector": "N/A"},
            "null": {"identificador": "NULL"},
            "clave corta": {"clave_elector": fila["clave_elector"][:-1]},
        }[como]
    )


@pytest.mark.parametrize(
    ("como", "dice"),
    [
        ("ceros", "faltan ceros a la izquierda"),
        ("cientifica", "columna ocr no tiene un valor admitido (notación científica"),
        ("decimales", "columna cic no tiene un valor admitido (decimales"),
        ("na", "columna clave_elector no tiene un valor admitido (un texto en lugar del dato)"),
        ("null", "columna identificador no tiene un valor admitido (un texto"),
        ("clave corta", "columna clave_elector no tiene un valor admitido"),
    ],
)
def test_a_padron_damaged_by_a_spreadsheet_is_refused_whole_with_every_fault_and_nothing_is_loaded_9_8(
    in_place, load, como, dice
):
    gente = citizens(6)
    in_place(VIEJO, *(row(p) for p in gente))
    danadas = [row(gente[0]), *(damaged(p, como) for p in gente[1:])]
    salida = load(NUEVO, *danadas, bien=False, opciones=("--poner",)).output
    assert salida.count(dice) >= 5 - (como == "ceros") * 2  # a datum without zeros to lose lost none
    assert "línea 3: " in salida
    assert gente[1].clave_elector[:-1] not in salida
    assert get_corte(NUEVO) is None
    assert cut_in_force() == VIEJO


def test_the_same_clave_twice_in_force_and_the_same_cic_twice_are_faults_9_8(load):
    una, otra = citizens(2)
    vieja = row(una, credencial="reemplazada", cic="000000009")
    load(VIEJO, row(una), vieja, row(otra))  # an older credential of the same person is none
    doble = load(NUEVO, row(una), row(una, cic="000000009"), bien=False).output
    assert "línea 3: otra credencial en vigor con la misma clave de elector que la línea 2" in doble
    mismo = load(NUEVO, row(una), row(otra, cic=una.cic), bien=False).output
    assert "línea 3: otra credencial con el mismo CIC que la línea 2" in mismo
    assert get_corte(NUEVO) is None


@pytest.mark.parametrize(
    ("cambia", "dice"),
    [
        (lambda t: t.encode("windows-1252"), "línea 3: el archivo no está en UTF-8"),
        (lambda t: t.encode("utf-16"), "línea 1: el archivo está en UTF-16"),
        (lambda t: t.replace("ocr", "cic", 1).encode(), "encabezado: la columna cic viene 2 veces"),
        (lambda t: t.replace(",emision", "", 1).encode(), "encabezado: falta la columna emision"),
        (lambda t: (t + t).encode(), "línea 4: la columna situacion no tiene un valor admitido"),
        (lambda t: t.replace("ANA", "ANA,de más").encode(), "línea 2: trae más columnas que el encabezado"),
        (lambda t: t.replace(",", ";").encode(), "encabezado: falta la columna clave_elector"),
        (lambda _: b"", "encabezado: falta la columna clave_elector"),
    ],
)
def test_a_file_that_is_no_such_csv_is_refused_in_words_9_8(written, cambia, dice):
    una, otra = citizens(2)
    ruta = Path(written(row(una), row(otra)))
    encabezado, primera, segunda = ruta.read_text().splitlines()
    texto = "".join(f"{linea}\n" for linea in (f"{encabezado},nombre", f"{primera},ANA", f"{segunda},ÑUÑO"))
    ruta.write_bytes(cambia(texto))
    salida = console("cargar", str(ruta), "--corte", NUEVO, bien=False).output
    assert dice in salida
    assert "Traceback" not in salida
    assert get_corte(NUEVO) is None
