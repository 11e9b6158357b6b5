"""Messages of the log's queue, put into the log as its function does, signed by the test's key."""

from typing import Any

from chalicelib.handlers.eventos.secuencia import put, read
from tests.escenario.firmante import FIRMANTE


def put_all(mensajes: list[dict[str, Any]]) -> None:
    put([read(m) for m in mensajes], FIRMANTE)
