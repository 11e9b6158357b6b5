"""Attendance of a hearing: the aspirante or the representative, and Oficialía Electoral (Protocolo 14.4)."""

from datetime import datetime
from typing import Any

from chalicelib.rules.audiencias import ActoAudiencia
from chalicelib.rules.base.permisos import Principal
from chalicelib.store.audiencias import audiencias
from chalicelib.store.audiencias.audiencias import Audiencia
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import transaction
from chalicelib.workflows.audiencias.audiencia import reach_hearing, reach_hearing_for, show_hearing, unraced


def note_attendance(
    principal: Principal,
    audiencia: str,
    aspirante: bool,
    representante: bool,
    oficialia_electoral: bool,
    ahora: datetime,
) -> dict[str, Any]:
    """Note who attended. It may be noted anew until the result is notified; the history keeps every note.

    Raises `NoEncontrado`, `AudienciaNoAdmite`, `Ocupado`.
    """
    dicho = {
        "aspirante": aspirante,
        "representante": representante,
        "oficialia_electoral": oficialia_electoral,
    }

    def attempt() -> None:
        a = reach_hearing_for(principal, audiencia, ActoAudiencia.REGISTRAR_ASISTENCIA)
        if a.asistencia is not None and {c: a.asistencia[c] for c in dicho} == dicho:
            return
        nota = audiencias.append_history("asistencia", ahora, principal.cuenta, **dicho)
        with transaction() as tx:
            audiencias.change_hearing(tx, a, Audiencia.asistencia.set({**dicho, "en": iso(ahora)}), nota)

    unraced(attempt)
    return show_hearing(principal, reach_hearing(principal, audiencia))
