"""Supports of one person judged together (LGIPE 385; Protocolo 15.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Duplicidad(StrEnum):
    """Why a support that would otherwise count does not."""

    MISMO = "mismo_aspirante"
    OTRO = "otro_aspirante"


@dataclass(frozen=True)
class Respaldo:
    """A person's support, with the data by which duplicates are judged.

    `contienda`: the office sought, within its geography; only supports for the same one can be duplicates.
    `recibido_en`: RFC 3339 UTC with fixed width, so text order is time order. `en_pie`: whether it would count if it
    were the person's only support.
    """

    folio: str
    aspirante: str
    contienda: str
    recibido_en: str
    en_pie: bool = True


@dataclass(frozen=True)
class Juicio:
    """Judgement of one support. `duplicidad` None: it is no duplicate; otherwise the folio of which it is one.

    `solo_reporte`: reported as a duplicate, and counted all the same (15.3).
    """

    duplicidad: Duplicidad | None = None
    respecto_de: str = ""
    solo_reporte: bool = False

    @property
    def igual(self) -> tuple[Duplicidad | None, bool]:
        """The part of a judgement that decides the class; the folio of which it is a duplicate is only reported."""
        return self.duplicidad, self.solo_reporte

    @property
    def excluye(self) -> bool:
        """Whether the support does not count because it is a duplicate."""
        return self.duplicidad is not None and not self.solo_reporte


Primeros = Mapping[str, str]
"""Aspirante -> `orden` of the first support in force of one person for that aspirante, all for one office."""


def order_key(recibido_en: str, folio: str) -> str:
    """`orden` of a support: reception and folio, so that text order is the order of reception, then of folio."""
    return f"{recibido_en}#{folio}"


def folio_in(orden: str) -> str:
    """The folio that an `orden` names."""
    return orden.partition("#")[2]


def judge_in_force(aspirante: str, orden: str, primeros: Primeros, *, entre_aspirantes: bool) -> Juicio:
    """Judge one support in force, from the first support of each aspirante alone.

    The person's other supports need not be read: the cost does not grow with how many there are. `primeros` must
    hold `aspirante`.
    """
    primero, propio = min(primeros.values()), primeros[aspirante]
    if orden == primero:
        return Juicio()
    if orden != propio and not (entre_aspirantes and propio != primero):
        return Juicio(Duplicidad.MISMO, folio_in(propio))
    return Juicio(Duplicidad.OTRO, folio_in(primero), solo_reporte=not entre_aspirantes)


def judge_supports(respaldos: Iterable[Respaldo], *, entre_aspirantes: bool = True) -> dict[str, Juicio]:
    """Judge every support of a person: of those in force, the earliest reception counts.

    Equal instants are decided by folio. With `entre_aspirantes` false (a setting of the period, 15.3) supports
    for different aspirantes do not exclude each other: each later one counts, and is reported as the duplicate of the
    person's first. A support not in force is nobody's duplicate.
    """
    todos = list(respaldos)
    primeros: dict[str, dict[str, str]] = {}
    for r in todos:
        if r.en_pie:
            de_cargo, orden = primeros.setdefault(r.contienda, {}), order_key(r.recibido_en, r.folio)
            de_cargo[r.aspirante] = min(orden, de_cargo.get(r.aspirante, orden))
    return {
        r.folio: judge_in_force(
            r.aspirante,
            order_key(r.recibido_en, r.folio),
            primeros[r.contienda],
            entre_aspirantes=entre_aspirantes,
        )
        if r.en_pie
        else Juicio()
        for r in todos
    }
