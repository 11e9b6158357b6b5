"""What a supervisor does with the Mesa's work, at any hour and while operators work (Protocolo 13.3)."""

from datetime import timedelta
from itertools import count

import pytest

from chalicelib.problemas import CuerpoInvalido, DatosNoAdmitidos, NoEncontrado
from chalicelib.rules.apoyos.historia import SituacionRegistral, Verificado
from chalicelib.rules.base.permisos import Rol
from chalicelib.store.base.tabla import connection, iso
from chalicelib.store.mesa.operadores import EstadoJornada, Operador
from chalicelib.store.mesa.turnos import MESA, SIN_ASIGNAR, Turno
from chalicelib.workflows.apoyos.hechos import append_fact
from chalicelib.workflows.mesa import seleccion, traslados
from chalicelib.workflows.mesa.asignacion import assign_new_records, take_more_records
from chalicelib.workflows.mesa.seleccion import FiltroDeSeleccion
from chalicelib.workflows.mesa.supervision import (
    Pedido,
    assign_selected,
    count_selected,
    level_records,
    withdraw_and_show,
)
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.movil import meanwhile
from tests.escenario.mundo import AHORA, INICIO, OPL, PROCESO
from tests.escenario.vistas_de_audiencia import add_officials
from tests.functional.mesa.mesas import arrive, begin, counts, desks, numbered, operator

__all__ = ["api", "emisores"]

pytestmark = pytest.mark.usefixtures("proceso")


def received(*cuales: str) -> list[str]:
    """Records that wait at the Mesa: `A0` is of the first aspirante, received on day 0 of the period; folios."""
    folios = []
    for n, (letra, dia) in enumerate(cuales):
        momento = INICIO + timedelta(days=int(dia), minutes=n)
        folio = mundo.receive(f"REG{n}", f"ASP{letra}", momento).folio
        assign_new_records(PROCESO, {folio: iso(momento)}, AHORA)
        folios.append(folio)
    return folios


def ask(**pedido) -> Pedido:
    filtro = {c: pedido.pop(c) for c in list(pedido) if c in FiltroDeSeleccion.__dataclass_fields__}
    return Pedido(FiltroDeSeleccion(**filtro), **pedido)


def assigned(**pedido) -> dict:
    return assign_selected(PROCESO, ask(**pedido), AHORA)


def test_the_records_of_an_aspirante_go_to_whom_the_supervisor_says_13_3():
    a0, _, a1 = received("A0", "B0", "A1")
    operator("OPER1", EstadoJornada.FUERA)
    hecho = assigned(aspirante="ASPA", operadores=("OPER1",))
    assert (hecho["movidos"], hecho["por_operador"], hecho["siguiente"]) == (2, {"OPER1": 2}, None)
    assert desks()["OPER1"] == [a0, a1]


@pytest.mark.parametrize(
    ("filtro", "hallados"),
    [
        ({"desde": "2027-01-11"}, "A1 A2"),
        ({"hasta": "2027-01-11"}, "A0 A1"),
        ({"desde": "2027-01-11", "hasta": "2027-01-11"}, "A1"),
        ({"auxiliar": "AUX1"}, "A0 A1 A2"),
        ({"auxiliar": "AUX9"}, ""),
    ],
    ids=str,
)
def test_a_filter_by_day_of_the_centre_and_by_auxiliar_13_3(filtro, hallados):
    nombres = ("A0", "A1", "A2", "B1")
    folios = dict(zip(nombres, received(*nombres), strict=True))
    operator("OPER1", EstadoJornada.FUERA)
    assigned(aspirante="ASPA", operadores=("OPER1",), **filtro)
    assert desks().get("OPER1", []) == [folios[n] for n in hallados.split()]


def test_a_filter_by_finding_13_6():
    uno, otro = received("A0", "A0")
    hecho = Verificado(iso(AHORA), SituacionRegistral.LISTA_NOMINAL, hallazgos=("registro_cic_distinto",))
    append_fact(otro, lambda _: hecho, AHORA)
    operator("OPER1", EstadoJornada.FUERA)
    assigned(aspirante="ASPA", hallazgo="registro_cic_distinto", operadores=("OPER1",))
    assert desks() == {"OPER1": [otro], SIN_ASIGNAR: [uno]}


