"""Incidents of hearings, which are reported to the DERFE and answered within 24 hours (Protocolo 14.4).

audiencias-incidencias    audiencia (hash)  n (range)    an incident, and its answer
"""

from collections.abc import Sequence
from datetime import datetime

from pynamodb.attributes import (
    BinaryAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from chalicelib.store.base.tabla import Tabla, iso, meta


class PorVencer(GlobalSecondaryIndex["Incidencia"]):
    """Sparse index: incidents without answer, by their deadline. A few tens at most."""

    class Meta:
        index_name = "por_vencer"
        projection = KeysOnlyProjection()

    pendiente = UnicodeAttribute(hash_key=True)
    vence = UnicodeAttribute(range_key=True)


PENDIENTE = "si"


class Incidencia(Tabla):
    """An incident (14.4); `texto`, `respuesta`: sealed with the process's secret."""

    Meta = meta("audiencias-incidencias")
    audiencia = UnicodeAttribute(hash_key=True)
    n = NumberAttribute(range_key=True)
    reportada_en = UnicodeAttribute()
    vence = UnicodeAttribute()
    pendiente = UnicodeAttribute(null=True)
    texto = BinaryAttribute(legacy_encoding=False)
    respuesta = BinaryAttribute(legacy_encoding=False, null=True)
    respondida_en = UnicodeAttribute(null=True)
    por_vencer = PorVencer()

    @property
    def identidad(self) -> str:
        """Encryption context to which `texto` and `respuesta` are bound."""
        return f"incidencia {self.audiencia} {int(self.n)}"


def find_incidencia(audiencia: str, n: int) -> Incidencia | None:
    """That incident as of now, or None."""
    try:
        return Incidencia.get(audiencia, n, consistent_read=True)
    except Incidencia.DoesNotExist:
        return None


def list_incidents(audiencia: str) -> list[Incidencia]:
    """Incidents of a hearing, oldest first."""
    return list(Incidencia.query(audiencia, consistent_read=True))


def overdue_incidents(ahora: datetime) -> Sequence[tuple[str, int]]:
    """Incidents whose answer is overdue: hearing and number."""
    hay = Incidencia.por_vencer.query(PENDIENTE, Incidencia.vence <= iso(ahora))
    return [(str(i.audiencia), int(i.n)) for i in hay]
