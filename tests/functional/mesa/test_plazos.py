"""The clock of the Mesa over real tables: counts, lists, what each reviewed, the daily notices (Protocolo 13.9)."""

import json
import os
from datetime import date, datetime, timedelta

import pytest
from moto.ses import ses_backends

from chalicelib.base import config
from chalicelib.borde.paginas import Pagina
from chalicelib.handlers.eventos.correos import correos
from chalicelib.problemas import CuerpoInvalido
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.mesa.plazos import EstadoPlazo
from chalicelib.store.base.tabla import iso
from chalicelib.store.conteo.contadores import Contador, every_total
from chalicelib.store.mesa.operadores import Operador
from chalicelib.store.mesa.totales import pending_rows, read_pending
from chalicelib.store.mesa.turnos import MESA, Turno, _in_order, get_turn
from chalicelib.workflows.mesa.asignacion import assign_new_records
from chalicelib.workflows.mesa.escalados import determine_record, escalate_record
from chalicelib.workflows.mesa.escritorio import give_verdict, take_back_verdict
from chalicelib.workflows.mesa.plazos import list_records_by_deadline, show_clock, show_productivity
from chalicelib.workflows.mesa.recuento import recount_pending
from chalicelib.workflows.mesa.vistos import note_seen
from chalicelib.workflows.vigilancia import queue_daily_notices
from tests.escenario import mundo
from tests.escenario.mensajes import batch, failed, taken
from tests.escenario.movil import meanwhile
from tests.escenario.mundo import AHORA, ILEGIBLE, PROCESO, add_operators
from tests.escenario.recursos import CUENTA, empty_queues
from tests.functional.mesa.test_mesa import VALIDO
from tests.functional.procesos.test_preparacion import account

pytestmark = pytest.mark.usefixtures("proceso")

DIA = timedelta(days=1)


def arrived(*nombres: str, hace: int = 0) -> list[str]:
    """Records that reached the Mesa so many days ago; folios."""
    entonces = AHORA - hace * DIA
    assign_new_records(PROCESO, dict.fromkeys(nombres, iso(entonces)), entonces)
    return list(nombres)


def before(operador: str, n: int) -> list[str]:
    """Records before the only operator there is, today; folios."""
    add_operators(operador)
    folios = [mundo.arrive(f"REG{i}", "ASPA", f"P{i}", i) for i in range(n)]
    assign_new_records(PROCESO, {f: mundo.now(f).recibido_en for f in folios}, AHORA)
    return folios


def listed(estado: EstadoPlazo, cuantos: int = 50) -> list[str]:
    """All folios of the list, page by page."""
    folios, despues = [], ""
    while True:
        hoja = list_records_by_deadline(PROCESO, estado, Pagina(despues, cuantos), AHORA)
        assert len(hoja["elementos"]) <= cuantos
        folios += [x["folio"] for x in hoja["elementos"]]
        despues = hoja["siguiente"]
        if despues is None:
            return folios


def test_what_is_left_is_counted_by_day_of_arrival_and_a_message_again_counts_nothing_13_9():
    for _ in range(2):
        arrived("F1", "F2", hace=11)
        arrived("F3", hace=7)
    arrived("F4")
    reloj = show_clock(PROCESO, AHORA)
    assert reloj["por_estado"] == {"en_tiempo": 1, "por_vencer": 1, "vencido": 2}
    assert [(d["pendientes"], d["estado"]) for d in reloj["por_dia"]] == [
        (2, "vencido"),
        (1, "por_vencer"),
        (1, "en_tiempo"),
    ]
    assert (reloj["pendientes"], reloj["operadores_en_turno"]) == (4, 0)


def test_a_verdict_takes_one_off_and_taking_it_back_puts_it_on_again_13_9():
    folio, _ = before("OPER1", 2)
    hoy = date.fromisoformat(show_clock(PROCESO, AHORA)["hoy"])
    give_verdict(PROCESO, "OPER1", folio, ILEGIBLE, AHORA)
    give_verdict(PROCESO, "OPER1", folio, ILEGIBLE, AHORA)
    assert read_pending(PROCESO) == {hoy: 1}
    assert [x["revisados"] for x in reviews()] == [1]
    take_back_verdict(PROCESO, "OPER1", folio, AHORA)
    assert read_pending(PROCESO) == {hoy: 2}
    assert [x["revisados"] for x in reviews()] == [0]