def test_counting_says_what_an_assignment_would_move_and_moves_nothing_13_3():
    received("A0", "A1", "A2")
    operator("OPER1")
    take_more_records(PROCESO, "OPER1")
    operator("OPER2")
    received_later = mundo.receive("TARDE", "ASPA", AHORA).folio
    antes = desks()
    assert count_selected(PROCESO, ask(aspirante="ASPA"), AHORA) == {
        "registros": 0,
        "quedan": {"asignado": 3, "sin_turno": 1},
        "siguiente": None,
    }
    begin(["ASPA-AUX1-DISP1-REG0"])
    assert count_selected(PROCESO, ask(aspirante="ASPA", reasignar=True), AHORA)["registros"] == 2
    assert (
        count_selected(PROCESO, ask(aspirante="ASPA", reasignar=True, forzar=True), AHORA)["registros"] == 3
    )
    assert desks() == antes
    assert received_later not in str(antes)


def test_more_than_one_request_reads_is_gone_on_with_by_its_cursor_13_3(monkeypatch):
    folios = received(*["A0"] * 7)
    operator("OPER1", EstadoJornada.FUERA)
    monkeypatch.setattr(seleccion, "SE_LEEN", 3)
    uno = assigned(aspirante="ASPA", operadores=("OPER1",))
    assert uno["movidos"] == 3
    dos = assigned(aspirante="ASPA", operadores=("OPER1",), cuantos=2, despues=uno["siguiente"])
    assert dos["movidos"] == 2
    tres = assigned(aspirante="ASPA", operadores=("OPER1",), despues=dos["siguiente"])
    assert (tres["movidos"], tres["siguiente"]) == (2, None)
    assert desks() == {"OPER1": folios}


def test_the_oldest_that_wait_are_balanced_over_those_on_shift_13_3():
    arrive(9)
    operator("OPER1")
    operator("OPER2", carga=0)
    assert assigned(cuantos=5)["por_operador"] == {"OPER1": 3, "OPER2": 2}
    assert desks()[SIN_ASIGNAR] == list(numbered(4, 5))


def test_what_nobody_has_room_for_waits_and_the_answer_says_why_13_3():
    arrive(3)
    assert assigned()["quedan"] == {"sin_operadores": 3}
    operator("OPER1", carga=400)
    assert assigned()["quedan"] == {"sin_lugar": 3}


def test_a_supervisor_may_give_somebody_more_than_the_reference_13_3():
    arrive(3)
    operator("OPER1", carga=400)
    assert assigned(operadores=("OPER1",))["movidos"] == 3


def test_only_operators_of_the_process_in_force_can_be_chosen_5_1():
    mundo.add_operators("AJENO", proceso="OTRO27")
    operator("OPER1", activo=False)
    operator("OPER2")
    with pytest.raises(DatosNoAdmitidos) as negado:
        assigned(operadores=("OPER2", "AJENO", "OPER1"))
    assert [f["campo"] for f in negado.value.extra["faltas"]] == ["operadores[1]", "operadores[2]"]


@pytest.mark.parametrize(
    ("filtro", "problema"),
    [
        ({"auxiliar": "AUX1"}, CuerpoInvalido),
        ({"aspirante": "ASPA", "desde": "2027-02-30"}, CuerpoInvalido),
        ({"aspirante": "ASPA", "desde": "2027-01-12", "hasta": "2027-01-11"}, CuerpoInvalido),
        ({"aspirante": "NADIE"}, NoEncontrado),
        (
            {"aspirante": "ASPA", "hasta": "2027-01-11", "despues": "2027-01-13T00:00:00.000Z#F"},
            CuerpoInvalido,
        ),
    ],
    ids=str,
)
def test_a_filter_that_means_nothing_is_refused_13_3(filtro, problema):
    with pytest.raises(problema):
        assigned(**filtro)


