"""Supports of one person judged together (LGIPE 385; Protocolo 15.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Duplicidad(StrEnum):
    """Why a support that would otherwise count does not."""

    MISMO = "mismo_aspirante"
    OTRO = "otro_aspirante"


@dataclass(frozen=True)
class Respaldo:
    """One support of a person, as far as duplicates are concerned.

    `contienda`: the office sought, within its geography; only supports for the same one can be duplicates.
    `recibido_en`: RFC 3339 UTC with fixed width, so text order is time order.
    `en_pie`: whether it would count if it were the person's only support.
    """

    folio: str
    aspirante: str
    contienda: str
    recibido_en: str
    en_pie: bool = True


@dataclass(frozen=True)
class Juicio:
    """`duplicidad` None: nothing against it. Otherwise, of which folio it is the duplicate.

    `solo_reporte`: told, and counted all the same (15.3).
    """

    duplicidad: Duplicidad | None = None
    respecto_de: str = ""
    solo_reporte: bool = False

    @property
    def excluye(self) -> bool:
        """Whether the support does not count for it."""
        return self.duplicidad is not None and not self.solo_reporte


def judge(respaldos: Iterable[Respaldo], *, entre_aspirantes: bool = True) -> dict[str, Juicio]:
    """Judge every support of a person: of those in force, the earliest reception counts.

    Equal instants are decided by folio. With `entre_aspirantes` false (a setting of the period, 15.3) supports
    for different aspirantes do not exclude each other: each later one counts, and is reported as the duplicate of the
    person's first. A support not in force is nobody's duplicate.
    """
    juicios: dict[str, Juicio] = {}
    cuenta: dict[tuple[str, str], str] = {}
    primero: dict[str, str] = {}
    for r in sorted(respaldos, key=lambda r: (r.recibido_en, r.folio)):
        juicios[r.folio] = Juicio()
        if not r.en_pie:
            continue
        if (propio := cuenta.get((r.contienda, r.aspirante))) is not None:
            juicios[r.folio] = Juicio(Duplicidad.MISMO, propio)
            continue
        if (ajeno := primero.get(r.contienda)) is not None:
            juicios[r.folio] = Juicio(Duplicidad.OTRO, ajeno, solo_reporte=not entre_aspirantes)
            if entre_aspirantes:
                continue
        cuenta[r.contienda, r.aspirante] = r.folio
        primero.setdefault(r.contienda, r.folio)
    return juicios
