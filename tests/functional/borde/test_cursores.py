"""Cursors: they show nobody's id, serve their own list only, and a forged one is refused in every list."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime

import pytest

from chalicelib.rules.base.eventos import Evento
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.privacidad.bitacora import ActoAnotado
from chalicelib.store.procesos.opls import Opl
from chalicelib.workflows.base.bitacora_nota import mac_key
from tests.escenario import mundo
from tests.escenario.api import Api, Sesion, api, emisores
from tests.functional.borde.pedidos import fields_of, routes

__all__ = ["api", "emisores"]
DIA = "2027-01-15"
AHORA = datetime(2027, 1, 15, 18, tzinfo=UTC)


@pytest.fixture
def opl(api: Api) -> Sesion:
    return api.entra("opl", opl=mundo.OPL)


def log_with_two_entries() -> None:
    for n in range(2):
        acto = ActoAnotado("grupo|alguien", "opl", "CTA1", Evento.APOYO_CONSULTADO, f"F{n}", mundo.OPL)
        auditoria.append_entry(mac_key(), acto, AHORA)


def forged(llave: object) -> str:
    return urlsafe_b64encode(json.dumps(llave).encode()).decode().rstrip("=")


TIPOS = [{"S": "x"}, {"N": "1"}, {"N": "x"}, {"B": "eA=="}, {"S": 1}, "x", 1, None, [], {"S": ""}]


@pytest.mark.parametrize("valor", TIPOS, ids=repr)
@pytest.mark.parametrize(
    ("camino", "campos"),
    [
        (f"/v1/auditoria?dia={DIA}", {"actor": 0, "n": 0, "momento": 0, "ambito_dia": f"{mundo.OPL}#{DIA}"}),
        ("/v1/cuentas?", {"institucion": mundo.OPL, "cuenta": 0}),
    ],
)
def test_a_forged_cursor_is_refused_whatever_is_in_it(api, opl, camino, campos, valor):
    """It answered 500 when a key had the wrong type."""
    llave = {c: {"S": v} if v else valor for c, v in campos.items()}
    r = api.pide("GET", f"{camino}&despues={forged(llave)}", opl)
    assert (r.estado, r.codigo, r.cuerpo["campo"]) == (400, "cuerpo_invalido", "despues")


def test_a_cursor_shows_nobodys_subject(api, opl):
    log_with_two_entries()
    cursor = api.pide("GET", f"/v1/auditoria?dia={DIA}&cuantos=1", opl).cuerpo["siguiente"]
    crudo = urlsafe_b64decode(cursor + "==")
    assert b"alguien" not in crudo and b"grupo" not in crudo
    assert len(api.pide("GET", f"/v1/auditoria?dia={DIA}&despues={cursor}", opl).cuerpo["elementos"]) == 1


def test_a_cursor_serves_its_own_list_filters_and_person_only(api, opl):
    log_with_two_entries()
    cursor = api.pide("GET", f"/v1/auditoria?dia={DIA}&cuantos=1", opl).cuerpo["siguiente"]
    otra = api.entra("opl", opl=mundo.OPL)
    for quien, camino in (
        (otra, f"/v1/auditoria?dia={DIA}"),
        (opl, "/v1/auditoria?dia=2027-01-16"),
        (opl, f"/v1/auditoria?dia={DIA}&ambito={mundo.OPL}"),
        (opl, "/v1/cuentas?opl="),
    ):
        r = api.pide("GET", f"{camino}&despues={cursor}", quien)
        assert (r.estado, r.codigo) == (400, "cuerpo_invalido"), camino


def test_what_a_cursor_seals_is_always_the_same_so_that_a_page_is_too(api):
    ine = api.entra("ine")
    for clave in ("UNO", "DOS"):
        Opl(opl=clave, nombre=f"OPL {clave}", entidad="11").save()
    una, otra = (api.pide("GET", "/v1/opls?cuantos=1", ine).cuerpo for _ in range(2))
    assert una == otra and una["siguiente"]


@pytest.mark.parametrize("r", [r for r in routes() if "despues" in fields_of(r)], ids=lambda r: r.camino)
def test_every_list_is_one_whose_answer_has_a_cursor(r):
    """Otherwise the edge would open a cursor that it never sealed."""
    assert "siguiente" in r.respuesta.__struct_fields__
