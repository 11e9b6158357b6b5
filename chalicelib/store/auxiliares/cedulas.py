"""Visual evidence of auxiliares (8.5): all that was received; the auxiliar's row names the evidence in force.

Invariants and their conditions: a folio is received once (`folio` does not exist); the evidence in force is the one
that arrived last (`set_current`), in whatever order two receptions of the same auxiliar end.
"""

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute

from chalicelib.store.auxiliares.auxiliares import Auxiliar, await_review
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import Tabla, meta


class Cedula(Tabla):
    """One reception of evidence. `datos`: data read from the credential, sealed with the process's secret.

    `integridad`: SHA-256 of the clear expediente; `sellado`: SHA-256 of the sealed file as it came.
    """

    Meta = meta("cedulas")
    auxiliar = UnicodeAttribute(hash_key=True)
    folio = UnicodeAttribute(range_key=True)
    proceso = UnicodeAttribute()
    aspirante = UnicodeAttribute()
    dispositivo = UnicodeAttribute()
    capturado_en = UnicodeAttribute()
    recibido_en = UnicodeAttribute()
    bytes = NumberAttribute()
    integridad = BinaryAttribute(legacy_encoding=False)
    sellado = BinaryAttribute(legacy_encoding=False)
    datos = BinaryAttribute(legacy_encoding=False)

    @property
    def identidad(self) -> str:
        """Encryption context to which `datos` is bound; never equal to a support's, which is the folio alone."""
        return f"cedula {self.folio}"

    @property
    def contexto(self) -> dict[str, str]:
        """Encryption context of the stored expediente; its `uso` keeps it from opening as a support, and vice versa."""
        return {
            "proceso": self.proceso,
            "aspirante": self.aspirante,
            "folio": self.folio,
            "uso": "cedula",
        }


def find_cedula(auxiliar: str, folio: str) -> Cedula | None:
    """The evidence with that folio as of now, or None."""
    try:
        return Cedula.get(auxiliar, folio, consistent_read=True)
    except Cedula.DoesNotExist:
        return None


def cedulas_of(auxiliar: str) -> list[Cedula]:
    """All of an auxiliar's evidence, the latest received first."""
    return sorted(
        Cedula.query(auxiliar, consistent_read=True), key=lambda c: str(c.recibido_en), reverse=True
    )


def put_new(cedula: Cedula) -> Cedula | None:
    """Store the evidence and return None; if the folio is stored already, return that evidence."""
    if not write_unless_refused(lambda: cedula.save(condition=Cedula.folio.does_not_exist())):
        return find_cedula(cedula.auxiliar, cedula.folio)
    return None


def set_current(cedula: Cedula) -> None:
    """Make `cedula` the evidence in force, awaiting review, unless a later one is in force; idempotent."""
    write_unless_refused(
        lambda: Auxiliar(cedula.auxiliar).update(
            actions=[
                Auxiliar.cedula.set(cedula.folio),
                Auxiliar.cedula_en.set(cedula.recibido_en),
                Auxiliar.version.add(1),
            ],
            condition=Auxiliar.auxiliar.exists()
            & (Auxiliar.cedula_en.does_not_exist() | (Auxiliar.cedula_en < cedula.recibido_en)),
        )
    )
    await_review(cedula.auxiliar, cedula.proceso, cedula.folio)
