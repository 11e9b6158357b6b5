"""Leases: one run at a time, and an old run writes nothing any more."""

from datetime import UTC, datetime, timedelta

import pytest
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import TransactWriteError

from chalicelib.store.base.arriendo import (
    Arrendable,
    check_lease,
    release_lease,
    renew_lease,
    take_lease,
    write_leased,
)
from chalicelib.store.base.tabla import meta
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.base.unicos import Unico, claim_key
from tests.escenario.fallas import Fault, faults

AHORA = datetime(2026, 11, 30, 18, tzinfo=UTC)
PLAZO = timedelta(minutes=16)
TARDE = AHORA + PLAZO + timedelta(seconds=1)


class Obra(Arrendable):
    """A row of the table of loads, with what a lease needs."""

    Meta = meta("cargas")
    aspirante = UnicodeAttribute(hash_key=True)
    carga = UnicodeAttribute(range_key=True)
    estado = UnicodeAttribute(null=True)


@pytest.fixture
def obra(aws_fingido: None) -> Obra:
    Obra("a", "c").save()
    return Obra.get("a", "c")


def again() -> Obra:
    return Obra.get("a", "c", consistent_read=True)


def test_one_run_at_a_time_has_the_lease(obra: Obra) -> None:
    assert take_lease(obra, "una", AHORA, PLAZO)
    assert not take_lease(again(), "otra", AHORA, PLAZO)
    assert take_lease(again(), "otra", TARDE, PLAZO)


def test_a_lease_that_was_given_back_is_free_at_once(obra: Obra) -> None:
    assert take_lease(obra, "una", AHORA, PLAZO)
    release_lease(obra)
    assert take_lease(again(), "otra", AHORA, PLAZO)


def test_a_run_that_lost_its_lease_writes_nothing_whatever_its_clock_says(obra: Obra) -> None:
    assert take_lease(obra, "una", AHORA, PLAZO)
    assert take_lease(again(), "otra", TARDE, PLAZO)
    assert not write_leased(obra, estado="hecho")
    assert not renew_lease(obra, AHORA, PLAZO)
    release_lease(obra)
    with pytest.raises(TransactWriteError), transaction() as tx:
        check_lease(tx, obra)
        claim_key(tx, "k", "una")
    assert again().estado is None
    assert again().turno == "otra"
    assert again().hasta is not None
    assert not list(Unico.scan())


def test_the_run_that_has_the_lease_writes_and_renews(obra: Obra) -> None:
    assert take_lease(obra, "una", AHORA, PLAZO)
    assert renew_lease(obra, AHORA + PLAZO / 2, PLAZO)
    assert not take_lease(again(), "otra", TARDE, PLAZO)
    assert write_leased(obra, estado="hecho")
    with transaction() as tx:
        check_lease(tx, obra)
        claim_key(tx, "k", "una")
    assert again().estado == "hecho"


def test_nobody_gets_the_lease_of_a_row_that_is_gone(aws_fingido: None) -> None:
    assert not take_lease(Obra("a", "no"), "una", AHORA, PLAZO)


def test_a_lease_whose_answer_is_lost_is_taken_at_once(obra: Obra) -> None:
    """Otherwise the load would wait for its own lease to run out."""
    with faults(solo=[Fault.LOST_ANSWER], operaciones={"UpdateItem"}, veces=1):
        assert take_lease(obra, "una", AHORA, PLAZO)
    assert write_leased(obra, estado="hecho")
