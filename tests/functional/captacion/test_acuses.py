"""Receipt mails: one for many records, each record in one (Protocolo 9.14, 12.3)."""

import json
import os
import re
from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import BotoCoreError, ClientError
from moto.ses import ses_backends

from chalicelib.base import aws, config
from chalicelib.handlers.eventos.acuses import acuses
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.captacion.acuses import folios_with_mail
from chalicelib.workflows.apoyos.hechos import ApoyoDesconocido
from chalicelib.workflows.captacion.correo_acuses import PLAZO, AcuseIlegible, AcusesEnCurso, send_receipts
from tests.escenario import mundo
from tests.escenario.fallas import CARRIED_OUT, Fault, faults
from tests.escenario.mensajes import batch
from tests.escenario.mundo import AHORA
from tests.escenario.recursos import CUENTA

pytestmark = pytest.mark.usefixtures("proceso")

FOLIO = re.compile(r"^Folio: (\S+)$", re.MULTILINE)
DESPUES = AHORA + PLAZO + timedelta(seconds=1)
PERSONALES = {
    "clave_elector": "HRGRJN82050602H900",
    "curp": "BOXW310820HNERXN09",
    "nombre": "PERSONA PRUEBA SINTETICA",
}


def mails():
    return ses_backends[CUENTA][os.environ["AWS_REGION"]].sent_messages


def carried() -> list[list[str]]:
    """Folios of each mail that left."""
    return [FOLIO.findall(m.body) for m in mails()]


def folios(*registros: str) -> list[str]:
    return [mundo.receive(r).folio for r in registros]


def mail_service(*, works: bool) -> None:
    """SES refuses a sender whose address is not verified: as good a failure as any."""
    ses = aws.client("ses")
    (ses.verify_email_identity if works else ses.delete_identity)(
        **{"EmailAddress" if works else "Identity": config.REMITENTE}
    )


def test_one_mail_holds_the_receipts_of_many_records_9_14():
    todos = folios("REG1", "REG2", "REG3")
    assert send_receipts("AUX1", todos, AHORA) == 3
    assert carried() == [todos]
    assert mails()[0].destinations["ToAddresses"] == ["aux1@muestra.invalid"]
    assert mails()[0].subject == "Acuse de recibo: 3 registros de apoyo de la ciudadanía"


def test_the_mail_names_the_page_of_verification_and_its_address_says_nothing_of_anybody_10_20():
    send_receipts("AUX1", folios("REG1"), AHORA)
    direcciones = [p for p in mails()[0].body.split() if "://" in p]
    assert direcciones == [f"{config.PORTAL}/verificar.html"]


@pytest.mark.parametrize(
    ("leido", "dicho"),
    [
        ({"cic": "123456789", "ocr": "1234567890123"}, "CIC 123456789"),
        ({"cic": None, "ocr": "1234567890123"}, "OCR 1234567890123"),
        ({"cic": None, "ocr": None}, "CIC y OCR sin leer"),
        ({}, "CIC y OCR sin leer"),
    ],
)
def test_a_record_whose_keys_were_not_read_has_its_receipt_too_9_14_13_7_f(leido, dicho):
    """«mismo que contendrá un folio de cada registro recibido [...], así como el CIC/OCR captado»: what was not read is
    said, and keeps no receipt back.
    """
    apoyo = mundo.receive("REG1", credencial={"modelo": "C", **leido})
    assert send_receipts("AUX1", [apoyo.folio], AHORA) == 1
    assert f"Credencial: {dicho}\n" in mails()[0].body


def test_the_mail_says_folio_credential_time_of_the_centre_and_integrity_code_and_nothing_else_9_14():
    credencial = {"modelo": "E", "cic": "123456789", "identificador": "000000001", **PERSONALES}
    apoyo = mundo.receive("REG1", recibido=datetime(2027, 1, 16, 2, 30, 5, tzinfo=UTC), credencial=credencial)
    send_receipts("AUX1", [apoyo.folio], AHORA)
    texto = mails()[0].body
    for linea in (
        f"Folio: {apoyo.folio}",
        "Credencial: CIC 123456789",
        "Recibido: 15/01/2027 20:30:05 (hora del centro)",
        f"Código de integridad: {apoyo.integridad.hex()}",
    ):
        assert linea in texto
    assert not any(dato in texto for dato in (*PERSONALES.values(), "000000001"))


def test_a_credential_without_cic_is_named_by_its_ocr_9_14():
    credencial = {
        "modelo": "C",
        "clave_elector": "HRGRJN82050602H900",
        "emision": "01",
        "ocr": "0001000000001",
    }
    send_receipts("AUX1", [mundo.receive("REG1", credencial=credencial).folio], AHORA)
    assert "Credencial: OCR 0001000000001" in mails()[0].body


def test_the_same_message_again_sends_nothing_12_3():
    todos = folios("REG1", "REG2")
    send_receipts("AUX1", todos, AHORA)
    assert send_receipts("AUX1", todos[::-1] + todos, AHORA) == 0
    assert carried() == [todos]


def test_no_record_is_in_two_mails_however_the_messages_are_grouped_12_3():
    a, b, c, d = folios("REG1", "REG2", "REG3", "REG4")
    for grupo in ([a, b], [b, c], [a, b, c], [c], [c, d], [a, d]):
        send_receipts("AUX1", grupo, AHORA)
    assert carried() == [[a, b], [c], [d]]


