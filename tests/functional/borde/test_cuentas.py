"""Accounts at the edge: which one acts, one session each, what is audited (Protocolo 5.5, 18.7)."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.borde.openapi import routes_of
from chalicelib.rules.base.permisos import Accion, Rol
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.workflows.base.bitacora_nota import mac_key
from tests.escenario import mundo
from tests.escenario.api import Api, api, emisores
from tests.escenario.cuentas import account

__all__ = ["api", "emisores"]


@pytest.fixture
def folio(api: Api) -> str:
    mundo.open_world()
    return mundo.receive("REG1").folio


def test_reading_a_record_leaves_an_entry_in_the_readers_chain_18_7(api, folio):
    opl = api.entra("opl", opl=mundo.OPL)
    assert api.pide("GET", f"/v1/apoyos/{folio}", opl).estado == 200
    asientos = [(a.evento, a.objeto) for a in auditoria.entries_of(opl.sujeto)]
    assert asientos == [("sesion_iniciada", opl.cuenta), ("apoyo_consultado", folio)]
    assert auditoria.find_break(mac_key(), opl.sujeto) is None


def test_a_refused_request_leaves_no_entry(api, folio):
    ajeno = api.entra("opl", opl="OTRO")
    assert api.pide("GET", f"/v1/apoyos/{folio}", ajeno).estado == 404
    assert [a.evento for a in auditoria.entries_of(ajeno.sujeto)] == ["sesion_iniciada"]


@pytest.mark.parametrize("campo", ["objeto", "momento", "evento", "rol"])
def test_an_entry_rewritten_is_seen_18_7(api, folio, campo):
    opl = api.entra("opl", opl=mundo.OPL)
    api.pide("GET", f"/v1/apoyos/{folio}", opl)
    asiento = auditoria.Asiento.get(opl.sujeto, 1)
    setattr(asiento, campo, "otro")
    asiento.save()
    assert auditoria.find_break(mac_key(), opl.sujeto) == 1


def test_an_entry_taken_out_is_seen_18_7(api, folio):
    opl = api.entra("opl", opl=mundo.OPL)
    for _ in range(2):
        api.pide("GET", f"/v1/apoyos/{folio}", opl)
    auditoria.Asiento.get(opl.sujeto, 2).delete()
    assert auditoria.find_break(mac_key(), opl.sujeto) == 2


def test_a_new_login_ends_the_accounts_other_session_5_5(api, folio):
    opl = api.entra("opl", opl=mundo.OPL)
    assert api.pide("GET", f"/v1/apoyos/{folio}", opl).estado == 200
    luego = int((datetime.now(UTC) + timedelta(seconds=5)).timestamp())
    sub = opl.sujeto.rpartition("|")[2]
    otra = api.institucional.token(sub=sub, auth_time=luego, origin_jti="sesion-otra")
    assert api.pide("GET", f"/v1/apoyos/{folio}", token=otra).estado == 200
    assert api.pide("GET", f"/v1/apoyos/{folio}", opl).estado == 403
    assert api.pide("GET", f"/v1/apoyos/{folio}", token=otra).estado == 200


def test_who_has_two_accounts_that_may_says_which(api):
    mundo.open_world()
    auxiliar = api.entra("auxiliar", proceso=mundo.PROCESO, aspirante="ASPA", auxiliar="AUX1")
    account(auxiliar.sujeto, "otra", Rol.CIUDADANIA, datetime.now(UTC), proceso=mundo.PROCESO).save()
    camino = f"/v1/procesos/{mundo.PROCESO}/configuracion"
    duda = api.pide("GET", camino, auxiliar)
    assert (duda.estado, duda.codigo) == (409, "elija_cuenta")
    assert duda.cuerpo["cuentas"] == sorted(["otra", auxiliar.cuenta])
    assert api.pide("GET", camino, auxiliar, cabeceras={"X-Cuenta": "otra"}).estado == 200
    assert api.pide("GET", camino, auxiliar, cabeceras={"X-Cuenta": "ajena"}).estado == 403


def public_reads() -> list[str]:
    import app

    todas = [r for r, _ in routes_of(app.app.routes)]
    return [r.camino for r in todas if r.accion is Accion.CONSULTAR_PUBLICO and "{" not in r.camino]


@pytest.mark.parametrize("camino", public_reads())
def test_what_is_public_is_answered_to_a_session_that_names_its_account_too_17_2_18_4(api, camino):
    """A signed-in app or portal sends `X-Cuenta` with everything; a public route knows no accounts to look it up in."""
    mundo.open_world()
    consulta = "?rol=auxiliar" if camino.endswith("avisos-privacidad") else ""
    auxiliar = api.entra("auxiliar", proceso=mundo.PROCESO, aspirante="ASPA", auxiliar="AUX1")
    for cuenta in (auxiliar.cuenta, "OTRA"):
        r = api.pide("GET", camino + consulta, auxiliar, cabeceras={"X-Cuenta": cuenta})
        assert r.estado == api.pide("GET", camino + consulta).estado
        assert r.estado != 403
