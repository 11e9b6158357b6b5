"""A file with a thousand kinds of damage: each reported at its line and column, nothing written (Protocolo 7.4)."""

import csv

import pytest
import requests

from chalicelib.documents.auxiliares.archivo import read_table
from chalicelib.rules.auxiliares.carga import TipoDeArchivo
from chalicelib.workflows.auxiliares.carga_revision import check_row
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.cargas import Cargador, rows, stored
from tests.escenario.mundo import AHORA
from tests.functional.auxiliares.danos import DANOS, POSICIONES, damaged_csv, damaged_xlsx

__all__ = ["api", "emisores"]
NO_SON_DATOS = ("cargas", "auditoria", "limites", "cuentas")
# A wrong birth date also contradicts the clave and the CURP, and a wrong clave the CURP.
CONSECUENCIA = {"clave_elector", "curp"}


@pytest.fixture
def asp(api) -> Cargador:
    mundo.open_world()
    return Cargador(api, api.entra("aspirante", proceso=mundo.PROCESO, aspirante="ASPA"), "ASPA")


@pytest.fixture(scope="module")
def buenas():
    return rows(len(DANOS) * POSICIONES * 8 // 7 + 10)


def reported(asp: Cargador, carga: str) -> list[tuple[int, str, str]]:
    r = asp.api.pide("GET", f"{asp.camino}/{carga}/reporte", asp.quien)
    texto = requests.get(r.cuerpo["url"], timeout=5).content.decode("utf-8-sig")
    return [
        (int(linea), columna, codigo)
        for linea, columna, codigo, _ in list(csv.reader(texto.splitlines()))[1:]
    ]


@pytest.mark.parametrize(("tipo", "make"), [("csv", damaged_csv), ("xlsx", damaged_xlsx)])
def test_each_of_a_thousand_damages_is_reported_in_its_place_and_nothing_is_written(asp, buenas, tipo, make):
    contenido, lugares = make(buenas)
    assert len(lugares) >= 1000
    antes = without_version(stored(*NO_SON_DATOS))
    carga = asp.load(contenido, tipo)
    assert carga["estado"] == "rechazada"
    assert without_version(stored(*NO_SON_DATOS)) == antes
    dicho = reported(asp, carga["carga"])
    assert [lugar for lugar in lugares if lugar not in set(dicho)] == []
    lineas, donde = {linea for linea, _, _ in lugares}, {(linea, columna) for linea, columna, _ in lugares}
    # The good row from which the last damages are made repeats the first one's clave and mail.
    ajenas = [
        (linea, columna, codigo)
        for linea, columna, codigo in dicho
        if (linea, columna) not in donde and columna not in CONSECUENCIA and codigo != "repetido"
    ]
    assert ajenas == []
    assert {linea for linea, _, codigo in dicho if codigo != "repetido"} == lineas


def without_version(tablas):
    """The aspirante's row counts that it was locked."""
    return {t: filas for t, filas in tablas.items() if not t.endswith("-aspirantes")}


def test_the_good_rows_of_that_file_are_good(asp, buenas):
    contenido, _ = damaged_csv(buenas)
    buenos = [
        r for n, r in enumerate(read_table(contenido, TipoDeArchivo.CSV)) if n % 8 == 0 and n < len(buenas)
    ]
    assert len(buenos) > 100
    assert [f for r in buenos for f in check_row(r, AHORA.date())[1]] == []
