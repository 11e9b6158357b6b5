"""The routes of the delivery and of the public log, each in the role of the function that attends it (15.2, 9.14)."""

import pytest

from chalicelib.base import config
from chalicelib.rules.base.permisos import Rol
from chalicelib.store.entrega.entregas import Entrega
from chalicelib.workflows.evidencia.acuse import leaves_of
from chalicelib.workflows.evidencia.secuencia import sequence_leaves
from tests.escenario.api import Api, api, emisores
from tests.escenario.firmante import FIRMANTE
from tests.escenario.mensajes import taken
from tests.escenario.movil import empty_buckets
from tests.escenario.mundo import OPL, PROCESO
from tests.escenario.recursos import empty_queues
from tests.functional.entrega.escena import delivered, ready_to_deliver
from tests.functional.evidencia.mensajes import put_all

__all__ = ["api", "emisores"]
DE = f"/v1/procesos/{PROCESO}"


@pytest.fixture
def hecha(proceso: str) -> tuple[str, str]:
    """A folio and a delivery, both in the public log."""
    empty_buckets()
    empty_queues()
    folio = ready_to_deliver()[0]
    sequence_leaves(leaves_of([folio]), FIRMANTE)
    entrega = delivered()
    put_all(taken(config.COLA_EVIDENCIA))
    return folio, entrega


def test_the_ine_and_the_opl_go_through_a_delivery_by_http_15_2(hecha: tuple[str, str], api: Api) -> None:
    ine, opl = api.entra(Rol.INE), api.entra(Rol.OPL, opl=OPL)
    assert api.pide("GET", f"{DE}/entrega", ine).estado == 200
    assert api.pide("GET", f"{DE}/conciliacion", ine).cuerpo["conciliacion"]["estado"] == "lista"
    assert [e["entrega"] for e in api.pide("GET", f"{DE}/entregas", opl).cuerpo["elementos"]] == [hecha[1]]
    assert api.pide("POST", f"{DE}/conciliacion", ine).estado == 202
    dada = api.pide(
        "PUT", f"{DE}/entregas/{hecha[1]}/destinatarios", ine, {"destinatarios": ["CTAOPL1"], "dias": 9}
    )
    assert dada.cuerpo["destinatarios"] == ["CTAOPL1"]
    cuerpo = {"oficio": "OPL/101/2027", "fecha": "2027-02-21", "observaciones": ""}
    assert api.pide("POST", f"{DE}/mesa/conclusion", opl, cuerpo).cuerpo["anteriores"] == 1


def test_an_order_reads_all_that_the_gate_asks_for_before_it_is_refused_15_2(
    hecha: tuple[str, str], api: Api
) -> None:
    ine = api.entra(Rol.INE)
    cuerpo = {"destinatarios": ["CTAOPL1"], "dias": 9, "motivo": "prueba"}
    # The period of the test's process ends after today.
    r = api.pide("POST", f"{DE}/entregas", ine, cuerpo)
    assert (r.estado, r.codigo) == (409, "entrega_no_procede"), r.cuerpo


def test_a_recipient_gets_the_files_and_their_place_in_the_log_15_3(hecha: tuple[str, str], api: Api) -> None:
    opl = api.entra(Rol.OPL, opl=OPL)
    assert api.pide("GET", f"{DE}/entregas/{hecha[1]}/archivos", opl).estado == 404
    Entrega(PROCESO, "entrega#0001").update(actions=[Entrega.destinatarios.set([opl.cuenta])])
    dados = api.pide("GET", f"{DE}/entregas/{hecha[1]}/archivos", opl)
    assert dados.estado == 200, dados.cuerpo
    assert "manifiesto.firma" in {a["nombre"] for a in dados.cuerpo["archivos"]} and dados.cuerpo["prueba"]


def test_anybody_reads_the_logs_key_and_the_sender_the_proof_9_14(hecha: tuple[str, str], api: Api) -> None:
    assert api.pide("GET", "/v1/bitacora").cuerpo["llave"] == FIRMANTE.llave.texto
    quien = api.entra(Rol.AUXILIAR, proceso=PROCESO, aspirante="ASPA", auxiliar="AUX1")
    r = api.pide("GET", f"/v1/apoyos/{hecha[0]}/prueba", quien)
    assert r.estado == 200, r.cuerpo
