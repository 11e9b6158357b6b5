"""The OpenAPI document is the code's: complete, valid, and the one that is published in docs/."""

import json
import re
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


def test_anybody_gets_the_document_without_signing_in(api, documento):
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


DE_ESTADO = {
    *(
        "acto",
        "alcance",
        "causa",
        "causa_baja",
        "clase",
        "confirmacion",
        "credenciales",
        "documento",
        "estado",
    ),
    *(
        "etapa",
        "evento",
        "formato",
        "gravedad",
        "medio",
        "modo",
        "nivel",
        "plazo",
        "proveedor",
        "que",
        "resultado",
    ),
    *(
        "resultado_audiencia",
        "resultado_mesa",
        "rol",
        "roles",
        "ronda",
        "senal",
        "situacion_registral",
        "tema",
    ),
    *("tipo", "vista"),
}
"""Names of members that say a state, a role, a class or a mode."""
DE_TIEMPO = {
    *(
        "alta",
        "baja",
        "corte",
        "dia",
        "en",
        "fecha",
        "fin",
        "hasta",
        "desde",
        "hora_servidor",
        "hoy",
        "inicio",
    ),
    *("limite", "llegada", "mas_antiguo", "momento", "termina", "vence"),
}
"""Names of members that say when; besides, whatever ends in `_en`, `_desde`, `_hasta`, `_recepcion`."""
TEXTO_LIBRE = {
    "ApoyoListado.causa": "code of the registry or of reception: the padrón may name others",
    "ApoyoListado.tipo": "words of 13.7, or of the OPL's own catalogue (13.4)",
    "CausaContada.causa": "code of the registry",
    "DetalleAspirante.causa_baja": "written by a person",
    "DisposicionMostrada.causa": "what stopped it, in words",
    "EntregaMostrada.causa": "why it was cancelled, in words",
    "AlmacenListado.que": "what the store holds, in words",
    "Falta.que": "name of a total, or a folio",
    "HechoDeAudiencia.que": "what happened, in a word that a later act of hearings may add to",
    "IncisoAjustado.tipo": "the OPL's own word (13.4)",
    "IncisoContado.tipo": "words of 13.7, or of the OPL's own catalogue",
    "IncisoVigente.tipo": "words of 13.7, or of the OPL's own catalogue",
    "TipoContado.tipo": "words of 13.7, or of the OPL's own catalogue",
    "SucesoDeAuxiliar.rol": "a role, or empty where the system acted",
    "CifrasUnidad.corte": "id of a cut of the padrón, which is no time",
}
"""Members with such a name that are a text all the same, and why."""


def plain_texts(documento: dict, nombres: set[str], finales: tuple[str, ...] = ()) -> list[str]:
    """Members of answers with such a name that are a text of which nothing more is said."""
    return [
        f"{esquema}.{miembro}"
        for esquema in sorted(answered(documento))
        for miembro, forma in documento["components"]["schemas"][esquema].get("properties", {}).items()
        if (miembro in nombres or miembro.endswith(finales)) and is_plain_text(forma)
    ]


def is_plain_text(forma: dict) -> bool:
    """Whether a member may be any text: no enum, constant, format or pattern, in any of its alternatives."""
    partes = [
        forma,
        *forma.get("anyOf", []),
        *([forma["items"]] if isinstance(forma.get("items"), dict) else []),
    ]
    return any(
        "string" in str(p.get("type")) and not p.keys() & {"enum", "const", "format", "pattern"}
        for p in partes
    )


def answered(documento: dict) -> set[str]:
    """Names of the schemas that answers are made of; those of problems have a form of their own."""
    esquemas, hallados = documento["components"]["schemas"], set()
    por_ver = [n for *_, o in operations(documento) for n in named_in(o["responses"])]
    while por_ver:
        nombre = por_ver.pop()
        if nombre not in hallados and not nombre.startswith("Problema"):
            hallados.add(nombre)
            por_ver += named_in(esquemas[nombre])
    return hallados


def named_in(nodo: object) -> list[str]:
    """Names of the components that a part of the document refers to."""
    return re.findall(r"#/components/schemas/(\w+)", json.dumps(nodo))


def test_every_state_role_class_and_mode_of_an_answer_is_an_enum(documento):
    """Generators make a type of an enum. A text that is none is said here, with its reason."""
    libres = plain_texts(documento, DE_ESTADO)
    assert [n for n in libres if n not in TEXTO_LIBRE] == []


def test_every_time_of_an_answer_is_a_time_or_a_day(documento):
    """Wall-clock times (`_centro`) are texts to be read; they have names of their own."""
    libres = plain_texts(documento, DE_TIEMPO, ("_en", "_desde", "_hasta", "_recepcion"))
    assert [n for n in libres if n not in TEXTO_LIBRE and not n.endswith(".licencia_en")] == []
    esquemas = documento["components"]["schemas"]
    assert "date-time" in str(esquemas["PeriodoApp"]["properties"]["fin"])
    assert esquemas["PorDiaReportes"]["properties"]["dia"]["format"] == "date"


def test_every_name_listed_as_free_text_is_a_free_text_of_the_document():
    import app

    documento = openapi_document(routes_of(app.app.routes))
    libres = {*plain_texts(documento, DE_ESTADO), *plain_texts(documento, DE_TIEMPO)}
    assert set(TEXTO_LIBRE) <= libres
