"""What each account sees of a record (Protocolo 7.12, 7.13, 13.6; LGIPE 385)."""

import json

import pytest

from chalicelib.problemas import NoEncontrado
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.workflows.base.alcance import record
from tests.escenario import mundo

pytestmark = pytest.mark.usefixtures("proceso")


def aspirante(folio: str) -> Principal:
    return Principal("muestra", Rol.ASPIRANTE, aspirante=folio)


OPL = Principal("muestra", Rol.OPL, opl=mundo.OPL)


def test_an_aspirante_sees_that_a_record_is_a_duplicate_but_not_of_which_one():
    primero = mundo.arrive("REG1", "ASPA", "persona", 1)
    segundo = mundo.arrive("REG2", "ASPB", "persona", 2)
    visto = record(aspirante("ASPB"), segundo)
    assert visto["clase"] == "duplicado_otro_aspirante"
    assert primero not in json.dumps(visto) and "ASPA" not in json.dumps(visto)


def test_the_opl_sees_of_which_record_it_is_the_duplicate_15_3():
    primero = mundo.arrive("REG1", "ASPA", "persona", 1)
    segundo = mundo.arrive("REG2", "ASPB", "persona", 2)
    assert record(OPL, segundo)["historia"][-1]["respecto_de"] == primero


def test_a_duplicate_names_the_record_that_counts_now():
    primero, segundo, tercero = (mundo.arrive(f"REG{n}", "ASPA", "persona", n) for n in (1, 2, 3))
    assert record(OPL, tercero)["historia"][-1]["respecto_de"] == primero
    mundo.review(primero, mundo.ILEGIBLE)
    assert mundo.classes(primero, segundo, tercero) == [
        "con_inconsistencia",
        "en_lista_nominal",
        "duplicado_mismo_aspirante",
    ]
    assert record(OPL, tercero)["historia"][-1]["respecto_de"] == segundo


def test_nobody_sees_who_gave_a_verdict_13_6():
    folio = mundo.arrive("REG1", "ASPA", "persona", 1)
    mundo.review(folio, mundo.ILEGIBLE, operador="OPERADOR7")
    for quien in (aspirante("ASPA"), OPL):
        visto = record(quien, folio)
        assert visto["motivo"] == "Sin firma: Sin firma"
        assert "OPERADOR7" not in json.dumps(visto)


def test_a_foreign_record_looks_like_one_that_does_not_exist():
    folio = mundo.arrive("REG1", "ASPA", "persona", 1)
    ajenos = [aspirante("ASPB"), Principal("muestra", Rol.OPL, opl="OTRO")]
    dichos = set()
    for quien, cual in [*((a, folio) for a in ajenos), (OPL, "ASPA-AUX1-DISP1-NADA")]:
        with pytest.raises(NoEncontrado) as error:
            record(quien, cual)
        dichos.add(error.value.detalle)
    assert len(dichos) == 1
