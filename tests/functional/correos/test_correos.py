"""The queue of mails: each leaves once, whatever fails on the way (Protocolo 9.15)."""

import os
import time
from datetime import timedelta

import pytest
from botocore.exceptions import ClientError
from moto.ses import ses_backends

from chalicelib.base import aws, config
from chalicelib.handlers.eventos import correos as handler
from chalicelib.handlers.eventos import masivos
from chalicelib.store.correos import entregas as correos
from chalicelib.store.correos.entregas import Correo, EstadoEntrega
from chalicelib.store.correos.totales import read_batch_totals
from chalicelib.workflows.correos.carta import AvisoCorreo, Carta, enqueue_mails
from chalicelib.workflows.correos.correo import PLAZO, CorreoEnCurso, deliver_notice
from tests.escenario.mensajes import batch, failed, taken
from tests.escenario.mundo import AHORA
from tests.escenario.recursos import CUENTA, empty_queues

pytestmark = pytest.mark.usefixtures("aws_fingido")
AVISO = AvisoCorreo("prueba", "prueba#1", {"destino": "persona@muestra.invalid"})
DESPUES = AHORA + PLAZO + timedelta(seconds=1)
CARTAS = {"prueba": lambda ref: Carta(ref["destino"], "Asunto ñ", "Cuerpo con acentos: ó")}


def mails():
    return ses_backends[CUENTA][os.environ["AWS_REGION"]].sent_messages


def mail_service(*, works: bool) -> None:
    """SES refuses a sender whose address is not verified: as good a failure as any."""
    ses = aws.client("ses")
    (ses.verify_email_identity if works else ses.delete_identity)(
        **{"EmailAddress" if works else "Identity": config.REMITENTE}
    )


def state() -> EstadoEntrega | None:
    return correos.read_mail_states([AVISO.clave]).get(AVISO.clave)


def test_a_queued_mail_leaves_once_however_often_its_message_comes():
    assert deliver_notice(AVISO, CARTAS, AHORA) is EstadoEntrega.ENVIADO
    assert deliver_notice(AVISO, CARTAS, DESPUES) is None
    [carta] = mails()
    assert carta.destinations["ToAddresses"] == ["persona@muestra.invalid"]
    assert (carta.subject, carta.body) == ("Asunto ñ", "Cuerpo con acentos: ó")


def test_while_one_sender_holds_a_mail_another_is_told_to_come_again():
    assert correos.claim_mail(AVISO.clave, AHORA, PLAZO)
    with pytest.raises(CorreoEnCurso):
        deliver_notice(AVISO, CARTAS, AHORA + PLAZO / 2)
    assert mails() == []


def test_a_sender_that_died_is_taken_over_when_its_claim_has_run_out_and_no_sooner():
    assert correos.claim_mail(AVISO.clave, AHORA, PLAZO)
    with pytest.raises(CorreoEnCurso):
        deliver_notice(AVISO, CARTAS, AHORA + PLAZO)
    assert deliver_notice(AVISO, CARTAS, DESPUES) is EstadoEntrega.ENVIADO
    assert len(mails()) == 1


def test_a_sender_that_lost_its_claim_settles_nothing():
    lento = correos.claim_mail(AVISO.clave, AHORA, PLAZO)
    deliver_notice(AVISO, CARTAS, DESPUES)
    assert correos.settle_mail(lento, EstadoEntrega.RECHAZADO, DESPUES) is False
    correos.release_mail(lento)
    assert state() is EstadoEntrega.ENVIADO
    assert deliver_notice(AVISO, CARTAS, DESPUES + PLAZO) is None


def test_of_two_concurrent_takeovers_of_a_claim_one_succeeds():
    correos.claim_mail(AVISO.clave, AHORA, PLAZO)
    dos = [correos.claim_mail(AVISO.clave, DESPUES, PLAZO) for _ in range(2)]
    assert [c is not None for c in dos] == [True, False]


