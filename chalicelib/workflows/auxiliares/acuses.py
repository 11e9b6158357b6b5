"""An auxiliar's own receipts, for instance to have them again after losing the phone (Protocolo 9.14)."""

from typing import Any

from chalicelib.problemas import CuerpoInvalido, NoEncontrado
from chalicelib.rules.apoyos.folio import Folio, FolioInvalido
from chalicelib.store.apoyos.apoyos import get_apoyos
from chalicelib.store.auxiliares.auxiliares import find_auxiliar
from chalicelib.store.reportes.lectura import LecturaApoyos

SOLICITUDES, MIRADOS = 32, 250
"""Queries made for one page, and rows read by each. A page may come short if few of the rows are the auxiliar's."""


def list_own_receipts(auxiliar: str, despues: str, cuantos: int) -> dict[str, Any]:
    """A page of the receipts of what that auxiliar sent, oldest first: folio, time, integrity code; no citizen's data.

    Raises `NoEncontrado` when the account names no auxiliar, `CuerpoInvalido` for a cursor of another list.
    """
    quien = find_auxiliar(auxiliar)
    if quien is None:
        raise NoEncontrado
    lectura = LecturaApoyos(
        quien.aspirante,
        despues=_checked(despues, quien.aspirante),
        de_una_vez=MIRADOS,
        solicitudes=SOLICITUDES,
    )
    folios: list[str] = []
    for fila in lectura:
        if Folio.parse(fila.folio).auxiliar == auxiliar:
            folios.append(fila.folio)
        if len(folios) == cuantos:
            break
    apoyos = get_apoyos(folios)
    return {
        "elementos": [
            {"folio": f, "recibido_en": apoyos[f].recibido_en, "integridad": apoyos[f].integridad.hex()}
            for f in folios
            if f in apoyos
        ],
        "siguiente": None if lectura.ended else lectura.ultimo,
    }


def _checked(despues: str, aspirante: str) -> str:
    """The cursor, checked to end with a folio of the same aspirante. Raises `CuerpoInvalido`."""
    try:
        propio = not despues or Folio.parse(despues.partition("#")[2]).aspirante == aspirante
    except FolioInvalido:
        propio = False
    if not propio:
        raise CuerpoInvalido("Use el cursor que dio la página anterior.", campo="despues")
    return despues
