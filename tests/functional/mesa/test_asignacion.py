"""Assignment while people come, go and take more; and the operators' shifts (Protocolo 13.3)."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from chalicelib.problemas import CuerpoInvalido, NoEncontrado
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.mesa.operadores import EstadoJornada, Operador, find_operator
from chalicelib.store.mesa.turnos import MESA, SIN_ASIGNAR, Turno, get_turns
from chalicelib.store.procesos.periodos import Periodo, daily_reference
from chalicelib.workflows.mesa.asignacion import (
    SE_REPARTEN,
    SE_TOMAN,
    _piece,
    assign_new_records,
    take_more_records,
)
from chalicelib.workflows.mesa.escritorio import give_verdict
from chalicelib.workflows.mesa.jornada import _write, set_shift, show_shift
from chalicelib.workflows.mesa.recuento import _mend, recount_loads
from consola.__main__ import main
from tests.escenario import mundo
from tests.escenario.movil import meanwhile
from tests.escenario.mundo import AHORA, PERIODO, PROCESO
from tests.functional.mesa.mesas import arrive, begin, counts, desks, numbered, operator

pytestmark = pytest.mark.usefixtures("proceso")


def reference(n: int) -> None:
    """The period's daily reference."""
    Periodo(PROCESO, PERIODO).update(actions=[Periodo.carga_referencia.set(n)])
    forget_copies()


def test_nobody_is_given_more_than_the_daily_reference_times_their_weight_and_the_rest_waits_13_3():
    reference(8)
    operator("OPER1")
    operator("OPER2", peso=50)
    arrive(20)
    assert counts() == {"OPER1": 8, "OPER2": 4, SIN_ASIGNAR: 8}


def test_the_reference_is_the_greatest_of_the_active_periods_13_3():
    mundo.add_period("DIPUTACION", entre_aspirantes=True)
    Periodo(PROCESO, "DIPUTACION").update(actions=[Periodo.carga_referencia.set(500)])
    forget_copies()
    assert daily_reference(PROCESO) == 500
    Periodo(PROCESO, "DIPUTACION").update(actions=[Periodo.estado.set("inactivo")])
    forget_copies()
    assert daily_reference(PROCESO) == 400


def test_who_is_in_a_pause_or_out_gets_nothing_13_3():
    operator("OPER1")
    operator("OPER2", EstadoJornada.PAUSA)
    operator("OPER3", EstadoJornada.FUERA)
    arrive(3)
    assert counts() == {"OPER1": 3}


def test_who_leaves_while_records_are_being_handed_out_gets_none_of_them_13_3():
    operator("OPER1")
    operator("OPER2")
    with meanwhile(lambda: set_shift(PROCESO, "OPER2", EstadoJornada.FUERA, AHORA, devolver=False)):
        arrive(4)
    assert counts() == {"OPER1": 4}


def test_the_limit_holds_although_others_hand_out_at_the_same_time_13_3():
    reference(3)
    operator("OPER1")
    with meanwhile(lambda: assign_new_records(PROCESO, numbered(2, primero=5), AHORA)):
        assign_new_records(PROCESO, numbered(3), AHORA)
    assert counts() == {"OPER1": 3, SIN_ASIGNAR: 2}


def test_new_records_do_not_pass_those_that_wait_13_3():
    arrive(SE_REPARTEN + 5)
    operator("OPER1")
    arrive(3, primero=100)
    quedan = desks()
    assert quedan["OPER1"] == list(numbered(SE_REPARTEN))
    assert quedan[SIN_ASIGNAR] == [*numbered(5, SE_REPARTEN), *numbered(3, 100)]


def test_who_has_nothing_left_takes_the_oldest_that_wait_13_3():
    arrive(SE_TOMAN + 2)
    operator("OPER1")
    assert take_more_records(PROCESO, "OPER1") == list(numbered(SE_TOMAN))
    assert take_more_records(PROCESO, "OPER1") == list(numbered(2, SE_TOMAN))
    assert take_more_records(PROCESO, "OPER1") == []
    assert counts() == {"OPER1": SE_TOMAN + 2}


@pytest.mark.parametrize(
    "campos",
    [{"estado": EstadoJornada.PAUSA}, {"activo": False}, {"carga": 400}],
    ids=["pausa", "cuenta", "lleno"],
)
def test_who_takes_no_records_now_takes_none_of_those_that_wait_13_3(campos):
    arrive(2)
    operator("OPER1", **campos)
    assert take_more_records(PROCESO, "OPER1") == []
    assert all(t.operador is None for t in Turno.scan())


def test_who_is_not_of_the_process_takes_nothing_5_1():
    arrive(2)
    assert take_more_records(PROCESO, "AJENO") == []


def test_two_who_take_at_once_never_take_the_same_13_3():
    arrive(30)
    operator("OPER1")
    operator("OPER2")
    with meanwhile(lambda: take_more_records(PROCESO, "OPER2")):
        tomados = take_more_records(PROCESO, "OPER1")
    quedan = desks()
    assert quedan["OPER1"] == tomados
    assert quedan["OPER2"] == list(numbered(SE_TOMAN))


def test_concurrent_takers_spread_over_the_waiting_records():
    esperan = list(numbered(100))
    assert _piece(esperan[:10], 10, 1) == esperan[:10]
    de_cuatro = {tuple(_piece(esperan[:40], 10, 4)) for _ in range(100)}
    assert de_cuatro == {tuple(esperan[i : i + 10]) for i in (0, 10, 20, 30)}
    assert {tuple(_piece(esperan[:3], 10, 16)) for _ in range(100)} == {(f,) for f in esperan[:3]}
    assert _piece([], 10, 4) == []


