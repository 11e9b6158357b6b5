"""An operator's recent verdicts that may still be withdrawn (Protocolo 13.6)."""

from datetime import datetime, timedelta
from typing import Any

from chalicelib.base import config
from chalicelib.rules.apoyos.historia import verdict_in_force
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyos
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.mesa.turnos import Turno, judged_since, read_turns

MAXIMO = 50


def list_recent_verdicts(proceso: str, operador: str, ahora: datetime) -> list[dict[str, Any]]:
    """The operator's own verdicts that may still be undone, latest first. The list does not reveal the stage."""
    plazo = timedelta(minutes=config.MINUTOS_PARA_DESHACER)
    turnos = [
        t
        for t in read_turns(judged_since(proceso, operador, iso(ahora - plazo), MAXIMO))
        if t.operador == operador and t.revisado and not t.firme
    ]
    apoyos = get_apoyos(str(t.folio) for t in turnos)
    return [
        {
            "folio": t.folio,
            "revisado_en": t.revisado,
            "deshacer_hasta": iso(instante(t.revisado) + plazo),
            **_said(t, apoyos[t.folio]),
        }
        for t in sorted(turnos, key=lambda t: str(t.revisado), reverse=True)
        if t.folio in apoyos
    ]


def _said(turno: Turno, apoyo: Apoyo) -> dict[str, Any]:
    """The verdict of a turn: that of a second review is in the turn, that of a first one in the record's history."""
    if turno.segundo:
        return {c: turno.segundo[c] for c in ("inciso", "opcion", "detalle")}
    previo = verdict_in_force(apoyo.hechos)
    d = previo.dictamen if previo else None
    return {
        "inciso": d.inciso if d else None,
        "opcion": d.opcion if d else "",
        "detalle": d.detalle if d else "",
    }
