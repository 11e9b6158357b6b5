"""What whoever operates the system mends from a terminal, on the running system."""

from collections.abc import Callable

import pytest

from tests.e2e.captura import Captura, capture
from tests.e2e.gente import add_auxiliar, add_contest, save_period
from tests.e2e.sistema import Sistema, ago, seconds

pytestmark = pytest.mark.nube


def send(sistema: Sistema, captura: Captura, cambia: Callable[[], None] = lambda: None) -> tuple[str, str]:
    """Announce, let something happen, and upload; id of the announcement and SHA-256 of the sealed bytes."""
    sellado = captura.seal()
    anuncio = captura.announcement(sellado)
    anunciado = sistema.announce(captura.auxiliar, [anuncio])
    cambia()
    assert sistema.upload(anunciado["registros"][0]["permiso"], sellado).ok
    sistema.quiet()
    return anunciado["envio"], anuncio["sha256"]


def test_what_was_refused_for_a_period_typed_wrong_is_received_as_of_its_arrival_9_16(sistema):
    aspirante = add_contest(sistema, ago(days=5), ago(days=-1))
    captura = capture(sistema, add_auxiliar(sistema, aspirante), capturado_en=seconds(ago(hours=30)))
    envio, sellado = send(sistema, captura, lambda: save_period(aspirante, ago(days=5), ago(hours=25)))
    rechazo = sistema.item("rechazos", folio=captura.folio, sellado=sellado)
    assert rechazo["codigo"] == "fuera_de_plazo"
    save_period(aspirante, ago(days=5), ago(hours=23))
    assert "recibido" in sistema.consola("rechazos", "reponer", captura.folio, sellado)
    sistema.quiet()
    [estado] = sistema.consult(captura.auxiliar, envio)
    assert (estado["estado"], estado["acuse"]["recibido_en"]) == ("recibido", rechazo["momento"])
    assert sistema.item("apoyos", folio=captura.folio)["clase"] == "en_lista_nominal"
    assert len([m for m in sistema.mails() if captura.folio in m.text]) == 1
    assert "repetido" in sistema.consola("rechazos", "reponer", captura.folio, sellado)
    assert "superado" in next(
        x for x in sistema.consola("rechazos", "ver").splitlines() if captura.folio in x
    )


def test_what_was_refused_rightly_stays_refused_9_16(sistema):
    aspirante = add_contest(sistema, ago(days=5), ago(days=-1))
    captura = capture(sistema, add_auxiliar(sistema, aspirante), capturado_en=seconds(ago(hours=30)))
    envio, sellado = send(sistema, captura, lambda: save_period(aspirante, ago(days=5), ago(hours=25)))
    with pytest.raises(AssertionError, match="Sigue rechazado: fuera_de_plazo"):
        sistema.consola("rechazos", "reponer", captura.folio, sellado)
    [estado] = sistema.consult(captura.auxiliar, envio)
    assert (estado["estado"], sistema.item("apoyos", folio=captura.folio)) == ("rechazado", None)


def test_an_original_without_refusal_cannot_be_put_back(sistema):
    with pytest.raises(AssertionError, match="No hay un rechazo"):
        sistema.consola("rechazos", "reponer", "ASP0001-AUX00001-DISP000001-NADA", "0" * 64)


def test_a_record_of_which_no_mail_is_known_is_found_and_gets_one_15_2_d(sistema):
    captura = capture(sistema, sistema.mundo.auxiliares[0])
    send(sistema, captura)
    llave = {"folio": {"S": captura.folio}}
    sistema.client("dynamodb").delete_item(TableName=f"{sistema.prefijo}-acuses", Key=llave)
    salida = sistema.consola("conciliar")
    assert "sin acuse 1" in salida
    assert "difieren ahora: 0" in salida
    sistema.quiet()
    assert len([m for m in sistema.mails() if captura.folio in m.text]) == 2
    assert "Entregados de nuevo: 0" in sistema.consola("conciliar")
