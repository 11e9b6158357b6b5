"""A verdict has its seal, its turn and its entry in the log; what lacks one is named (Protocolo 13.6, 15.2 D, 18.7)."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.historia import Deshecho, Etapa
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.base.tabla import connection
from chalicelib.store.mesa.turnos import Turno, get_turns
from chalicelib.store.privacidad.bitacora import Asiento
from chalicelib.workflows.apoyos.hechos import append_fact
from chalicelib.workflows.base.bitacora_nota import note_event
from chalicelib.workflows.conteo.conciliacion import reconcile_totals
from chalicelib.workflows.conteo.cotejo import ALTERADO, SIN_ASIENTO, SIN_DICTAMEN, SIN_TURNO
from chalicelib.workflows.mesa.asignacion import assign_new_records
from chalicelib.workflows.mesa.dictamen import record_verdict
from consola.__main__ import main
from tests.escenario import mundo
from tests.escenario.mundo import AHORA, ILEGIBLE, PROCESO
from tests.escenario.recursos import empty_queues

pytestmark = pytest.mark.usefixtures("proceso")
OPERADOR = Principal(
    "emisor|oper", Rol.OPERADOR, opl=mundo.OPL, proceso=PROCESO, operador="OPER1", cuenta="OPER1"
)


@pytest.fixture(autouse=True)
def quieto(proceso: str) -> None:
    del proceso
    empty_queues()
    mundo.add_operators("OPER1")


def judged(registro: str = "REG1", *, anotado: bool = True, dictamen: Dictamen = ILEGIBLE) -> str:
    """A record with a verdict of the Mesa, as the route leaves it."""
    folio = mundo.arrive(registro, "ASPA", registro, 1)
    assign_new_records(PROCESO, {folio: mundo.now(folio).recibido_en}, AHORA)
    [turno] = get_turns([folio])
    record_verdict(turno, dictamen, Etapa.MESA, AHORA)
    if anotado:
        note_event(OPERADOR, Evento.DICTAMEN_EMITIDO, folio, AHORA)
    return folio


def named() -> dict[str, str]:
    return reconcile_totals().cotejo.hallados


def test_records_written_by_the_api_have_no_fault():
    judged()
    mundo.receive("REG2")
    assert named() == {}


def test_a_record_that_another_hand_wrote_is_named_and_the_totals_alone_would_not_tell():
    """Class, history and version agree with each other, and the stream moved the totals: only the seal does not."""
    folio = judged()
    apoyo = mundo.now(folio)
    apoyo.historia = list(apoyo.historia)[:-1]
    apoyo.clase, apoyo.revisado, apoyo.version = "en_lista_nominal", False, apoyo.version + 1
    apoyo.save()
    reconcile_totals()
    informe = reconcile_totals()
    assert (informe.despues, informe.desacuerdos) == ({}, {})
    assert informe.cotejo.hallados == {folio: ALTERADO}
    assert informe.concilia is False
    salida = CliRunner().invoke(main, ["conciliar"])
    assert salida.exit_code == 1 and f"{folio}: {ALTERADO}" in salida.output


@pytest.mark.parametrize("campo", ["sello", "datos", "capturado_en"])
def test_a_value_of_another_type_is_named_and_hides_no_other_record(campo):
    alterado, sin_asiento = judged("REG1"), judged("REG2", anotado=False)
    connection().client.update_item(
        TableName=Apoyo.Meta.table_name,
        Key={"folio": {"S": alterado}},
        UpdateExpression="SET #c = :v",
        ExpressionAttributeNames={"#c": campo},
        ExpressionAttributeValues={":v": {"N": "1"}},
    )
    assert named() == {alterado: ALTERADO, sin_asiento: SIN_ASIENTO}


def test_an_older_state_of_the_whole_row_put_back_is_known_by_its_turn():
    """Its seal fits: it was ours."""
    folio = mundo.arrive("REG1", "ASPA", "REG1", 1)
    viejo = mundo.now(folio)
    assign_new_records(PROCESO, {folio: viejo.recibido_en}, AHORA)
    [turno] = get_turns([folio])
    record_verdict(turno, ILEGIBLE, Etapa.MESA, AHORA)
    note_event(OPERADOR, Evento.DICTAMEN_EMITIDO, folio, AHORA)
    viejo.save()
    assert named() == {folio: SIN_DICTAMEN}


def test_a_verdict_without_turn_and_one_without_entry_are_named():
    """What somebody with a function's own permissions could write: the seal fits."""
    sin_asiento = judged("REG1", anotado=False)
    sin_turno = judged("REG2")
    Turno(sin_turno).update(actions=[Turno.revisado.remove()])
    assert named() == {sin_asiento: SIN_ASIENTO, sin_turno: SIN_TURNO}


def test_an_entry_of_the_log_that_somebody_put_in_counts_for_nothing():
    folio = judged(anotado=False)
    otro = judged("REG2")
    ajeno = next(a for a in Asiento.scan() if a.objeto == otro)
    ajeno.objeto, ajeno.n = folio, 99
    ajeno.save()
    assert named() == {folio: SIN_ASIENTO}


def test_each_verdict_has_its_own_entry_taken_back_or_not():
    folio = judged()
    append_fact(folio, lambda _: Deshecho("2027-01-15T07:00:00.000Z", "OPER1"), AHORA)
    Turno(folio).update(actions=[Turno.revisado.remove()])
    assert named() == {}
    mundo.review(folio, ILEGIBLE)
    Turno(folio).update(actions=[Turno.revisado.set("2027-01-15T07:00:00.000Z")])
    assert named() == {folio: SIN_ASIENTO}
    note_event(OPERADOR, Evento.DICTAMEN_EMITIDO, folio, AHORA + timedelta(days=1))
    assert named() == {}