def test_a_record_waits_while_it_is_escalated_and_until_the_authority_determines_it_13_8():
    folio, _ = before("OPER1", 2)
    escalate_record(PROCESO, "OPER1", folio, "Ningún inciso lo describe", AHORA)
    assert sum(read_pending(PROCESO).values()) == 2
    autoridad = Principal("s", Rol.OPL, opl=mundo.OPL, cuenta="CTAOPL")
    note_seen(get_turn(folio), "CTAOPL")
    determine_record(autoridad, PROCESO, folio, False, "Leyenda ajena", "OF/1", AHORA)
    assert sum(read_pending(PROCESO).values()) == 1
    assert recount_pending(PROCESO, demora=0) == []


def test_of_two_verdicts_at_once_one_is_counted_13_9():
    folio, _ = before("OPER1", 2)
    with meanwhile(lambda: give_verdict(PROCESO, "OPER1", folio, VALIDO, AHORA)):
        give_verdict(PROCESO, "OPER1", folio, VALIDO, AHORA)
    assert sum(read_pending(PROCESO).values()) == 1


def reviews(**dias: str) -> list[dict]:
    return show_productivity(PROCESO, dias.get("desde", ""), dias.get("hasta", ""), Pagina(), AHORA)[
        "elementos"
    ]


def test_the_forecast_is_what_is_left_by_the_pace_of_the_last_days_13_9():
    """30 a day for two days; second looks move no deadline. 90 are left: three days."""
    for n in (1, 2):
        dia = (AHORA - n * DIA).date().isoformat()
        Operador(f"{PROCESO}#{dia}", "OPER1", revisados=35, segundas=5).save()
    for i in range(9):
        arrived(*(f"F{i}{j}" for j in range(10)), hace=1)
    pronostico = show_clock(PROCESO, AHORA)["pronostico"]
    assert pronostico["ritmo"] == 30
    assert pronostico["termina"] == (AHORA.date() + 3 * DIA).isoformat()
    assert (pronostico["tarde"], pronostico["dias_tarde"]) == (0, 0)


def test_a_mesa_that_began_today_has_today_s_pace_13_9():
    folio, *_ = before("OPER1", 3)
    give_verdict(PROCESO, "OPER1", folio, VALIDO, AHORA)
    assert show_clock(PROCESO, AHORA)["pronostico"]["ritmo"] == 1


def test_lists_go_by_arrival_through_all_parts_and_pages_even_within_one_instant_13_9():
    tarde = sorted(arrived(*(f"V{i}" for i in range(7)), hace=12))
    despues = sorted(arrived(*(f"W{i}" for i in range(5)), hace=11))
    por_vencer = sorted(arrived("P1", "P2", hace=10)) + arrived("P3", hace=7)
    arrived("E1", hace=6)
    assert listed(EstadoPlazo.VENCIDO, cuantos=3) == tarde + despues
    assert listed(EstadoPlazo.VENCIDO) == tarde + despues
    assert listed(EstadoPlazo.POR_VENCER, cuantos=1) == por_vencer


def test_those_of_one_instant_come_by_folio_however_the_index_has_them_13_9():
    llaves = [("1", "F2"), ("1", "F1"), ("2", "F0")]
    assert list(_in_order(iter(llaves))) == [("1", "F1"), ("1", "F2"), ("2", "F0")]


def test_a_listed_record_says_its_limit_and_who_has_it_and_one_judged_is_not_listed_13_9():
    add_operators("OPER1")
    arrived("F1", "F2", hace=12)
    Turno("F2", MESA).update(actions=[Turno.pendiente.remove()])
    (fila,) = list_records_by_deadline(PROCESO, EstadoPlazo.VENCIDO, Pagina(), AHORA)["elementos"]
    assert (fila["folio"], fila["dias"], fila["operador"]) == ("F1", 12, "OPER1")
    assert fila["limite"] == (AHORA - 2 * DIA).date().isoformat()


