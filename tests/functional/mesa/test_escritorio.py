"""The desk: the queue, records shown ahead, and beginning with one (Protocolo 13.1, 13.3, 13.6)."""

import json
from hashlib import sha256

import pytest

from chalicelib.base import aws
from chalicelib.problemas import NoEncontrado
from chalicelib.problemas.mesa import ExpedienteIlegible, TurnoRetirado, YaDictaminado
from chalicelib.store.base import objetos
from chalicelib.store.mesa.turnos import MESA, Turno, get_turn
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.vault.limites import MAX_ARCHIVO, MAX_REGISTRO
from chalicelib.vault.sobres import seal_at_rest
from chalicelib.workflows.mesa.asignacion import assign_new_records
from chalicelib.workflows.mesa.escalados import escalate_record
from chalicelib.workflows.mesa.escritorio import (
    begin_record,
    give_verdict,
    list_desk_queue,
    next_record,
    show_record,
)
from cliente.expediente import build_expediente, new_device_key
from cliente.muestra import images, registro
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.fotos import photo
from tests.escenario.movil import meanwhile
from tests.escenario.mundo import AHORA, PROCESO, iso
from tests.functional.mesa.test_dictamen import withdraw
from tests.functional.mesa.test_mesa import VALIDO, with_expediente

__all__ = ["api", "emisores"]
RESPUESTA_LAMBDA = 6 * 1024 * 1024
"""Bytes that a function may answer."""


def waiting(*nombres: str) -> list[str]:
    """Records before OPER1, one a minute; their folios."""
    mundo.add_operators("OPER1")
    folios = [with_expediente(n, minuto=i) for i, n in enumerate(nombres)]
    assign_new_records(PROCESO, {f: mundo.now(f).recibido_en for f in folios}, AHORA)
    return folios


def on_desk_of_one(folio: str) -> str:
    """That record before OPER1."""
    mundo.add_operators("OPER1")
    assign_new_records(PROCESO, {folio: mundo.now(folio).recibido_en}, AHORA)
    return folio


@pytest.mark.usefixtures("proceso")
class TestDesk:
    def test_the_queue_has_the_folios_in_order_and_what_is_judged_leaves_it_13_3(self):
        folios = waiting("REG1", "REG2", "REG3")
        assert [e["folio"] for e in list_desk_queue(PROCESO, "OPER1", 2)] == folios[:2]
        give_verdict(PROCESO, "OPER1", folios[0], VALIDO, AHORA)
        assert [e["folio"] for e in list_desk_queue(PROCESO, "OPER1", 10)] == folios[1:]
        assert list_desk_queue(PROCESO, "OPER2", 10) == []

    def test_what_is_shown_ahead_is_not_begun_and_what_is_asked_for_as_next_is_13_3(self):
        primero, segundo = waiting("REG1", "REG2")
        assert set(show_record(PROCESO, "OPER1", segundo)["imagenes"]) == {
            "anverso.jpg",
            "reverso.jpg",
            "foto.jpg",
            "firma.png",
        }
        assert next_record(PROCESO, "OPER1", AHORA)["folio"] == primero
        assert [e["iniciado_en"] for e in list_desk_queue(PROCESO, "OPER1", 10)] == [iso(AHORA), None]

    def test_an_expediente_that_is_gone_is_said_and_the_record_can_be_escalated_13_8(self):
        [folio] = waiting("REG1")
        apoyo = mundo.now(folio)
        objetos.discard_expediente(objetos.expediente_key(PROCESO, folio, apoyo.integridad))
        with pytest.raises(ExpedienteIlegible):
            show_record(PROCESO, "OPER1", folio)
        assert next_record(PROCESO, "OPER1", AHORA) is None
        escalate_record(PROCESO, "OPER1", folio, "No abre", AHORA)
        assert list_desk_queue(PROCESO, "OPER1", 10) == []

    def test_beginning_a_record_again_keeps_the_first_instant_13_3(self):
        [folio] = waiting("REG1")
        despues = AHORA + mundo.timedelta(minutes=3)
        assert begin_record(PROCESO, "OPER1", folio, AHORA) == begin_record(PROCESO, "OPER1", folio, despues)
        assert get_turn(folio).reclamado == iso(AHORA)

    def test_nobody_begins_with_or_sees_what_is_another_s_13_3(self):
        [folio] = waiting("REG1")
        for hace in (
            lambda o: begin_record(PROCESO, o, folio, AHORA),
            lambda o: show_record(PROCESO, o, folio),
        ):
            with pytest.raises(NoEncontrado):
                hace("OPER2")

    def test_two_operators_never_have_one_record_whoever_it_was_taken_from_is_told_13_3(self):
        [folio] = waiting("REG1")
        begin_record(PROCESO, "OPER1", folio, AHORA)
        withdraw(folio)
        with pytest.raises(TurnoRetirado):
            show_record(PROCESO, "OPER1", folio)
        with pytest.raises(TurnoRetirado):
            begin_record(PROCESO, "OPER1", folio, AHORA)
        assert show_record(PROCESO, "OPER2", folio)["folio"] == folio

    def test_a_record_withdrawn_while_it_was_opened_is_passed_over_13_3(self):
        """The sheet takes longest of all: what happens until it is open counts."""
        primero, segundo = waiting("REG1", "REG2")
        with meanwhile(lambda: withdraw(primero), "UpdateItem"):
            assert next_record(PROCESO, "OPER1", AHORA)["folio"] == segundo
        assert get_turn(primero).reclamado is None

    def test_what_one_has_judged_is_not_begun_again_13_6(self):
        [folio] = waiting("REG1")
        give_verdict(PROCESO, "OPER1", folio, VALIDO, AHORA)
        with pytest.raises(YaDictaminado):
            begin_record(PROCESO, "OPER1", folio, AHORA)

    def test_the_largest_record_there_may_be_fits_one_answer_13_1(self):
        """Base64 of all the archive holds at most, and twice over what else a sheet says of the largest manifest."""
        [folio] = waiting("REG1")
        hoja = show_record(PROCESO, "OPER1", folio)
        resto = len(json.dumps(hoja | {"imagenes": {}}))
        assert resto < MAX_REGISTRO
        assert (MAX_ARCHIVO + 2) // 3 * 4 + 2 * MAX_REGISTRO + resto < RESPUESTA_LAMBDA


