"""The query of a list that is read by pages."""

from typing import Annotated

from msgspec import Meta, Struct


class Pagina(Struct):
    """Query of a list: the cursor that the page comes after, and how many rows."""

    despues: Annotated[str, Meta(max_length=2000)] = ""
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50
