"""Intents of acts that change something: announced before the act, removed once its audit entry is written (18.7).

    intent ─► the act ─► its entry in the audit log ─► the intent is removed
                      └─ died, or AWS failed: the watch finds the intent, and the log gets an entry that says
                         that somebody was about to do this and that the outcome is not known

An intent is a row of the outbox (`salidas`) that goes to no queue. Acts whose entry is part of their own transaction
(`note_event(con=...)`) need none.
"""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from chalicelib.base.metricas import record_metric
from chalicelib.base.registro import log
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Principal
from chalicelib.store.base.tabla import iso
from chalicelib.store.correos import salidas
from chalicelib.store.correos.salidas import INTENTO, Salida
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.privacidad.bitacora import ActoAnotado
from chalicelib.workflows.base.bitacora_nota import act_of, mac_key

DEMORA = timedelta(minutes=2)
"""Age from which an intent is taken for unfinished, longer than any request may run."""


def announce_act(principal: Principal, evento: Evento, objeto: str, ahora: datetime) -> Salida:
    """Store the intent of an act; `objeto` may be empty, where the act itself makes its id."""
    acto = act_of(principal, evento, objeto)
    cuerpo = {c: getattr(acto, c) for c in ("actor", "rol", "cuenta", "evento", "objeto", "ambito")}
    intento = Salida(salida=f"intento#{token_urlsafe(12)}", cola=INTENTO, cuerpo=cuerpo, desde=iso(ahora))
    intento.save()
    return intento


def note_unfinished(ahora: datetime) -> int:
    """Enter unfinished acts in the audit log, their outcome unknown; return how many.

    Of an act that was noted only the intent is removed. Raises `NoAnotado`, or what AWS raises; the next run of the
    watch goes on with the rest.
    """
    anotados = 0
    for intento in salidas.list_intents(ahora - DEMORA):
        if not _was_noted(intento):
            auditoria.append_entry(mac_key(), _without_outcome(intento), ahora)
            log.error("acto sin desenlace conocido", extra={"evento": intento.cuerpo["evento"]})
            anotados += 1
        salidas.delete_owed(intento)
    if anotados:
        record_metric("NoAnotados", anotados)
    return anotados


def _was_noted(intento: Salida) -> bool:
    """Whether the actor's chain has an entry of the act since its announcement."""
    c = intento.cuerpo
    for asiento in auditoria.newest_entries_of(c["actor"]):
        if asiento.momento < intento.desde:
            return False
        if asiento.evento == c["evento"] and c["objeto"] in ("", asiento.objeto):
            return True
    return False


def _without_outcome(intento: Salida) -> ActoAnotado:
    c = intento.cuerpo
    que = f"{c['evento']} {c['objeto']} {intento.desde}"
    return ActoAnotado(c["actor"], c["rol"], c["cuenta"], Evento.ACTO_SIN_DESENLACE, que, c["ambito"])