def test_withdrawn_records_wait_the_latest_first_and_what_was_begun_stays_13_3():
    operator("OPER1")
    arrive(6)
    begin(["F005"], minutos=14)
    begin(["F004"], minutos=15)
    hecho = withdraw_and_show(PROCESO, "OPER1", AHORA, cuantos=3)
    assert (hecho["movidos"], hecho["quedan"], hecho["abiertos"]) == (2, {"en_revision": 1}, 4)
    assert desks() == {"OPER1": ["F000", "F001", "F002", "F005"], SIN_ASIGNAR: ["F003", "F004"]}
    assert Turno.get("F004", MESA).reclamado is None
    assert withdraw_and_show(PROCESO, "OPER1", AHORA, forzar=True)["abiertos"] == 0


def test_an_absent_operators_records_are_drained_to_those_on_shift_and_the_rest_waits_13_3():
    operator("OPER1")
    arrive(6)
    Operador(PROCESO, "OPER1").update(actions=[Operador.activo.set(False)])
    operator("OPER2", carga=0)
    operator("OPER3", peso=1, carga=0)
    hecho = withdraw_and_show(PROCESO, "OPER1", AHORA, repartir=True)
    assert hecho["por_operador"] == {"OPER2": 5, "OPER3": 1}
    assert counts() == {"OPER2": 5, "OPER3": 1}


def test_what_is_withdrawn_from_somebody_on_shift_does_not_come_back_to_them_13_3():
    operator("OPER1")
    arrive(4)
    assert withdraw_and_show(PROCESO, "OPER1", AHORA, repartir=True)["movidos"] == 4
    assert counts() == {SIN_ASIGNAR: 4}


def test_records_are_withdrawn_only_from_operators_of_the_process_5_1():
    with pytest.raises(NoEncontrado):
        withdraw_and_show(PROCESO, "AJENO", AHORA)


def test_a_record_judged_or_begun_meanwhile_is_not_withdrawn_13_3():
    operator("OPER1")
    arrive(3)
    with meanwhile(lambda: begin(["F002"])):
        hecho = withdraw_and_show(PROCESO, "OPER1", AHORA)
    assert (hecho["movidos"], hecho["quedan"]) == (2, {"en_revision": 1})
    assert desks()["OPER1"] == ["F002"]


def test_records_that_others_keep_changing_stay_and_are_reported_13_3(monkeypatch, request):
    operator("OPER1")
    arrive(3)
    monkeypatch.setattr(traslados, "POR_PIEZA", 2)
    monkeypatch.setattr("chalicelib.store.base.transacciones.wait", lambda _: None)
    eventos, veces = connection().client.meta.events, count(20)

    def begin_again(**_):
        begin(numbered(3), minutos=next(veces))

    eventos.register("before-call.dynamodb.TransactWriteItems", begin_again, unique_id="siempre")
    request.addfinalizer(
        lambda: eventos.unregister("before-call.dynamodb.TransactWriteItems", unique_id="siempre")
    )
    hecho = withdraw_and_show(PROCESO, "OPER1", AHORA)
    assert (hecho["movidos"], hecho["quedan"], hecho["abiertos"]) == (0, {"ocupado": 3}, 3)


def test_open_records_are_levelled_over_those_on_shift_taking_the_latest_13_3():
    operator("OPER1")
    arrive(10)
    operator("OPER2")
    operator("OPER3", peso=50)
    hecho = level_records(PROCESO, AHORA, ausentes=False, forzar=False)
    assert (hecho["movidos"], hecho["faltan"], hecho["quedan"]) == (6, 0, {})
    quedan = desks()
    assert {q: len(f) for q, f in quedan.items()} == {"OPER1": 4, "OPER2": 4, "OPER3": 2}
    assert quedan["OPER1"] == list(numbered(4))
    assert level_records(PROCESO, AHORA, ausentes=False, forzar=False)["movidos"] == 0


def test_levelling_goes_on_from_where_it_was_and_leaves_what_was_begun_13_3():
    operator("OPER1")
    arrive(10)
    operator("OPER2")
    begin(["F009"])
    uno = level_records(PROCESO, AHORA, ausentes=False, forzar=False, cuantos=3)
    assert (uno["movidos"], uno["faltan"], uno["quedan"]) == (3, 2, {"en_revision": 1})
    dos = level_records(PROCESO, AHORA, ausentes=False, forzar=False)
    assert (dos["movidos"], dos["faltan"]) == (2, 0)
    assert counts() == {"OPER1": 5, "OPER2": 5}
    assert "F009" in desks()["OPER1"]


