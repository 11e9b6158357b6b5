"""The supports of each person within a process: one item collection, guarded by its head's version.

    persona (hash: process and blind index)   orden (range)
    P#abc                                     "#"                      version = 3      <- head
    P#abc                                     "2027-01-10T…Z#FOLIO-1"  aspirante, en_pie, duplicidad, …
    P#abc                                     "2027-01-11T…Z#FOLIO-2"

Whoever registers a support or re-judges the person reads the collection, and writes everything in one
transaction that asks for the head's version and raises it: two writers at once cannot both succeed.
"""

from dataclasses import dataclass

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.rules.apoyos.duplicados import Duplicidad, Juicio, Respaldo
from chalicelib.store.base.tabla import Tabla, meta

CABEZA = "#"


class Persona(Tabla):
    """An item of the collection: the head, or one support, with the judgement that its record carries."""

    Meta = meta("personas")
    persona = UnicodeAttribute(hash_key=True)
    orden = UnicodeAttribute(range_key=True)
    version = NumberAttribute(null=True)
    folio = UnicodeAttribute(null=True)
    aspirante = UnicodeAttribute(null=True)
    contienda = UnicodeAttribute(null=True)
    recibido_en = UnicodeAttribute(null=True)
    en_pie = BooleanAttribute(null=True)
    duplicidad = UnicodeAttribute(null=True)
    respecto_de = UnicodeAttribute(null=True)
    solo_reporte = BooleanAttribute(null=True)

    @property
    def juicio(self) -> Juicio:
        """The judgement that the record carries."""
        return Juicio(
            Duplicidad(self.duplicidad) if self.duplicidad else None,
            self.respecto_de or "",
            bool(self.solo_reporte),
        )

    @property
    def respaldo(self) -> Respaldo:
        return Respaldo(
            self.folio or "",
            self.aspirante or "",
            self.contienda or "",
            self.recibido_en or "",
            bool(self.en_pie),
        )


@dataclass(frozen=True)
class Coleccion:
    """A person's collection as read: `version` 0 when there is none yet; supports by folio."""

    persona: str
    version: int
    apoyos: dict[str, Persona]

    @property
    def unchanged(self) -> Condition:
        """Nobody judged this person since the collection was read."""
        if self.version == 0:
            return Persona.orden.does_not_exist()
        return Persona.version == self.version


def load_coleccion(persona: str) -> Coleccion:
    """The whole collection, by a consistent query."""
    items = list(Persona.query(persona, consistent_read=True))
    version = next((int(i.version or 0) for i in items if i.orden == CABEZA), 0)
    return Coleccion(persona, version, {i.folio or "": i for i in items if i.orden != CABEZA})