def test_a_shift_begins_is_paused_and_ends_and_says_since_when_13_3():
    operator("OPER1", EstadoJornada.FUERA)
    for n, estado in enumerate((EstadoJornada.EN_TURNO, EstadoJornada.PAUSA, EstadoJornada.FUERA)):
        momento = AHORA + timedelta(hours=n)
        dicho = set_shift(PROCESO, "OPER1", estado, momento, devolver=False)
        assert (dicho["estado"], dicho["desde"]) == (estado, mundo.iso(momento))
    luego = AHORA + timedelta(hours=9)
    assert set_shift(PROCESO, "OPER1", EstadoJornada.FUERA, luego, devolver=False)["desde"] == mundo.iso(
        momento
    )


def test_who_leaves_keeps_what_is_open_or_returns_what_was_not_begun_13_3():
    operator("OPER1")
    arrive(5)
    set_shift(PROCESO, "OPER1", EstadoJornada.PAUSA, AHORA, devolver=False)
    assert counts() == {"OPER1": 5}
    begin(["F001"], minutos=5)
    dicho = set_shift(PROCESO, "OPER1", EstadoJornada.FUERA, AHORA, devolver=True)
    assert (dicho["devueltos"], dicho["abiertos"]) == (4, 1)
    assert desks() == {"OPER1": ["F001"], SIN_ASIGNAR: ["F000", "F002", "F003", "F004"]}


def test_who_begins_a_shift_returns_nothing_13_3():
    operator("OPER1", EstadoJornada.FUERA)
    with pytest.raises(CuerpoInvalido):
        set_shift(PROCESO, "OPER1", EstadoJornada.EN_TURNO, AHORA, devolver=True)


@pytest.mark.parametrize("quien", ["AJENO", "OPER1"])
def test_who_is_no_operator_or_suspended_begins_no_shift_5_4(quien):
    operator("OPER1", EstadoJornada.FUERA, activo=False)
    with pytest.raises(NoEncontrado):
        set_shift(PROCESO, quien, EstadoJornada.EN_TURNO, AHORA, devolver=False)
    assert find_operator(PROCESO, "AJENO") is None


def test_an_account_suspended_at_that_instant_begins_no_shift_5_4():
    operator("OPER1", EstadoJornada.FUERA, activo=False)
    with pytest.raises(NoEncontrado):
        _write(Operador(PROCESO, "OPER1", estado="fuera", activo=True), EstadoJornada.EN_TURNO, AHORA)
    assert Operador.get(PROCESO, "OPER1").estado == EstadoJornada.FUERA


def test_what_an_operator_reviewed_today_is_counted_with_each_verdict_13_3():
    operator("OPER1")
    folios = [mundo.arrive(f"REG{n}", "ASPA", f"P{n}", n) for n in range(2)]
    assign_new_records(PROCESO, {f: mundo.now(f).recibido_en for f in folios}, AHORA)
    for folio in (*folios, folios[0]):  # the same verdict again is one
        give_verdict(PROCESO, "OPER1", folio, Dictamen(), AHORA)
    assert show_shift(PROCESO, "OPER1", AHORA)["revisados_hoy"] == 2
    assert show_shift(PROCESO, "OPER1", AHORA + timedelta(days=1))["revisados_hoy"] == 0
    assert show_shift(PROCESO, "OTRO", AHORA)["revisados_hoy"] == 0
    assert counts() == {}


def test_loads_that_are_not_what_the_queues_hold_are_said_and_mended_13_3():
    operator("OPER1")
    operator("OPER2")
    arrive(5)
    Operador(PROCESO, "OPER1").update(actions=[Operador.carga.set(40)])
    [hallado] = recount_loads(PROCESO, demora=0)
    assert (hallado.operador, hallado.decia, hallado.son, hallado.corregido) == ("OPER1", 40, 3, True)
    assert counts() == {"OPER1": 3, "OPER2": 2}
    assert recount_loads(PROCESO, demora=0) == []


def test_the_console_says_which_loads_it_mended_13_3():
    operator("OPER1", carga=7)
    dice = CliRunner().invoke(main, ["mesa", "recontar", PROCESO, "--demora", "0"])
    assert dice.output == "OPER1: decía 7, son 0 (corregido)\nOperadores que diferían: 1; días: 0\n"
    assert CliRunner().invoke(main, ["mesa", "recontar", "NINGUNO"]).exit_code == 1


def test_a_load_that_moves_while_it_is_counted_is_not_mended_13_3():
    operator("OPER1", carga=2)
    assert not _mend(Operador(PROCESO, "OPER1", carga=3), 0)
    assert Operador.get(PROCESO, "OPER1").carga == 2


def test_a_process_without_operators_has_nothing_to_recount():
    with pytest.raises(NoEncontrado):
        recount_loads("NINGUNO", demora=0)


def test_records_of_another_stage_are_not_handed_out_with_those_of_the_first_13_3():
    arrive(1)
    [turno] = get_turns(["F000"])
    Turno(
        "F000", "calidad", proceso=PROCESO, cola=turno.cola, orden=turno.orden, llegada=turno.llegada
    ).save()
    operator("OPER1")
    assert take_more_records(PROCESO, "OPER1") == ["F000"]
    assert Turno.get("F000", "calidad").operador is None
    assert Turno.get("F000", MESA).operador == "OPER1"