def test_the_day_of_arrival_is_the_centre_s_13_9():
    """At 23:30 of the centre it is another day in UTC already: it is late a day sooner than UTC says."""
    ayer_noche = datetime.combine(AHORA.date() - 11 * DIA, datetime.min.time(), AHORA.tzinfo) + timedelta(
        hours=29.5
    )
    assign_new_records(PROCESO, {"F1": iso(ayer_noche)}, ayer_noche)
    assert listed(EstadoPlazo.VENCIDO) == ["F1"]
    assert show_clock(PROCESO, AHORA)["por_estado"]["vencido"] == 1


@pytest.mark.parametrize(
    "dias", [("2027-02-30", ""), ("2027-01-02", "2027-01-01"), ("2026-01-01", "2027-01-01")]
)
def test_days_that_do_not_exist_or_too_many_are_refused(dias):
    with pytest.raises(CuerpoInvalido):
        show_productivity(PROCESO, *dias, Pagina(), AHORA)


def test_a_cursor_of_another_list_is_refused():
    with pytest.raises(CuerpoInvalido):
        list_records_by_deadline(PROCESO, EstadoPlazo.VENCIDO, Pagina("e30"), AHORA)


def test_whoever_supervises_the_mesa_is_told_once_a_day_and_the_figure_is_measured_13_9(capsys):
    empty_queues()
    account(Rol.SUPERVISOR, "s@oplx.invalid", proceso=PROCESO)
    account(Rol.SUPERVISOR, "t@oplx.invalid", proceso="OTRO27")
    account(Rol.OPERADOR, "o@oplx.invalid", proceso=PROCESO)
    arrived("F1", "F2", hace=11)
    arrived("F3", hace=8)
    capsys.readouterr()
    for _ in range(2):
        queue_daily_notices(AHORA)
    medido = [json.loads(x) for x in capsys.readouterr().out.splitlines() if "MesaVencidos" in x]
    assert [m["MesaVencidos"] for m in medido] == [[2.0], [2.0]]
    mensajes = [m for m in taken(config.COLA_CORREOS) if m["plantilla"] == "plazos_mesa"]
    antes = len(mails())
    assert failed(correos(batch(*mensajes), None)) == []
    (carta,) = mails()[antes:]
    assert carta.destinations["ToAddresses"] == ["s@oplx.invalid"]
    assert "2 registros fuera de plazo" in carta.subject
    assert "Por vencer: 1" in carta.body


def mails():
    return ses_backends[CUENTA][os.environ["AWS_REGION"]].sent_messages


def test_where_nothing_is_near_its_limit_nobody_is_told_13_9():
    empty_queues()
    account(Rol.SUPERVISOR, "s@oplx.invalid", proceso=PROCESO)
    arrived("F1", hace=6)
    queue_daily_notices(AHORA)
    assert [m for m in taken(config.COLA_CORREOS) if m["plantilla"] == "plazos_mesa"] == []


def test_a_total_that_says_otherwise_than_the_records_is_found_and_mended_13_9():
    arrived("F1", "F2", hace=2)
    arrived("F3")
    assert recount_pending(PROCESO, demora=0) == []
    for fila in pending_rows(PROCESO):
        fila.update(actions=[Contador.n.add(5)])
    Contador.get(f"mesa#{PROCESO}", pending_rows(PROCESO)[0].clave).delete()
    assert [(d.decia, d.son, d.corregido) for d in recount_pending(PROCESO, demora=0)] == [
        (0, 2, True),
        (6, 1, True),
    ]
    assert list(read_pending(PROCESO).values()) == [2, 1]


def test_a_day_on_which_somebody_judges_meanwhile_is_not_mended_13_9():
    folio, _ = before("OPER1", 2)
    (fila, *_) = pending_rows(PROCESO)
    fila.update(actions=[Contador.n.add(5)])
    with meanwhile(lambda: give_verdict(PROCESO, "OPER1", folio, VALIDO, AHORA)):
        (hallado,) = recount_pending(PROCESO, demora=0)
    assert (hallado.decia, hallado.son, hallado.corregido) == (7, 2, False)


def test_the_mesa_s_totals_are_not_among_those_of_the_records_15_2_d():
    arrived("F1")
    assert every_total() == {}
