"""A case: one record to be captured, what is wrong with it, and the class and verdict expected of it."""

from dataclasses import dataclass, replace
from random import Random

from sintetico.ciudadanos import Ciudadano

EN_LISTA_NOMINAL = "en_lista_nominal"
DUPLICADO_MISMO = "duplicado_mismo_aspirante"
DUPLICADO_OTRO = "duplicado_otro_aspirante"
EN_PADRON = "en_padron_no_lista"
BAJA = "baja"
FUERA = "fuera_de_ambito"
NO_ENCONTRADO = "no_encontrado"
CON_INCONSISTENCIA = "con_inconsistencia"
CLASES = (
    EN_LISTA_NOMINAL,
    DUPLICADO_MISMO,
    DUPLICADO_OTRO,
    EN_PADRON,
    BAJA,
    FUERA,
    NO_ENCONTRADO,
    CON_INCONSISTENCIA,
)

# Each inciso of Protocolo 13.7 and the ways it is drawn; the operator writes that way as the verdict's detail.
VARIANTES: dict[str, tuple[str, ...]] = {
    "a": ("Imagen diferente a una CPV",),
    "b": ("Dos anversos de la misma CPV",),
    "c": ("Anverso y reverso de distintas CPV",),
    "d": ("Pantalla",),
    "e": ("Blanco y negro",),
    "f": ("clave de elector",),
    "g": ("Persona distinta",),
    "h": ("silla", "planta", "taza"),
    "i": ("lentes oscuros", "cubrebocas", "gorra"),
    "j": ("equis", "punto", "linea"),
    "k": ("Nombre distinto",),
    "l": ("Firma manuscrita distinta",),
    "m": ("Sin firma",),
    "n": ("Información sobrepuesta: nombre", "Información no coincide: CURP"),
}
# Model C prints no CURP that could contradict the clave.
VARIANTES_C = VARIANTES | {"n": VARIANTES["n"][:1]}
# Incisos that need a second person: whose card, face, name or CURP is seen.
CON_OTRO = frozenset("cgkn")


@dataclass(frozen=True)
class Dictamen:
    """The verdict a perfect operator gives: valid, or an inciso (a..n) of Protocolo 13.7 with its detail."""

    inciso: str = ""
    detalle: str = ""

    @property
    def valido(self) -> bool:
        return not self.inciso


@dataclass(frozen=True)
class Caso:
    """A case. `fraude`: an inciso or ''; `variante`: how it is done; `otro`: the second person seen.

    `despues_de`: index in the plan of the record that this case duplicates. Send this case only when that record has
    its receipt, for the earliest reception counts.
    """

    ciudadano: Ciudadano
    clase_esperada: str = EN_LISTA_NOMINAL
    fraude: str = ""
    variante: str = ""
    otro: Ciudadano | None = None
    despues_de: int | None = None

    @property
    def modelo(self) -> str:
        return self.ciudadano.modelo

    @property
    def dictamen(self) -> Dictamen:
        return Dictamen(self.fraude, self.variante)

    @property
    def segundo(self) -> Ciudadano:
        """The second person; only for incisos that have one."""
        if self.otro is None:
            raise ValueError(f"case {self.fraude!r} has no second person")
        return self.otro

    @property
    def dorso(self) -> Ciudadano:
        """Person whose card's back is photographed: in inciso c another person, with a card of the same model."""
        return replace(self.segundo, modelo=self.modelo) if self.fraude == "c" else self.ciudadano

    @property
    def contradice_curp(self) -> bool:
        return self.fraude == "n" and self.variante.endswith("CURP")

    @property
    def sobrepone_nombre(self) -> bool:
        return self.fraude == "n" and not self.contradice_curp


def fraud(person: Ciudadano, inciso: str, otro: Ciudadano, chance: Random) -> Caso:
    """Return a record of `person` that the Mesa must find invalid by `inciso` (a..n)."""
    return Caso(
        ciudadano=person,
        clase_esperada=CON_INCONSISTENCIA,
        fraude=inciso,
        variante=chance.choice((VARIANTES_C if person.modelo == "C" else VARIANTES)[inciso]),
        otro=otro if inciso in CON_OTRO else None,
    )
