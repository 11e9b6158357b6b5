"""The hourly watch finds what recent records lack, does it and tells; what it does not mend it names (15.2 D)."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from moto.backends import get_backend

from chalicelib.base import aws, config
from chalicelib.handlers.eventos.ronda import ronda
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base import objetos
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import connection, iso
from chalicelib.store.conteo.contadores import read_totals
from chalicelib.workflows.captacion.correo_acuses import send_receipts
from chalicelib.workflows.conteo.cotejo import ALTERADO
from chalicelib.workflows.conteo.huerfanos import EDAD, sweep_orphans
from chalicelib.workflows.conteo.ronda import ANTERIORES, RECIENTES, REPOSO, RondaIncompleta, make_round
from chalicelib.workflows.conteo.totales import count_states, read_countable_state
from chalicelib.workflows.correos.salidas import send_overdue
from chalicelib.workflows.mesa.asignacion import assign_new_records
from chalicelib.workflows.padron.reverificacion import MARGEN, reverify_process, reverify_since
from tests.escenario import mundo
from tests.escenario.flujo import Flujo
from tests.escenario.mensajes import taken
from tests.escenario.movil import empty_buckets
from tests.escenario.mundo import AHORA, PROCESO
from tests.escenario.recursos import CUENTA, empty_queues

pytestmark = pytest.mark.usefixtures("proceso")
LUEGO = AHORA + REPOSO + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def limpio(proceso: str) -> None:
    empty_queues()
    empty_buckets()


def complete(registro: str, flujo: Flujo) -> str:
    """A record with all that follows from it."""
    folio = mundo.arrive(registro, "ASPA", registro, 0)
    assign_new_records(PROCESO, {folio: mundo.now(folio).recibido_en}, AHORA)
    send_receipts("AUX1", [folio], AHORA)
    count_states([read_countable_state(n["dynamodb"]["NewImage"]) for n in flujo.news()])
    return folio


def test_a_record_that_nobody_worked_on_is_counted_and_handed_out_and_told():
    folio = mundo.receive("REG1").folio
    informe = make_round(LUEGO)
    assert informe.vistos == 1
    assert informe.faltas == {"conteo": 1, "verificación": 1, "turno": 1, "acuse": 1}
    assert [m["folio"] for m in taken(config.COLA_REGISTRAL)] == [folio]
    assert [m["folio"] for m in taken(config.COLA_MESA)] == [folio]
    assert [m["folios"] for m in taken(config.COLA_ACUSES)] == [[folio]]
    assert read_totals("aspirante#ASPA")["recibidos"] == 1


def test_a_round_over_complete_records_mends_nothing():
    folio = complete("REG1", Flujo())
    visto = mundo.now(folio)
    informe = make_round(mundo.INICIO + timedelta(days=1) + 2 * REPOSO)
    assert (informe.vistos, informe.entregados, informe.faltas.total()) == (1, 0, 0)
    assert mundo.now(folio).attribute_values == visto.attribute_values


def test_a_record_on_its_way_is_left_alone_and_one_of_long_ago_is_the_days_long_round():
    mundo.receive("REG1")
    assert make_round(AHORA + REPOSO / 2).vistos == 0
    tarde = AHORA + RECIENTES + timedelta(hours=1)
    assert make_round(tarde).vistos == (tarde.hour == 9)
    larga = (AHORA + timedelta(days=1)).replace(hour=9)
    assert make_round(larga).vistos == 1
    assert make_round(larga + ANTERIORES).vistos == 0


def test_the_round_reads_no_table_whole_but_that_of_processes():
    mundo.receive("REG1")
    leidas = []

    def note(params, **_):
        leidas.append(params["TableName"])

    eventos = aws.client("dynamodb").meta.events
    eventos.register("provide-client-params.dynamodb.Scan", note)
    try:
        make_round(LUEGO)
    finally:
        eventos.unregister("provide-client-params.dynamodb.Scan", note)
    assert set(leidas) <= {config.tabla("procesos")}


def test_the_function_may_do_all_that_it_does():
    """Its policy suffices; of a process whose period ended long ago nothing is read."""
    mundo.receive("REG1")
    ronda(
        {
            "source": "aws.events",
            "detail": {},
            "detail-type": "",
            "time": "",
            "id": "",
            "region": "",
            "resources": [],
            "account": "",
            "version": "0",
        },
        None,
    )


def test_one_process_in_trouble_costs_no_other_its_round():
    mundo.open_world("OTRO27")
    Aspirante("ASPA").update(actions=[Aspirante.proceso.set(PROCESO)])
    mundo.receive("REG1")

    def fail(params, **_):
        if "OTRO27" in str(params):
            raise RuntimeError

    eventos = connection().client.meta.events
    eventos.register("provide-client-params.dynamodb.Query", fail)
    try:
        with pytest.raises(RondaIncompleta):
            make_round(LUEGO)
    finally:
        eventos.unregister("provide-client-params.dynamodb.Query", fail)
    assert len(taken(config.COLA_REGISTRAL)) == 1


def age(hace: timedelta) -> None:
    """All sealed expedientes were stored so long before `AHORA`."""
    deposito = get_backend("s3")[CUENTA]["aws"].buckets[config.DEPOSITO_EXPEDIENTES]
    for llave in deposito.keys.values():
        llave.last_modified = (AHORA - hace).replace(tzinfo=None)


def test_an_expediente_without_a_record_is_swept_after_a_day_and_no_other():
    apoyo = mundo.receive("REG1")
    suya = objetos.expediente_key(PROCESO, apoyo.folio, apoyo.integridad)
    ajena = objetos.expediente_key(PROCESO, "ASPA-AUX1-DISP1-REG2", sha256(b"otra").digest())
    de_otro_contenido = objetos.expediente_key(PROCESO, apoyo.folio, sha256(b"otro contenido").digest())
    for llave in (suya, ajena, de_otro_contenido):
        objetos.keep_expediente(llave, b"sellado")
    age(EDAD / 2)
    assert sweep_orphans(PROCESO, AHORA) == 0
    age(2 * EDAD)
    assert sweep_orphans(PROCESO, AHORA) == 2
    assert [g.llave for g in objetos.list_expedientes(PROCESO)] == [suya]


def test_an_expediente_stored_again_during_the_sweep_is_kept():
    """A reception repeated between the listing and the removal."""
    llave = objetos.expediente_key(PROCESO, "ASPA-AUX1-DISP1-REG2", sha256(b"otra").digest())
    objetos.keep_expediente(llave, b"de antes")
    [viejo] = objetos.list_expedientes(PROCESO)
    objetos.keep_expediente(llave, b"de ahora")
    assert not objetos.discard_if_same(viejo)
    assert objetos.read_sealed_expediente(llave) == b"de ahora"


def test_a_record_received_seconds_before_a_new_cut_is_asked_for_again_when_the_index_knows_it_7_12():
    """The index lists it a moment after the process was gone through."""
    antes = mundo.receive("REG1", recibido=AHORA - timedelta(hours=2)).folio
    assert reverify_process(PROCESO, ahora=AHORA) == 1
    nuevo = mundo.receive("REG2", recibido=AHORA - timedelta(seconds=2)).folio
    assert [m["folio"] for m in taken(config.COLA_REGISTRAL)] == [antes]
    assert send_overdue(AHORA + MARGEN) == 0
    assert send_overdue(AHORA + 2 * MARGEN) == 1
    [mensaje] = taken(config.COLA_REGISTRAL)
    assert mensaje == {"reverificar": PROCESO, "desde": iso(AHORA - MARGEN)}
    assert reverify_since(PROCESO, mensaje["desde"]) == 1
    assert taken(config.COLA_REGISTRAL) == [{"folio": nuevo, "de_nuevo": True}]


def test_a_record_with_another_hands_verdict_is_named_and_raises_the_alarm_and_the_rest_is_mended_18_7(
    capsys, caplog
):
    """The class is flipped in the table, as whoever can write it and opens no key would do it."""
    alterado, sano = mundo.receive("REG1").folio, mundo.receive("REG2").folio
    mundo.now(alterado).update(actions=[Apoyo.clase.set("en_lista_nominal")])
    informe = make_round(LUEGO)
    assert informe.cotejo.hallados == {alterado: ALTERADO}
    assert [m["folio"] for m in taken(config.COLA_REGISTRAL)] == [sano]
    assert read_totals("aspirante#ASPA")["recibidos"] == 1, "the altered record is not counted"
    assert [r.folio for r in caplog.records if r.message == "registro alterado"] == [alterado]
    medidas = [json.loads(linea) for linea in capsys.readouterr().out.splitlines() if "Alterados" in linea]
    assert [m["Alterados"] for m in medidas] == [[1.0]]


@pytest.mark.parametrize("campo", ["sello", "datos", "capturado_en", "proceso"])
def test_a_record_whose_value_is_of_another_type_or_process_is_named_and_hides_no_other_18_7(campo):
    alterado, sano = mundo.receive("REG1").folio, mundo.receive("REG2").folio
    valor = {"S": "OTRO99"} if campo == "proceso" else {"N": "1"}
    connection().client.update_item(
        TableName=Apoyo.Meta.table_name,
        Key={"folio": {"S": alterado}},
        UpdateExpression="SET #c = :v",
        ExpressionAttributeNames={"#c": campo},
        ExpressionAttributeValues={":v": valor},
    )
    informe = make_round(LUEGO)
    assert informe.cotejo.hallados == {alterado: ALTERADO}
    assert [m["folio"] for m in taken(config.COLA_REGISTRAL)] == [sano]


def test_the_seals_of_a_page_cost_one_call_of_kms():
    for n in range(5):
        mundo.receive(f"REG{n}")
    forget_copies()
    pedidas: list[str] = []

    def note(**_):
        pedidas.append("Decrypt")

    eventos = aws.client("kms").meta.events
    eventos.register("provide-client-params.kms.Decrypt", note)
    try:
        make_round(LUEGO)
    finally:
        eventos.unregister("provide-client-params.kms.Decrypt", note)
    assert len(pedidas) <= 1
