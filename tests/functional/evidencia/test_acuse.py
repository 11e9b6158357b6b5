"""The complete receipt: for whoever sent the record, verified with the published key alone (9.14, 10.20, 12.3)."""

import json

import pytest

from chalicelib.base import config
from chalicelib.problemas import NoEncontrado
from chalicelib.problemas.evidencia import PruebaPendiente
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.evidencia.hojas import Hoja, read_tree_state
from chalicelib.workflows.captacion.reparto import queue_new_records
from chalicelib.workflows.evidencia.acuse import complete_receipt, leaves_of
from chalicelib.workflows.evidencia.secuencia import sequence_leaves
from opl.acuse import check_receipt
from tests.escenario import mundo
from tests.escenario.firmante import FIRMANTE, SISTEMA
from tests.escenario.mensajes import taken
from tests.escenario.movil import empty_buckets
from tests.escenario.mundo import PROCESO
from tests.escenario.recursos import empty_queues
from tests.functional.entrega.escena import delivered, download, opened, ready_to_deliver
from tests.functional.evidencia.mensajes import put_all

pytestmark = pytest.mark.usefixtures("limpio")
QUIEN = Principal("muestra", Rol.AUXILIAR, auxiliar="AUX1", aspirante="ASPA", proceso=PROCESO)


@pytest.fixture
def limpio(proceso: str) -> None:
    empty_buckets()
    empty_queues()


def test_a_receipt_is_complete_once_its_leaf_is_in_the_log_and_proves_what_was_received_9_14():
    folio = mundo.receive("REG1").folio
    with pytest.raises(PruebaPendiente):
        complete_receipt(QUIEN, folio)
    sequence_leaves([*leaves_of([folio]), *(Hoja(f"x{n}", "otra\n") for n in range(300))], FIRMANTE)
    dado = complete_receipt(QUIEN, folio)
    acuse = check_receipt(dado["prueba"], SISTEMA)
    apoyo = mundo.now(folio)
    assert (acuse.folio, acuse.recibido_en) == (folio, apoyo.recibido_en)
    assert acuse.integridad == bytes(apoyo.integridad).hex()
    assert (acuse.incluida.indice, acuse.incluida.tamano) == (dado["indice"], 301)


def test_a_receipt_stays_true_when_the_log_has_grown():
    folio = mundo.receive("REG1").folio
    sequence_leaves(leaves_of([folio]), FIRMANTE)
    antes = complete_receipt(QUIEN, folio)["prueba"]
    sequence_leaves([Hoja(f"x{n}", "otra\n") for n in range(9)], FIRMANTE)
    for texto in (antes, complete_receipt(QUIEN, folio)["prueba"]):
        assert check_receipt(texto, SISTEMA).folio == folio


@pytest.mark.parametrize(
    "quien",
    [
        Principal("otra", Rol.AUXILIAR, auxiliar="AUX2", proceso=PROCESO),
        Principal("otra", Rol.AUXILIAR, auxiliar="AUX1", proceso="OTRO27"),
        Principal("otra", Rol.AUXILIAR, proceso=PROCESO),
    ],
)
def test_another_ones_receipt_is_as_if_it_did_not_exist(quien):
    folio = mundo.receive("REG1").folio
    sequence_leaves(leaves_of([folio]), FIRMANTE)
    with pytest.raises(NoEncontrado):
        complete_receipt(quien, folio)
    with pytest.raises(NoEncontrado):
        complete_receipt(QUIEN, "ASPA-AUX1-DISP1-NADIE")


def test_what_the_stream_hands_out_goes_into_the_log_together():
    folios = sorted(mundo.receive(f"REG{n}").folio for n in range(3))
    nuevos = [
        {"folio": f, "proceso": PROCESO, "auxiliar": "AUX1", "recibido_en": mundo.now(f).recibido_en}
        for f in folios
    ]
    queue_new_records(nuevos)
    queue_new_records(nuevos)
    mensajes = taken(config.COLA_EVIDENCIA)
    assert mensajes == [{"folios": folios}] * 2
    put_all(mensajes)
    assert read_tree_state().tamano == 3


def test_a_deliverys_manifest_is_in_the_log_with_the_checkpoint_it_was_made_from_15_2_f(tmp_path):
    folios = ready_to_deliver()
    sequence_leaves(leaves_of(folios[:2]), FIRMANTE)
    punto = read_tree_state().punto
    entrega = delivered()
    put_all(taken(config.COLA_EVIDENCIA))
    salida, v = opened(entrega, tmp_path)
    assert json.loads(v.manifiesto.crudo)["punto"] == punto
    assert v.incluida is not None
    assert (v.incluida.indice, v.incluida.tamano) == (2, 3)
    assert "hoja 2 de la bitácora" in (salida / "informe.html").read_text()


def test_a_delivery_has_no_proof_before_its_leaf_is_in_the_log(tmp_path):
    ready_to_deliver()
    carpeta = download(delivered(), tmp_path / "d")
    assert not (carpeta / "manifiesto.tlog-proof").exists()
