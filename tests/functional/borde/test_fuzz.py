"""Tokens and cursors that were good once: a changed one is refused, and raises nothing else (`make fuzz`)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.borde.cursores import open_cursor, seal_cursor
from chalicelib.problemas import CuerpoInvalido
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.workflows.base.secretos import ensure_system_secret
from chalicelib.workflows.cuentas.identidad import identify_bearer
from tests.escenario.emisor import CLIENTE, Emisor, issuer
from tests.unit.fuzz.mutaciones import fuzz, mutated_text

pytestmark = pytest.mark.usefixtures("aws_fingido")
QUIEN = Principal("opl", Rol.OPL, opl="09", cuenta="CTAOPL")


@dataclass
class Solicitud:
    """What a cursor is bound to of a request."""

    path: str = "/v1/cuentas"
    query_params: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def emisor() -> Iterator[Emisor]:
    with issuer() as emisor:
        yield emisor


@fuzz
@given(st.data())
def test_a_changed_cursor_is_refused_and_raises_nothing_else(datos: st.DataObject) -> None:
    ensure_system_secret()
    bueno = seal_cursor(QUIEN, Solicitud(), {"siguiente": '["a", 1]'})["siguiente"]
    dado = datos.draw(mutated_text([bueno, ""]))
    try:
        claro = open_cursor(QUIEN, Solicitud(), {"despues": dado}).get("despues")
    except CuerpoInvalido:
        return
    assert not dado or claro == '["a", 1]'  # the same bytes may be written with other padding


@fuzz
@given(st.data())
def test_a_changed_token_names_nobody_and_raises_nothing(emisor: Emisor, datos: st.DataObject) -> None:
    with pytest.MonkeyPatch.context() as entorno:
        entorno.setenv("CAPTACION_EMISORES", f"{emisor.url}|{CLIENTE}")
        bueno = emisor.token()
        dado = datos.draw(mutated_text([bueno, f"{bueno.rpartition('.')[0]}."]))
        identidad = identify_bearer(f"Bearer {dado}", datetime.now(UTC))
        assert identidad is None or not identidad.cuentas
