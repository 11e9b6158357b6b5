"""With an aspirante's registration ends what is captured for it, and not what was received (Protocolo 6.1 F, 18)."""

from datetime import timedelta

import pytest

from chalicelib.problemas import Problema
from chalicelib.problemas.auxiliares import RegistroNoCoincide
from chalicelib.problemas.captacion import RecepcionCerrada
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.aspirantes import Aspirante, get_aspirante
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.auxiliares.dispositivos import Dispositivo
from chalicelib.store.cuentas.cuentas import Cuenta
from chalicelib.workflows.aspirantes.confirmacion import withdraw_aspirante
from chalicelib.workflows.auxiliares.aplicacion import app_configuration
from chalicelib.workflows.auxiliares.dispositivos import AltaDispositivo, register_dispositivo
from chalicelib.workflows.captacion import evidencia
from chalicelib.workflows.captacion.envio import RegistroPorEnviar, announce_records, show_envio
from cliente.expediente import new_device_key, public_der
from tests.escenario import mundo
from tests.escenario.movil import meanwhile, publish_notice

OPL = Principal("opl|1", Rol.OPL, opl=mundo.OPL, cuenta="CTA1")
ELLA = Principal("google|1", Rol.VISITANTE, correo="aux1@muestra.invalid", proveedor="google")
AHORA = mundo.AHORA
LLAVE = public_der(new_device_key())


@pytest.fixture(autouse=True)
def mundo_con_aviso(proceso):
    publish_notice()


def end() -> None:
    withdraw_aspirante(OPL, "ASPA", "Desistimiento", AHORA)


def alta(dispositivo: str = "DISPA") -> AltaDispositivo:
    return AltaDispositivo(
        "google", mundo.PROCESO, "AUX1", "aviso-auxiliar-1", True, True, dispositivo, LLAVE, "Uno", "x", "x"
    )


def records() -> list[RegistroPorEnviar]:
    return [RegistroPorEnviar("REGI1", "ASPA", AHORA - timedelta(hours=1), 1000, "ab" * 32)]


def refused(call) -> Problema:
    with pytest.raises(Problema) as no:
        call()
    return no.value


def test_after_the_end_no_phone_is_registered_and_the_refusal_is_the_usual_one_8_4():
    end()
    no = refused(lambda: register_dispositivo(ELLA, alta(), AHORA))
    ajeno = refused(
        lambda: register_dispositivo(ELLA, AltaDispositivo(**vars(alta()) | {"auxiliar": "NADA"}), AHORA)
    )
    assert isinstance(no, RegistroNoCoincide)
    assert no.body() == ajeno.body()
    assert (Dispositivo.count(), Cuenta.count()) == (0, 0)


def test_of_a_phone_and_a_withdrawal_at_once_only_the_withdrawal_happens_8_4():
    with meanwhile(end):
        no = refused(lambda: register_dispositivo(ELLA, alta(), AHORA))
    assert isinstance(no, RegistroNoCoincide)
    assert Auxiliar.get("AUX1").sujeto is None
    assert Dispositivo.count() == 0


def test_after_the_end_no_record_is_announced_and_the_refusal_says_why_18():
    end()
    no = refused(lambda: announce_records("AUX1", "DISPA", records(), AHORA))
    assert isinstance(no, RecepcionCerrada)
    assert "registro de la persona aspirante terminó" in no.detalle


def test_a_cached_row_alone_refuses_nobody():
    get_aspirante("ASPA")
    Aspirante("ASPA").update(actions=[Aspirante.estado.set("baja")])
    assert announce_records("AUX1", "DISPA", records(), AHORA)["registros"][0]["estado"] == "permitido"


def test_what_was_received_before_still_has_its_receipt_9_14():
    apoyo = mundo.receive("REGI1")
    anuncio = RegistroPorEnviar("REGI1", "ASPA", AHORA - timedelta(hours=1), 1000, bytes(apoyo.sellado).hex())
    envio = announce_records("AUX1", "DISP1", [anuncio], AHORA)["envio"]
    end()
    assert show_envio("AUX1", envio)["registros"][0]["acuse"]["folio"] == apoyo.folio


def test_no_visual_evidence_is_taken_18():
    register_dispositivo(ELLA, alta(), AHORA)
    end()
    testigos = evidencia.Testigos("DISPA", "CED1", AHORA - timedelta(hours=1), 1000, "ab" * 32)
    no = refused(lambda: evidencia.announce_evidence("AUX1", testigos, AHORA))
    assert isinstance(no, RecepcionCerrada)


def test_the_app_is_told_and_the_auxiliars_account_stays_9_14():
    register_dispositivo(ELLA, alta(), AHORA)
    assert app_configuration("AUX1", AHORA)["aspirante"]["vigente"] is True
    end()
    assert app_configuration("AUX1", AHORA)["aspirante"]["vigente"] is False
    [cuenta] = Cuenta.scan()
    assert cuenta.estado == "activa"