def test_what_the_absent_have_is_levelled_only_if_it_is_asked_for_13_3():
    operator("OPER1")
    arrive(6)
    Operador(PROCESO, "OPER1").update(actions=[Operador.estado.set(EstadoJornada.FUERA)])
    operator("OPER2")
    assert level_records(PROCESO, AHORA, ausentes=False, forzar=False)["movidos"] == 0
    assert level_records(PROCESO, AHORA, ausentes=True, forzar=False)["por_operador"] == {"OPER2": 6}


def test_without_anybody_on_shift_nothing_is_levelled_13_3():
    operator("OPER1")
    arrive(2)
    Operador(PROCESO, "OPER1").update(actions=[Operador.estado.set(EstadoJornada.FUERA)])
    hecho = level_records(PROCESO, AHORA, ausentes=True, forzar=False)
    assert (hecho["movidos"], hecho["faltan"]) == (0, 0)


def test_the_supervisor_sees_who_works_and_what_each_has_and_weighs_them_13_3(api):
    supervisor = api.entra(Rol.SUPERVISOR, opl=OPL, proceso=PROCESO)
    operador = api.entra(Rol.OPERADOR, opl=OPL, proceso=PROCESO, operador="OPER1")
    operator("OPER1", EstadoJornada.FUERA)
    operator("OPER2", EstadoJornada.FUERA)
    add_officials("OPER1")
    assert api.pide("PUT", "/v1/mesa/jornada", operador, {"estado": "en_turno"}).estado == 200
    assert api.pide("GET", "/v1/mesa/jornada", operador).cuerpo["estado"] == "en_turno"
    lista = f"/v1/procesos/{PROCESO}/operadores"
    assert api.pide("PUT", f"{lista}/OPER1", supervisor, {"peso": 25}).estado == 200
    assert api.pide("PUT", f"{lista}/NADIE", supervisor, {"peso": 25}).codigo == "no_encontrado"
    arrive(2)
    pagina = api.pide("GET", f"{lista}?cuantos=1", supervisor).cuerpo
    [fila] = pagina["elementos"]
    assert {c: v for c, v in fila.items() if c not in ("desde", "mas_antiguo")} == {
        "operador": "OPER1",
        "nombre": "Persona OPER1",
        "activo": True,
        "estado": "en_turno",
        "peso": 25,
        "abiertos": 2,
        "revisados_hoy": 0,
    }
    assert fila["mas_antiguo"] == iso(AHORA)
    resto = api.pide("GET", f"{lista}?despues={pagina['siguiente']}", supervisor).cuerpo
    assert [(o["operador"], o["nombre"], o["mas_antiguo"]) for o in resto["elementos"]] == [
        ("OPER2", "", None)
    ]


def test_the_supervisors_routes_move_records_5_1(api):
    """Each as the API takes and answers it; their rules are shown above."""
    supervisor = api.entra(Rol.SUPERVISOR, opl=OPL, proceso=PROCESO)
    de = f"/v1/procesos/{PROCESO}"
    arrive(4)
    operator("OPER1", EstadoJornada.FUERA)
    cuerpo = {"operadores": ["OPER1"]}
    assert api.pide("POST", f"{de}/asignaciones/conteo", supervisor, cuerpo).cuerpo["registros"] == 4
    assert api.pide("POST", f"{de}/asignaciones", supervisor, cuerpo).cuerpo["movidos"] == 4
    assert (
        api.pide("POST", f"{de}/operadores/OPER1/retiro", supervisor, {"cuantos": 1}).cuerpo["movidos"] == 1
    )
    operator("OPER2")
    r = api.pide("POST", f"{de}/redistribucion", supervisor, {"incluir_ausentes": True})
    assert (r.cuerpo["movidos"], r.cuerpo["faltan"]) == (3, 0)
    assert counts() == {"OPER2": 3, SIN_ASIGNAR: 1}
