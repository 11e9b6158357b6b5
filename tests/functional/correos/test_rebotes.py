"""What SES tells of bounces and complaints: the address's state, and who gets nothing in bulk any more (9.15)."""

import copy
import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from chalicelib.base import aws, config
from chalicelib.handlers.eventos.rebotes import SALUDO
from chalicelib.handlers.eventos.rebotes import rebotes as handler
from chalicelib.store.correos import entregas as correos
from chalicelib.store.correos.entregas import EstadoEntrega
from chalicelib.store.correos.rebotes import EstadoDireccion, Rebote
from chalicelib.store.correos.totales import read_batch_totals
from chalicelib.workflows.correos.carta import AvisoCorreo, Carta
from chalicelib.workflows.correos.correo import deliver_notice
from chalicelib.workflows.correos.rebotes import states_of
from consola.__main__ import main as consola
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.mensajes import batch, failed, left
from tests.escenario.mundo import AHORA
from tests.escenario.recursos import empty_queues
from tests.functional.borde.test_lotes import bitacora
from tests.functional.correos.test_correos import mails

__all__ = ["api", "bitacora", "emisores"]
pytestmark = pytest.mark.usefixtures("aws_fingido")

DIRECCION = "aux1@muestra.invalid"
CORREO = {
    "timestamp": "2027-01-15T06:00:00.000Z",
    "source": "Apoyo Ciudadano <apoyo.ciudadano@captacion.invalid>",
    "sourceArn": "arn:aws:ses:mx-central-1:123456789012:identity/captacion.invalid",
    "sendingAccountId": "123456789012",
    "messageId": "EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000",
    "destination": [DIRECCION],
    "headersTruncated": False,
    "commonHeaders": {"to": [DIRECCION], "subject": "Asunto"},
    "tags": {"ses:configuration-set": ["captacion-local-correo"]},
}
REBOTE = {
    "eventType": "Bounce",
    "bounce": {
        "bounceType": "Permanent",
        "bounceSubType": "General",
        "bouncedRecipients": [
            {
                "emailAddress": DIRECCION,
                "action": "failed",
                "status": "5.1.1",
                "diagnosticCode": f"smtp; 550 5.1.1 user unknown <{DIRECCION}>",
            }
        ],
        "timestamp": "2027-01-15T06:00:02.669Z",
        "feedbackId": "01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000",
        "reportingMTA": "dsn; mta.muestra.invalid",
    },
    "mail": CORREO,
}
QUEJA = {
    "eventType": "Complaint",
    "complaint": {
        "complainedRecipients": [{"emailAddress": DIRECCION}],
        "timestamp": "2027-01-15T07:00:00.000Z",
        "feedbackId": "01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000001",
        "complaintSubType": None,
        "userAgent": "Amazon SES Mailbox Simulator",
        "complaintFeedbackType": "abuse",
        "arrivalDate": "2027-01-15T06:59:00.000Z",
    },
    "mail": CORREO,
}
"""SES's documented records of event publishing."""


def transient(subtipo: str = "MailboxFull") -> dict:
    aviso = copy.deepcopy(REBOTE)
    aviso["bounce"] |= {"bounceType": "Transient", "bounceSubType": subtipo}
    return aviso


def told(*avisos) -> list[str]:
    return failed(handler(batch(*avisos), None))


def known(correo: str = DIRECCION) -> EstadoDireccion | None:
    return states_of([correo]).get(correo)


def test_a_permanent_bounce_is_noted_at_its_address_without_writing_it_down():
    assert told(REBOTE) == []
    [fila] = Rebote.scan()
    assert (fila.estado, fila.causa, fila.momento) == ("rebotado", "General", "2027-01-15T06:00:02.669Z")
    assert "muestra" not in json.dumps(fila.to_simple_dict())
    assert known() is EstadoDireccion.REBOTADO
    assert known("AUX1@Muestra.invalid") is EstadoDireccion.REBOTADO
    assert known("otra@muestra.invalid") is None


def test_a_transient_bounce_is_remembered_for_two_weeks_and_suppresses_nothing():
    assert told(transient()) == []
    [fila] = Rebote.scan()
    assert (fila.estado, fila.causa) == ("rebote_temporal", "MailboxFull")
    assert datetime.fromtimestamp(fila.caduca, UTC) - datetime(2027, 1, 15, 6, tzinfo=UTC) > timedelta(
        days=13
    )
    assert sent(masivo=True) is EstadoEntrega.ENVIADO


@pytest.mark.parametrize(
    ("avisos", "queda"),
    [
        ([REBOTE, REBOTE], "rebotado"),
        ([transient(), REBOTE], "rebotado"),
        ([REBOTE, transient()], "rebotado"),
        ([REBOTE, QUEJA, transient()], "queja"),
        ([QUEJA, REBOTE], "queja"),
        ([QUEJA, QUEJA], "queja"),
    ],
)
def test_a_state_only_rises_whatever_the_order_and_however_often(avisos, queda):
    assert told(*avisos) == []
    [fila] = Rebote.scan()
    assert (fila.estado, fila.caduca) == (queda, None)
    antes = fila.to_simple_dict()
    for aviso in avisos:
        assert told(aviso) == []
    assert [f.to_simple_dict() for f in Rebote.scan()] == [antes]


def test_who_says_that_it_was_no_spam_complains_of_nothing():
    aviso = copy.deepcopy(QUEJA)
    aviso["complaint"]["complaintFeedbackType"] = "not-spam"
    assert told(aviso) == []
    assert list(Rebote.scan()) == []


