"""Balancing the Mesa's work, by example (Protocolo 13.3). The property tests hold the general law."""

import pytest

from chalicelib.rules.mesa.asignacion import MotivoDeEspera, Puesto, RepartoInvalido, balance, recount


def seats(**cargas: int) -> dict[str, Puesto]:
    return {operador: Puesto(carga) for operador, carga in cargas.items()}


def test_records_go_in_order_of_arrival_to_whoever_has_least_13_3():
    assert balance(seats(OPER01=2, OPER02=0), ["R1", "R2", "R3", "R4"]) == {
        "R1": "OPER02",
        "R2": "OPER02",
        "R3": "OPER01",
        "R4": "OPER02",
    }


def test_operators_with_the_same_load_take_turns_in_alphabetical_order_13_3():
    assert balance(seats(OPER03=0, OPER01=0, OPER02=0), ["R1", "R2", "R3", "R4"]) == {
        "R1": "OPER01",
        "R2": "OPER02",
        "R3": "OPER03",
        "R4": "OPER01",
    }


def test_the_reference_day_of_an_operator_is_spread_evenly_13_3():
    """400 records per operator and day."""
    reparto = balance(
        {f"OPER{i:02d}": Puesto(0, tope=400) for i in range(10)}, [f"R{i:04d}" for i in range(4000)]
    )
    cargas = [list(reparto.values()).count(f"OPER{i:02d}") for i in range(10)]
    assert cargas == [400] * 10


def test_records_without_anybody_to_take_them_wait_13_3():
    assert balance({}, ["R1"]) == {}


def test_nothing_to_hand_out_is_no_error_13_3():
    assert balance({}, []) == {}
    assert balance(seats(OPER01=7), []) == {}


def test_nobody_is_given_more_than_a_day_s_work_and_the_rest_waits_oldest_first_13_3():
    puestos = {"OPER01": Puesto(398, tope=400), "OPER02": Puesto(199, peso=50, tope=400)}
    assert balance(puestos, ["R1", "R2", "R3", "R4"]) == {"R1": "OPER01", "R2": "OPER02", "R3": "OPER01"}


def test_whoever_has_more_than_a_day_s_work_already_gets_nothing_13_3():
    assert balance({"OPER01": Puesto(500, tope=400)}, ["R1"]) == {}


def test_loads_follow_the_weights_13_3():
    """A half day takes half."""
    puestos = {"OPER01": Puesto(0, peso=100), "OPER02": Puesto(0, peso=50), "OPER03": Puesto(0, peso=25)}
    reparto = balance(puestos, [f"R{i}" for i in range(70)])
    assert [list(reparto.values()).count(o) for o in puestos] == [40, 20, 10]


def test_who_must_not_get_a_record_does_not_and_it_waits_when_there_is_nobody_else():
    assert balance(seats(OPER01=0, OPER02=5), ["R1", "R2"], salvo={"R1": "OPER01"}) == {
        "R1": "OPER02",
        "R2": "OPER01",
    }
    assert balance(seats(OPER01=0), ["R1", "R2"], salvo={"R1": "OPER01"}) == {"R2": "OPER01"}


def test_what_is_left_over_has_its_reason_13_3():
    lleno, libre = Puesto(4, 100, 4), Puesto(0, 100, 1)
    assert recount({}, ["R1"], {}) == {"R1": MotivoDeEspera.SIN_OPERADORES}
    assert recount({"O1": lleno}, ["R1"], {}) == {"R1": MotivoDeEspera.SIN_LUGAR}
    assert recount({"O1": libre, "O2": lleno}, ["R1"], {}, salvo={"R1": "O1"}) == {
        "R1": MotivoDeEspera.EXCLUIDO
    }
    assert recount({"O1": libre}, ["R1", "R2"], {"R1": "O1"}) == {"R2": MotivoDeEspera.SIN_LUGAR}


@pytest.mark.parametrize(
    ("puestos", "reparto", "salvo"),
    [
        ({"O1": Puesto(0)}, {"OTRO": "O1"}, {}),
        ({"O1": Puesto(0)}, {"R1": "O2", "R2": "O1"}, {}),
        ({"O1": Puesto(0), "O2": Puesto(0)}, {"R1": "O1", "R2": "O2"}, {"R1": "O1"}),
        ({"O1": Puesto(3, 100, 4)}, {"R1": "O1", "R2": "O1"}, {}),
        ({"O1": Puesto(0)}, {"R1": "O1"}, {}),
        ({"O1": Puesto(0), "O2": Puesto(0)}, {"R1": "O1", "R2": "O1"}, {}),
        ({"O1": Puesto(2), "O2": Puesto(2, 50)}, {"R1": "O2", "R2": "O1"}, {}),
    ],
    ids=["unasked", "nobody", "excluded", "too-much", "left-over", "unequal", "unequal-by-weight"],
)
def test_a_hand_out_that_does_not_add_up_is_found_from_its_result_13_3(puestos, reparto, salvo):
    with pytest.raises(RepartoInvalido):
        recount(puestos, ["R1", "R2"], reparto, salvo=salvo)
