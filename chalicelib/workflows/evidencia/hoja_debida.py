"""Outbox message that puts a document's leaf into the public log (15.2 F, 16.1, 16.2)."""

from datetime import datetime

from chalicelib.base import config
from chalicelib.store.base.tabla import iso
from chalicelib.store.correos.salidas import Salida


def owed_leaf(de: str, entrada: str, ahora: datetime) -> Salida:
    """The message. `de`: name of the leaf, of which the log takes one only; `entrada`: its line in the log."""
    return Salida(
        salida=f"hoja#{de}",
        cola=config.COLA_EVIDENCIA,
        cuerpo={"de": de, "entrada": entrada},
        desde=iso(ahora),
    )