def test_a_notice_of_several_recipients_and_one_of_an_identity_are_read_too():
    aviso = copy.deepcopy(REBOTE)
    aviso["bounce"]["bouncedRecipients"].append({"emailAddress": "Nombre <aux2@muestra.invalid>"})
    aviso["notificationType"] = aviso.pop("eventType")
    assert told(aviso) == []
    assert known() is known("aux2@muestra.invalid") is EstadoDireccion.REBOTADO


@pytest.mark.parametrize(
    "ajeno",
    [
        {"eventType": "Delivery", "mail": CORREO, "delivery": {}},
        {"eventType": "Bounce", "mail": CORREO},
        {"otra": "cosa"},
        "esto no es JSON",
        {**REBOTE, "bounce": {**REBOTE["bounce"], "bouncedRecipients": [{"emailAddress": "  "}]}},
        {**REBOTE, "bounce": {**REBOTE["bounce"], "timestamp": "ayer"}},
    ],
)
def test_an_unreadable_message_is_retried_alone_and_ends_in_the_dead_letter_queue(ajeno):
    assert told(ajeno, QUEJA) == ["m0"]
    assert known() is EstadoDireccion.QUEJA
    empty_queues()
    ultimo = batch(ajeno)
    ultimo["Records"][0]["attributes"] = {"ApproximateReceiveCount": "5"}
    assert failed(handler(ultimo, None)) == []
    assert left(f"{config.COLA_REBOTES}-fallidos") == 1


def test_what_ses_publishes_when_its_destination_is_made_is_no_failure():
    assert told(SALUDO, REBOTE) == []
    assert known() is EstadoDireccion.REBOTADO


def test_no_address_and_no_diagnostic_goes_into_the_log_18_5(bitacora):
    told(REBOTE, {"eventType": "Bounce", "bounce": {"bounceType": DIRECCION, "bouncedRecipients": DIRECCION}})
    escrito = bitacora.getvalue()
    assert "mensaje ajeno" in escrito
    assert "muestra.invalid" not in escrito and "user unknown" not in escrito


def sent(clave: str = "prueba#1", *, masivo: bool) -> EstadoEntrega | None:
    cartas = {"prueba": lambda _: Carta(DIRECCION, "Asunto", "Cuerpo")}
    return deliver_notice(AvisoCorreo("prueba", clave), cartas, AHORA, masivo=masivo)


@pytest.mark.parametrize("aviso", [REBOTE, QUEJA])
def test_a_suppressed_address_gets_no_bulk_mail_but_its_own_mails(aviso):
    told(aviso)
    assert correos.reserve_mail("prueba#1", "LOTE", "uno", AHORA)
    assert sent(masivo=True) is EstadoEntrega.REBOTADO
    assert sent(masivo=True) is None
    assert mails() == []
    assert read_batch_totals("LOTE") == {"rebotado": 1}
    assert sent("prueba#2", masivo=False) is EstadoEntrega.ENVIADO


def test_aspirante_and_opl_see_in_list_and_sheet_which_address_bounced(api, proceso):
    del proceso
    mundo.auxiliar("AUXQ", "ASPA").save()
    mundo.auxiliar("AUXT", "ASPA").save()
    queja, temporal = copy.deepcopy(QUEJA), transient()
    queja["complaint"]["complainedRecipients"] = [{"emailAddress": "auxq@muestra.invalid"}]
    temporal["bounce"]["bouncedRecipients"] = [{"emailAddress": "auxt@muestra.invalid"}]
    for n in range(3):
        mundo.auxiliar(f"AUXB{n}", "ASPA").save()
    told(REBOTE, queja, temporal)
    esperado = {"AUX1": "rebotado", "AUXQ": "queja", "AUXT": "rebote_temporal"}
    for quien in (
        api.entra("aspirante", proceso=mundo.PROCESO, aspirante="ASPA"),
        api.entra("opl", opl=mundo.OPL),
    ):
        lista = api.pide("GET", "/v1/aspirantes/ASPA/auxiliares", quien).cuerpo["elementos"]
        assert {e["auxiliar"]: e["rebote"] for e in lista if e["rebote"]} == esperado
        assert len(lista) == 6
        ficha = api.pide("GET", "/v1/auxiliares/AUX1", quien)
        assert (ficha.estado, ficha.cuerpo["rebote"]) == (200, "rebotado")
        assert api.pide("GET", "/v1/auxiliares/AUXB0", quien).cuerpo["rebote"] is None


def test_the_console_shows_and_frees_an_address_that_serves_again():
    told(REBOTE)

    def run(*palabras: str) -> str:
        return CliRunner().invoke(consola, ["rebotes", *palabras], catch_exceptions=False).output.strip()

    assert run("ver", DIRECCION) == "rebotado"
    assert [run("olvidar", DIRECCION) for _ in range(2)] == ["Liberada.", "No tenía rebotes."]
    assert run("ver", DIRECCION) == "sin rebotes"
    assert sent(masivo=True) is EstadoEntrega.ENVIADO


def test_from_the_topic_through_the_queue_to_the_row():
    """The template's subscription delivers SES's JSON as it is (RawMessageDelivery)."""
    empty_queues()
    sns, sqs, url = aws.client("sns"), aws.client("sqs"), aws.queue_url(config.COLA_REBOTES)
    tema = sns.create_topic(Name=f"{config.PREFIJO}-rebotes")["TopicArn"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=tema, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})
    sns.publish(TopicArn=tema, Message=json.dumps(REBOTE))
    [mensaje] = sqs.receive_message(QueueUrl=url)["Messages"]
    registro = {"messageId": "m0", "receiptHandle": mensaje["ReceiptHandle"], "body": mensaje["Body"]}
    assert failed(handler({"Records": [registro]}, None)) == []
    assert known() is EstadoDireccion.REBOTADO
