"""Refusals of complete receipts (9.14, 10.20)."""

from chalicelib.problemas import Conflicto


class PruebaPendiente(Conflicto):
    """The record's leaf is not in the public log yet: seconds."""

    codigo = "prueba_pendiente"
    titulo = "Prueba pendiente"