@pytest.mark.parametrize("otro", ["REG1", "REG2"], ids=["the same folio, another photo", "another record"])
def test_other_content_sealed_in_the_right_place_is_not_shown_13_6(proceso, otro):
    """13.6: the Mesa reviews "las imágenes […] captados por las personas Auxiliares": those that came, no others."""
    [folio] = waiting("REG1")
    apoyo = mundo.now(folio)
    assert show_record(PROCESO, "OPER1", folio)["folio"] == folio
    partes = {"proceso": PROCESO, "aspirante": "ASPA", "auxiliar": "AUX1", "dispositivo": "DISP1"}
    ajeno = build_expediente(
        registro(**partes, registro=otro), images() | {"foto.jpg": photo()}, new_device_key()
    )
    contexto = {"proceso": PROCESO, "aspirante": "ASPA", "folio": folio}
    sellado = seal_at_rest(aws.client("kms"), ajeno, Proceso.get(PROCESO).llave_resguardo, contexto)
    objetos.keep_expediente(objetos.expediente_key(PROCESO, folio, apoyo.integridad), sellado)
    with pytest.raises(ExpedienteIlegible):
        show_record(PROCESO, "OPER1", folio)
    if otro != "REG1":  # nor when the record's own digest was changed with it
        apoyo.integridad = sha256(ajeno).digest()
        mundo.save_sealed(apoyo)
        objetos.keep_expediente(objetos.expediente_key(PROCESO, folio, apoyo.integridad), sellado)
        with pytest.raises(ExpedienteIlegible):
            show_record(PROCESO, "OPER1", folio)


def test_over_the_api_nothing_may_be_kept_and_each_act_is_in_the_log_13_6_18_7(api):
    mundo.open_world()
    operador = api.entra("operador", opl=mundo.OPL, proceso=PROCESO, operador="OPER1")
    [folio] = waiting("REG1")
    cola = api.pide("GET", "/v1/mesa/cola?cuantos=5", operador)
    assert cola.cuerpo["elementos"][0]["folio"] == folio
    hoja = api.pide("GET", f"/v1/mesa/registros/{folio}", operador)
    assert (hoja.estado, hoja.cabeceras["Cache-Control"]) == (200, "no-store")
    assert api.pide("POST", f"/v1/mesa/registros/{folio}/inicio", operador).estado == 200
    assert api.pide("POST", f"/v1/mesa/registros/{folio}/dictamen", operador, {"inciso": None}).estado == 200
    assert api.pide("POST", f"/v1/mesa/registros/{folio}/deshacer", operador).estado == 200
    assert [(a.evento, a.objeto) for a in auditoria.entries_of(operador.sujeto)][1:] == [
        (evento, folio)
        for evento in (
            "apoyo_mostrado_en_mesa",
            "revision_iniciada",
            "dictamen_emitido",
            "dictamen_deshecho",
        )
    ]
    assert Turno.get(folio, MESA).operador == "OPER1"
