"""An operator clarifies captured data at the desk (Protocolo 13.4, 13.6)."""

import pytest

from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado
from chalicelib.problemas.mesa import TurnoRetirado, YaDictaminado
from chalicelib.problemas.padron import PadronEnCarga
from chalicelib.rules.apoyos.historia import Corregido
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.workflows.apoyos.registral import look_up_apoyo
from chalicelib.workflows.mesa.aclaracion import clarify_record
from chalicelib.workflows.mesa.escritorio import give_verdict, show_record
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.movil import meanwhile
from tests.escenario.mundo import AHORA, OPL, PROCESO, iso
from tests.escenario.padrones import citizens, load, reading, row
from tests.functional.mesa.test_dictamen import withdraw
from tests.functional.mesa.test_escritorio import on_desk_of_one
from tests.functional.mesa.test_mesa import VALIDO, with_expediente

__all__ = ["api", "emisores"]
[PERSONA] = citizens(1)
LEIDO = {c: v for c, v in reading(PERSONA, "E").items() if c not in ("modelo", "nombre")} | {
    "identificador": "000000001"
}
BIEN = {"identificador": PERSONA.identificador}


@pytest.fixture
def folio(proceso: object) -> str:
    """Before OPER1: the identificador was read wrong, and so the registry does not know the person."""
    load(row(PERSONA))
    return misread()


def misread() -> str:
    folio = on_desk_of_one(with_expediente("REG1", 0, **LEIDO))
    look_up_apoyo(folio, AHORA)
    assert mundo.classes(folio) == ["no_encontrado"]
    return folio


def test_a_datum_clarified_finds_the_person_at_once_and_both_values_are_shown_13_6(folio):
    hallado = [h["codigo"] for h in show_record(PROCESO, "OPER1", folio)["hallazgos"]]
    assert "registro_identificador_distinto" in hallado
    datos = clarify_record(PROCESO, "OPER1", folio, BIEN, AHORA)
    assert mundo.classes(folio) == ["en_lista_nominal"]
    hoja = show_record(PROCESO, "OPER1", folio)
    assert {c: hoja[c] for c in datos} == datos
    assert datos["credencial"]["identificador"] == PERSONA.identificador
    assert datos["correcciones"] == [
        {"en": iso(AHORA), "antes": {"identificador": "000000001"}, "despues": BIEN}
    ]
    assert "registro_identificador_distinto" not in [h["codigo"] for h in datos["hallazgos"]]


@pytest.mark.parametrize("dato", ["cic", "identificador"])
def test_a_datum_that_could_not_be_read_is_told_to_the_desk_and_may_be_read_there_13_7_f(proceso, dato):
    """13.7 f: "ilegible en alguno de los elementos siguientes: […] Clave de elector, Número de emisión, OCR o CIC"."""
    load(row(PERSONA))
    leido = {c: v for c, v in reading(PERSONA, "E").items() if c not in ("modelo", "nombre")}
    folio = on_desk_of_one(with_expediente("REG1", 0, **leido | {dato: None}))
    look_up_apoyo(folio, AHORA)
    assert mundo.classes(folio) == ["no_encontrado"]
    hoja = show_record(PROCESO, "OPER1", folio)
    assert f"{dato}_no_leido" in [h["codigo"] for h in hoja["hallazgos"]]
    clarify_record(PROCESO, "OPER1", folio, {dato: leido[dato]}, AHORA)
    assert mundo.classes(folio) == ["en_lista_nominal"]
    assert show_record(PROCESO, "OPER1", folio)["correcciones"][0]["antes"] == {dato: None}


def test_repeating_a_clarification_changes_nothing_13_6(folio):
    assert clarify_record(PROCESO, "OPER1", folio, BIEN, AHORA) == clarify_record(
        PROCESO, "OPER1", folio, BIEN, AHORA
    )
    assert sum(isinstance(h, Corregido) for h in mundo.now(folio).hechos) == 1


def test_only_who_has_the_record_clarifies_it_and_only_before_the_verdict_13_6(folio):
    with pytest.raises(NoEncontrado):
        clarify_record(PROCESO, "OPER2", folio, BIEN, AHORA)
    with pytest.raises(DatosNoAdmitidos):
        clarify_record(PROCESO, "OPER1", folio, {}, AHORA)
    give_verdict(PROCESO, "OPER1", folio, VALIDO, AHORA)
    with pytest.raises(YaDictaminado):
        clarify_record(PROCESO, "OPER1", folio, BIEN, AHORA)


def test_a_record_withdrawn_meanwhile_is_not_clarified_13_3(folio):
    with meanwhile(lambda: withdraw(folio)), pytest.raises(TurnoRetirado):
        clarify_record(PROCESO, "OPER1", folio, BIEN, AHORA)
    assert mundo.classes(folio) == ["no_encontrado"]


@pytest.mark.usefixtures("proceso")
def test_while_the_padron_is_loaded_nothing_is_clarified_13_6():
    folio = on_desk_of_one(with_expediente("REG1", 0, **LEIDO))
    with pytest.raises(PadronEnCarga):
        clarify_record(PROCESO, "OPER1", folio, BIEN, AHORA)


def test_over_the_api_the_form_is_the_manifest_s_and_the_act_is_in_the_log_13_6_18_7(api):
    mundo.open_world()
    load(row(PERSONA))
    folio = misread()
    operador = api.entra("operador", opl=OPL, proceso=PROCESO, operador="OPER1")
    camino = f"/v1/mesa/registros/{folio}/correccion"
    mal = api.pide("POST", camino, operador, {"identificador": "12"})
    assert (mal.estado, mal.codigo, mal.cuerpo["campo"]) == (400, "cuerpo_invalido", "identificador")
    bien = api.pide("POST", camino, operador, BIEN)
    assert bien.estado == 200, bien.cuerpo
    _, asiento = auditoria.entries_of(operador.sujeto)
    assert (asiento.evento, asiento.objeto) == ("registro_corregido", folio)
    assert PERSONA.identificador not in str(asiento.serialize())
