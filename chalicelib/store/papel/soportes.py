"""Scans of cédulas on paper, the documentary support of their records (Protocolo 11.4, 14.4).

    folio (hash)              n (range)
    ASPA-PAPEL-LXXX-R000001   1           the first scan
    ASPA-PAPEL-LXXX-R000001   2           the one in force: the highest

A table of its own, so that a scan does not move the record and its stream. The number is the invariant: of two who
attach at once, each becomes a version of its own.
"""

from collections.abc import Iterable

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.store.base.tabla import Tabla, meta


class Soporte(Tabla):
    """A scan. `digesto`: SHA-256 of the file as it came; `tipo`: its content type; `bytes`: its size."""

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
        """Encryption context under which the file is sealed."""
        return {"uso": "soporte", "proceso": self.proceso, "folio": self.folio, "digesto": self.digesto}

    @property
    def llave(self) -> str:
        """Key of the sealed file. It holds the digest, so no other content ever takes its place."""
        return f"{self.proceso}/soportes/{self.folio}/{self.digesto}"


def scans_of(folio: str) -> list[Soporte]:
    """All scans of a record, oldest first (consistent)."""
    return list(Soporte.query(folio, consistent_read=True))


def with_scan(folios: Iterable[str]) -> set[str]:
    """The folios whose paper cédula has been scanned."""
    return {s.folio for s in Soporte.batch_get([(f, 1) for f in folios], consistent_read=True)}
