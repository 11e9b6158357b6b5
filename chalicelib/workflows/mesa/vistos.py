"""Who saw a record: nobody decides over a verdict without having opened its sheet (Protocolo 13.6, 13.8)."""

from chalicelib.problemas.mesa import RegistroSinVer
from chalicelib.store.mesa.turnos import Turno


def note_seen(turno: Turno, cuenta: str) -> None:
    """Note that an account asked for the record's sheet. Repeating it changes nothing.

    Noted before the sheet opens: an expediente that does not open can be decided on by whoever saw that.
    """
    if cuenta not in (turno.vieron or ()):
        Turno(turno.folio, turno.etapa).update(
            actions=[Turno.vieron.add({cuenta})], condition=Turno.folio.exists()
        )


def check_seen(turno: Turno, cuenta: str) -> None:
    """Raises `RegistroSinVer` unless that account has asked for the record's sheet."""
    if cuenta not in (turno.vieron or ()):
        raise RegistroSinVer(
            "Abra antes el registro: la decisión se toma con sus imágenes y datos a la vista."
        )
