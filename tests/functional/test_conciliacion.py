"""What the stream forgot is found by its absence and done; totals are compared with a recount (Protocolo 15.2 D)."""

import pytest
from click.testing import CliRunner, Result

from chalicelib import aws, config
from chalicelib.handlers.contadores import contadores
from chalicelib.store.contadores import Contador, read_totals
from chalicelib.workflows.acuses import send_receipts
from chalicelib.workflows.asignacion import assign
from chalicelib.workflows.conciliacion import reconcile
from consola.__main__ import main
from tests.functional import mundo
from tests.functional.flujo import Flujo, event
from tests.functional.mensajes import taken
from tests.functional.mundo import AHORA, PROCESO
from tests.functional.recursos import empty_queues

pytestmark = [pytest.mark.usefixtures("proceso"), pytest.mark.lento]
PASOS = ("verificación", "turno", "acuse")


@pytest.fixture(autouse=True)
def colas(proceso: str) -> None:
    empty_queues()


def console() -> Result:
    return CliRunner().invoke(main, ["conciliar"])


def done(registro: str, *pasos: str) -> str:
    """A record with those steps behind it."""
    apoyo = mundo.receive(registro)
    if "verificación" in pasos:
        mundo.verify(apoyo.folio, registro)
    if "turno" in pasos:
        assign(PROCESO, {apoyo.folio: apoyo.recibido_en}, AHORA)
    if "acuse" in pasos:
        send_receipts("AUX1", [apoyo.folio], AHORA)
    return apoyo.folio


def handed_out() -> tuple[list[str], list[str], list[str]]:
    return (
        sorted(m["folio"] for m in taken(config.COLA_REGISTRAL)),
        sorted(m["folio"] for m in taken(config.COLA_MESA)),
        sorted(f for m in taken(config.COLA_ACUSES) for f in m["folios"]),
    )


def test_records_that_the_stream_forgot_are_counted_and_handed_out_15_2_d():
    folios = sorted(mundo.receive(f"REG{n}").folio for n in range(3))
    informe = reconcile()
    assert (informe.vistos, informe.entregados) == (3, 3)
    assert informe.antes["aspirante#ASPA", "recibidos"] == (0, 3)
    assert informe.despues == {}
    assert handed_out() == (folios, folios, folios)
    assert read_totals("aspirante#ASPA") == {
        "recibidos": 3,
        "clase#en_proceso": 3,
        "dia#2027-01-15": 3,
        "modo#auxiliar": 3,
        "noche": 3,
    }


@pytest.mark.parametrize("falta", PASOS)
def test_a_record_that_lacks_one_step_is_handed_out_again(falta):
    """Whoever hands out may die between two queues, so one step done does not speak for the others."""
    folio = done("REG1", *(p for p in PASOS if p != falta))
    done("REG2", *PASOS)
    informe = reconcile()
    assert (informe.entregados, dict(informe.faltas)) == (1, {falta: 1})
    assert handed_out() == ([folio], [folio], [folio])


def test_what_was_done_is_left_alone_and_counted_once_15_2_d():
    flujo = Flujo()
    done("REG1", *PASOS)
    contadores(event(flujo.news()), None)
    antes = read_totals("aspirante#ASPA")
    for _ in range(2):
        informe = reconcile()
        assert (informe.entregados, informe.antes, informe.despues) == (0, {}, {})
    assert read_totals("aspirante#ASPA") == antes
    assert handed_out() == ([], [], [])


def test_an_item_that_is_no_record_is_named_and_keeps_nobody_waiting():
    aws.client("dynamodb").put_item(TableName=config.tabla("apoyos"), Item={"folio": {"S": "AJENO"}})
    folio = mundo.receive("REG1").folio
    salida = console()
    assert (salida.exit_code, salida.exception) == (0, None)
    assert "no es un registro: AJENO" in salida.output
    assert handed_out()[0] == [folio]


def test_totals_that_the_records_do_not_bear_out_are_shown_15_2_d():
    done("REG1", *PASOS)
    reconcile()
    Contador("aspirante#ASPA#0", "recibidos").update(actions=[Contador.n.add(2)])
    salida = console()
    assert salida.exit_code == 1
    assert "Totales que diferían: 1; difieren ahora: 1" in salida.output
    assert "aspirante#ASPA recibidos: dice 3, son 1" in salida.output


def test_a_total_below_nothing_is_a_difference_too_15_2_d():
    Contador("aspirante#NADIE#0", "recibidos").update(actions=[Contador.n.add(-1)])
    assert reconcile().despues == {("aspirante#NADIE", "recibidos"): (-1, 0)}


def test_more_records_than_a_page_are_all_seen():
    for n in range(103):
        mundo.receive(f"REG{n}")
    vistos: list[int] = []
    assert reconcile(vistos.append).vistos == sum(vistos) == 103
    assert len(handed_out()[0]) == 103
