"""Balancing the Mesa's work, by example (Protocolo 13.3). The property tests hold the general law."""

import pytest

from chalicelib.rules.asignacion import SinOperadores, balance


def test_records_go_in_order_of_arrival_to_whoever_has_least_13_3():
    assert balance({"OPER01": 2, "OPER02": 0}, ["R1", "R2", "R3", "R4"]) == {
        "R1": "OPER02",
        "R2": "OPER02",
        "R3": "OPER01",
        "R4": "OPER02",
    }


def test_operators_with_the_same_load_take_turns_in_alphabetical_order_13_3():
    assert balance({"OPER03": 0, "OPER01": 0, "OPER02": 0}, ["R1", "R2", "R3", "R4"]) == {
        "R1": "OPER01",
        "R2": "OPER02",
        "R3": "OPER03",
        "R4": "OPER01",
    }


def test_the_reference_day_of_an_operator_is_spread_evenly_13_3():
    """400 records per operator and day."""
    reparto = balance({f"OPER{i:02d}": 0 for i in range(10)}, [f"R{i:04d}" for i in range(4000)])
    cargas = [list(reparto.values()).count(f"OPER{i:02d}") for i in range(10)]
    assert cargas == [400] * 10


def test_records_without_anybody_to_take_them_are_an_error_not_a_loss_13_3():
    with pytest.raises(SinOperadores):
        balance({}, ["R1"])


def test_nothing_to_hand_out_is_no_error_13_3():
    assert balance({}, []) == {}
    assert balance({"OPER01": 7}, []) == {}


def test_the_loads_given_are_not_changed_13_3():
    cargas = {"OPER01": 0, "OPER02": 1}
    balance(cargas, ["R1", "R2"])
    assert cargas == {"OPER01": 0, "OPER02": 1}
