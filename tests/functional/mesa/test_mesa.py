"""The Mesa de Control: assignment, the desk, the verdict (Protocolo 13.1, 13.3, 13.6, 13.7)."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest
from pynamodb.exceptions import TransactWriteError

from chalicelib.base import aws
from chalicelib.borde.formas_mesa import HojaMesa
from chalicelib.handlers.eventos.asignacion import asignacion
from chalicelib.problemas import NoEncontrado
from chalicelib.problemas.mesa import DictamenNoAdmitido, YaDictaminado
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.historia import Revisado, SituacionRegistral, Verificado
from chalicelib.rules.mesa.hallazgos import Gravedad
from chalicelib.store.base import objetos
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.mesa.operadores import EstadoJornada, Operador, open_loads
from chalicelib.store.mesa.turnos import MESA, Turno
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.vault.sobres import seal_at_rest
from chalicelib.workflows.apoyos.hechos import append_fact
from chalicelib.workflows.mesa.asignacion import SE_REPARTEN, assign_new_records
from chalicelib.workflows.mesa.dictamen import close_turn
from chalicelib.workflows.mesa.escritorio import give_verdict, next_record
from chalicelib.workflows.mesa.hallazgos import find_findings
from cliente.expediente import build_expediente, integridad, new_device_key
from cliente.muestra import CREDENCIALES, images, registro
from tests.escenario import mundo
from tests.escenario.mensajes import batch, failed
from tests.escenario.mundo import AHORA, ILEGIBLE, PROCESO, add_operators

pytestmark = pytest.mark.usefixtures("proceso")

VALIDO = Dictamen()


def arrivals(*nombres: str) -> dict[str, str]:
    """Records that need not exist yet to be assigned: folio -> time of reception, a minute apart."""
    return {n: iso(AHORA + timedelta(minutes=i)) for i, n in enumerate(nombres)}


def numbered(n: int, primero: int = 0) -> dict[str, str]:
    return {f"F{i:03d}": iso(AHORA + timedelta(minutes=i)) for i in range(primero, primero + n)}


def held() -> Counter[str | None]:
    """Records that each operator has open, from the records themselves."""
    return Counter(t.operador for t in Turno.scan() if t.cola)


def on_desk(nombre: str, operador: str = "OPER1", minuto: int = 0) -> str:
    """A verified record before an operator; its folio."""
    folio = mundo.arrive(nombre, "ASPA", f"P{nombre}", minuto)
    assign_new_records(PROCESO, {folio: mundo.now(folio).recibido_en}, AHORA)
    assert Turno.get(folio, MESA).operador == operador
    return folio


def with_expediente(nombre: str, minuto: int, modelo: str = "E", **leido: Any) -> str:
    """A record with its expediente in the bucket, as reception leaves it; `leido` replaces data of the card."""
    credencial = CREDENCIALES[modelo] | leido | {"modelo": modelo}
    recibido = mundo.INICIO + timedelta(days=1, minutes=minuto)
    apoyo = mundo.build(nombre, "ASPA", recibido, credencial=credencial)
    partes = {"proceso": PROCESO, "aspirante": "ASPA", "auxiliar": "AUX1", "dispositivo": "DISP1"}
    captura = registro(modelo, **partes, registro=nombre, credencial=credencial)
    clear = build_expediente(captura, images(), new_device_key())
    apoyo.integridad = bytes.fromhex(integridad(clear))
    mundo.save_sealed(apoyo)
    contexto = {"proceso": PROCESO, "aspirante": "ASPA", "folio": apoyo.folio}
    sellado = seal_at_rest(aws.client("kms"), clear, Proceso.get(PROCESO).llave_resguardo, contexto)
    objetos.keep_expediente(objetos.expediente_key(PROCESO, apoyo.folio, apoyo.integridad), sellado)
    return apoyo.folio


def test_new_records_are_balanced_over_the_operators_13_3():
    add_operators("OPER1", "OPER2", "OPER3")
    assign_new_records(PROCESO, numbered(10), AHORA)
    assert sorted(held().values()) == [3, 3, 4]
    assert open_loads(PROCESO) == held()


def test_whoever_has_less_open_gets_more_13_3():
    Operador(PROCESO, "OPER1", estado=EstadoJornada.EN_TURNO, carga=5).save()
    add_operators("OPER2")
    assign_new_records(PROCESO, numbered(7), AHORA)
    assert open_loads(PROCESO) == {"OPER1": 6, "OPER2": 6}


def test_an_operator_who_is_not_active_gets_nothing_13_3():
    add_operators("OPER1")
    Operador(PROCESO, "OPER2", estado=EstadoJornada.EN_TURNO, activo=False).save()
    assign_new_records(PROCESO, numbered(4), AHORA)
    assert held() == {"OPER1": 4}


def test_operators_of_another_process_get_nothing_5_1():
    add_operators("OPER1")
    add_operators("AJENO", proceso="OTRO27")
    assign_new_records(PROCESO, numbered(4), AHORA)
    assert held() == {"OPER1": 4}


def test_a_message_that_comes_again_assigns_nothing_again_13_3():
    add_operators("OPER1", "OPER2")
    for nuevos in (numbered(3), numbered(3), numbered(5)):
        assign_new_records(PROCESO, nuevos, AHORA)
    assert sum(held().values()) == sum(open_loads(PROCESO).values()) == 5


def test_without_operators_records_wait_and_go_out_with_the_next_ones_oldest_first_13_3():
    assign_new_records(PROCESO, numbered(3), AHORA)
    assert [t.operador for t in Turno.scan()] == [None] * 3
    add_operators("OPER1", "OPER2")
    assign_new_records(PROCESO, numbered(1, primero=3), AHORA)
    assert {t.folio: t.operador for t in Turno.scan()} == {
        "F000": "OPER1",
        "F001": "OPER2",
        "F002": "OPER1",
        "F003": "OPER2",
    }
    assert open_loads(PROCESO) == {"OPER1": 2, "OPER2": 2}


def test_messages_that_come_again_take_along_what_waits_however_much_it_is_13_3():
    n = SE_REPARTEN + 5
    for primero in range(0, n, 15):
        assign_new_records(PROCESO, numbered(min(15, n - primero), primero), AHORA)
    add_operators("OPER1", "OPER2")
    for quedan in (SE_REPARTEN, n, n):
        assign_new_records(PROCESO, numbered(1), AHORA)
        assert sum(v for o, v in held().items() if o) == quedan
    assert sorted(held().values()) == sorted(open_loads(PROCESO).values()) == [22, 22]


def test_the_queue_s_messages_are_assigned_by_process_and_one_process_does_not_stop_another():
    add_operators("OPER1")
    mensajes = [{"proceso": PROCESO, "folio": f, "recibido_en": r} for f, r in numbered(3).items()]
    impossible = {"proceso": "OTRO27", "folio": "", "recibido_en": iso(AHORA)}  # an empty key is refused
    assert failed(asignacion(batch(mensajes[0], impossible, *mensajes[1:]), None)) == ["m1"]
    assert held() == {"OPER1": 3}


def test_the_desk_shows_the_oldest_record_with_its_four_images_and_data_13_1():
    add_operators("OPER1")
    tarde, temprano = with_expediente("REG1", minuto=5), with_expediente("REG2", minuto=1)
    assign_new_records(PROCESO, {f: mundo.now(f).recibido_en for f in (tarde, temprano)}, AHORA)
    hoja = next_record(PROCESO, "OPER1", AHORA)
    assert hoja["folio"] == temprano
    assert set(hoja["imagenes"]) == {"anverso.jpg", "reverso.jpg", "foto.jpg", "firma.png"}
    assert hoja["credencial"]["cic"] == "123456789"
    give_verdict(PROCESO, "OPER1", temprano, VALIDO, AHORA)
    assert next_record(PROCESO, "OPER1", AHORA)["folio"] == tarde
    assert next_record(PROCESO, "OPER2", AHORA) is None


def shown(*folios: str) -> HojaMesa:
    """The sheet of a record that an operator is given, as the API declares it."""
    add_operators("OPER1")
    assign_new_records(PROCESO, {f: mundo.now(f).recibido_en for f in folios}, AHORA)
    return msgspec.convert(next_record(PROCESO, "OPER1", AHORA), HojaMesa, strict=True)


def test_the_desk_tells_which_data_do_not_agree_and_where_the_protocol_speaks_of_it_13_6():
    hoja = shown(with_expediente("REG1", 0, "G", cic="987654321", curp="PEGJ850101HDFRRL09"))
    assert [h.codigo for h in hoja.hallazgos] == [
        "curp_digito",
        "cic_distinto_mrz",
        "cic_distinto_qr",
        "curp_fecha_distinta_mrz",
    ]
    cic = hoja.hallazgos[1]
    assert (cic.gravedad, cic.numeral, cic.datos) == (Gravedad.CONTRADICCION, "13.7 n", ["cic", "mrz"])
    assert "987654321" not in "".join(h.texto for h in hoja.hallazgos)


def test_a_record_whose_data_agree_has_no_finding_at_the_desk_13_6():
    assert shown(with_expediente("REG1", 0, "G")).hallazgos == []


def test_the_desk_tells_what_the_registry_says_otherwise_by_its_last_answer_13_6():
    folio = with_expediente("REG1", 0, "G")
    respuestas = (
        Verificado(iso(AHORA), SituacionRegistral.NO_ENCONTRADO, hallazgos=("registro_cic_distinto",)),
        Verificado(
            iso(AHORA),
            SituacionRegistral.PADRON,
            "credencial_reemplazada",
            hallazgos=("registro_ocr_distinto",),
        ),
    )
    for hecho in respuestas:
        append_fact(folio, lambda _, h=hecho: h, AHORA)
    assert [h.codigo for h in shown(folio).hallazgos] == ["registro_ocr_distinto", "credencial_reemplazada"]


def test_why_a_person_left_the_padron_is_no_finding_of_the_credential_13_6():
    folio = with_expediente("REG1", 0, "G")
    append_fact(folio, lambda _: Verificado(iso(AHORA), SituacionRegistral.BAJA, "defuncion"), AHORA)
    assert shown(folio).hallazgos == []


def test_the_day_of_capture_is_the_centre_s_9_8():
    """The sample is in force until 31 December 2033; at 23:30 of that day in the centre it is next year's in UTC."""
    for captura, hallados in (
        ("2034-01-01T05:30:00Z", []),
        ("2034-01-01T06:30:00Z", ["mrz_vigencia_terminada"]),
    ):
        hallazgos = find_findings(CREDENCIALES["G"], datetime.fromisoformat(captura))
        assert [h.codigo for h in hallazgos] == hallados


