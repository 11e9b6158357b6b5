"""Answers held against the published document: members, enums, times."""

import re
from datetime import date, datetime
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from chalicelib.borde.openapi import openapi_document, routes_of
from chalicelib.borde.ruta import Ruta

_TIEMPOS = FormatChecker(formats=())


@_TIEMPOS.checks("date-time", raises=ValueError)
def _is_instant(valor: object) -> bool:
    """RFC 3339 with its zone; other types than a text are not for this check."""
    return not isinstance(valor, str) or datetime.fromisoformat(valor).tzinfo is not None


@_TIEMPOS.checks("date", raises=ValueError)
def _is_day(valor: object) -> bool:
    """AAAA-MM-DD, of a day that exists."""
    texto = isinstance(valor, str)
    return not texto or bool(re.fullmatch(r"[0-9-]{10}", str(valor)) and date.fromisoformat(str(valor)))


class Formas:
    """The document's schemas of the good answers."""

    def __init__(self, documento: dict[str, Any]) -> None:
        self._componentes = documento["components"]
        self._caminos = documento["paths"]

    def faults(self, r: Ruta, cuerpo: Any) -> list[str]:
        """Where an answer of that route is not as the document says; empty when it is."""
        respuesta = self._caminos[r.camino][r.metodo.lower()]["responses"][str(r.estado)]
        esquema = respuesta["content"]["application/json"]["schema"] | {"components": self._componentes}
        verifica = Draft202012Validator(esquema, format_checker=_TIEMPOS)
        return [f"{e.json_path}: {e.message}" for e in verifica.iter_errors(cuerpo)]


@pytest.fixture(scope="module")
def formas() -> Formas:
    """The document as the routes make it now."""
    import app

    return Formas(openapi_document(routes_of(app.app.routes)))
