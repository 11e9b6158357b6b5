"""The registral look-up: the data by which a person is searched, and the meaning of the registry's answer (Protocolo
9.8).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from chalicelib.rules.apoyos.historia import Porque, SituacionRegistral, Verificado
from chalicelib.rules.credencial.modelos import MODELOS

VENCIDA = "credencial_vencida"
PAPEL = "papel"
"""Value used instead of a model for a paper cédula, typed by the OPL (11.4)."""


@dataclass(frozen=True)
class Busqueda:
    """How a person is searched. `por`: the datum that finds the person; `coteja`: data that must agree with the person
    found.

    `alguno`: at least one of these must be present, and all that are present must agree.
    """

    por: str
    coteja: tuple[str, ...]
    alguno: tuple[str, ...] = ()


BUSQUEDAS: dict[str, Busqueda] = {letra: Busqueda(m.por, m.coteja) for letra, m in MODELOS.items()}
"""Search by model of credential."""
_DE_PAPEL = Busqueda("clave_elector", (), alguno=("ocr", "cic"))
COTEJABLES = ("clave_elector", "cic", "ocr", "emision", "identificador")
"""Data read from a credential that the registry also holds, each as a blind index."""


class EstadoCredencial(StrEnum):
    """State of one credential in the registry."""

    VIGENTE = "vigente"
    NO_RECOGIDA = "no_recogida"
    REEMPLAZADA = "reemplazada"
    CANCELADA = "cancelada"


@dataclass(frozen=True)
class Inscripcion:
    """A person in the registry. Identity data appear only as blind indexes.

    `persona`: index of the clave de elector; `cotejos`: datum name -> its index; `credencial`, `vigencia`: state of the
    credential that was looked up, and the last year in which it is valid (empty: unknown); `corte`: the cut of the
    padrón that answered.
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
        """Place of residence as one text, from the largest to the smallest unit."""
        return "/".join(
            (self.entidad, self.distrito_federal, self.distrito_local, self.municipio, self.seccion)
        )

    def status_on(self, dia: str, prorrogadas: Collection[str] = ()) -> tuple[SituacionRegistral, str]:
        """Status and its cause on a day (YYYY-MM-DD). The holder of a credential not in force is not on the list.

        `prorrogadas`: years whose expired credentials count as in force by an agreement of the INE.
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
    """Geography of the office sought. `nivel`: one of `NIVELES`; `unidad`: the code within the entidad.

    Raises ValueError when it names no place: such a geography would contain everybody whose residence the registry
    lacks.
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
    """Search that applies to a model of credential, or to paper.

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
    """Result of the registral look-up of a record captured on `dia` (YYYY-MM-DD in the centre's time zone).

    `cotejos`: the blind indexes of the data read from the credential. If a person is found by one datum and another
    datum disagrees, it is not that person: the result is "datos no encontrados", and the data that disagree are noted.
    `excepcion`: for paper, the municipios from which it is admitted (11.2). `corte`: the cut that answered.
    `prorrogadas`: as in `status_on`.
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
    """The person found, if the other data read are also that person's; otherwise None (9.8)."""
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
    """Data read that differ from those of the registry, as codes of findings (9.8)."""
    return tuple(
        f"registro_{dato}_distinto"
        for dato in COTEJABLES
        if cotejos.get(dato) and inscripcion.cotejos.get(dato) not in (None, "", cotejos[dato])
    )
