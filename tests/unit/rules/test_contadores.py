"""What a record adds to the totals, by example (Protocolo 7.12, 15.2 D)."""

from dataclasses import replace

from chalicelib.rules.contadores import Contable, is_newer, movement, totals

RECIBIDO = Contable("F1", 1, "ASPI01", "AUX00001", "2027-01-15", "en_proceso", False)
CONTADO = replace(RECIBIDO, version=2, clase="en_lista_nominal")
REVISADO = replace(CONTADO, version=3, revisado=True)


def test_a_new_record_adds_one_to_what_its_aspirante_and_auxiliar_received_7_12():
    assert movement(None, RECIBIDO) == {
        ("aspirante#ASPI01", "recibidos"): 1,
        ("aspirante#ASPI01", "clase#en_proceso"): 1,
        ("aspirante#ASPI01", "dia#2027-01-15"): 1,
        ("auxiliar#AUX00001", "recibidos"): 1,
        ("auxiliar#AUX00001", "clase#en_proceso"): 1,
    }


def test_a_change_of_class_moves_one_from_the_old_to_the_new_and_nothing_else_15_2_d():
    assert movement(RECIBIDO, CONTADO) == {
        ("aspirante#ASPI01", "clase#en_proceso"): -1,
        ("aspirante#ASPI01", "clase#en_lista_nominal"): 1,
        ("auxiliar#AUX00001", "clase#en_proceso"): -1,
        ("auxiliar#AUX00001", "clase#en_lista_nominal"): 1,
    }


def test_a_review_adds_one_to_the_reviewed_13_4():
    assert movement(CONTADO, REVISADO) == {("aspirante#ASPI01", "revisados"): 1}


def test_a_change_that_no_total_shows_moves_nothing_15_2_d():
    assert movement(REVISADO, replace(REVISADO, version=4)) == {}


def test_an_event_that_skips_states_moves_from_the_counted_one_15_2_d():
    assert movement(RECIBIDO, REVISADO)[("aspirante#ASPI01", "revisados")] == 1
    assert ("aspirante#ASPI01", "recibidos") not in movement(RECIBIDO, REVISADO)


def test_a_repeated_or_older_event_moves_nothing_15_2_d():
    assert movement(REVISADO, REVISADO) == {}
    assert movement(REVISADO, RECIBIDO) == {}
    assert movement(CONTADO, replace(CONTADO, clase="baja")) == {}


def test_only_a_later_version_is_newer_15_2_d():
    assert is_newer(None, RECIBIDO)
    assert is_newer(RECIBIDO, CONTADO)
    assert not is_newer(CONTADO, CONTADO)
    assert not is_newer(CONTADO, RECIBIDO)


def test_citizens_are_counted_together_and_none_of_them_by_name_10_20():
    propio = replace(RECIBIDO, auxiliar="CABCDEFGHJK")
    assert movement(None, propio) == {
        ("aspirante#ASPI01", "recibidos"): 1,
        ("aspirante#ASPI01", "clase#en_proceso"): 1,
        ("aspirante#ASPI01", "dia#2027-01-15"): 1,
        ("mi_apoyo#ASPI01", "recibidos"): 1,
        ("mi_apoyo#ASPI01", "clase#en_proceso"): 1,
    }


def test_no_record_adds_nothing_15_2_d():
    assert totals(None) == {}
