"""The registral look-up: which keys a credential gives, and what the registry's answer means (Protocolo 9.8)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from chalicelib.rules.apoyos.historia import Porque, SituacionRegistral, Verificado
from chalicelib.rules.credencial.modelos import MODELOS

VENCIDA = "credencial_vencida"
PAPEL = "papel"
"""In the place of a model: a cédula on paper, typed by the OPL (11.4)."""


@dataclass(frozen=True)
class Busqueda:
    """`por`: the datum that finds the person; `coteja`: what must agree with what was found.

    `alguno`: of these at least one must be there, and all that are must agree.
    """

    por: str
    coteja: tuple[str, ...]
    alguno: tuple[str, ...] = ()


BUSQUEDAS: dict[str, Busqueda] = {letra: Busqueda(m.por, m.coteja) for letra, m in MODELOS.items()}
"""By model of credential."""
_DE_PAPEL = Busqueda("clave_elector", (), alguno=("ocr", "cic"))
COTEJABLES = ("clave_elector", "cic", "ocr", "emision", "identificador")
"""Data of a reading that the registry holds too, each as a blind index."""


class EstadoCredencial(StrEnum):
    """What the registry says of one credential."""

    VIGENTE = "vigente"
    NO_RECOGIDA = "no_recogida"
    REEMPLAZADA = "reemplazada"
    CANCELADA = "cancelada"


@dataclass(frozen=True)
class Inscripcion:
    """A person in the registry. Data of identity appear only as blind indexes.

    `persona`: index of the clave de elector; `cotejos`: datum name -> its index; `credencial`, `vigencia`: state of
    the credential that was looked for and the last year in which it is valid (empty: unknown); `corte`: the cut of
    the padrón that this comes from.
    """

    persona: str
    situacion: SituacionRegistral
    causa_baja: str = ""
    entidad: str = ""
    distrito_federal: str = ""
    distrito_local: str = ""
    municipio: str = ""
    seccion: str = ""
    cotejos: Mapping[str, str] = field(default_factory=dict)
    credencial: EstadoCredencial = EstadoCredencial.VIGENTE
    vigencia: str = ""
    corte: str = ""

    @property
    def lugar(self) -> str:
        """Where the person lives, as one text from the largest to the smallest unit."""
        return "/".join(
            (self.entidad, self.distrito_federal, self.distrito_local, self.municipio, self.seccion)
        )

    def status_on(self, dia: str, prorrogadas: Collection[str] = ()) -> tuple[SituacionRegistral, str]:
        """Status and its cause on a day (YYYY-MM-DD): a credential not in force takes its holder out of the list.

        `prorrogadas`: years whose credentials an agreement of the INE holds to be in force.
        """
        if self.causa_baja == VENCIDA and self.vigencia in prorrogadas:
            return replace(self, situacion=SituacionRegistral.LISTA_NOMINAL, causa_baja="").status_on(
                dia, prorrogadas
            )
        if self.situacion is not SituacionRegistral.LISTA_NOMINAL:
            return self.situacion, self.causa_baja
        if self.credencial is not EstadoCredencial.VIGENTE:
            return SituacionRegistral.PADRON, f"credencial_{self.credencial}"
        if self.vigencia and dia[:4] > self.vigencia and self.vigencia not in prorrogadas:
            return SituacionRegistral.PADRON, VENCIDA
        return SituacionRegistral.LISTA_NOMINAL, ""


NIVELES = frozenset({"pais", "entidad", "distrito_federal", "distrito_local", "municipio"})


@dataclass(frozen=True)
class Ambito:
    """Geography of the office sought: `nivel` is one of `NIVELES`, `unidad` the code within the entidad.

    Raises ValueError when it names no place: it would hold everybody whose own place the registry lacks.
    """

    nivel: str
    entidad: str
    unidad: str = ""

    def __post_init__(self) -> None:
        if (
            self.nivel not in NIVELES
            or not self.entidad
            or (self.nivel not in ("pais", "entidad") and not self.unidad)
        ):
            raise ValueError("el ámbito lleva nivel, entidad y, salvo en el de entidad, unidad")

    def contains(self, inscripcion: Inscripcion) -> bool:
        """Whether the person lives where the office is elected (LGIPE 385)."""
        if self.nivel == "pais":
            return True
        if inscripcion.entidad != self.entidad:
            return False
        return self.nivel == "entidad" or getattr(inscripcion, self.nivel) == self.unidad


def search_by(modelo: str) -> Busqueda:
    """Data by which a person is looked up: by the model of the credential, or from paper.

    Raises KeyError for an unknown model.
    """
    return _DE_PAPEL if modelo == PAPEL else BUSQUEDAS[modelo]


def verify_registral(
    modelo: str,
    cotejos: Mapping[str, str],
    inscripcion: Inscripcion | None,
    ambito: Ambito,
    en: str,
    *,
    dia: str,
    excepcion: Collection[str] | None = None,
    corte: str = "",
    porque: Porque = Porque.RECEPCION,
    prorrogadas: Collection[str] = (),
) -> Verificado:
    """What the registry says of a record captured on `dia` (YYYY-MM-DD of the centre).

    `cotejos`: the blind indexes of the data read from the credential. A person found by one datum whose other
    datum disagrees is not that person: the record is "datos no encontrados", and which data disagree is noted.
    `excepcion`: for paper, the municipios from which it is admitted (11.2). `corte`: the cut that was asked.
    `prorrogadas`: as `status_on` has them.
    """
    hallazgos = disagreements(cotejos, inscripcion) if inscripcion else ()
    hallada = identified(modelo, cotejos, inscripcion)
    if hallada is None:
        return Verificado(
            en, SituacionRegistral.NO_ENCONTRADO, hallazgos=hallazgos, corte=corte, porque=porque
        )
    situacion, causa = hallada.status_on(dia, prorrogadas)
    return Verificado(
        en,
        situacion,
        causa,
        en_ambito=ambito.contains(hallada),
        en_excepcion=excepcion is None or hallada.municipio in excepcion,
        lugar=hallada.lugar,
        hallazgos=hallazgos,
        corte=corte,
        porque=porque,
    )


def identified(
    modelo: str, cotejos: Mapping[str, str], inscripcion: Inscripcion | None
) -> Inscripcion | None:
    """The person who was found, if the other data that were read are that person's; None otherwise (9.8)."""
    return inscripcion if inscripcion and _agrees(modelo, cotejos, inscripcion) else None


def _agrees(modelo: str, cotejos: Mapping[str, str], inscripcion: Inscripcion) -> bool:
    busqueda = search_by(modelo)
    leidos = [d for d in busqueda.alguno if cotejos.get(d)]
    if busqueda.alguno and not leidos:
        return False
    return all(
        cotejos.get(dato) and cotejos.get(dato) == inscripcion.cotejos.get(dato)
        for dato in (*busqueda.coteja, *leidos)
    )


def disagreements(cotejos: Mapping[str, str], inscripcion: Inscripcion) -> tuple[str, ...]:
    """Data that were read and are known to the registry otherwise, as the codes of findings (9.8)."""
    return tuple(
        f"registro_{dato}_distinto"
        for dato in COTEJABLES
        if cotejos.get(dato) and inscripcion.cotejos.get(dato) not in (None, "", cotejos[dato])
    )
