"""Fifty operators at once, a supervisor who moves their work, and a queue that repeats itself (Protocolo 13.3)."""

from collections import Counter

import pytest

from chalicelib.store.base.transacciones import INTENTOS
from tests.functional.nube import carreras, mesas
from tests.functional.nube.obreros import Obreros

pytestmark = pytest.mark.nube

CINCUENTA = [f"OPER{n:02d}" for n in range(50)]


def test_fifty_who_take_at_once_take_each_record_once_and_few_times_meet_13_3(obreros: Obreros):
    obreros.do(mesas.wait_at_the_mesa, 500, "TOMAN")
    obreros.do(carreras.add_operators, CINCUENTA, "TOMAN")
    tomados = obreros.all_at_once(mesas.take_all, CINCUENTA, "TOMAN")
    folios = [f for de_uno, _ in tomados for f in de_uno]
    assert len(set(folios)) == len(folios)
    assert all(de_uno for de_uno, _ in tomados)
    assert max(veces for _, veces in tomados) < INTENTOS


def test_what_operators_a_supervisor_and_the_queue_do_at_once_reviews_each_record_once_13_3(obreros: Obreros):
    folios = obreros.do(mesas.receive_all, 150)
    obreros.do(mesas.begin_shifts, CINCUENTA)
    quienes = [*CINCUENTA, "SUPERVISOR", "COLA1", "COLA2"]
    hechos = work(obreros, quienes, folios, 2)
    antes = obreros.do(mesas.verdicts, folios)
    assert all(veces == (revisado is not None) for _, veces, _, revisado in antes)
    assert all((cola is None) == (revisado is not None) for _, _, cola, revisado in antes)
    assert obreros.do(mesas.left) == sum(revisado is None for _, _, _, revisado in antes)
    check_loads(obreros, antes)  # what was not reviewed yet is before one, or waits
    assert obreros.do(mesas.level) == 0
    cargas = obreros.do(mesas.loads)
    assert sum(cargas.values()) == len(folios) - len(hechos) >= 50
    assert max(cargas.values()) - min(cargas.values()) <= 1
    check_loads(obreros, obreros.do(mesas.verdicts, folios))
    hechos += work(obreros, CINCUENTA, folios, mesas.MUCHOS)
    hechos += obreros.do(mesas.finish, "OPER00")
    assert obreros.do(mesas.left) == 0
    assert sorted(hechos) == sorted(folios)
    assert any(obreros.do(mesas.undone, f) for f in folios)
    assert all(veces == 1 and cola is None for _, veces, cola, _ in obreros.do(mesas.verdicts, folios))
    assert set(obreros.do(mesas.loads).values()) == {0}


def work(obreros: Obreros, quienes: list[str], folios: list[str], cuantos: int) -> list[str]:
    """The records that they reviewed, by whom each was."""
    return [f for de_uno in obreros.all_at_once(mesas.work, quienes, folios, cuantos) for f in de_uno]


def check_loads(obreros: Obreros, vistos: list[tuple[str, int, str | None, str | None]]) -> None:
    """Each operator's load is what is in their queue."""
    abiertos = Counter(quien for quien, _, cola, _ in vistos if cola and quien)
    assert {q: n for q, n in obreros.do(mesas.loads).items() if n} == abiertos
