"""A document's leaf as a message that a transaction owes to the public log (15.2 F, 16.1, 16.2)."""

from datetime import datetime

from chalicelib.base import config
from chalicelib.store.base.tabla import iso
from chalicelib.store.correos.salidas import Salida


def owed_leaf(de: str, entrada: str, ahora: datetime) -> Salida:
    """The message; `de`: what the leaf is of, `entrada`: its line in the log. The log takes one leaf of each `de`."""
    return Salida(
        salida=f"hoja#{de}",
        cola=config.COLA_EVIDENCIA,
        cuerpo={"de": de, "entrada": entrada},
        desde=iso(ahora),
    )