def test_an_operator_with_nothing_left_takes_what_came_while_nobody_was_on_shift_13_3():
    folio = with_expediente("REG1", minuto=0)
    assign_new_records(PROCESO, {folio: mundo.now(folio).recibido_en}, AHORA)
    assert next_record(PROCESO, "OPER1", AHORA) is None
    add_operators("OPER1")
    assert next_record(PROCESO, "OPER1", AHORA)["folio"] == folio


def test_a_verdict_closes_the_turn_and_takes_one_off_the_load_13_6():
    add_operators("OPER1")
    folio, _ = on_desk("REG1"), on_desk("REG2")
    respuesta = give_verdict(PROCESO, "OPER1", folio, ILEGIBLE, AHORA)
    assert respuesta == {"folio": folio, "clase": "con_inconsistencia", "motivo": "Sin firma: Sin firma"}
    turno = Turno.get(folio, MESA)
    assert (turno.cola, turno.revisado, turno.operador) == (None, iso(AHORA), "OPER1")
    assert open_loads(PROCESO) == {"OPER1": 1}


def test_the_same_verdict_again_gets_the_same_answer_and_changes_nothing_13_6():
    add_operators("OPER1")
    folio = on_desk("REG1")
    primera = give_verdict(PROCESO, "OPER1", folio, ILEGIBLE, AHORA)
    version = mundo.now(folio).version
    assert give_verdict(PROCESO, "OPER1", folio, ILEGIBLE, AHORA + timedelta(hours=1)) == primera
    assert (mundo.now(folio).version, open_loads(PROCESO)) == (version, {"OPER1": 0})


