"""Captured data clarified, and the padrón changed: the registry is asked again (Protocolo 7.12, 13.6; LGIPE 385)."""

import json
from functools import partial

import pytest

from chalicelib.rules.apoyos.historia import Corregido, Porque, Verificado
from chalicelib.vault.secretos import open_fields
from chalicelib.workflows.apoyos.correccion import correct_apoyo
from chalicelib.workflows.apoyos.registral import look_up_apoyo, look_up_apoyo_again
from chalicelib.workflows.base.secretos import secreto_de
from tests.escenario import mundo
from tests.escenario.movil import before_call, between_heads, meanwhile
from tests.escenario.mundo import AHORA, PROCESO, classes, now
from tests.escenario.padrones import citizens, load, reading, row

pytestmark = pytest.mark.usefixtures("proceso")

PERSONA, OTRA = citizens(2)
CUENTA, MISMO, OTRO = "en_lista_nominal", "duplicado_mismo_aspirante", "duplicado_otro_aspirante"


def looked_up(nombre: str, credencial: dict, minuto: int = 0, aspirante: str = "ASPA") -> str:
    folio = mundo.receive(
        nombre, aspirante, mundo.INICIO + mundo.timedelta(days=1, minutes=minuto), credencial=credencial
    ).folio
    look_up_apoyo(folio, AHORA)
    return folio


def test_a_datum_read_wrong_is_corrected_and_the_person_found_13_6():
    load(row(PERSONA))
    folio = looked_up("REG1", reading(PERSONA, "E") | {"identificador": "000000001"})
    assert classes(folio) == ["no_encontrado"]
    assert now(folio).hechos[-1].hallazgos == ("registro_identificador_distinto",)
    correct_apoyo(folio, "OPER1", {"identificador": PERSONA.identificador}, AHORA)
    assert classes(folio) == [CUENTA]
    corregido, verificado = now(folio).hechos[-2:]
    assert corregido == Corregido(mundo.iso(AHORA), "OPER1", ("identificador",))
    assert (verificado.porque, verificado.hallazgos) == (Porque.CORRECCION, ())


def test_before_and_after_are_kept_sealed_and_nowhere_in_clear_13_6_18_5():
    load(row(PERSONA))
    folio = looked_up("REG1", reading(PERSONA, "E") | {"identificador": "000000001"})
    correct_apoyo(folio, "OPER1", {"identificador": PERSONA.identificador}, AHORA)
    apoyo = now(folio)
    sellados = open_fields(secreto_de(PROCESO), folio, apoyo.datos)
    assert sellados["credencial"]["identificador"] == PERSONA.identificador
    assert sellados["correcciones"] == [
        {
            "en": mundo.iso(AHORA),
            "antes": {"identificador": "000000001"},
            "despues": {"identificador": PERSONA.identificador},
        }
    ]
    assert PERSONA.identificador not in json.dumps(apoyo.historia)


def test_the_same_correction_again_changes_nothing():
    load(row(PERSONA))
    folio = looked_up("REG1", reading(PERSONA, "E") | {"identificador": "000000001"})
    for _ in range(2):
        correct_apoyo(folio, "OPER1", {"identificador": PERSONA.identificador}, AHORA)
    assert [type(h) for h in now(folio).hechos].count(Corregido) == 1


def test_a_correction_that_names_another_person_judges_both_lgipe_385():
    load(row(PERSONA), row(OTRA))
    mal_leido = looked_up("REG1", reading(PERSONA, "E"), 1)
    de_persona = looked_up("REG2", reading(PERSONA, "E"), 2, "ASPB")
    de_otra = looked_up("REG3", reading(OTRA, "E"), 3)
    assert classes(mal_leido, de_persona, de_otra) == [CUENTA, OTRO, CUENTA]
    correct_apoyo(mal_leido, "OPER1", {"cic": OTRA.cic, "identificador": OTRA.identificador}, AHORA)
    assert classes(mal_leido, de_persona, de_otra) == [CUENTA, CUENTA, MISMO]


def test_a_person_removed_in_a_later_cut_stops_counting_and_the_next_support_of_another_too_lgipe_385():
    load(row(PERSONA))
    primero, segundo = (
        looked_up("REG1", reading(PERSONA, "E"), 1),
        looked_up("REG2", reading(PERSONA, "C"), 2),
    )
    assert classes(primero, segundo) == [CUENTA, MISMO]
    load(row(PERSONA, situacion="baja", causa_baja="defuncion"))
    assert classes(primero, segundo) == [CUENTA, MISMO]
    look_up_apoyo_again(primero, AHORA)
    assert classes(primero, segundo) == ["baja", CUENTA]
    look_up_apoyo_again(segundo, AHORA)
    assert classes(primero, segundo) == ["baja", "baja"]
    assert now(primero).hechos[-1].porque is Porque.CORTE


