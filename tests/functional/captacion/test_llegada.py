"""The earliest arrival that is known counts, whichever notice is worked off first (Protocolo 9.16, 12.5; LGIPE 385)."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from chalicelib.handlers.eventos.recepcion import recepcion
from chalicelib.rules.apoyos.historia import Recibido
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.auxiliares.dispositivos import Dispositivo
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.objetos import LlaveDeObjeto
from chalicelib.store.base.tabla import iso
from chalicelib.store.captacion.rechazos import find_rechazos
from chalicelib.workflows.captacion.recepcion import FinalRecepcion, receive_object
from cliente.expediente import new_device_key, public_der
from cliente.sobre import contexto, seal
from tests.escenario import mundo
from tests.escenario.mensajes import batch
from tests.escenario.movil import PUBLICA, captured, empty_buckets, hold_capture_key
from tests.escenario.mundo import FIN, INICIO, PROCESO
from tests.escenario.portal import put_support
from tests.unit.vault.vectores import ARN

pytestmark = pytest.mark.usefixtures("telefono")

LLAVE = new_device_key()
CIERRE = FIN + timedelta(hours=24)
S = timedelta(seconds=1)
CAPTURAS: dict[LlaveDeObjeto, dict[str, Any]] = {}
FOLIO = "ASPA-AUX1-DISPA-REG1"


@pytest.fixture
def telefono(proceso: str) -> None:
    """A device of AUX1, registered since the start of the period."""
    hold_capture_key()
    empty_buckets()
    Dispositivo(
        dispositivo="DISPA", auxiliar="AUX1", llave=public_der(LLAVE), alta=iso(INICIO - timedelta(hours=1))
    ).save()


def upload(momento: datetime, **cambios: str) -> LlaveDeObjeto:
    """A record captured half an hour before, in the intake; its key."""
    captura = captured(LLAVE, "auxiliar", momento - timedelta(minutes=30), **{"registro": "REG1"} | cambios)
    return put(captura)


def put(captura: dict[str, Any]) -> LlaveDeObjeto:
    """The key under which the capture was uploaded."""
    put_support(captura)
    folio = "-".join(captura["registro"][p] for p in ("aspirante", "auxiliar", "dispositivo", "registro"))
    sellado = captura["sellado"]
    llave = LlaveDeObjeto.parse(f"{PROCESO}/{folio}/{len(sellado)}/{sha256(sellado).hexdigest()}")
    CAPTURAS[llave] = captura
    return llave


def refusals(llave: LlaveDeObjeto) -> list[str]:
    """Codes of the refusals of that object that still hold."""
    hallados = find_rechazos([(str(llave.folio), llave.sellado)]).values()
    return [r.codigo for r in hallados if not r.superado]


def test_of_two_notices_of_one_record_the_earlier_arrival_counts_in_whichever_order_they_come_9_16():
    llave = upload(INICIO + timedelta(days=1))
    primera = INICIO + timedelta(days=1)
    segunda = primera + timedelta(minutes=2)
    assert receive_object(llave, segunda) is FinalRecepcion.RECIBIDO
    assert receive_object(llave, primera) is FinalRecepcion.REPETIDO
    assert mundo.now(FOLIO).recibido_en == iso(primera)
    assert receive_object(llave, segunda) is FinalRecepcion.REPETIDO
    assert mundo.now(FOLIO).recibido_en == iso(primera)
    assert [h.en for h in mundo.now(FOLIO).hechos if isinstance(h, Recibido)] == [iso(segunda), iso(primera)]
    assert [a.folio for a in Apoyo.por_aspirante.query(mundo.now(FOLIO).lista)] == [FOLIO]


def test_uploaded_again_after_the_deadline_the_refusal_is_overturned_by_the_earlier_notice_9_16():
    """12.5: "tendrán 24 horas para realizar el envío": the first upload was within them."""
    llave = upload(CIERRE - timedelta(days=1, minutes=10))
    assert receive_object(llave, CIERRE + 5 * S) is FinalRecepcion.RECHAZADO
    assert refusals(llave) == ["fuera_de_plazo"]
    assert receive_object(llave, CIERRE - 20 * S) is FinalRecepcion.RECIBIDO
    assert mundo.now(FOLIO).recibido_en == iso(CIERRE - 20 * S)
    assert refusals(llave) == []


def test_an_earlier_notice_that_is_late_too_changes_nothing_9_16():
    llave = upload(CIERRE - timedelta(days=1, minutes=10))
    for momento in (CIERRE + 5 * S, CIERRE + 3 * S):
        assert receive_object(llave, momento) is FinalRecepcion.RECHAZADO
    assert refusals(llave) == ["fuera_de_plazo"]


def test_a_received_record_that_comes_again_after_the_end_leaves_no_refusal_9_16():
    llave = upload(CIERRE - timedelta(days=1, minutes=10))
    assert receive_object(llave, CIERRE - S) is FinalRecepcion.RECIBIDO
    put_support(CAPTURAS[llave])
    assert receive_object(llave, CIERRE + S) is FinalRecepcion.REPETIDO
    assert refusals(llave) == []


def test_sealed_anew_and_sent_after_the_end_it_leaves_no_refusal_either_9_16():
    """The same content in other bytes: a phone seals again when it lost its sealed copy."""
    llave = upload(CIERRE - timedelta(days=1, minutes=10))
    assert receive_object(llave, CIERRE - S) is FinalRecepcion.RECIBIDO
    captura = CAPTURAS[llave]
    sellado = seal(captura["claro"], PUBLICA, ARN, contexto(captura["registro"]))
    otra = put(captura | {"sellado": sellado})
    assert otra != llave
    assert receive_object(otra, CIERRE + S) is FinalRecepcion.REPETIDO
    assert refusals(otra) == []


def test_when_its_time_moves_back_the_persons_supports_are_judged_anew_lgipe_385():
    """Uploaded at 10:00 and again at 10:02, a rival's at 10:01."""
    diez = INICIO + timedelta(days=1)
    llave = upload(diez)
    receive_object(llave, diez + timedelta(minutes=2))
    mundo.verify(FOLIO, "P1")
    rival = mundo.receive("REG9", "ASPB", diez + timedelta(minutes=1)).folio
    mundo.verify(rival, "P1")
    assert mundo.classes(FOLIO, rival) == ["duplicado_otro_aspirante", "en_lista_nominal"]
    receive_object(llave, diez)
    assert mundo.classes(FOLIO, rival) == ["en_lista_nominal", "duplicado_otro_aspirante"]


