"""Pages of lists short enough to be read whole: some tens of rows, hundreds at most."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, TypeVar

from msgspec import Meta, Struct

from chalicelib.problemas import CuerpoInvalido
from chalicelib.store.base.cursor import CursorInvalido, decode, encode

_F = TypeVar("_F")


class Pagina(Struct):
    """Query of a list: after which cursor, and how many."""

    despues: Annotated[str, Meta(max_length=2000)] = ""
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50


def page(
    filas: Iterable[_F], llave: Callable[[_F], str], pagina: Pagina, show: Callable[[_F], dict[str, Any]]
) -> dict[str, Any]:
    """The rows of a page as `show` gives them, and the cursor of the next. Raises `CuerpoInvalido`."""
    try:
        cursor = decode(pagina.despues, llave=set())
    except CursorInvalido:
        raise CuerpoInvalido("Use el cursor que dio la página anterior.", campo="despues") from None
    desde = cursor["llave"].get("S", "") if cursor else ""
    quedan = sorted((f for f in filas if llave(f) > desde), key=llave)
    de_aqui = quedan[: pagina.cuantos]
    hay_mas = len(quedan) > len(de_aqui)
    return {
        "elementos": [show(f) for f in de_aqui],
        "siguiente": encode({"llave": {"S": llave(de_aqui[-1])}}) if hay_mas else None,
    }
