"""One forged row of `cuentas` makes nobody an official, and shows in the list (Protocolo 5.1, 5.4, 18.7)."""

import json
from datetime import UTC, datetime

import pytest

from chalicelib.rules.base.permisos import Rol
from chalicelib.store.cuentas.cuentas import SIN_SESION, Cuenta
from chalicelib.workflows.base.cuentas import accounts_in_force, accounts_key
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.cuentas import account, keep_account
from tests.escenario.grupos import grupo
from tests.escenario.titulares import MOTIVO, active, ask, do, ine, oficina, opl, row
from tests.functional.borde.test_lotes import bitacora

__all__ = ["api", "bitacora", "emisores", "grupo", "ine", "oficina", "opl"]
pytestmark = pytest.mark.usefixtures("oficina")


def forge(quien, **valores) -> None:
    """What somebody with the table's permissions alone can do."""
    Cuenta(quien.sujeto, quien.cuenta).update(actions=[getattr(Cuenta, c).set(v) for c, v in valores.items()])


def seen(api, quien, opl: str = "") -> dict[str, str]:
    """Each account of a list and how it compares with what is on file."""
    elementos = api.pide("GET", f"/v1/cuentas?opl={opl}", quien).cuerpo["elementos"]
    return {e["cuenta"]: e["acceso"] for e in elementos}


@pytest.mark.parametrize(
    "valores",
    [
        {"rol": "ine"},
        {"opl": "OTRO"},
        {"proceso": "OTRO27"},
        {"aspirante": "ASPB"},
        {"operador": "OPER2"},
        {"institucion": "ine"},
        {"sesion": "sesion-otra"},
        {"sesion_desde": 1},
        {"sello": b"\x01" + bytes(16)},
        {"sello_estado": b""},
    ],
)
def test_a_row_that_another_hand_changed_reaches_nothing_and_leaves_a_trace(api, bitacora, valores):
    quien = api.entra("opl", opl=mundo.OPL)
    assert api.pide("GET", "/v1/cuentas", quien).estado == 200
    forge(quien, **valores)
    assert api.pide("GET", "/v1/cuentas", quien).estado in (401, 403)
    [linea] = [json.loads(x) for x in bitacora.getvalue().splitlines() if "cuenta alterada" in x][:1]
    assert linea["cuenta"] == quien.cuenta


def test_an_operator_is_no_ine_by_a_row_put_in(api, ine):
    quien = api.entra("operador", opl=mundo.OPL, proceso=mundo.PROCESO, operador="OPER1")
    Cuenta(sujeto=quien.sujeto, cuenta="CTAFALSA", rol="ine", estado="activa", institucion="ine").save()
    fila = Cuenta.get(quien.sujeto, quien.cuenta)
    copia = Cuenta(**fila.attribute_values | {"cuenta": "CTACOPIA", "rol": "ine", "institucion": "ine"})
    copia.save()  # with the seals of the good one
    assert [c.cuenta for c in accounts_in_force(quien.sujeto)] == [quien.cuenta]
    assert api.pide("GET", "/v1/procesos", quien, cabeceras={"X-Cuenta": "CTAFALSA"}).estado == 403
    propias = {c: a for c, a in seen(api, ine, "ine").items() if c.startswith("CTA")}
    assert propias == {"CTAFALSA": "alterado", "CTACOPIA": "alterado"}


def test_a_suspended_account_is_not_in_force_again_by_its_state_alone(api, ine, opl):
    cuenta = active(api, ine, opl)
    do(api, ine, cuenta, "suspension", MOTIVO)
    fila = row(cuenta)
    Cuenta(fila.sujeto, cuenta).update(actions=[Cuenta.estado.set("activa")])
    assert accounts_in_force(fila.sujeto) == []
    assert seen(api, opl)[cuenta] == "alterado"


def test_an_older_state_with_its_seal_shows_in_the_list(api, ine, opl):
    """That row was ours once: what is on file says otherwise."""
    cuenta = active(api, ine, opl)
    vieja = row(cuenta)
    do(api, ine, cuenta, "suspension", MOTIVO)
    vieja.save()
    assert seen(api, opl)[cuenta] == "distinto"


def test_the_list_is_of_what_the_authorizer_reads(api, ine, opl):
    solicitada = ask(api, opl).cuerpo["cuenta"]
    activa = active(api, ine, opl, nombre="Beto Muestra", correo="beto@ine.invalid")
    terminada = active(api, ine, opl, nombre="Carla Muestra", correo="carla@ine.invalid")
    do(api, ine, terminada, "termino", MOTIVO)
    sin_fila = active(api, ine, opl, nombre="Dora Muestra", correo="dora@ine.invalid")
    row(sin_fila).delete()
    nadie = account(
        "emisor|nadie", "CTANADIE", Rol.OPL, datetime.now(UTC), opl=mundo.OPL, institucion=mundo.OPL
    )
    keep_account(nadie)
    assert seen(api, opl) == {
        solicitada: "conforme",
        activa: "conforme",
        terminada: "conforme",
        sin_fila: "distinto",
        "CTANADIE": "sin_solicitud",
    }


def test_every_page_of_the_list_has_the_rows_of_its_own_stretch(api, ine, opl):
    for n in range(5):
        active(api, ine, opl, nombre=f"Ana {'ABCDE'[n] * 4} Muestra", correo=f"ana{n}@ine.invalid")
    for n in range(3):
        keep_account(
            account(f"emisor|{n}", f"CTA{'A5Z'[n]}", Rol.OPL, datetime.now(UTC), institucion=mundo.OPL)
        )
    vistas, despues = [], ""
    while despues is not None:
        pagina = api.pide("GET", f"/v1/cuentas?cuantos=2&despues={despues}", opl).cuerpo
        vistas += [(e["cuenta"], e["acceso"]) for e in pagina["elementos"]]
        despues = pagina["siguiente"]
    assert sorted(c for c, a in vistas if a == "sin_solicitud") == ["CTA5", "CTAA", "CTAZ"]
    assert len(vistas) == len(set(vistas)) == 8


def test_each_act_leaves_the_row_as_a_writer_of_ours_would(api, ine, opl):
    cuenta = active(api, ine, opl)
    for acto in ("suspension", "reanudacion", "credenciales", "termino"):
        do(api, ine, cuenta, acto, MOTIVO if acto != "credenciales" else None)
        assert row(cuenta).is_as_written(accounts_key()), acto
    assert row(cuenta).sesion == SIN_SESION
