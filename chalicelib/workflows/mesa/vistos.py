"""Accounts that opened a record's sheet, which is required to decide over a verdict (Protocolo 13.6, 13.8)."""

from chalicelib.problemas.mesa import RegistroSinVer
from chalicelib.store.mesa.turnos import Turno


def note_seen(turno: Turno, cuenta: str) -> None:
    """Note that an account requested the record's sheet. Idempotent.

    It is noted before the sheet is opened, so that a record whose expediente does not open can be decided too.
    """
    if cuenta not in (turno.vieron or ()):
        Turno(turno.folio, turno.etapa).update(
            actions=[Turno.vieron.add({cuenta})], condition=Turno.folio.exists()
        )


def check_seen(turno: Turno, cuenta: str) -> None:
    """Raise `RegistroSinVer` unless that account has requested the record's sheet."""
    if cuenta not in (turno.vieron or ()):
        raise RegistroSinVer(
            "Abra antes el registro: la decisión se toma con sus imágenes y datos a la vista."
        )
