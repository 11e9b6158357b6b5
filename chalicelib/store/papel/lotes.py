"""Runs of cédulas on paper: what was handed over, and how far its typing is (Protocolo 11.4).

A run is closed or not, and how many records it has, in the transaction that writes the records: a closed run takes none
more, and its figures are always those of its records.
"""

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from chalicelib.store.base.tabla import Tabla, meta

ABIERTO, CERRADO = "abierto", "cerrado"


class LotesPorAspirante(GlobalSecondaryIndex["LotePapel"]):
    """The runs of an aspirante."""

    class Meta:
        index_name = "por_aspirante"
        projection = KeysOnlyProjection()

    aspirante = UnicodeAttribute(hash_key=True)
    lote = UnicodeAttribute(range_key=True)


class LotePapel(Tabla):
    """A run. Its id follows from the aspirante and the document by which it was handed over, so it is there once.

    `entregado_en`: when the OPL received the paper, which is when its records were received; `declaradas`: cédulas that
    the document declares; `municipio`: of those that say none; `capturadas`, `con_inciso`, `con_soporte`: records, and
    of them those with an inciso of 11.5 and those with a scan; `ultimo`: the highest number typed; `cierre`: the
    observation at closing, sealed.
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
        """Id to which the sealed `cierre` is bound."""
        return f"lote {self.lote}"


def find_lote(lote: str) -> LotePapel | None:
    """The run as of now, or None."""
    try:
        return LotePapel.get(lote, consistent_read=True)
    except LotePapel.DoesNotExist:
        return None


def lotes_of(aspirante: str, despues: str, cuantos: int) -> list[LotePapel]:
    """Runs of an aspirante by id, after that one (the index may lag a moment behind)."""
    rango = LotePapel.lote > despues if despues else None
    ids = [f.lote for f in LotePapel.por_aspirante.query(aspirante, rango, limit=cuantos)]
    filas = {f.lote: f for f in LotePapel.batch_get(ids, consistent_read=True)} if ids else {}
    return [filas[i] for i in ids if i in filas]
