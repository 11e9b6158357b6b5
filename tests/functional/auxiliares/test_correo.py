"""Mails to auxiliares, and what a change of mail or provider does (Protocolo 7.5, 9.17)."""

import pytest

from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.auxiliares.dispositivos import Dispositivo
from cliente.expediente import new_device_key, public_der
from cliente.registro import Negado
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.movil import meanwhile, phone
from tests.escenario.portal import aspirante, delivered, form, move, personas, registered, remove, show

__all__ = ["api", "aspirante", "emisores", "personas"]


def test_the_confirmation_is_sent_again_three_times_a_day_7_5(api, personas, aspirante):
    auxiliar = registered(api, aspirante, form(personas[0]))
    estados = [
        api.pide("POST", f"/v1/auxiliares/{auxiliar}/confirmacion", aspirante).estado for _ in range(4)
    ]
    assert estados == [200, 200, 200, 429]
    assert len(delivered()) == 1 + 3
    remove(api, aspirante, auxiliar)
    assert api.pide("POST", f"/v1/auxiliares/{auxiliar}/confirmacion", aspirante).codigo == "auxiliar_de_baja"


def test_a_change_of_mail_goes_to_both_addresses_and_the_app_registers_anew_with_its_devices_9_17(
    api, personas, aspirante
):
    auxiliar = registered(api, aspirante, form(personas[0]))
    llave = public_der(new_device_key())
    antes = phone(api, api.entra("visitante", correo="uno@muestra.invalid"))
    antes.register(mundo.PROCESO, auxiliar, "DISPA", llave)
    assert antes.configuration()["auxiliar"]["auxiliar"] == auxiliar
    delivered()

    r = move(api, aspirante, auxiliar, "Dos@muestra.invalid", "facebook")
    assert (r.estado, r.cuerpo["en_la_aplicacion"]) == (200, False)
    enviados = {destino: texto for destino, _, texto in delivered()}
    assert set(enviados) == {"uno@muestra.invalid", "dos@muestra.invalid"}
    assert f"Id Auxiliar: {auxiliar}" in enviados["dos@muestra.invalid"]
    assert "dos@" not in enviados["uno@muestra.invalid"]

    with pytest.raises(Negado):
        antes.configuration()
    despues = phone(api, api.entra("visitante", correo="dos@muestra.invalid", proveedor="facebook"))
    despues.register(mundo.PROCESO, auxiliar, "DISPA", llave, autenticacion="facebook")
    assert [d["dispositivo"] for d in despues.configuration()["dispositivos"]] == ["DISPA"]
    assert Dispositivo.get("DISPA").baja is None


def test_the_same_mail_again_changes_nothing_9_17(api, personas, aspirante):
    auxiliar = registered(api, aspirante, form(personas[0]))
    delivered()
    for _ in range(2):
        assert move(api, aspirante, auxiliar, "dos@muestra.invalid").estado == 200
    assert len(delivered()) == 2
    assert [h["que"] for h in show(api, aspirante, auxiliar)["historia"]] == ["alta", "correo_cambiado"]


def test_a_former_mail_is_free_and_one_in_use_is_not_9_17(api, personas, aspirante):
    uno = registered(api, aspirante, form(personas[0]))
    dos = registered(api, aspirante, form(personas[1], "dos@muestra.invalid"))
    r = move(api, aspirante, uno, "dos@muestra.invalid")
    assert (r.codigo, r.cuerpo["auxiliar"]) == ("correo_en_uso", dos)
    assert move(api, aspirante, uno, "tres@muestra.invalid").estado == 200
    assert move(api, aspirante, dos, "uno@muestra.invalid").estado == 200
    assert move(api, aspirante, uno, "nada", "otro").cuerpo["code"] == "datos_no_admitidos"


def test_a_change_of_mail_and_a_registration_of_that_mail_at_once_one_does_9_17(api, personas, aspirante):
    uno = registered(api, aspirante, form(personas[0]))
    with meanwhile(lambda: registered(api, aspirante, form(personas[1], "dos@muestra.invalid"))):
        r = move(api, aspirante, uno, "dos@muestra.invalid")
    assert (r.estado, r.codigo) == (409, "correo_en_uso")
    assert show(api, aspirante, uno)["persona"]["correo"] == "uno@muestra.invalid"


def test_a_phone_that_registers_during_the_change_loses_its_account_with_it_9_17(api, personas, aspirante):
    auxiliar = registered(api, aspirante, form(personas[0]))
    antes = phone(api, api.entra("visitante", correo="uno@muestra.invalid"))
    llave = public_der(new_device_key())
    with meanwhile(lambda: antes.register(mundo.PROCESO, auxiliar, "DISPA", llave)):
        assert move(api, aspirante, auxiliar, "dos@muestra.invalid").estado == 200
    with pytest.raises(Negado):
        antes.configuration()
    assert Auxiliar.get(auxiliar).sujeto is None
