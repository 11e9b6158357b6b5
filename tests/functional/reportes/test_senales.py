"""Signals about auxiliares: to whom they are told, in how many requests, and what they leave alone."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner

from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.conteo import Contable
from chalicelib.store.apoyos.apoyos import Apoyo, list_key, reception_order
from chalicelib.store.reportes.celdas import tally_cells
from chalicelib.workflows.apoyos.sellos import seal_record
from chalicelib.workflows.conteo.totales import count_states, read_countable_state
from chalicelib.workflows.reportes.senales import all_signals_of, list_signals
from consola.__main__ import main
from tests.escenario import mundo
from tests.escenario.api import Api, Sesion, api, emisores
from tests.escenario.mundo import AHORA, OPL, PROCESO

__all__ = ["api", "emisores"]

SENALES = "/v1/aspirantes/ASPA/senales"


def sent(auxiliar: str, n: int, malos: int = 0, noche: int = 0) -> None:
    """What an auxiliar has sent, as the totals have it."""
    base = Contable("", 1, PROCESO, "ASPA", auxiliar, "2027-01-15", "en_lista_nominal")
    count_states(
        [
            replace(
                base,
                folio=f"{auxiliar}{i}",
                clase="con_inconsistencia" if i < malos else base.clase,
                noche=i < noche,
            )
            for i in range(n)
        ]
    )


def captured(auxiliar: str, celda: str | None, n: int, desde: int = 0) -> None:
    """Records with that cell in the table itself."""
    with Apoyo.batch_write() as tanda:
        for i in range(desde, desde + n):
            apoyo = mundo.build(f"REG{i}", "ASPA", AHORA + timedelta(seconds=i))
            apoyo.folio = apoyo.folio.replace("AUX1", auxiliar)
            apoyo.lista, apoyo.orden, apoyo.celda = (
                list_key(apoyo.folio),
                reception_order(apoyo.folio, AHORA),
                celda,
            )
            seal_record(apoyo)
            tanda.save(apoyo)


@pytest.fixture
def opl(api: Api) -> Sesion:
    mundo.open_world()
    return api.entra("opl", opl=OPL)


def asked(api: Api, quien: Sesion) -> dict[str, Any]:
    r = api.pide("GET", SENALES, quien)
    assert r.estado == 200, r.cuerpo
    cuerpo: dict[str, Any] = r.cuerpo
    return cuerpo


def test_only_the_opls_reviewers_see_the_signals(api, opl):
    sent("AUX1", 80)
    sent("AUX2", 20, malos=15, noche=10)
    visto = asked(api, opl)
    assert [(e["auxiliar"], e["senal"], e["n"], e["de"]) for e in visto["elementos"]] == [
        ("AUX2", "inconsistentes", 15, 20),
        ("AUX2", "noche", 10, 20),
    ]
    assert visto["entre_todos"] == {"recibidos": 100, "inconsistentes": 15, "de_noche": 10}
    assert "no dictámenes" in visto["aviso"] and visto["siguiente"] is None
    assert asked(api, api.entra("supervisor", opl=OPL, proceso=PROCESO))["elementos"] == visto["elementos"]
    propia = api.entra("aspirante", proceso=PROCESO, aspirante="ASPA")
    for quien in (propia, api.entra("ine", institucion="ine")):
        assert api.pide("GET", SENALES, quien).codigo == "acceso_denegado"
    assert api.pide("GET", SENALES, api.entra("opl", opl="OTRO")).codigo == "no_encontrado"


def test_without_records_there_are_no_signals(api, opl):
    visto = asked(api, opl)
    assert (visto["elementos"], visto["siguiente"]) == ([], None)


def test_a_request_looks_at_so_many_auxiliares_and_the_next_goes_on(aws_fingido):
    mundo.open_world()
    sent("AUX0", 5)
    for n in range(1, 5):
        sent(f"AUX{n}", 20, noche=20 * (n % 2))
    quien, vistos, despues = Principal("muestra", Rol.OPL, opl=OPL), [], ""
    while despues is not None:
        pagina = list_signals(quien, "ASPA", despues, AHORA, miran=2)
        vistos.append([e["auxiliar"] for e in pagina["elementos"]])
        despues = pagina["siguiente"]
    assert vistos == [["AUX1"], ["AUX3"], []]


def test_cells_are_tallied_by_auxiliar_whatever_the_order():
    capturas = [("c1", "AUX1")] * 3 + [("c1", "AUX2")] + [("c1", "AUX3")] * 2 + [("c2", "AUX1")] * 5
    esperado = {"AUX1": (8, 3, 2, 5), "AUX2": (1, 1, 2, 1), "AUX3": (2, 2, 2, 2)}
    for orden in (capturas, capturas[::-1]):
        assert {a: tuple(vars(c).values()) for a, c in tally_cells(orden).items()} == esperado
    assert tally_cells([]) == {}


def test_the_background_report_has_signals_of_place_and_hour_and_changes_nothing(aws_fingido, tmp_path):
    """Citizens capture where they live; records without a place say nothing."""
    mundo.open_world()
    captured("AUX1", "plaza", 61)
    captured("AUX2", "plaza", 20)
    captured("AUX3", "casa", 20)
    captured("CABCDEFGHJK", "casa", 5)
    captured("AUX3", None, 70, desde=20)
    for auxiliar, n in (("AUX1", 61), ("AUX2", 20), ("AUX3", 90)):
        sent(auxiliar, n)
    antes = [a.serialize() for a in Apoyo.scan()]
    assert [(s.auxiliar, s.que.value, s.n, s.de) for s in all_signals_of("ASPA")] == [
        ("AUX1", "lugar_compartido", 61, 61),
        ("AUX1", "ritmo", 61, 61),
        ("AUX2", "lugar_compartido", 20, 20),
    ]
    informe = tmp_path / "senales.csv"
    salida = CliRunner().invoke(main, ["senales", "ASPA", "--informe", str(informe)])
    assert (salida.exit_code, salida.output.startswith("Señales: 3.")) == (0, True)
    assert [linea.split(",")[:4] for linea in informe.read_text().splitlines()[1:]] == [
        ["AUX1", "lugar_compartido", "61", "61"],
        ["AUX1", "ritmo", "61", "61"],
        ["AUX2", "lugar_compartido", "20", "20"],
    ]
    assert "AUX1 ritmo: Captó 61" in CliRunner().invoke(main, ["senales", "ASPA"]).output
    assert [a.serialize() for a in Apoyo.scan()] == antes


def test_who_sends_records_without_having_sent_the_evidence_is_told_of_8_5(api, opl):
    for auxiliar, cedula in (("AUX6", None), ("AUX7", "FOLIO")):
        fila = mundo.auxiliar(auxiliar, "ASPA")
        fila.registrado_en, fila.cedula = "2027-01-10T00:00:00.000Z", cedula
        fila.save()
        sent(auxiliar, 3)
    vistas = api.pide("GET", SENALES, opl).cuerpo["elementos"]
    assert [(s["auxiliar"], s["senal"], s["n"]) for s in vistas] == [("AUX6", "sin_cedula", 3)]


def test_records_without_a_place_are_told_as_a_signal_8_1(api, opl):
    """8.1: «la persona Auxiliar deberá asegurarse que la función de ubicación se encuentre activa y deberá permanecer
    de esa forma (Ubicación activada) durante todo el tiempo en el que utilice la APP»."""
    base = Contable("", 1, PROCESO, "ASPA", "AUX8", "2027-01-15", "en_lista_nominal")
    count_states([replace(base, folio=f"F{i}", sin_lugar=i < 2) for i in range(5)])
    [senal] = asked(api, opl)["elementos"]
    assert (senal["auxiliar"], senal["senal"], senal["n"], senal["de"]) == ("AUX8", "sin_lugar", 2, 5)


@pytest.mark.parametrize("celda", [None, "CELDAXXXXX"])
def test_a_record_counts_as_without_place_by_its_cell_8_1(celda, aws_fingido):
    mundo.open_world()
    captured("AUX1", celda, 1)
    [apoyo] = Apoyo.scan()
    assert read_countable_state(apoyo.serialize()).sin_lugar is (celda is None)
