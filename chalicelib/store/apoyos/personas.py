"""The supports of each person that are in force: one item for each, and for each office a head that guards them.

    persona (hash: process and blind index)   orden (range)
    P#abc    "#GUBERNATURA"                              version 3, primeros {ASPA: "2027-01-10T…Z#FOLIO-1"}   <- head
    P#abc    "GUBERNATURA|ASPA|2027-01-10T…Z#FOLIO-1"    the support that counts
    P#abc    "GUBERNATURA|ASPA|2027-01-11T…Z#FOLIO-2"    duplicidad = mismo_aspirante

Whoever brings a support in force, or takes one out, writes head and support in one transaction that asks for the
head's version and raises it: two writers at once cannot both succeed. The head names the first support of each
aspirante, so nobody reads the collection whole: a successor is the next item of one range.

Invariant: a record has an item if and only if it would count as its person's only support.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pynamodb.attributes import BooleanAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from chalicelib.rules.apoyos.duplicados import Duplicidad, Juicio, folio_in, judge_in_force
from chalicelib.store.base.tabla import Tabla, meta


class Persona(Tabla):
    """A head (`version`, `primeros`, `giro`, `barrer`) or one support in force with the judgement of its record.

    `giro`: how often the aspirante of the support that counts changed; then the kind of duplicate of the others
    changes, and `barrer` names the aspirantes whose supports still carry the earlier kind.
    """

    Meta = meta("personas")
    persona = UnicodeAttribute(hash_key=True)
    orden = UnicodeAttribute(range_key=True)
    version = NumberAttribute(null=True)
    giro = NumberAttribute(null=True)
    primeros = JSONAttribute(null=True)
    barrer = JSONAttribute(null=True)
    duplicidad = UnicodeAttribute(null=True)
    solo_reporte = BooleanAttribute(null=True)

    @property
    def es_cabeza(self) -> bool:
        return str(self.orden).startswith("#")

    @property
    def lugar(self) -> "LugarDeApoyo":
        """The support's place in the table. Only for items that are not heads."""
        contienda, aspirante, orden = str(self.orden).split("|", 2)
        return LugarDeApoyo(self.persona, contienda, aspirante, orden)

    @property
    def igual(self) -> tuple[Duplicidad | None, bool]:
        """The judgement noted in the record's history, in the form of `Juicio.igual`."""
        return (Duplicidad(self.duplicidad) if self.duplicidad else None, bool(self.solo_reporte))


@dataclass(frozen=True)
class LugarDeApoyo:
    """Where a support in force stands: whose it is, for which office and aspirante; `orden`: reception and folio."""

    persona: str
    contienda: str
    aspirante: str
    orden: str

    @property
    def folio(self) -> str:
        return folio_in(self.orden)

    @property
    def llave(self) -> str:
        return f"{self.contienda}|{self.aspirante}|{self.orden}"

    def item(self, juicio: Juicio) -> Persona:
        """The item of a support that is judged so."""
        return Persona(
            persona=self.persona,
            orden=self.llave,
            duplicidad=juicio.duplicidad,
            solo_reporte=juicio.solo_reporte or None,
        )


@dataclass(frozen=True)
class Cabeza:
    """A head as read; `version` 0 when there is none yet. `barrer`: aspirantes whose supports are to be swept."""

    persona: str
    contienda: str
    version: int = 0
    giro: int = 0
    primeros: dict[str, str] = field(default_factory=dict)
    barrer: frozenset[str] = frozenset()

    def judge(self, lugar: LugarDeApoyo, *, entre_aspirantes: bool) -> Juicio:
        """Judge a support in force by this head."""
        return judge_in_force(lugar.aspirante, lugar.orden, self.primeros, entre_aspirantes=entre_aspirantes)

    @property
    def unchanged(self) -> Condition:
        """Condition that nobody wrote the head since it was read."""
        return Persona.orden.does_not_exist() if not self.version else Persona.version == self.version

    @property
    def same_giro(self) -> Condition:
        """Condition that the support that counts is still one for the same aspirante."""
        return Persona.giro == self.giro

    def put(self, tx: TransactWrite, leida: "Cabeza") -> None:
        """Write this state, which comes after the one that was read (`leida`)."""
        tx.save(
            Persona(
                persona=self.persona,
                orden=head_key(self.contienda),
                version=leida.version + 1,
                giro=self.giro,
                primeros=self.primeros,
                barrer=sorted(self.barrer) or None,
            ),
            condition=leida.unchanged,
        )


def head_key(contienda: str) -> str:
    """`orden` of the head of an office."""
    return f"#{contienda}"


def load_cabeza(persona: str, contienda: str) -> Cabeza:
    """The head as of now (consistent read)."""
    try:
        return _read(Persona.get(persona, head_key(contienda), consistent_read=True))
    except Persona.DoesNotExist:
        return Cabeza(persona, contienda)


def load_cabezas(pares: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Cabeza]:
    """Heads that exist, by (person, office). Eventually consistent reads: for display, never for a decision."""
    llaves = [(persona, head_key(contienda)) for persona, contienda in dict.fromkeys(pares)]
    cabezas = map(_read, Persona.batch_get(llaves) if llaves else ())
    return {(c.persona, c.contienda): c for c in cabezas}


def _read(item: Persona) -> Cabeza:
    return Cabeza(
        item.persona,
        str(item.orden)[1:],
        int(item.version or 0),
        int(item.giro or 0),
        dict(item.primeros or {}),
        frozenset(item.barrer or ()),
    )


def next_of(lugar: LugarDeApoyo) -> str | None:
    """`orden` of the first support in force of the same person, office and aspirante but this one; None: no other."""
    previo = f"{lugar.contienda}|{lugar.aspirante}|"
    items = Persona.query(lugar.persona, Persona.orden.startswith(previo), consistent_read=True, limit=2)
    return next((i.lugar.orden for i in items if i.orden != lugar.llave), None)


def supports_for(persona: str, contienda: str, aspirante: str) -> Iterator[Persona]:
    """The items of a person's supports in force for an aspirante, in order of reception, page by page."""
    return iter(
        Persona.query(
            persona,
            Persona.orden.startswith(f"{contienda}|{aspirante}|"),
            consistent_read=True,
            page_size=200,
        )
    )
