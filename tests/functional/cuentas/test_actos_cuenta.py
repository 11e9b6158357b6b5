"""An institutional account from its grant to its end: credentials, declaration, Mesa, Cognito (Protocolo 5.4, 5.5)."""

from datetime import UTC, datetime

import pytest

from chalicelib.base import aws, config
from chalicelib.problemas import NoEncontrado, Ocupado
from chalicelib.problemas.cuentas import CuentaDuplicada
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.cuentas import PeticionDeCuenta
from chalicelib.store.correos import entregas as correos
from chalicelib.store.cuentas.cuentas import Cuenta, Sesion, take_session
from chalicelib.store.cuentas.titulares import Titular, find_titular
from chalicelib.store.mesa.operadores import EstadoJornada, open_loads
from chalicelib.workflows.base.cuentas import accounts_key
from chalicelib.workflows.correos.correo import PLAZO
from chalicelib.workflows.cuentas import credenciales, cuentas
from chalicelib.workflows.cuentas.titular import sealed_act
from chalicelib.workflows.mesa.jornada import set_shift
from tests.escenario import mundo
from tests.escenario.api import Sesion as Quien
from tests.escenario.api import api, emisores
from tests.escenario.cuentas import keep_account
from tests.escenario.grupos import grupo
from tests.escenario.muertes import conflicting
from tests.escenario.recursos import empty_queues
from tests.escenario.registros import send_mails
from tests.escenario.titulares import (
    CORREO,
    DECLARACION,
    MOTIVO,
    active,
    ask,
    do,
    faults,
    granted,
    ine,
    mails,
    oficina,
    opl,
    password,
    reaches,
    row,
)

__all__ = ["api", "emisores", "grupo", "ine", "oficina", "opl"]
pytestmark = pytest.mark.usefixtures("oficina")


def test_a_granted_account_is_blocked_and_its_holder_has_credentials_5_4(api, ine, opl, grupo):
    cuenta = granted(api, ine, opl)
    assert not reaches(cuenta)
    assert (row(cuenta).estado, row(cuenta).institucion) == ("bloqueada", mundo.OPL)
    assert grupo.challenge(CORREO, password()) == "NEW_PASSWORD_REQUIRED"
    [correo] = mails()
    assert correo.destinations["ToAddresses"] == [CORREO]
    for parte in (f"Usuario: {CORREO}", "Declaración de Confidencialidad", "bloqueada", "7 días"):
        assert parte in correo.body


def test_the_declaration_activates_the_account_and_its_holder_is_told_once_5_4(api, ine, opl):
    empty_queues()
    cuenta = granted(api, ine, opl)
    respuesta = do(api, ine, cuenta, "declaracion", DECLARACION)
    assert respuesta.cuerpo["estado"] == "activa"
    assert respuesta.cuerpo["declaracion"] == DECLARACION | {"recibio": ine.cuenta}
    assert reaches(cuenta)
    assert do(api, ine, cuenta, "declaracion", DECLARACION).estado == 200
    assert send_mails() == 3  # the request, and the activation twice
    assert ["activa" in m.subject for m in mails()] == [False, True]


def test_there_is_no_account_in_force_without_a_declaration_5_4(api, ine, opl):
    cuenta = ask(api, opl).cuerpo["cuenta"]
    assert do(api, ine, cuenta, "declaracion", DECLARACION).codigo == "acto_improcedente"
    do(api, ine, cuenta, "otorgamiento")
    for que in ("suspension", "reanudacion"):
        assert do(api, ine, cuenta, que, MOTIVO).codigo == "acto_improcedente"
    assert not reaches(cuenta)


@pytest.mark.parametrize("fecha", ["2999-01-01", "2026-02-30"])
def test_a_declaration_is_signed_on_a_day_that_was_5_4(api, ine, opl, fecha):
    cuenta = granted(api, ine, opl)
    assert faults(do(api, ine, cuenta, "declaracion", DECLARACION | {"fecha": fecha})) == {"fecha"}
    assert not reaches(cuenta)