def test_when_ses_says_no_the_next_try_need_not_wait_for_the_claim():
    mail_service(works=False)
    with pytest.raises(ClientError):
        deliver_notice(AVISO, CARTAS, AHORA)
    mail_service(works=True)
    assert deliver_notice(AVISO, CARTAS, AHORA) is EstadoEntrega.ENVIADO


def test_when_the_mail_cannot_be_written_the_next_try_need_not_wait_for_the_claim():
    def broken(_):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        deliver_notice(AVISO, {"prueba": broken}, AHORA)
    assert deliver_notice(AVISO, CARTAS, AHORA) is EstadoEntrega.ENVIADO


def test_a_sender_of_ours_that_is_not_verified_is_no_fault_of_the_address():
    mail_service(works=False)
    with pytest.raises(ClientError):
        deliver_notice(AVISO, CARTAS, AHORA)
    assert state() is EstadoEntrega.EN_CURSO


def test_an_invalid_address_is_noted_and_not_tried_again():
    malo = AvisoCorreo("prueba", AVISO.clave, {"destino": "nadie"})
    assert deliver_notice(malo, CARTAS, AHORA) is EstadoEntrega.RECHAZADO
    assert deliver_notice(malo, CARTAS, DESPUES) is None
    assert mails() == []


def test_a_mail_without_recipient_any_more_is_not_sent():
    assert deliver_notice(AVISO, {"prueba": lambda _: None}, AHORA) is EstadoEntrega.SIN_DESTINO
    assert deliver_notice(AVISO, CARTAS, DESPUES) is None
    assert mails() == []


def test_a_message_of_no_template_and_one_that_is_none_of_ours_go_to_the_dead_letters_alone():
    ajeno = {"plantilla": "no hay", "clave": "x", "ref": {}}
    assert failed(handler.correos(batch(ajeno, {"otra": 1}, "no es json"), None)) == ["m1", "m2", "m0"]
    assert list(Correo.scan()) == []


def test_what_is_queued_holds_ids_and_mass_mail_has_a_queue_of_its_own_9_15():
    empty_queues()
    enqueue_mails([AVISO])
    enqueue_mails([AvisoCorreo("prueba", "prueba#2")], masivo=True)
    assert taken(config.COLA_CORREOS) == [{"plantilla": "prueba", "clave": "prueba#1", "ref": AVISO.ref}]
    assert taken(config.COLA_MASIVOS) == [{"plantilla": "prueba", "clave": "prueba#2", "ref": {}}]


def test_a_mail_of_a_batch_is_counted_in_the_write_that_settles_it():
    assert correos.reserve_mail(AVISO.clave, "LOTE", "uno", AHORA)
    assert state() is EstadoEntrega.PENDIENTE
    primero = correos.claim_mail(AVISO.clave, AHORA, PLAZO)
    segundo = correos.claim_mail(AVISO.clave, DESPUES, PLAZO)
    assert correos.settle_mail(segundo, EstadoEntrega.ENVIADO, DESPUES)
    assert not correos.settle_mail(primero, EstadoEntrega.ENVIADO, DESPUES)
    assert read_batch_totals("LOTE") == {"enviado": 1}


def test_a_mail_of_a_batch_belongs_to_the_step_that_named_it_first():
    nombrados = [correos.reserve_mail(AVISO.clave, "LOTE", o, AHORA) for o in ("uno", "dos", "uno")]
    assert nombrados == [True, False, True]


def test_each_sender_of_mass_mail_takes_its_time_for_each_even_when_it_fails_9_15():
    assert masivos.PAUSA * config.MASIVOS_POR_SEGUNDO == config.EMISORES_MASIVOS
    mensajes = [{"plantilla": "no hay", "clave": str(n), "ref": {}} for n in range(3)]
    inicio = time.monotonic()
    assert len(failed(masivos.masivos(batch(*mensajes), None))) == 3
    assert time.monotonic() - inicio >= 3 * masivos.PAUSA
