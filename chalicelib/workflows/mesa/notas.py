"""Notes on a record escalated to the OPL's authority (13.8): sealed in its turn, and only appended."""

from datetime import datetime
from enum import StrEnum

from pynamodb.expressions.condition import Condition

from chalicelib.store.base.tabla import iso
from chalicelib.store.mesa.turnos import Turno
from chalicelib.vault.secretos import open_fields, seal_fields
from chalicelib.workflows.base.secretos import secreto_de

Nota = dict[str, str]
"""A note: `en`, `quien` (operator or account), `acto`, `texto`; of a determination also `oficio` and `resultado`."""


class ActoNota(StrEnum):
    """Kind of act on an escalated record."""

    ESCALADO = "escalado"
    DEVUELTO = "devuelto"
    DETERMINADO = "determinado"


def notes_of(turno: Turno) -> list[Nota]:
    """The notes of a turn, oldest first."""
    if turno.notas is None:
        return []
    notas: list[Nota] = open_fields(secreto_de(turno.proceso), _identity(turno), turno.notas)["notas"]
    return notas


def last_note(turno: Turno) -> Nota:
    """The last note of a turn; empty when there is none."""
    notas = notes_of(turno)
    return notas[-1] if notas else {}


def with_note(turno: Turno, acto: ActoNota, quien: str, texto: str, ahora: datetime, **mas: str) -> bytes:
    """The turn's notes with one more, sealed."""
    nota = {"en": iso(ahora), "quien": quien, "acto": acto.value, "texto": texto, **mas}
    return seal_fields(secreto_de(turno.proceso), _identity(turno), {"notas": [*notes_of(turno), nota]})


def same_notes(turno: Turno) -> Condition:
    """Condition that nobody added a note since the turn was read."""
    return Turno.notas.does_not_exist() if turno.notas is None else Turno.notas == turno.notas


def _identity(turno: Turno) -> str:
    return f"mesa {turno.folio} {turno.etapa}"
