"""Signing in: whose address counts, keys fetched seldom, and one's own accounts (Protocolo 5.5, 8.4, 18.5)."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.rules.base.permisos import INSTITUCIONALES, Rol
from chalicelib.store.cuentas.cuentas import Cuenta
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.workflows.cuentas.identidad import identify_bearer
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.cuentas import keep_account
from tests.escenario.emisor import CLIENTE, issuer

__all__ = ["api", "emisores"]


def test_whoever_signed_in_sees_their_own_accounts_without_choosing_one(api):
    auxiliar = api.entra("auxiliar", proceso=mundo.PROCESO, aspirante="ASPA", auxiliar="AUX1")
    keep_account(Cuenta(sujeto=auxiliar.sujeto, cuenta="otra", rol=Rol.CIUDADANIA.value, estado="activa"))
    keep_account(Cuenta(sujeto=auxiliar.sujeto, cuenta="vieja", rol=Rol.AUXILIAR.value, estado="terminada"))
    cuentas = api.pide("GET", "/v1/cuenta", auxiliar).cuerpo["cuentas"]
    assert [(c["cuenta"], c["rol"]) for c in cuentas] == [
        (auxiliar.cuenta, "auxiliar"),
        ("otra", "ciudadania"),
    ]


@pytest.mark.parametrize("rol", ["ine", "opl", "auxiliar", "ciudadania"])
def test_a_closed_session_serves_no_more_from_that_moment_and_a_new_login_does_5_5(api, rol):
    """The same token was served until it expired, up to an hour after signing out."""
    quien = api.entra(rol, opl=mundo.OPL)
    r = api.pide("DELETE", "/v1/cuenta/sesion", quien)
    assert (r.estado, r.cuerpo) == (200, {"cuenta": quien.cuenta, "cerradas": 1})
    assert [a.evento for a in auditoria.entries_of(quien.sujeto)][-1] == "sesion_cerrada"
    assert (
        api.pide("GET", "/v1/cuenta", quien).estado == 403
    )  # the local gateway's; the template makes it 401
    emisor = api.institucional if Rol(rol) in INSTITUCIONALES else api.federado
    luego = int((datetime.now(UTC) + timedelta(seconds=5)).timestamp())
    nueva = api.sign(
        emisor, quien.sujeto.rpartition("|")[2], "x@muestra.invalid", auth_time=luego, origin_jti="otra"
    )
    assert api.pide("GET", "/v1/cuenta", token=nueva).estado == 200


def test_a_closed_session_of_a_person_with_two_accounts_serves_in_none_5_5(api):
    quien = api.entra("auxiliar", proceso=mundo.PROCESO, aspirante="ASPA", auxiliar="AUX1")
    keep_account(Cuenta(sujeto=quien.sujeto, cuenta="otra", rol=Rol.CIUDADANIA.value, estado="activa"))
    r = api.pide("DELETE", "/v1/cuenta/sesion", quien, cabeceras={"X-Cuenta": "otra"})
    assert r.cuerpo["cerradas"] == 2
    for cuenta in (quien.cuenta, "otra"):
        assert api.pide("GET", "/v1/cuenta", quien, cabeceras={"X-Cuenta": cuenta}).estado == 403


def test_a_visitor_has_no_account_yet(api):
    [propia] = api.pide("GET", "/v1/cuenta", api.entra("visitante")).cuerpo["cuentas"]
    assert (propia["cuenta"], propia["rol"]) == ("", "visitante")


def test_one_is_told_of_oneself_only_when_signed_in(api):
    assert api.pide("GET", "/v1/cuenta").estado == 401


def test_a_federated_person_of_no_provider_is_nobody_8_4(api):
    token = api.federado.token(sub="x", email="x@muestra.invalid", email_verified=True)
    assert identify_bearer(f"Bearer {token}", datetime.now(UTC)) is None


@pytest.mark.parametrize(
    ("proveedor", "verificado", "entra"),
    [("Google", True, "google"), ("Google", False, None), ("Facebook", False, "facebook"), ("TwitterX", True, "x"),
     ("TwitterX", False, None), ("Otro", True, None)],
)  # fmt: skip
def test_an_address_counts_only_when_it_is_known_to_be_the_persons_8_4(api, proveedor, verificado, entra):
    identidades = [{"providerName": proveedor, "userId": "1"}]
    token = api.federado.token(
        sub="x", email="X@Muestra.invalid", email_verified=verificado, identities=identidades
    )
    identidad = identify_bearer(f"Bearer {token}", datetime.now(UTC))
    hallado = identidad and (identidad.cuentas[0].proveedor, identidad.cuentas[0].correo)
    assert hallado == ((entra, "x@muestra.invalid") if entra else None)


def test_an_institutional_login_that_cannot_be_told_from_another_is_none_5_5(api):
    opl = api.entra("opl", opl=mundo.OPL)
    sub = opl.sujeto.rpartition("|")[2]
    luego = int((datetime.now(UTC) + timedelta(seconds=5)).timestamp())
    token = api.institucional.token(sub=sub, origin_jti=None, auth_time=luego)
    assert api.pide("GET", "/v1/cuentas", token=token).estado == 403


def test_tokens_of_unknown_keys_do_not_make_us_ask_the_pool_each_time_18_5(api, monkeypatch):
    with issuer() as emisor:
        monkeypatch.setenv("CAPTACION_EMISORES", f"{emisor.url}|{CLIENTE}")
        identify_bearer(f"Bearer {emisor.token()}", datetime.now(UTC))
        for n in range(20):
            assert identify_bearer(f"Bearer {emisor.token(kid=f'inventada-{n}')}", datetime.now(UTC)) is None
        assert emisor.consultas == 1
