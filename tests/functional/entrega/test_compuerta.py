"""What leads to a delivery: the OPL's notification, the comparison of figures, the order (15.2 A to E)."""

from datetime import timedelta

import pytest

from chalicelib.base import aws, config
from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.entrega import EntregaEnCurso, EntregaNoLista, EntregaNoProcede
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.audiencias.audiencias import Audiencia
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.entrega import entregas
from chalicelib.store.mesa.totales import add_pending
from chalicelib.store.mesa.turnos import CALIDAD, DESACUERDOS, SEGUNDAS, Turno, desk_queue
from chalicelib.store.padron.registro_cortes import Indice
from chalicelib.store.papel.lotes import LotePapel
from chalicelib.workflows.entrega import compuerta, conciliacion, pedido
from tests.escenario import mundo
from tests.escenario.mensajes import taken
from tests.escenario.movil import empty_buckets, meanwhile
from tests.escenario.mundo import OPL, PROCESO
from tests.escenario.recursos import empty_queues
from tests.functional.entrega.escena import (
    CIERRE,
    DEL_OPL,
    DIA,
    INE,
    concluded,
    delivered,
    every_record,
    hold_key,
    judged_at_the_mesa,
    official,
    ordered,
    ready_to_deliver,
    reconciled,
    records,
    recount,
    row,
    run_all,
)

pytestmark = [pytest.mark.usefixtures("limpio"), pytest.mark.lento]


@pytest.fixture
def limpio(proceso: str) -> None:
    empty_buckets()
    empty_queues()


def lacking(ahora=DIA) -> str:
    """The conditions that do not hold."""
    return "".join(
        c["inciso"] for c in compuerta.show_gate(INE, PROCESO, ahora)["condiciones"] if not c["cumple"]
    )


def test_the_gate_opens_step_by_step_15_2():
    records()
    assert lacking(mundo.AHORA) == "ABCDEF"
    assert lacking() == "BCDEF"
    concluded()
    assert lacking() == "CDEF"
    reconciled()
    assert lacking() == "EF"
    hold_key()
    assert lacking() == "F"
    assert compuerta.show_gate(INE, PROCESO, DIA)["puede_ordenarse"] is True
    official()
    delivered()
    assert lacking(DIA + timedelta(hours=1)) == ""


def turn(folio: str, etapa: str, en: str) -> None:
    Turno(folio, etapa, proceso=PROCESO, cola=desk_queue(PROCESO, en), orden=folio, llegada="2027").save()


def pending() -> None:
    with transaction() as tx:
        add_pending(tx, PROCESO, "2027-02-01", "OPER1", 1)


def hearing(estado: str) -> None:
    Audiencia(
        audiencia=f"AU{estado}", proceso=PROCESO, opl=OPL, aspirante="ASPA", estado=estado, orden=f"2027#{estado}",
        solicitada_en="2027", datos=b"x",
    ).save()  # fmt: skip


def run_of_paper(estado: str) -> None:
    LotePapel(
        lote=f"L{estado}", aspirante="ASPA", proceso=PROCESO, periodo="GUB", oficio="O", entregado_en="2027",
        declaradas=1, estado=estado, abierto_en="2027", abierto_por="X",
    ).save()  # fmt: skip


def upload(proceso: str) -> None:
    aws.client("s3").put_object(Bucket=config.DEPOSITO_ENTRADA, Key=f"{proceso}/F/1/ab", Body=b"x")


@pytest.mark.parametrize(
    ("que", "inciso"),
    [
        (lambda: upload(PROCESO), "A"),
        (lambda: run_of_paper("abierto"), "A"),
        (pending, "B"),
        (lambda: turn("F1", CALIDAD, SEGUNDAS), "B"),
        (lambda: turn("F1", CALIDAD, DESACUERDOS), "B"),
        (lambda: mundo.add_operators("OPER1") or turn("F1", CALIDAD, "OPER1"), "B"),
        (lambda: hearing("solicitada"), "B"),
        (lambda: hearing("en_desahogo"), "B"),
        (lambda: mundo.receive("NUEVO") and recount(), "D"),
        (lambda: judged_at_the_mesa(every_record()[0].folio, mundo.ILEGIBLE) or recount(), "D"),
    ],
)
def test_new_work_after_all_was_ready_closes_the_gate_again(que, inciso):
    ready_to_deliver()
    assert lacking() == "F"
    que()
    assert lacking() == f"{inciso}F"
    with pytest.raises(EntregaNoProcede) as error:
        ordered()
    assert [c["inciso"] for c in error.value.extra["condiciones"]] == [inciso]
    assert entregas.deliveries_of(PROCESO) == []


@pytest.mark.parametrize(
    "que",
    [
        lambda: upload("OTRO27"),
        lambda: run_of_paper("cerrado"),
        lambda: hearing("concluida"),
        lambda: hearing("desistida"),
        lambda: mundo.add_operators("OPER1") or turn("F1", "mesa", "OPER9"),
    ],
)
def test_work_of_others_or_finished_work_does_not_close_the_gate(que):
    ready_to_deliver()
    que()
    assert lacking() == "F"


def test_the_mesa_is_not_concluded_while_it_has_something_to_do_15_2_b():
    records()
    pending()
    with pytest.raises(EntregaNoProcede) as error:
        concluded()
    assert error.value.extra["pendientes"] == 1
    assert entregas.find_conclusion(PROCESO) is None