def test_a_removal_between_the_two_arrivals_is_no_cause_any_more_7_7():
    """The function's own permissions suffice for it."""
    momento = INICIO + timedelta(days=1)
    llave = upload(momento)
    Auxiliar("AUX1").update(actions=[Auxiliar.baja.set(iso(momento + S))])
    for cuando in (momento + timedelta(minutes=2), momento):
        registro = {"s3": {"object": {"key": str(llave)}}, "eventTime": iso(cuando)}
        assert recepcion(batch({"Records": [registro]}), None) == {"batchItemFailures": []}
    assert mundo.now(FOLIO).clase == "en_proceso"
    assert [len(h.causas) for h in mundo.now(FOLIO).hechos] == [1, 0]


def withdrawn(en: datetime) -> None:
    """The registration of ASPA, confirmed and then ended."""
    hitos = [
        f'{{"que": "{q}", "en": "{e}", "cuenta": "C", "rol": "opl", "version": 1}}'
        for q, e in (("confirmado", iso(INICIO)), ("baja", iso(en)))
    ]
    Aspirante("ASPA").update(actions=[Aspirante.estado.set("baja"), Aspirante.historia.set(hitos)])
    forget_copies()


def test_what_arrives_after_the_withdrawal_is_received_and_classed_by_its_own_cause_9_14_12_4():
    momento = INICIO + timedelta(days=1)
    llave = upload(momento)
    withdrawn(momento - timedelta(minutes=1))
    assert receive_object(llave, momento) is FinalRecepcion.RECIBIDO
    assert [h.causas for h in mundo.now(FOLIO).hechos] == [("aspirante_dado_de_baja",)]
