"""Totals say each record once, however its events come (Protocolo 7.12, 15.2 D)."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from chalicelib.base import config
from chalicelib.handlers.eventos.contadores import contadores
from chalicelib.rules.apoyos.historia import SituacionRegistral, Verificado
from chalicelib.rules.conteo import Contable
from chalicelib.store.conteo.contadores import Contador, read_auxiliares, read_named_totals, read_totals
from chalicelib.store.conteo.contados import Contado
from chalicelib.workflows.apoyos.hechos import append_fact
from chalicelib.workflows.conteo.totales import count_states, read_countable_state
from tests.escenario import mundo
from tests.escenario.flujo import Flujo, event
from tests.escenario.mensajes import taken
from tests.escenario.recursos import empty_queues

pytestmark = pytest.mark.usefixtures("aws_fingido")

AMBITO, AUXILIARES, LUGARES = "aspirante#ASPA", "auxiliares#ASPA", "lugares#ASPA"
GENERALES = {"dia#2027-01-10": 1, "modo#auxiliar": 1}


def state(n: int = 0, version: int = 1, clase: str = "en_proceso", **cambios: object) -> Contable:
    base = Contable(f"F{n:03d}", version, "PRUEBA27", "ASPA", "AUX1", "2027-01-10", clase)
    return replace(base, **cambios)


def test_a_record_counts_once_in_each_of_its_totals_7_12():
    lugar = "11/05/07/020/0345"
    count_states([state(revisado=True, clase="en_lista_nominal", verificado=True, lugar=lugar, noche=True)])
    esperado = dict.fromkeys(
        ("recibidos", "verificados", "revisados", "firmes", "noche", "clase#en_lista_nominal", *GENERALES), 1
    )
    assert read_totals(AMBITO) == read_totals("proceso#PRUEBA27") == esperado
    assert read_totals(AUXILIARES) == {
        "AUX1#recibidos": 1,
        "AUX1#noche": 1,
        "AUX1#firmes": 1,
        "AUX1#clase#en_lista_nominal": 1,
    }
    assert read_totals(LUGARES) == {f"en_lista_nominal#{lugar}": 1, f"firme#{lugar}": 1}


def test_an_event_that_comes_twice_counts_once_15_2_d():
    for _ in range(2):
        count_states([state()] * 3)
    assert read_totals(AMBITO)["recibidos"] == 1


def test_a_change_moves_the_record_from_one_total_to_the_other_7_12():
    count_states([state()])
    count_states([state(version=2, clase="baja", revisado=True)])
    assert read_totals(AMBITO) == {"recibidos": 1, "revisados": 1, "clase#baja": 1, **GENERALES}


@pytest.mark.parametrize("juntos", [True, False])
def test_an_older_event_after_a_newer_one_moves_nothing_15_2_d(juntos):
    nuevo, viejo = state(version=3, clase="baja"), state(version=2, clase="en_lista_nominal")
    for tanda in [[nuevo, viejo]] if juntos else [[nuevo], [viejo]]:
        count_states(tanda)
    assert read_totals(AMBITO) == {"recibidos": 1, "clase#baja": 1, **GENERALES}
    assert Contado.get("F000").version == 3


def test_more_items_than_a_transaction_holds_are_counted_in_several():
    """60 records of 60 auxiliares: some 180 items, of which DynamoDB takes 100 at once."""
    estados = [state(n, auxiliar=f"AUX{n:03d}") for n in range(60)]
    count_states(estados)
    assert set(read_totals(AMBITO).values()) == {60}
    assert read_totals(AUXILIARES) == {
        f"{e.auxiliar}#{que}": 1 for e in estados for que in ("recibidos", "clase#en_proceso")
    }
    assert Contado.count() == 60


def test_a_whole_batch_of_lambda_is_counted_once_and_again_changes_nothing():
    """200 events: the batch size of the function, more than a BatchGetItem or a transaction takes; each of a sección
    and an auxiliar of its own."""
    estados = [
        state(n, auxiliar=f"AUX{n:03d}", verificado=True, lugar=f"11/01/01/001/{n:04d}") for n in range(200)
    ]
    count_states(estados)
    count_states(estados)
    assert read_totals(AMBITO)["recibidos"] == 200
    assert read_totals(LUGARES) == {f"en_proceso#{e.lugar}": 1 for e in estados}


def test_a_record_whose_person_moves_or_whose_class_changes_is_in_one_place_only_7_12():
    aqui, alla = "11/05/07/020/0345", "11/05/07/020/0346"
    for version, (clase, lugar) in enumerate(
        [("en_proceso", ""), ("en_lista_nominal", aqui), ("baja", aqui), ("baja", alla)], start=1
    ):
        count_states([state(version=version, clase=clase, lugar=lugar, verificado=bool(lugar))])
        assert read_totals(LUGARES) == ({f"{clase}#{lugar}": 1} if lugar else {})


def test_auxiliares_are_read_by_page_in_the_order_of_their_ids_7_12():
    """Ids that begin with one another, and parts that hold some of an auxiliar's totals each."""
    ids = ["AUX1", "AUX10", "AUX2", "AUXB"]
    for n in range(24):
        count_states(
            [state(n, auxiliar=ids[n % 4], clase=("baja", "en_proceso")[n % 5 > 2], noche=n % 4 == 1)]
        )
    todos = dict(read_auxiliares("ASPA", "", 50))
    assert list(todos) == ids
    assert [t["recibidos"] for t in todos.values()] == [6] * 4
    assert [t.get("noche", 0) for t in todos.values()] == [0, 6, 0, 0]
    assert all(t["clase#baja"] + t["clase#en_proceso"] == 6 for t in todos.values())
    for n, este in enumerate(ids):
        assert dict(read_auxiliares("ASPA", este, 1)) == {i: todos[i] for i in ids[n + 1 :]}


