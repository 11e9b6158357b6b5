"""Runs of cédulas on paper: what was handed over, and how much of it is typed (Protocolo 11.4).

The transaction that writes records also checks that the run is open and changes its figures. So a closed run takes no
more records, and the figures are always those of its records.
"""

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from chalicelib.store.base.tabla import Tabla, meta

ABIERTO, CERRADO = "abierto", "cerrado"


class LotesPorAspirante(GlobalSecondaryIndex["LotePapel"]):
    """Index of the runs by aspirante."""

    class Meta:
        index_name = "por_aspirante"
        projection = KeysOnlyProjection()

    aspirante = UnicodeAttribute(hash_key=True)
    lote = UnicodeAttribute(range_key=True)


class LotePapel(Tabla):
    """A run. Its id derives from the aspirante and the document that came with the paper, so it is stored only once.

    `entregado_en`: when the OPL received the paper, which is also the reception of its records; `declaradas`: number of
    cédulas that the document declares; `municipio`: that of the cédulas that name none; `capturadas`, `con_inciso`,
    `con_soporte`: number of records, of those with an inciso of 11.5, of those with a scan; `ultimo`: the highest
    number typed; `cierre`: the observation at closing, sealed.
    """

    Meta = meta("lotes-papel")
    lote = UnicodeAttribute(hash_key=True)
    aspirante = UnicodeAttribute()
    proceso = UnicodeAttribute()
    periodo = UnicodeAttribute()
    oficio = UnicodeAttribute()
    entregado_en = UnicodeAttribute()
    declaradas = NumberAttribute()
    municipio = UnicodeAttribute(default="")
    estado = UnicodeAttribute(default=ABIERTO)
    abierto_en = UnicodeAttribute()
    abierto_por = UnicodeAttribute()
    capturadas = NumberAttribute(default=0)
    con_inciso = NumberAttribute(default=0)
    con_soporte = NumberAttribute(default=0)
    ultimo = NumberAttribute(default=0)
    cerrado_en = UnicodeAttribute(null=True)
    cerrado_por = UnicodeAttribute(null=True)
    cierre = BinaryAttribute(legacy_encoding=False, null=True)
    por_aspirante = LotesPorAspirante()

    @property
    def identidad(self) -> str:
        """Encryption context of `cierre`."""
        return f"lote {self.lote}"


def find_lote(lote: str) -> LotePapel | None:
    """The run by a consistent read, or None."""
    try:
        return LotePapel.get(lote, consistent_read=True)
    except LotePapel.DoesNotExist:
        return None


def lotes_of(aspirante: str, despues: str, cuantos: int) -> list[LotePapel]:
    """Runs of an aspirante by id, after `despues`. The index may lag a moment behind the table."""
    rango = LotePapel.lote > despues if despues else None
    ids = [f.lote for f in LotePapel.por_aspirante.query(aspirante, rango, limit=cuantos)]
    filas = {f.lote: f for f in LotePapel.batch_get(ids, consistent_read=True)} if ids else {}
    return [filas[i] for i in ids if i in filas]