def test_while_a_sender_holds_a_record_nobody_else_sends_it():
    [a] = folios("REG1")
    mail_service(works=False)
    with pytest.raises(ClientError):
        send_receipts("AUX1", [a], AHORA)
    mail_service(works=True)
    with pytest.raises(AcusesEnCurso):
        send_receipts("AUX1", [a], AHORA + PLAZO / 2)
    assert carried() == []


def test_a_sender_that_died_after_claiming_is_taken_over_when_its_time_is_out():
    a, b = folios("REG1", "REG2")
    mail_service(works=False)
    with pytest.raises(ClientError):
        send_receipts("AUX1", [a, b], AHORA)
    mail_service(works=True)
    assert send_receipts("AUX1", [a, b], DESPUES) == 2
    assert carried() == [[a, b]]


def test_regrouped_after_a_death_each_record_still_goes_in_one_mail():
    a, b, c = folios("REG1", "REG2", "REG3")
    mail_service(works=False)
    with pytest.raises(ClientError):
        send_receipts("AUX1", [a, b], AHORA)
    mail_service(works=True)
    with pytest.raises(AcusesEnCurso):
        send_receipts("AUX1", [b, c], AHORA)
    assert carried() == [[c]]  # what nobody held did not wait
    assert send_receipts("AUX1", [b, c], DESPUES + PLAZO) == 1
    assert send_receipts("AUX1", [a, b], DESPUES + PLAZO) == 1
    assert carried() == [[c], [b], [a]]


def test_a_record_that_does_not_exist_is_told_and_the_others_have_their_receipt_9_14():
    [a] = folios("REG1")
    for _ in range(2):
        with pytest.raises(ApoyoDesconocido):
            send_receipts("AUX1", [a, "ASPA-AUX1-DISP1-NADA"], AHORA)
    assert carried() == [[a]]


def test_a_record_whose_data_do_not_open_holds_up_no_other_receipt_9_14():
    a, b = folios("REG1", "REG2")
    danado = mundo.now(b)
    danado.update(actions=[type(danado).datos.set(b"otra cosa")])
    with pytest.raises(AcuseIlegible):
        send_receipts("AUX1", [a, b], AHORA)
    assert carried() == [[a]]


def test_messages_of_one_auxiliar_share_a_mail_and_others_do_not_wait_for_it_9_14():
    a, b = folios("REG1", "REG2")
    ajeno = mundo.receive("REG3", "ASPB").folio
    Auxiliar("AUX1").delete()
    lote = batch(
        {"auxiliar": "AUX1", "folios": [a]},
        {"auxiliar": "AUX2", "folios": [ajeno]},
        {"auxiliar": "AUX1", "folios": [b]},
    )
    fallidos = acuses(lote, None)["batchItemFailures"]
    assert [f["itemIdentifier"] for f in fallidos] == ["m0", "m2"]
    assert carried() == [[ajeno]]


def test_the_subject_of_a_single_record_is_in_the_singular():
    send_receipts("AUX1", folios("REG1"), AHORA)
    assert mails()[0].subject.startswith("Acuse de recibo: 1 registro de apoyo")


@pytest.mark.parametrize("n", range(1, 4))
@pytest.mark.parametrize("falla", [Fault.LOST_ANSWER, Fault.LATE_ANSWER])
def test_a_claim_whose_answer_was_lost_is_the_senders_own_and_no_record_is_left_out(n, falla):
    """The SDK repeats the write, and the repetition meets the sender's own claim."""
    todos = folios("REG1", "REG2", "REG3")
    with faults(solo=[falla], operaciones={"PutItem"}, veces=n) as rotas:
        assert send_receipts("AUX1", todos, AHORA) == 3
    assert len(rotas.hechas) == n
    assert carried() == [todos] and folios_with_mail(todos) == set(todos)


def test_a_claim_taken_over_whose_answer_was_lost_is_the_senders_own():
    todos = folios("REG1", "REG2")
    mail_service(works=False)
    with pytest.raises(ClientError):
        send_receipts("AUX1", todos, AHORA)
    mail_service(works=True)
    with faults(solo=[Fault.LOST_ANSWER], operaciones={"PutItem"}, veces=2):
        assert send_receipts("AUX1", todos, DESPUES) == 2
    assert carried() == [todos]


@pytest.mark.parametrize("falla", list(Fault))
def test_the_sdk_never_sends_a_mail_a_second_time_by_itself(falla):
    """Whatever came of the first request, whoever asked decides."""
    todos = folios("REG1")
    with (
        faults(solo=[falla], operaciones={"SendEmail"}, cada=1) as rotas,
        pytest.raises((ClientError, BotoCoreError)),
    ):
        send_receipts("AUX1", todos, AHORA)
    assert len(rotas.hechas) == 1
    assert len(carried()) == (falla in CARRIED_OUT)


def test_receipts_later_than_a_quarter_of_an_hour_are_counted_for_an_alarm_and_no_others_9_14(capsys):
    """In CloudWatch's own format, in the function's log; the figure names nobody."""
    cuartos = [timedelta(minutes=m) for m in (0, 14, 15, 16, 60)]
    todos = [mundo.receive(f"REG{n}", recibido=AHORA - d).folio for n, d in enumerate(cuartos)]
    assert send_receipts("AUX1", todos, AHORA) == 5
    [medida] = [json.loads(x) for x in capsys.readouterr().out.splitlines() if "AcusesTardios" in x]
    assert medida["AcusesTardios"] == [2.0]
    assert not any(folio in json.dumps(medida) for folio in todos)
    send_receipts("AUX1", [mundo.receive("REG9", recibido=AHORA).folio], AHORA)
    assert "AcusesTardios" not in capsys.readouterr().out
