"""The registral look-up: which keys a credential gives, and what the registry's answer means (Protocolo 9.8)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chalicelib.rules.historia import Situacion, Verificado


@dataclass(frozen=True)
class Busqueda:
    """`por`: the datum that finds the person; `coteja`: what must agree with what was found."""

    por: str
    coteja: tuple[str, ...]


_CIC_E = Busqueda("cic", ("identificador",))
BUSQUEDAS: dict[str, Busqueda] = {
    "C": Busqueda("clave_elector", ("emision", "ocr")),
    "D": Busqueda("cic", ("ocr",)),
    "E": _CIC_E,
    "F": _CIC_E,
    "G": _CIC_E,
    "H": _CIC_E,
}


@dataclass(frozen=True)
class Inscripcion:
    """A person in the registry. Data of identity appear only as blind indexes.

    `persona`: index of the clave de elector; `cotejos`: datum name -> its index.
    """

    persona: str
    situacion: Situacion
    causa_baja: str = ""
    entidad: str = ""
    distrito_federal: str = ""
    distrito_local: str = ""
    municipio: str = ""
    seccion: str = ""
    cotejos: Mapping[str, str] = field(default_factory=dict)


NIVELES = frozenset({"entidad", "distrito_federal", "distrito_local", "municipio"})


@dataclass(frozen=True)
class Ambito:
    """Geography of the office sought: `nivel` is one of `NIVELES`, `unidad` the code within the entidad.

    Raises ValueError when it names no place: it would hold everybody whose own place the registry lacks.
    """

    nivel: str
    entidad: str
    unidad: str = ""

    def __post_init__(self) -> None:
        if self.nivel not in NIVELES or not self.entidad or (self.nivel != "entidad" and not self.unidad):
            raise ValueError("el ámbito lleva nivel, entidad y, salvo en el de entidad, unidad")

    def contains(self, inscripcion: Inscripcion) -> bool:
        """Whether the person lives where the office is elected (LGIPE 385)."""
        if inscripcion.entidad != self.entidad:
            return False
        return self.nivel == "entidad" or getattr(inscripcion, self.nivel) == self.unidad


def verify(
    modelo: str, cotejos: Mapping[str, str], inscripcion: Inscripcion | None, ambito: Ambito, en: str
) -> Verificado:
    """What the registry says of a record.

    `cotejos`: the blind indexes of the data read from the credential. A person found by one datum whose other
    datum disagrees is not that person: the record is "datos no encontrados".
    """
    inscripcion = identified(modelo, cotejos, inscripcion)
    if inscripcion is None:
        return Verificado(en, Situacion.NO_ENCONTRADO)
    return Verificado(en, inscripcion.situacion, inscripcion.causa_baja, ambito.contains(inscripcion))


def identified(
    modelo: str, cotejos: Mapping[str, str], inscripcion: Inscripcion | None
) -> Inscripcion | None:
    """The person who was found, if the other data that were read are that person's; None otherwise (9.8)."""
    return inscripcion if inscripcion and _agrees(modelo, cotejos, inscripcion) else None


def _agrees(modelo: str, cotejos: Mapping[str, str], inscripcion: Inscripcion) -> bool:
    return all(
        cotejos.get(dato) and cotejos.get(dato) == inscripcion.cotejos.get(dato)
        for dato in BUSQUEDAS[modelo].coteja
    )