def test_another_declaration_does_not_take_the_place_of_the_one_on_file_5_4(api, ine, opl):
    cuenta = active(api, ine, opl)
    otra = do(api, ine, cuenta, "declaracion", DECLARACION | {"sha256": "cd" * 32})
    assert otra.codigo == "conflicto"
    assert find_titular(cuenta).declaracion["sha256"] == DECLARACION["sha256"]


def test_granting_twice_mails_once_and_the_password_mailed_is_the_one_in_force_5_4(api, ine, opl, grupo):
    cuenta = granted(api, ine, opl)
    assert do(api, ine, cuenta, "otorgamiento").estado == 200
    assert len(mails()) == 1
    assert grupo.challenge(CORREO, password()) == "NEW_PASSWORD_REQUIRED"


def test_a_grant_that_died_before_the_mail_is_finished_by_repeating_it_5_4(api, ine, opl, grupo):
    cuenta = ask(api, opl).cuerpo["cuenta"]
    quien_muere = correos.claim_mail(f"credenciales#{cuenta}#1", datetime.now(UTC), PLAZO)
    respuesta = do(api, ine, cuenta, "otorgamiento")
    assert (respuesta.cuerpo["estado"], respuesta.cuerpo["credenciales"]) == ("bloqueada", "en_curso")
    assert mails() == []
    correos.release_mail(quien_muere)  # or its claim runs out
    assert do(api, ine, cuenta, "otorgamiento").cuerpo["credenciales"] == "enviado"
    assert grupo.challenge(CORREO, password()) == "NEW_PASSWORD_REQUIRED"


def test_a_grant_whose_mail_could_not_leave_is_completed_by_asking_again_5_4(api, ine, opl, grupo):
    """SES refuses every mail of a sender that it does not know: our fault, and no word about the address."""
    cuenta = ask(api, opl).cuerpo["cuenta"]
    ses = aws.client("ses")
    ses.delete_identity(Identity=config.REMITENTE)
    assert do(api, ine, cuenta, "otorgamiento").estado == 500
    ses.verify_email_identity(EmailAddress=config.REMITENTE)
    assert do(api, ine, cuenta, "otorgamiento").cuerpo["credenciales"] == "enviado"
    assert grupo.challenge(CORREO, password()) == "NEW_PASSWORD_REQUIRED"


def test_a_grant_that_died_after_making_the_user_goes_on_from_there_5_4(api, ine, opl, grupo):
    cuenta = ask(api, opl).cuerpo["cuenta"]
    aws.client("cognito-idp").admin_create_user(
        UserPoolId=grupo.id, Username=CORREO, MessageAction="SUPPRESS"
    )
    assert do(api, ine, cuenta, "otorgamiento").estado == 200
    assert grupo.users() == 1
    assert grupo.challenge(CORREO, password()) == "NEW_PASSWORD_REQUIRED"


def test_new_credentials_end_the_old_ones_and_the_session_5_4_5_5(api, ine, opl, grupo):
    cuenta = active(api, ine, opl)
    antes = password()
    desde = int(datetime.now(UTC).timestamp())
    assert take_session(accounts_key(), row(cuenta), "sesion-1", desde) is Sesion.NUEVA
    assert do(api, ine, cuenta, "credenciales").cuerpo["credenciales"] == "enviado"
    assert take_session(accounts_key(), row(cuenta), "sesion-1", desde) is Sesion.TERMINADA
    assert grupo.challenge(CORREO, antes) == "NotAuthorizedException"
    assert grupo.challenge(CORREO, password()) == "NEW_PASSWORD_REQUIRED"
    assert take_session(accounts_key(), row(cuenta), "sesion-2", desde + 5) is Sesion.NUEVA


def test_credentials_are_resent_only_so_often_to_one_official_18_5(api, ine, opl):
    cuenta = granted(api, ine, opl)
    for _ in range(3):
        assert do(api, ine, cuenta, "credenciales").estado == 200
    enviados = len(mails())
    cuarta = do(api, ine, cuenta, "credenciales")
    assert (cuarta.estado, cuarta.codigo) == (429, "demasiadas_solicitudes")
    assert int(cuarta.cabeceras["Retry-After"]) > 0
    assert len(mails()) == enviados
    assert do(api, api.entra("ine"), cuenta, "credenciales").estado == 429


