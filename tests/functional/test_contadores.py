"""Totals say each record once, however its events come (Protocolo 7.12, 15.2 D)."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from chalicelib.handlers.contadores import contadores
from chalicelib.rules.contadores import Contable
from chalicelib.store.contadores import Contado, read_totals
from chalicelib.workflows.contadores import count
from tests.functional import mundo
from tests.functional.flujo import Flujo, event

pytestmark = pytest.mark.usefixtures("aws_fingido")

AMBITO = "aspirante#ASPA"


def state(n: int = 0, version: int = 1, clase: str = "en_proceso", **cambios: object) -> Contable:
    base = Contable(f"F{n:03d}", version, "ASPA", "AUX1", "2027-01-10", clase, False)
    return replace(base, **cambios)


def test_a_record_counts_once_in_each_of_its_totals_7_12():
    count([state(revisado=True, clase="en_lista_nominal")])
    assert read_totals(AMBITO) == {
        "recibidos": 1,
        "revisados": 1,
        "clase#en_lista_nominal": 1,
        "dia#2027-01-10": 1,
    }
    assert read_totals("auxiliar#AUX1") == {"recibidos": 1, "clase#en_lista_nominal": 1}


def test_an_event_that_comes_twice_counts_once_15_2_d():
    for _ in range(2):
        count([state()] * 3)
    assert read_totals(AMBITO)["recibidos"] == 1


def test_a_change_moves_the_record_from_one_total_to_the_other_7_12():
    count([state()])
    count([state(version=2, clase="baja", revisado=True)])
    assert read_totals(AMBITO) == {"recibidos": 1, "revisados": 1, "clase#baja": 1, "dia#2027-01-10": 1}


@pytest.mark.parametrize("juntos", [True, False])
def test_an_older_event_after_a_newer_one_moves_nothing_15_2_d(juntos):
    nuevo, viejo = state(version=3, clase="baja"), state(version=2, clase="en_lista_nominal")
    for tanda in [[nuevo, viejo]] if juntos else [[nuevo], [viejo]]:
        count(tanda)
    assert read_totals(AMBITO) == {"recibidos": 1, "clase#baja": 1, "dia#2027-01-10": 1}
    assert Contado.get("F000").version == 3


def test_more_items_than_a_transaction_holds_are_counted_in_several():
    """60 records of 60 auxiliares: some 180 items, of which DynamoDB takes 100 at once."""
    estados = [state(n, auxiliar=f"AUX{n:03d}") for n in range(60)]
    count(estados)
    assert read_totals(AMBITO) == {"recibidos": 60, "clase#en_proceso": 60, "dia#2027-01-10": 60}
    assert all(read_totals(f"auxiliar#{e.auxiliar}")["recibidos"] == 1 for e in estados)
    assert Contado.count() == 60


def test_a_whole_batch_of_lambda_is_counted_once_and_again_changes_nothing():
    """200 events: the batch size of the function, more than a BatchGetItem or a transaction takes."""
    estados = [state(n, auxiliar=f"AUX{n % 7}") for n in range(200)]
    count(estados)
    count(estados)
    assert read_totals(AMBITO)["recibidos"] == 200
    assert sum(read_totals(f"auxiliar#AUX{n}")["recibidos"] for n in range(7)) == 200


def test_totals_that_become_nothing_are_not_shown():
    count([state(clase="en_proceso")])
    count([state(version=2, clase="baja")])
    assert "clase#en_proceso" not in read_totals(AMBITO)


def test_an_event_with_an_impossible_image_fails_its_batch_whole_and_halving_isolates_it():
    """Lambda halves a batch that fails (the template asks for it) until only the bad event is given up."""
    flujo = Flujo()
    mundo.open_world()
    for n in range(3):
        mundo.receive(f"REG{n}")
    eventos = flujo.news()
    del eventos[1]["dynamodb"]["NewImage"]["clase"]
    with pytest.raises(KeyError):
        contadores(event(eventos), None)
    assert read_totals(AMBITO) == {}
    assert halved(eventos) == [eventos[1]]
    assert read_totals(AMBITO)["recibidos"] == 2


def halved(eventos):
    """Events given up when every failing batch is halved."""
    try:
        contadores(event(eventos), None)
    except KeyError:
        if len(eventos) == 1:
            return eventos
        medio = len(eventos) // 2
        return halved(eventos[:medio]) + halved(eventos[medio:])
    return []


def test_a_record_taken_away_from_the_table_stays_counted():
    """Retention (16.1) removes records; what was counted in the process does not change by it."""
    flujo = Flujo()
    mundo.open_world()
    mundo.receive("REG1").delete()
    eventos = flujo.news()
    assert [e["eventName"] for e in eventos] == ["INSERT", "REMOVE"]
    contadores(event(eventos), None)
    assert read_totals(AMBITO)["recibidos"] == 1


def test_states_counted_one_by_one_give_what_all_at_once_give():
    vida = [
        state(n, v, c) for n in range(3) for v, c in ((1, "en_proceso"), (2, "baja"), (3, "en_lista_nominal"))
    ]
    for a, b in pairwise([*vida, vida[0]]):
        count([b, a])
    esperado = Counter({"recibidos": 3, "clase#en_lista_nominal": 3, "dia#2027-01-10": 3})
    assert read_totals(AMBITO) == dict(esperado)
