"""Query of a list that is read page by page."""

from typing import Annotated

from msgspec import Meta, Struct


class Pagina(Struct):
    """Query of a page: the cursor after which it begins, and its number of rows."""

    despues: Annotated[str, Meta(max_length=2000)] = ""
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50
