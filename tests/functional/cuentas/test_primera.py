"""The first account of the INE, from the console, and from there everything by the API (Protocolo 5.4)."""

import re
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner, Result

from chalicelib.rules.base.permisos import Rol
from chalicelib.store.cuentas.cuentas import Sesion, active_accounts, take_session
from chalicelib.store.cuentas.titulares import Titular
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.workflows.base.cuentas import accounts_key
from consola.__main__ import main
from tests.escenario.cuentas import change_account
from tests.escenario.grupos import Grupo, grupo

__all__ = ["grupo"]

CORREO = "directora@ine.invalid"


def prepare(correo: str = CORREO, nombre: str = "Diana Muestra Sol") -> Result:
    datos = [
        "--nombre",
        nombre,
        "--cargo",
        "Directora",
        "--telefono",
        "5512345678",
        "--oficio",
        "INE/DERFE/1",
    ]
    return CliRunner().invoke(main, ["preparar", "--correo", correo, *datos])


def password(salida: Result) -> str:
    assert salida.exit_code == 0, salida.output
    return re.findall(r"mostrar\): (\S+)", salida.output)[0]


@pytest.fixture(autouse=True)
def otro_grupo(grupo: Grupo, monkeypatch: pytest.MonkeyPatch) -> None:
    """The console finds the pool by its name."""
    monkeypatch.setenv("CAPTACION_POOL_INSTITUCIONAL", "")


def test_the_first_account_is_active_and_changes_its_password_5_4(grupo):
    clave = password(prepare())
    assert grupo.challenge(CORREO, clave) == "NEW_PASSWORD_REQUIRED"
    [titular] = Titular.scan()
    [cuenta] = active_accounts(titular.sujeto)
    assert (cuenta.rol, cuenta.institucion, cuenta.cuenta) == (Rol.INE, "ine", titular.cuenta)
    assert cuenta.principal.cuenta == titular.cuenta
    assert (
        take_session(accounts_key(), cuenta, "sesion-1", int(datetime.now(UTC).timestamp())) is Sesion.NUEVA
    )


def test_what_the_console_did_is_in_the_audit_log_18_7(grupo):
    prepare()
    [titular] = Titular.scan()
    assert [(a.evento, a.objeto) for a in auditoria.entries_of("consola")] == [
        ("cuenta_otorgada", titular.cuenta)
    ]


def test_repeating_it_makes_no_second_account_and_another_password_5_2(grupo):
    antes = password(prepare())
    ahora = password(prepare(CORREO.upper()))
    assert grupo.users() == len([*Titular.scan()]) == 1
    assert grupo.challenge(CORREO, antes) == "NotAuthorizedException"
    assert grupo.challenge(CORREO, ahora) == "NEW_PASSWORD_REQUIRED"


def test_repeating_it_ends_the_session_there_was_5_5(grupo):
    prepare()
    [titular] = Titular.scan()
    hace_poco = int(datetime.now(UTC).timestamp()) - 5
    [cuenta] = active_accounts(titular.sujeto)
    change_account(cuenta.sujeto, cuenta.cuenta, sesion="vieja", sesion_desde=hace_poco)
    [cuenta] = active_accounts(titular.sujeto)
    assert take_session(accounts_key(), cuenta, "vieja", hace_poco) is Sesion.VIGENTE
    prepare()
    [cuenta] = active_accounts(titular.sujeto)
    assert take_session(accounts_key(), cuenta, "vieja", hace_poco) is Sesion.TERMINADA


def test_it_makes_the_first_only_5_4(grupo):
    prepare()
    salida = prepare("otra@ine.invalid", "Otra Muestra Luna")
    assert (salida.exit_code, grupo.users()) == (1, 1)
    assert "Portal" in salida.output


def test_it_keeps_the_rules_of_any_request_5_3(grupo):
    salida = prepare("directora@otro.invalid", "Diana")
    assert (salida.exit_code, grupo.users()) == (1, 0)
    assert "@ine.invalid" in salida.output
    assert "nombre completo" in salida.output
