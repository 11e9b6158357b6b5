"""Catalogues of inconsistencies: of the Mesa de Control and of paper (Protocolo 13.7, table of incisos; 11.5)."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.rules.apoyos.supuestos import CONFIRMA


@dataclass(frozen=True)
class Inciso:
    """One row of the table of 13.7, or of the list of 11.5.

    `opciones`: the details the table itself lists (empty when it lists none).
    `precisar`: the table asks the operator to say in words what was found.
    `detalle`: heading of the options, where the type does not name it: of inciso f it is "CPV ilegible".
    `confirma`: what the operator confirms having considered with a verdict of this inciso; empty for most.
    """

    letra: str
    tipo: str
    opciones: tuple[str, ...] = ()
    precisar: bool = False
    detalle: str = ""
    confirma: str = ""

    @property
    def nombre(self) -> str:
        """First words of a record's cause: `detalle` where the table has it, for it is more precise; else the type."""
        return self.detalle or self.tipo


MAXIMO_DETALLE = 280  # characters; ours, the Protocol sets none

# The table names the data of the CPV; the numeral's text for f) adds the live photo and the signature.
ILEGIBLE = (
    "Clave de elector",
    "OCR",
    "Número de emisión",
    "CIC",
    "Fotografía viva",
    "Firma manuscrita digitalizada",
)

INCISOS: dict[str, Inciso] = {
    i.letra: i
    for i in (
        Inciso("a", "Credencial no válida", ("Imagen diferente a una CPV",)),
        Inciso("b", "Credencial no válida", ("Dos anversos misma CPV", "Dos reversos misma CPV")),
        Inciso("c", "Credencial no válida", ("Anversos o reversos de distintas CPV",)),
        Inciso("d", "Credencial no válida", ("Pantalla", "Monitor", "Otro")),
        Inciso("e", "Fotocopia de la credencial", ("Blanco y negro", "A color")),
        Inciso("f", "Otra", ILEGIBLE, precisar=True, detalle="CPV ilegible"),
        Inciso("g", "Foto no válida", ("Persona distinta",), confirma=CONFIRMA["g"]),
        Inciso("h", "Foto no válida", precisar=True),
        Inciso("i", "Foto no válida", precisar=True),
        Inciso("j", "Firma no válida", ("Símbolo distinto",), precisar=True),
        Inciso("k", "Firma no válida", ("Nombre distinto",)),
        Inciso("l", "Firma no válida", ("Firma manuscrita distinta",)),
        Inciso("m", "Sin firma", ("Sin firma",)),
        Inciso("n", "Simulación", ("Información sobrepuesta", "Información no coincide"), precisar=True),
    )
}

INCISOS_PAPEL: dict[str, Inciso] = {
    i.letra: i
    for i in (
        Inciso("a", "Cédula en copia"),
        Inciso("b", "Sin copia de credencial"),
        Inciso("c", "Sin leyenda"),
        Inciso("d", "Sin firma"),
        Inciso("e", "Otra", precisar=True),
    )
}
"""Catalogue of cédulas on paper (11.5). The detail of a verdict is the comment that the aspirante reads."""

ADICIONALES: dict[str, Inciso] = {"": Inciso("", "Inconsistencia adicional", precisar=True)}
"""Inconsistency that the table lacks, determined in words by the OPL's authority (13.8). It has no letter."""

MESA, PAPEL, ADICIONAL = "13.7", "11.5", "13.8"
CATALOGOS: Mapping[str, Mapping[str, Inciso]] = {MESA: INCISOS, PAPEL: INCISOS_PAPEL, ADICIONAL: ADICIONALES}
"""Catalogues by the numeral that a verdict names."""
