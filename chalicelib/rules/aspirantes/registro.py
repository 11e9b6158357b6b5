"""The registration of an aspirante: its states, and the history of who did what (Protocolo 6.1)."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.rules.base.faltas import Falta
from chalicelib.rules.procesos.cargos import CODIGOS, SIN_UNIDADES

LARGO_FOLIO = 8


class EstadoAspirante(StrEnum):
    """Estado del registro de una persona aspirante; solo uno confirmado surte efectos (6.1 F)."""

    REGISTRADO = "registrado"
    CONFIRMADO = "confirmado"
    BAJA = "baja"


class TipoHito(StrEnum):
    """Acto sobre el registro de una persona aspirante."""

    REGISTRADO = "registrado"
    MODIFICADO = "modificado"
    EMBLEMA = "emblema"
    CEDULA = "cedula"
    CONFIRMADO = "confirmado"
    CEDULA_FIRMADA = "cedula_firmada"
    CORREGIDO = "corregido"
    BAJA = "baja"
    ACCESO = "acceso"
    REPRESENTANTE_NOMBRADO = "representante_nombrado"
    REPRESENTANTE_RETIRADO = "representante_retirado"
    REPRESENTANTE_ACCESO = "representante_acceso"


@dataclass(frozen=True)
class Hito:
    """A line of the history (6.1): what, when (RFC 3339), by which account and role, on which version of the data."""

    que: str
    en: str
    cuenta: str
    rol: str
    version: int

    def __str__(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def parse(cls, texto: str) -> "Hito":
        """Inverse of `str`."""
        return cls(**json.loads(texto))


def check_office(
    nivel: str, unidades: Collection[str], unidad: str, fin: datetime, ahora: datetime
) -> list[Falta]:
    """Faults of the office sought (6.1 A, B): its unit must be one of the period's, and the period not over.

    `unidades`: empty where the period names none; then any code of the level is admitted.
    """
    faltas = []
    if ahora >= fin:
        faltas.append(
            Falta("periodo", "periodo_terminado", "El periodo de captación ya terminó; elija otro.")
        )
    if nivel in SIN_UNIDADES:
        if unidad:
            faltas.append(
                Falta("unidad", "unidad_de_mas", "Este cargo no se elige por unidades: deje la unidad vacía.")
            )
    elif not (unidad in unidades if unidades else CODIGOS[nivel].fullmatch(unidad)):
        faltas.append(
            Falta(
                "unidad",
                "unidad_invalida",
                "Indique el distrito o municipio con su clave, de los del periodo.",
            )
        )
    return faltas
