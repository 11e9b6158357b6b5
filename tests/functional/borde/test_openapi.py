"""The OpenAPI document is the code's: complete, valid, and the one that is published in docs/."""

import json
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from chalicelib.borde.openapi import openapi_document, routes_of
from local.nube import ROOT
from tests.escenario.api import api, emisores

__all__ = ["api", "emisores"]
PUBLICADO = Path(ROOT, "docs", "openapi.json")


@pytest.fixture(scope="module")
def documento() -> dict:
    import app

    return openapi_document(routes_of(app.app.routes))


def operations(documento: dict):
    return [(m, c, o) for c, ms in documento["paths"].items() for m, o in ms.items()]


def test_it_is_valid_openapi_3_1(documento):
    assert [e.message for e in OpenAPIV31SpecValidator(documento).iter_errors()] == []


def test_the_published_document_is_the_codes():
    """`make openapi` writes it."""
    import app

    assert json.loads(PUBLICADO.read_text(encoding="utf-8")) == openapi_document(routes_of(app.app.routes))


def test_every_route_of_the_application_is_in_it(documento):
    import app

    rutas = {(m.lower(), c) for c, ms in app.app.routes.items() for m in ms}
    assert {(m, c) for m, c, _ in operations(documento)} == rutas


def test_every_operation_says_its_permission_and_its_refusals(documento):
    for metodo, camino, o in operations(documento):
        assert o["summary"], (metodo, camino)
        assert o["x-accion"] and o["x-roles"], (metodo, camino)
        assert "500" in o["responses"], (metodo, camino)
        if o["security"]:
            assert {"401", "403"} <= set(o["responses"]), (metodo, camino)


def test_no_two_operations_have_one_name(documento):
    nombres = [o["operationId"] for *_, o in operations(documento)]
    assert len(nombres) == len(set(nombres))


def test_whoever_asks_gets_it_without_signing_in(api, documento):
    r = api.pide("GET", "/v1/openapi.json")
    assert (r.estado, r.cuerpo) == (200, documento)


def test_every_instant_is_said_to_be_a_time(documento):
    """Generators make a date of it; wall-clock times, addresses of pages and seconds to wait are none."""
    miembros = {
        f"{n}.{c}": e
        for n, esquema in documento["components"]["schemas"].items()
        for c, e in esquema.get("properties", {}).items()
        if c.endswith("_en") or c in ("vence", "momento")
    }
    sin_formato = {c for c, e in miembros.items() if "date-time" not in str(e) and "pattern" not in e}
    assert {c.rpartition(".")[2] for c in sin_formato} <= {"licencia_en", "reintente_en"}
    assert "date-time" in str(miembros["AcusePropio.recibido_en"])
    assert "date-time" not in str(miembros["CuerpoRequerimiento.notificado_en"])