def test_another_verdict_of_the_same_record_is_refused_13_6():
    add_operators("OPER1")
    folio = on_desk("REG1")
    give_verdict(PROCESO, "OPER1", folio, ILEGIBLE, AHORA)
    with pytest.raises(YaDictaminado):
        give_verdict(PROCESO, "OPER1", folio, VALIDO, AHORA)
    assert mundo.classes(folio) == ["con_inconsistencia"]
    assert sum(isinstance(h, Revisado) for h in mundo.now(folio).hechos) == 1


@pytest.mark.parametrize(
    ("proceso_pedido", "operador"), [(PROCESO, "OPER2"), ("OTRO27", "OPER1")], ids=["operador", "proceso"]
)
def test_a_record_assigned_to_somebody_else_does_not_exist_for_one_13_6(proceso_pedido, operador):
    add_operators("OPER1")
    folio = on_desk("REG1")
    with pytest.raises(NoEncontrado):
        give_verdict(proceso_pedido, operador, folio, VALIDO, AHORA)
    assert not mundo.now(folio).revisado


def test_a_record_that_was_never_assigned_has_no_verdict_13_6():
    with pytest.raises(NoEncontrado):
        give_verdict(PROCESO, "OPER1", mundo.arrive("REG1", "ASPA", "P1", 0), VALIDO, AHORA)


def test_a_verdict_outside_the_catalogue_writes_nothing_13_7():
    add_operators("OPER1")
    folio = on_desk("REG1")
    with pytest.raises(DictamenNoAdmitido):
        give_verdict(PROCESO, "OPER1", folio, Dictamen("h"), AHORA)
    assert not mundo.now(folio).revisado
    assert open_loads(PROCESO) == {"OPER1": 1}


@pytest.mark.parametrize(
    "cambio", [Turno.revisado.set(iso(AHORA)), Turno.operador.set("OPER2")], ids=["cerrado", "retirado"]
)
def test_a_turn_closed_or_withdrawn_meanwhile_refuses_the_whole_verdict_13_3(cambio):
    """The record, the turn and the load are one transaction: its conditions, without the retries around it."""
    add_operators("OPER1")
    turno = Turno.get(on_desk("REG1"), MESA)
    Turno(turno.folio, MESA).update(actions=[cambio])
    with pytest.raises(TransactWriteError), transaction() as tx:
        close_turn(tx, turno, AHORA)
    assert open_loads(PROCESO) == {"OPER1": 1}