def test_the_same_notification_again_changes_nothing_and_another_takes_its_place_15_2_b():
    records()
    concluded()
    primera = entregas.find_conclusion(PROCESO)
    concluded(DIA)
    assert entregas.find_conclusion(PROCESO).en == primera.en
    concluded(DIA, "OPL/200/2027")
    nueva = entregas.find_conclusion(PROCESO)
    assert (nueva.oficio, [a["oficio"] for a in nueva.anteriores]) == ("OPL/200/2027", ["OPL/100/2027"])


def test_of_two_who_notify_at_once_one_is_taken_and_the_other_told():
    records()
    concluded()
    with meanwhile(lambda: concluded(DIA, "A/2"), "PutItem"), pytest.raises(Ocupado):
        concluded(DIA, "B/3")
    assert entregas.find_conclusion(PROCESO).oficio == "A/2"


def test_a_comparison_under_way_is_not_begun_a_second_time():
    records()
    primera = conciliacion.order_comparison(INE, PROCESO, DIA)
    segunda = conciliacion.order_comparison(INE, PROCESO, DIA + timedelta(minutes=1))
    assert segunda["pedida_en"] == primera["pedida_en"]
    assert len(taken(config.COLA_ENTREGAS)) == 1


def test_a_record_verified_with_a_cut_that_is_no_longer_in_force_is_named_15_2_c():
    records()
    Indice(secreto=b"x", vigente="2027-02").save()
    informe = reconciled()
    assert informe["otro_corte"] == 7
    concluded()
    assert "C" in lacking()


def test_who_may_download_are_active_accounts_of_that_opls_administration():
    ready_to_deliver()
    for cambios in ({"rol": "supervisor"}, {"opl": "OTRO"}, {"estado": "suspendida"}, {"proceso": "OTRO27"}):
        official("CTAMALA", **cambios)
        with pytest.raises(DatosNoAdmitidos):
            pedido.order_delivery(INE, PROCESO, "", ["CTAOPL1", "CTAMALA"], 15, DIA)
    with pytest.raises(DatosNoAdmitidos):
        pedido.order_delivery(INE, PROCESO, "", ["CTANADIE"], 15, DIA)
    assert entregas.deliveries_of(PROCESO) == []


def test_a_delivery_asked_for_twice_is_one_and_of_two_at_once_one_15_2():
    ready_to_deliver()
    with meanwhile(lambda: ordered(DIA)), pytest.raises(EntregaEnCurso):
        ordered(DIA + timedelta(seconds=1))
    with pytest.raises(EntregaEnCurso):
        ordered(DIA + timedelta(seconds=2))
    assert [e.entrega for e in entregas.deliveries_of(PROCESO)] == [f"{PROCESO}-1"]


def test_an_order_whose_answer_was_lost_is_that_order():
    ready_to_deliver()
    with meanwhile(lambda: ordered(DIA)):
        assert ordered(DIA) == f"{PROCESO}-1"


def test_a_second_delivery_is_refused_without_a_reason():
    ready_to_deliver()
    delivered()
    with pytest.raises(DatosNoAdmitidos) as error:
        ordered(DIA + timedelta(hours=2))
    assert error.value.extra["faltas"][0]["campo"] == "motivo"


def test_only_recipients_download_and_only_until_the_set_time_15_3():
    ready_to_deliver()
    entrega = ordered()
    with pytest.raises(EntregaNoLista):
        pedido.delivery_links(DEL_OPL, PROCESO, entrega, DIA)
    run_all()
    otra = Principal("otra", Rol.OPL, opl=OPL, cuenta="CTAOPL2")
    ajena = Principal("otra", Rol.OPL, opl="OTRO", cuenta="CTAOPL1")
    for quien in (otra, ajena):
        with pytest.raises(NoEncontrado):
            pedido.delivery_links(quien, PROCESO, entrega, DIA)
    vence = DIA + timedelta(days=15)
    assert pedido.delivery_links(DEL_OPL, PROCESO, entrega, vence - timedelta(seconds=1))["archivos"]
    with pytest.raises(NoEncontrado):
        pedido.delivery_links(DEL_OPL, PROCESO, entrega, vence)
    official("CTAOPL2")
    pedido.name_recipients(INE, PROCESO, entrega, ["CTAOPL2"], 5, vence)
    assert pedido.delivery_links(otra, PROCESO, entrega, vence)["archivos"]
    with pytest.raises(NoEncontrado):
        pedido.delivery_links(DEL_OPL, PROCESO, entrega, vence)


@pytest.mark.parametrize("entrega", ["PRUEBA27-9", "OTRO27-1", "PRUEBA27-", "PRUEBA27-x", "x"])
def test_a_delivery_that_is_not_there_is_not_found(entrega):
    ready_to_deliver()
    delivered()
    with pytest.raises(NoEncontrado):
        pedido.delivery_links(DEL_OPL, PROCESO, entrega, DIA)


def test_the_list_tells_the_progress_of_each_delivery():
    ready_to_deliver()
    ordered()
    [antes] = pedido.list_deliveries(DEL_OPL, PROCESO, DIA)
    assert (antes["estado"], antes["registros"], antes["de"]) == ("en_curso", 0, 7)
    run_all()
    [despues] = pedido.list_deliveries(DEL_OPL, PROCESO, CIERRE + timedelta(days=40))
    assert (despues["estado"], despues["registros"], despues["sha256"]) == ("lista", 7, row().digesto)
    assert despues["descargable_hasta"] is None
