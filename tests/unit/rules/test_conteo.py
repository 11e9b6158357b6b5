"""What a record adds to the totals, by example (Protocolo 7.12, 15.2 D)."""

from dataclasses import replace

from chalicelib.rules.conteo import Contable, count_movement, is_newer, totals_of_record

RECIBIDO = Contable("F1", 1, "PROC27", "ASPI01", "AUX00001", "2027-01-15", "en_proceso")
LUGAR = "11/05/07/020/0345"
CONTADO = replace(RECIBIDO, version=2, clase="en_lista_nominal", verificado=True, lugar=LUGAR)
REVISADO = replace(CONTADO, version=3, revisado=True)
DOS = ("aspirante#ASPI01", "proceso#PROC27")
GENERALES = {
    (de, que): 1 for de in DOS for que in ("recibidos", "clase#en_proceso", "dia#2027-01-15", "modo#auxiliar")
}
"""What any new record adds to its aspirante's and its process's totals."""


def test_a_new_record_adds_one_to_what_its_aspirante_and_auxiliar_received_7_12():
    assert count_movement(None, RECIBIDO) == {
        **GENERALES,
        ("auxiliares#ASPI01", "AUX00001#recibidos"): 1,
        ("auxiliares#ASPI01", "AUX00001#clase#en_proceso"): 1,
    }


def test_a_change_of_class_moves_one_from_the_old_to_the_new_and_nothing_else_15_2_d():
    assert count_movement(CONTADO, replace(CONTADO, version=3, clase="baja")) == {
        **{(de, "clase#en_lista_nominal"): -1 for de in DOS},
        **{(de, "clase#baja"): 1 for de in DOS},
        ("auxiliares#ASPI01", "AUX00001#clase#en_lista_nominal"): -1,
        ("auxiliares#ASPI01", "AUX00001#clase#baja"): 1,
        ("lugares#ASPI01", f"en_lista_nominal#{LUGAR}"): -1,
        ("lugares#ASPI01", f"baja#{LUGAR}"): 1,
    }


def test_a_review_adds_one_to_the_reviewed_13_4():
    assert count_movement(CONTADO, REVISADO) == {
        **{(de, que): 1 for de in DOS for que in ("revisados", "firmes")},
        ("auxiliares#ASPI01", "AUX00001#firmes"): 1,
        ("lugares#ASPI01", f"firme#{LUGAR}"): 1,
    }


def test_what_was_reviewed_and_does_not_count_is_not_firm_7_13():
    inconsistente = replace(REVISADO, clase="con_inconsistencia", tipo="Firma no válida", inciso="13.7 j)")
    claves = {que for _, que in totals_of_record(inconsistente)}
    assert not {c for c in claves if "firme" in c}
    assert "inciso#13.7 j)#Firma no válida" in claves


def test_a_baja_is_counted_by_its_cause_7_12():
    baja = replace(CONTADO, clase="baja", causa="defuncion")
    assert {de for de, que in totals_of_record(baja) if que == "causa#baja#defuncion"} == set(DOS)


def test_the_answer_of_the_registry_adds_one_to_the_looked_up_and_to_the_place_9_8():
    movido = count_movement(RECIBIDO, CONTADO)
    assert {c: n for c, n in movido.items() if "clase#" not in c[1]} == {
        **{(de, "verificados"): 1 for de in DOS},
        ("lugares#ASPI01", f"en_lista_nominal#{LUGAR}"): 1,
    }


def test_somebody_found_nowhere_is_looked_up_and_in_no_place_9_8():
    sin_lugar = replace(CONTADO, clase="no_encontrado", lugar="")
    assert [c for c in count_movement(RECIBIDO, sin_lugar) if c[0].startswith("lugares#")] == []


def test_a_record_received_at_night_is_so_for_its_auxiliar_too():
    de_noche = totals_of_record(replace(RECIBIDO, noche=True)) - totals_of_record(RECIBIDO)
    assert set(de_noche) == {*((de, "noche") for de in DOS), ("auxiliares#ASPI01", "AUX00001#noche")}


def test_a_change_that_no_total_shows_moves_nothing_15_2_d():
    assert count_movement(REVISADO, replace(REVISADO, version=4)) == {}


def test_an_event_that_skips_states_moves_from_the_counted_one_15_2_d():
    assert count_movement(RECIBIDO, REVISADO)[("aspirante#ASPI01", "revisados")] == 1
    assert ("aspirante#ASPI01", "recibidos") not in count_movement(RECIBIDO, REVISADO)


def test_a_repeated_or_older_event_moves_nothing_15_2_d():
    assert count_movement(REVISADO, REVISADO) == {}
    assert count_movement(REVISADO, RECIBIDO) == {}
    assert count_movement(CONTADO, replace(CONTADO, clase="baja")) == {}


def test_only_a_later_version_is_newer_15_2_d():
    assert is_newer(None, RECIBIDO)
    assert is_newer(RECIBIDO, CONTADO)
    assert not is_newer(CONTADO, CONTADO)
    assert not is_newer(CONTADO, RECIBIDO)


def test_citizens_are_counted_together_and_none_of_them_by_name_10_20():
    propio = replace(RECIBIDO, auxiliar="CABCDEFGHJK", noche=True)
    assert count_movement(None, propio) == {
        **GENERALES,
        **{(de, "noche"): 1 for de in DOS},
        ("mi_apoyo#ASPI01", "recibidos"): 1,
        ("mi_apoyo#ASPI01", "clase#en_proceso"): 1,
    }


def test_paper_records_count_for_no_auxiliar_11_4():
    de_papel = totals_of_record(replace(RECIBIDO, auxiliar="PAPEL", noche=True))
    assert {c for c in de_papel if c[0] not in DOS} == {
        ("papel#ASPI01", "recibidos"),
        ("papel#ASPI01", "clase#en_proceso"),
    }


def test_without_a_record_no_total_grows_15_2_d():
    assert totals_of_record(None) == {}
