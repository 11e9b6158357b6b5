"""What is due before the start, and until when a period may change (Protocolo 6.1 A, 13.2, 15.1)."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.base.periodo import TOLERANCIA_RELOJ
from chalicelib.rules.procesos.plazos import (
    MARGEN,
    is_late,
    key_limit,
    links_limit,
    may_extend,
    may_move_start,
)
from chalicelib.store.base.copias import SEGUNDOS_COPIA

INICIO = datetime(2027, 1, 20, 6, tzinfo=UTC)
MICRO = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("limite", "dias"), [(key_limit, timedelta(days=10)), (links_limit, timedelta(hours=48))]
)
def test_the_limit_counts_back_from_the_first_start_15_1_13_2(limite, dias):
    assert limite([]) is None
    assert limite([INICIO]) == INICIO - dias
    assert limite([INICIO + timedelta(days=5), INICIO, INICIO + timedelta(days=1)]) == INICIO - dias


def test_ten_days_are_elapsed_time_also_over_a_change_of_the_clocks_15_1():
    """In October 2022 an hour came twice: ten calendar days had 241 hours."""
    inicio = datetime(2022, 11, 5, tzinfo=CENTRO)
    assert key_limit([inicio]) == datetime(2022, 10, 26, 6, tzinfo=UTC)


@pytest.mark.parametrize(("despues", "tarde"), [(-MICRO, False), (timedelta(0), False), (MICRO, True)])
def test_at_the_limit_itself_it_is_in_time(despues, tarde):
    assert is_late(INICIO + despues, INICIO) is tarde


def test_without_a_limit_nothing_is_late():
    assert not is_late(INICIO, None)


@pytest.mark.parametrize("puede", [may_move_start, may_extend])
@pytest.mark.parametrize(
    ("falta", "esperado"),
    [
        (timedelta(days=3), True),
        (MARGEN + MICRO, True),
        (MARGEN, False),
        (timedelta(0), False),
        (-timedelta(days=1), False),
    ],
)
def test_dates_change_only_while_no_record_can_rest_on_them_6_1_a(puede, falta, esperado):
    assert puede(INICIO, INICIO - falta) is esperado


def test_the_margin_holds_what_a_phone_a_copy_and_a_request_may_be_off():
    assert TOLERANCIA_RELOJ + timedelta(seconds=SEGUNDOS_COPIA) + timedelta(seconds=30) < MARGEN
