"""Scans of paper cédulas, the documentary support of their records (Protocolo 11.4, 14.4).

    folio (hash)              n (range)
    ASPA-PAPEL-LXXX-R000001   1           the first scan
    ASPA-PAPEL-LXXX-R000001   2           the one in force: the highest

Scans have a table of their own, so that a scan causes no change of the record and no event of its stream. If two people
attach scans at once, each scan gets a number of its own by a conditional write.
"""

from collections.abc import Iterable

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.store.base.tabla import Tabla, meta


class Soporte(Tabla):
    """A scan. `digesto`: SHA-256 of the file as it arrived; `tipo`: its content type; `bytes`: its size."""

    Meta = meta("soportes")
    folio = UnicodeAttribute(hash_key=True)
    n = NumberAttribute(range_key=True)
    proceso = UnicodeAttribute()
    digesto = UnicodeAttribute()
    tipo = UnicodeAttribute()
    bytes = NumberAttribute()
    adjuntado_en = UnicodeAttribute()
    adjuntado_por = UnicodeAttribute()

    @property
    def contexto(self) -> dict[str, str]:
        """Encryption context of the sealed file."""
        return {"uso": "soporte", "proceso": self.proceso, "folio": self.folio, "digesto": self.digesto}

    @property
    def llave(self) -> str:
        """Key of the sealed file in the bucket. It contains the digest, so other content never overwrites it."""
        return f"{self.proceso}/soportes/{self.folio}/{self.digesto}"


def scans_of(folio: str) -> list[Soporte]:
    """All scans of a record, oldest first, by a consistent read."""
    return list(Soporte.query(folio, consistent_read=True))


def with_scan(folios: Iterable[str]) -> set[str]:
    """Folios that have a scan, among those given."""
    return {s.folio for s in Soporte.batch_get([(f, 1) for f in folios], consistent_read=True)}
