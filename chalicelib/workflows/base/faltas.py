"""Refusal of data that names every fault by its field (Protocolo 6.1, 7.3)."""

from collections.abc import Sequence

from chalicelib.problemas import DatosNoAdmitidos
from chalicelib.rules.base.faltas import Falta


def refuse_faltas(faltas: Sequence[Falta]) -> None:
    """Raise `DatosNoAdmitidos` that names every fault, if there is any."""
    if faltas:
        raise DatosNoAdmitidos(
            "Corrija los datos que se señalan.", faltas=[{"campo": f.campo, "texto": f.texto} for f in faltas]
        )
