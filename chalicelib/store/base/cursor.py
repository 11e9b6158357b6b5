"""Cursors of lists: where a page ended, as an opaque text; what comes back is checked like any other input."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar

from chalicelib.problemas import CuerpoInvalido

_F = TypeVar("_F")


class Pedida(Protocol):
    """The page that a caller asks for: the cursor it comes after (empty: the first page) and its number of rows."""

    @property
    def despues(self) -> str: ...
    @property
    def cuantos(self) -> int: ...


class CursorInvalido(ValueError):
    """The cursor was not issued by this list."""


def encode_cursor(llave: dict[str, Any] | None) -> str | None:
    """The cursor of DynamoDB's `last_evaluated_key`; None at the end."""
    if llave is None:
        return None
    return urlsafe_b64encode(json.dumps(llave, sort_keys=True).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, **fijos: set[str]) -> dict[str, Any] | None:
    """Inverse of `encode`; None for no cursor.

    `fijos`: admitted values by attribute of the key; no values: any text or number. Raises
    `CursorInvalido` for a cursor of another list or of another tenant.
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


def page_rows(
    filas: Iterable[_F], llave: Callable[[_F], str], pedida: Pedida, show: Callable[[_F], dict[str, Any]]
) -> dict[str, Any]:
    """One page of a list short enough to be read whole (hundreds of rows at most), in the order of `llave`.

    Returns `elementos`, each as `show` gives it, and `siguiente`, the cursor of the next page or None at the end.
    Raises `CuerpoInvalido` for a cursor that no list gave.
    """
    try:
        cursor = decode_cursor(pedida.despues, llave=set())
    except CursorInvalido:
        raise CuerpoInvalido("Use el cursor que dio la página anterior.", campo="despues") from None
    desde = cursor["llave"].get("S", "") if cursor else ""
    quedan = sorted((f for f in filas if llave(f) > desde), key=llave)
    de_aqui = quedan[: pedida.cuantos]
    hay_mas = len(quedan) > len(de_aqui)
    return {
        "elementos": [show(f) for f in de_aqui],
        "siguiente": encode_cursor({"llave": {"S": llave(de_aqui[-1])}}) if hay_mas else None,
    }