def test_batches_meet_on_few_items_least_on_those_of_the_process():
    """The same totals, moved by 40 batches: each in some of their parts."""
    for n in range(40):
        count_states([state(n)])
    partes = Counter(c.ambito.rpartition("#")[0] for c in Contador.scan() if c.clave.endswith("recibidos"))
    assert partes == {"proceso#PRUEBA27": 8, AMBITO: 4, AUXILIARES: 4}


def test_many_aspirantes_are_read_in_few_requests():
    count_states([state(n, aspirante=f"ASP{n % 3}") for n in range(9)])
    leidos = read_named_totals(
        ["aspirante#ASP0", "aspirante#ASP2", "aspirante#NADIE"], ["recibidos", "clase#baja"]
    )
    assert leidos == {
        "aspirante#ASP0": {"recibidos": 3},
        "aspirante#ASP2": {"recibidos": 3},
        "aspirante#NADIE": {},
    }


def test_what_is_counted_of_a_record_is_what_its_image_says_9_8():
    """The residence is that of the registry's last answer; it comes at 05:59 of the centre, a minute before day."""
    flujo = Flujo()
    mundo.open_world()
    apoyo = mundo.receive("REG1", recibido=datetime(2027, 1, 15, 11, 59, tzinfo=UTC))
    for lugar in ("11/05/07/020/0345", "11/05/07/020/0346"):
        hecho = Verificado("2027-01-15T12:00:00.000Z", SituacionRegistral.LISTA_NOMINAL, lugar=lugar)
        append_fact(apoyo.folio, lambda _, hecho=hecho: hecho, mundo.AHORA)
    primero, *_, ultimo = (read_countable_state(e["dynamodb"]["NewImage"]) for e in flujo.news())
    assert primero == Contable(
        apoyo.folio, 1, mundo.PROCESO, "ASPA", "AUX1", "2027-01-15", "en_proceso", noche=True, sin_lugar=True
    )
    assert ultimo == replace(
        primero, version=3, clase="en_lista_nominal", verificado=True, lugar="11/05/07/020/0346"
    )


def test_totals_that_become_nothing_are_not_shown():
    count_states([state(clase="en_proceso")])
    count_states([state(version=2, clase="baja")])
    assert "clase#en_proceso" not in read_totals(AMBITO)


def test_an_event_with_an_impossible_image_is_set_aside_and_holds_up_no_other():
    """Lambda repeats without count: whatever raises would hold up its shard for 23 hours."""
    empty_queues()
    flujo = Flujo()
    mundo.open_world()
    apoyos = [mundo.receive(f"REG{n}") for n in range(3)]
    eventos = flujo.news()
    del eventos[1]["dynamodb"]["NewImage"]["clase"]
    assert contadores(event(eventos), None) == {"batchItemFailures": []}
    assert read_totals(AMBITO)["recibidos"] == 2
    assert taken(config.FALLIDOS_FLUJO) == [{"llaves": {"folio": {"S": apoyos[1].folio}}}]


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
        count_states([b, a])
    esperado = {"recibidos": 3, "clase#en_lista_nominal": 3} | dict.fromkeys(GENERALES, 3)
    assert read_totals(AMBITO) == esperado
