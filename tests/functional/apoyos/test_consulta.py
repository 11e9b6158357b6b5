"""What each account sees of a record (Protocolo 7.12, 7.13, 13.6; LGIPE 385)."""

import json

import pytest

from chalicelib.problemas import NoEncontrado
from chalicelib.rules.apoyos.historia import Corregido, SituacionRegistral, Verificado
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.base.tabla import iso
from chalicelib.workflows.apoyos.vida import show_apoyo
from tests.escenario import mundo

pytestmark = pytest.mark.usefixtures("proceso")


def aspirante(folio: str) -> Principal:
    return Principal("muestra", Rol.ASPIRANTE, aspirante=folio)


OPL = Principal("muestra", Rol.OPL, opl=mundo.OPL)


def test_an_aspirante_sees_that_a_record_is_a_duplicate_but_not_of_which_one():
    primero = mundo.arrive("REG1", "ASPA", "persona", 1)
    segundo = mundo.arrive("REG2", "ASPB", "persona", 2)
    visto = show_apoyo(aspirante("ASPB"), segundo)
    assert visto["clase"] == "duplicado_otro_aspirante"
    assert primero not in json.dumps(visto) and "ASPA" not in json.dumps(visto)


def test_the_opl_sees_of_which_record_it_is_the_duplicate_15_3():
    primero = mundo.arrive("REG1", "ASPA", "persona", 1)
    segundo = mundo.arrive("REG2", "ASPB", "persona", 2)
    assert show_apoyo(OPL, segundo)["duplicado_de"] == primero


def test_a_duplicate_names_the_record_that_counts_now():
    primero, segundo, tercero = (mundo.arrive(f"REG{n}", "ASPA", "persona", n) for n in (1, 2, 3))
    assert show_apoyo(OPL, tercero)["duplicado_de"] == primero
    mundo.review(primero, mundo.ILEGIBLE)
    assert mundo.classes(primero, segundo, tercero) == [
        "con_inconsistencia",
        "en_lista_nominal",
        "duplicado_mismo_aspirante",
    ]
    assert show_apoyo(OPL, tercero)["duplicado_de"] == segundo


def test_nobody_sees_who_gave_a_verdict_13_6():
    folio = mundo.arrive("REG1", "ASPA", "persona", 1)
    mundo.review(folio, mundo.ILEGIBLE, operador="OPERADOR7")
    for quien in (aspirante("ASPA"), OPL):
        visto = show_apoyo(quien, folio)
        assert visto["motivo"] == "Sin firma: Sin firma"
        assert "OPERADOR7" not in json.dumps(visto)


def test_a_foreign_record_looks_like_one_that_does_not_exist():
    folio = mundo.arrive("REG1", "ASPA", "persona", 1)
    ajenos = [aspirante("ASPB"), Principal("muestra", Rol.OPL, opl="OTRO")]
    dichos = set()
    for quien, cual in [*((a, folio) for a in ajenos), (OPL, "ASPA-AUX1-DISP1-NADA")]:
        with pytest.raises(NoEncontrado) as error:
            show_apoyo(quien, cual)
        dichos.add(error.value.detalle)
    assert len(dichos) == 1


@pytest.mark.parametrize(
    ("situacion", "causa", "hallazgos", "motivo"),
    [
        (SituacionRegistral.BAJA, "suspension_derechos_politicos", (), "La persona causó baja del padrón."),
        (
            SituacionRegistral.PADRON,
            "credencial_vencida",
            (),
            "La persona está en el padrón, no en la Lista Nominal.",
        ),
        (
            SituacionRegistral.NO_ENCONTRADO,
            "",
            ("registro_emision_distinto",),
            "Los datos no corresponden a un registro del padrón.",
        ),
    ],
)
def test_an_aspirante_is_told_class_and_sentence_and_the_opl_the_cause_7_12(
    situacion, causa, hallazgos, motivo
):
    """Whoever sends records of other people's data does not learn from them what the padrón says of those people."""
    folio = mundo.receive("REG1").folio
    hecho = Verificado(
        iso(mundo.AHORA), situacion, causa, hallazgos=hallazgos, corte="20270101", lugar="11/1/1/020/5"
    )
    mundo.append_fact(folio, lambda _: hecho, mundo.AHORA)
    visto = show_apoyo(aspirante("ASPA"), folio)
    assert visto["motivo"] == motivo
    dicho = json.dumps(visto, ensure_ascii=False)
    ocultos = (causa, *hallazgos, "20270101", "020/5", "suspensión", "vencida", "vigente", "coinciden")
    assert not [x for x in ocultos if x and x in dicho]
    del_opl = show_apoyo(OPL, folio)
    assert del_opl["historia"][-1]["causa"] == causa
    assert del_opl["historia"][-1]["hallazgos"] == hallazgos
    assert del_opl["motivo"] != motivo


def test_an_aspirante_does_not_see_which_datum_was_corrected_13_6():
    folio = mundo.receive("REG1").folio
    mundo.append_fact(folio, lambda _: Corregido(iso(mundo.AHORA), "OPER1", ("emision",)), mundo.AHORA)
    assert "emision" not in json.dumps(show_apoyo(aspirante("ASPA"), folio))
    assert "emision" in json.dumps(show_apoyo(OPL, folio))
