"""Cursors of lists: where a page ended, as an opaque text; what comes back is checked like any other input."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any


class CursorInvalido(ValueError):
    """It is none that this list gave."""


def encode(llave: dict[str, Any] | None) -> str | None:
    """The cursor of DynamoDB's `last_evaluated_key`; None at the end."""
    if llave is None:
        return None
    return urlsafe_b64encode(json.dumps(llave, sort_keys=True).encode()).decode().rstrip("=")


def decode(cursor: str, **fijos: set[str]) -> dict[str, Any] | None:
    """Inverse of `encode`; None for no cursor.

    `fijos`: each attribute that the key must have -> its admitted values, none for any text or number. A cursor of
    another list, or for what the caller does not reach, raises `CursorInvalido`.
    """
    if not cursor:
        return None
    try:
        llave = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        raise CursorInvalido from None
    if not isinstance(llave, dict) or set(llave) != set(fijos):
        raise CursorInvalido
    for nombre, admitidos in fijos.items():
        _check(llave[nombre], admitidos)
    return llave


def _check(valor: Any, admitidos: set[str]) -> None:
    """A typed value of DynamoDB, `{"S": …}` or `{"N": …}`, of those admitted."""
    if not isinstance(valor, dict) or len(valor) != 1:
        raise CursorInvalido
    tipo, texto = next(iter(valor.items()))
    if tipo not in ("S", "N") or not isinstance(texto, str) or not 0 < len(texto) < 500:
        raise CursorInvalido
    if tipo == "N" and not (texto.isascii() and texto.isdecimal() and len(texto) < 20):
        raise CursorInvalido
    if admitidos and texto not in admitidos:
        raise CursorInvalido