def test_no_credentials_are_sent_for_what_is_no_account_in_use_5_4(api, ine, opl):
    cuenta = ask(api, opl).cuerpo["cuenta"]
    assert do(api, ine, cuenta, "credenciales").codigo == "acto_improcedente"
    assert mails() == []


def test_a_suspended_account_reaches_nothing_and_cannot_log_in_until_resumed_5_5(api, ine, opl, grupo):
    cuenta = active(api, ine, opl)
    desde = int(datetime.now(UTC).timestamp())
    take_session(accounts_key(), row(cuenta), "sesion-1", desde)
    assert do(api, ine, cuenta, "suspension", MOTIVO).cuerpo["estado"] == "suspendida"
    assert not reaches(cuenta)
    assert not grupo.user(CORREO)["Enabled"]
    assert do(api, ine, cuenta, "reanudacion", MOTIVO).cuerpo["estado"] == "activa"
    assert reaches(cuenta)
    assert grupo.user(CORREO)["Enabled"]
    assert take_session(accounts_key(), row(cuenta), "sesion-1", desde) is Sesion.TERMINADA


def test_an_account_that_ended_stays_so(api, ine, opl, grupo):
    cuenta = active(api, ine, opl)
    assert do(api, ine, cuenta, "termino", MOTIVO).cuerpo["estado"] == "terminada"
    for que, cuerpo in (
        ("otorgamiento", None),
        ("credenciales", None),
        ("declaracion", DECLARACION),
        ("suspension", MOTIVO),
        ("reanudacion", MOTIVO),
    ):
        assert do(api, ine, cuenta, que, cuerpo).codigo == "acto_improcedente", que
    assert not reaches(cuenta)
    assert not grupo.user(CORREO)["Enabled"]


@pytest.mark.parametrize("que", ["suspension", "termino"])
def test_a_shutting_out_that_died_before_cognito_is_finished_by_repeating_it(api, ine, opl, grupo, que):
    cuenta = active(api, ine, opl)
    do(api, ine, cuenta, que, MOTIVO)
    aws.client("cognito-idp").admin_enable_user(UserPoolId=grupo.id, Username=CORREO)
    assert do(api, ine, cuenta, que, MOTIVO).estado == 200
    assert not grupo.user(CORREO)["Enabled"]
    assert len(find_titular(cuenta).historia) == 4


def test_of_a_suspension_and_a_resumption_at_once_cognito_follows_the_one_that_stands_5_5(
    api, ine, opl, grupo
):
    cuenta = active(api, ine, opl)
    pendientes = [lambda: do(api, ine, cuenta, "reanudacion", MOTIVO)]
    eventos = aws.client("cognito-idp").meta.events

    def before(**_):
        if pendientes:
            assert pendientes.pop()().estado == 200

    eventos.register("before-call.cognito-identity-provider.AdminDisableUser", before, unique_id="carrera")
    try:
        assert do(api, ine, cuenta, "suspension", MOTIVO).estado == 200
    finally:
        eventos.unregister("before-call.cognito-identity-provider.AdminDisableUser", unique_id="carrera")
    assert not pendientes
    assert find_titular(cuenta).estado == "activa"
    assert grupo.user(CORREO)["Enabled"]


def test_credentials_asked_for_before_newer_ones_do_not_end_those_5_4(api, ine, opl, grupo):
    cuenta = ask(api, opl).cuerpo["cuenta"]
    ses = aws.client("ses")
    ses.delete_identity(Identity=config.REMITENTE)
    do(api, ine, cuenta, "otorgamiento")  # its mail does not leave
    ses.verify_email_identity(EmailAddress=config.REMITENTE)
    tarde = find_titular(cuenta)
    do(api, ine, cuenta, "credenciales")
    credenciales.send_credentials(tarde, datetime.now(UTC) + PLAZO)
    assert len(mails()) == 1
    assert grupo.challenge(CORREO, password()) == "NEW_PASSWORD_REQUIRED"