def test_whoever_enters_in_a_later_cut_takes_the_place_of_the_earliest_reception_lgipe_385():
    load(row(PERSONA, situacion="padron"))
    primero = looked_up("REG1", reading(PERSONA, "E"), 1)
    load(row(PERSONA))
    segundo = looked_up("REG2", reading(PERSONA, "E"), 2, "ASPB")
    assert classes(primero, segundo) == ["en_padron_no_lista", CUENTA]
    look_up_apoyo_again(primero, AHORA)
    assert classes(primero, segundo) == [CUENTA, OTRO]


def test_a_cut_that_says_the_same_adds_nothing_to_the_history_7_12():
    load(row(PERSONA))
    folio = looked_up("REG1", reading(PERSONA, "E"))
    load(row(PERSONA))
    look_up_apoyo_again(folio, AHORA)
    assert [type(h) for h in now(folio).hechos].count(Verificado) == 1


def test_whoever_was_never_looked_up_is_looked_up_9_8():
    load(row(PERSONA))
    folio = mundo.receive("REG1", credencial=reading(PERSONA, "E")).folio
    look_up_apoyo_again(folio, AHORA)
    assert (classes(folio), now(folio).hechos[-1].porque) == ([CUENTA], Porque.RECEPCION)


def test_a_record_that_changes_persons_while_another_does_is_in_neither_transaction_twice_13_6():
    """It leaves one collection and enters the other after the first was read and before the second is."""
    load(row(PERSONA), row(OTRA))
    primero = looked_up("REG1", reading(PERSONA, "E"), 1)
    segundo = looked_up("REG2", reading(PERSONA, "E"), 2)
    de_otra = {"cic": OTRA.cic, "identificador": OTRA.identificador}
    with between_heads(lambda: correct_apoyo(segundo, "OPER2", de_otra, AHORA)):
        correct_apoyo(primero, "OPER1", de_otra, AHORA)
    assert classes(primero, segundo) == [CUENTA, MISMO]


def test_a_look_up_that_began_before_a_correction_says_nothing_of_the_old_data_after_it_13_6():
    load(row(PERSONA), row(OTRA))
    folio = mundo.receive("REG1", credencial=reading(OTRA, "E")).folio
    de_persona = {"cic": PERSONA.cic, "identificador": PERSONA.identificador}
    with meanwhile(lambda: correct_apoyo(folio, "OPER1", de_persona, AHORA)):
        look_up_apoyo(folio, AHORA)
    otro = looked_up("REG2", reading(PERSONA, "E"), 9000)
    assert classes(folio, otro) == [CUENTA, MISMO]
    assert [h.porque for h in now(folio).hechos if isinstance(h, Verificado)] == [Porque.CORRECCION]


def test_whoever_enters_the_padron_in_a_later_cut_is_one_person_for_all_their_records_lgipe_385():
    load(row(OTRA))
    folios = [looked_up(f"REG{n}", reading(PERSONA, "E"), n) for n in (1, 2)]
    assert classes(*folios) == ["no_encontrado", "no_encontrado"]
    load(row(PERSONA), row(OTRA))
    for folio in folios:
        look_up_apoyo_again(folio, AHORA)
    assert classes(*folios) == [CUENTA, MISMO]


def test_an_answer_under_way_is_not_written_over_what_a_later_cut_says_7_12():
    """The second cut says what the history says already, so that its own check finds nothing to write."""
    load(row(PERSONA))
    folio = looked_up("REG1", reading(PERSONA, "E"))
    load(row(PERSONA, situacion="baja", causa_baja="defuncion"), corte="20270201")

    def later() -> None:
        load(row(PERSONA), corte="20270301")
        look_up_apoyo_again(folio, AHORA)

    with meanwhile(later):
        look_up_apoyo_again(folio, AHORA)
    assert classes(folio) == [CUENTA]


def test_nor_is_that_of_a_correction_13_6():
    load(row(PERSONA))
    folio = looked_up("REG1", reading(PERSONA, "E") | {"curp": "XEXX010101HNEXXXA4"})
    load(row(PERSONA, situacion="baja", causa_baja="defuncion"), corte="20270201")

    def later() -> None:
        load(row(PERSONA), corte="20270301")
        look_up_apoyo_again(folio, AHORA)

    with meanwhile(later):
        correct_apoyo(folio, "OPER1", {"curp": PERSONA.curp}, AHORA)
    assert classes(folio) == [CUENTA]


def test_what_corrects_nothing_asks_no_other_cut_7_12():
    """Found by the histories: a cut that came into force meanwhile was asked though nothing had been corrected."""
    load(row(PERSONA))
    folio = looked_up("REG1", reading(PERSONA, "E"))
    antes = now(folio).hechos
    con_otro = partial(load, row(PERSONA, situacion="padron"), corte="20270201")
    with before_call(2, con_otro, "GetItem") as quedan:
        correct_apoyo(folio, "OPER1", {"cic": PERSONA.cic}, AHORA)
    assert not quedan
    assert now(folio).hechos == antes
