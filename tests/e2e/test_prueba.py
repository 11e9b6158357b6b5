"""A receipt's whole way: a phone sends a record, the log takes it, the OPL's tool proves it offline (9.14, 12.3)."""

import pytest
from click.testing import CliRunner

from opl.__main__ import main
from tests.e2e.captura import Captura, capture
from tests.e2e.sistema import Sistema

pytestmark = pytest.mark.nube


@pytest.fixture(scope="module")
def enviada(sistema: Sistema) -> Captura:
    """A record that was received, and everything that follows from it."""
    auxiliar = sistema.mundo.auxiliares[0]
    captura = capture(sistema, auxiliar)
    sellado = captura.seal()
    dado = sistema.announce(auxiliar, [captura.announcement(sellado)])["registros"][0]
    assert sistema.upload(dado["permiso"], sellado).status_code == 204
    sistema.quiet()
    return captura


def test_a_record_sent_by_a_phone_is_proved_from_the_published_key_alone(sistema, enviada, tmp_path):
    respuesta = sistema.pide("GET", f"/v1/apoyos/{enviada.folio}/prueba", enviada.auxiliar.token)
    assert respuesta.status_code == 200, respuesta.text
    llave = sistema.pide("GET", "/v1/bitacora").json()["llave"]
    acuse, expediente = tmp_path / "acuse.tlog-proof", tmp_path / "expediente.zip"
    acuse.write_text(respuesta.json()["prueba"], newline="\n")
    orden = ["verificar", "acuse", str(acuse), "--llave-sistema", llave]
    hecho = CliRunner().invoke(main, orden)
    assert hecho.exit_code == 0, hecho.output
    assert enviada.folio in hecho.output
    expediente.write_bytes(b"otro")
    assert CliRunner().invoke(main, [*orden, "--expediente", str(expediente)]).exit_code == 19


def test_another_auxiliar_does_not_get_it(sistema, enviada):
    otra = sistema.mundo.auxiliares[1]
    assert sistema.pide("GET", f"/v1/apoyos/{enviada.folio}/prueba", otra.token).status_code == 404


def test_the_log_holds_together_by_its_own_review(sistema, enviada):
    assert "faltas: 0" in sistema.consola("bitacora", "verificar")
