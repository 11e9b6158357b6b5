"""Lists cut into pages: the cursor is the key after which the next page begins, opaque to whoever asks."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Invalido
from collections.abc import Callable, Iterable
from typing import Annotated, Any, TypeVar

from msgspec import Meta, Struct

from chalicelib.problemas import CuerpoInvalido

_F = TypeVar("_F")


class Pagina(Struct, forbid_unknown_fields=True):
    """Query of a list: after which cursor, and how many."""

    despues: Annotated[str, Meta(max_length=400, pattern=r"^[A-Za-z0-9_=-]*\Z")] = ""
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50


def cut(filas: Iterable[_F], llave: Callable[[_F], str], pagina: Pagina) -> tuple[list[_F], str | None]:
    """The page of a list short enough to be read whole, and the next cursor. Raises `CuerpoInvalido`."""
    desde = _open(pagina.despues)
    quedan = sorted((f for f in filas if llave(f) > desde), key=llave)
    de_aqui = quedan[: pagina.cuantos]
    hay_mas = len(quedan) > len(de_aqui)
    return de_aqui, urlsafe_b64encode(llave(de_aqui[-1]).encode()).decode() if hay_mas else None


def _open(cursor: str) -> str:
    try:
        return urlsafe_b64decode(cursor).decode()
    except (Base64Invalido, UnicodeDecodeError):
        raise CuerpoInvalido(
            "Use en despues el valor de siguiente de la página anterior.", campo="despues"
        ) from None


def as_page(elementos: list[dict[str, Any]], siguiente: str | None) -> dict[str, Any]:
    """The published form of a page."""
    return {"elementos": elementos, "siguiente": siguiente}