def test_a_request_that_meets_another_write_is_no_duplicate_5_2(api, opl):
    with conflicting():
        assert ask(api, opl).estado == 201
    assert Titular.count() == 1


@pytest.mark.parametrize("que", ["suspension", "termino"])
def test_nobody_may_suspend_or_end_their_own_account(api, ine, que):
    propia = ask(api, ine, rol="ine", proceso=None, nombre="Beto Muestra", correo="beto@ine.invalid").cuerpo
    yo = Quien(ine.sujeto, ine.token, propia["cuenta"])
    fila = Cuenta.get(ine.sujeto, ine.cuenta)
    fila.delete()
    fila.cuenta = propia["cuenta"]
    keep_account(fila)
    assert do(api, yo, propia["cuenta"], que, MOTIVO).codigo == "acto_improcedente"
    assert find_titular(propia["cuenta"]).estado == "solicitada"


def begin_shift(cuenta: str) -> None:
    set_shift(mundo.PROCESO, cuenta, EstadoJornada.EN_TURNO, mundo.AHORA, devolver=False)


def test_the_mesa_assigns_to_an_operator_on_shift_only_while_the_account_is_active_13_3(api, ine, opl):
    """Whose account is suspended is out of shift, and begins another after it is resumed."""
    cuenta = granted(api, ine, opl)
    with pytest.raises(NoEncontrado):
        begin_shift(cuenta)
    do(api, ine, cuenta, "declaracion", DECLARACION)
    assert open_loads(mundo.PROCESO) == {}
    begin_shift(cuenta)
    assert open_loads(mundo.PROCESO) == {cuenta: 0}
    assert (row(cuenta).operador, row(cuenta).proceso) == (cuenta, mundo.PROCESO)
    do(api, ine, cuenta, "suspension", MOTIVO)
    assert open_loads(mundo.PROCESO) == {}
    do(api, ine, cuenta, "reanudacion", MOTIVO)
    assert open_loads(mundo.PROCESO) == {}
    begin_shift(cuenta)
    assert open_loads(mundo.PROCESO) == {cuenta: 0}
    do(api, ine, cuenta, "termino", MOTIVO)
    assert open_loads(mundo.PROCESO) == {}


def test_no_other_role_becomes_an_operator_of_the_mesa_13_3(api, ine, opl):
    active(api, ine, opl, rol="supervisor")
    assert open_loads(mundo.PROCESO) == {}


def test_of_two_requests_for_one_official_at_once_one_is_kept_5_2(api, opl):
    yo = Principal(opl.sujeto, Rol.OPL, opl=mundo.OPL, cuenta=opl.cuenta)
    peticion = PeticionDeCuenta(
        Rol.OPL, "Ana Muestra Núñez", "Técnica", CORREO, "4731234567", "OPLX/1", opl=mundo.OPL
    )
    # Both have looked before either writes.
    una, otra = (cuentas.prepare_account(peticion, yo.cuenta, datetime.now(UTC)) for _ in range(2))
    cuentas.keep_account(una, yo)
    with pytest.raises(CuentaDuplicada):
        cuentas.keep_account(otra, yo)
    assert [t.cuenta for t in Titular.scan()] == [una.cuenta]


def test_an_act_upon_what_another_has_changed_meanwhile_changes_nothing(api, ine, opl):
    cuenta = active(api, ine, opl)
    leida = find_titular(cuenta)
    do(api, ine, cuenta, "suspension", MOTIVO)
    with pytest.raises(Ocupado):
        credenciales.renew_credentials(
            leida, sealed_act(cuenta, "reenviar", ine.cuenta, datetime.now(UTC)), datetime.now(UTC)
        )
    assert (row(cuenta).estado, int(find_titular(cuenta).entregas)) == ("suspendida", 1)
