"""Intents of acts that change something: announced before the act, removed once its audit entry is written (18.7).

    intent ─► the act ─► its entry in the audit log ─► the intent is removed
                      └─ died, or AWS failed: the watch finds the intent, and the log gets an entry that says
                         that somebody was about to do this and that the outcome is not known

An intent is a row of the outbox (`salidas`) that goes to no queue. Acts whose entry is part of their own transaction
(`note_event(con=...)`) need none.
"""

from datetime import datetime
from secrets import token_urlsafe

from chalicelib.base.metricas import record_metric
from chalicelib.base.registro import describe_error, log
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Principal
from chalicelib.store.base.tabla import iso
from chalicelib.store.correos import salidas
from chalicelib.store.correos.salidas import DEMORA, INTENTO, Salida
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.privacidad.bitacora import ActoAnotado
from chalicelib.workflows.base.bitacora_nota import act_of, mac_key

POR_CORRIDA = 500
"""Intents that one run settles; the next run goes on. A run has two minutes."""


class ActosPendientes(RuntimeError):
    """Some intents could not be settled; the next watch tries again."""


def announce_act(principal: Principal, evento: Evento, objeto: str, ahora: datetime) -> Salida:
    """Store the intent of an act; `objeto` may be empty, where the act itself makes its id."""
    acto = act_of(principal, evento, objeto)
    cuerpo = {c: getattr(acto, c) for c in ("actor", "rol", "cuenta", "evento", "objeto", "ambito")}
    intento = Salida(salida=f"intento#{token_urlsafe(12)}", cola=INTENTO, cuerpo=cuerpo, desde=iso(ahora))
    intento.save()
    return intento


def note_unfinished(ahora: datetime) -> int:
    """Enter unfinished acts in the audit log, their outcome unknown; return how many.

    An act that was noted, and whose intent alone was left, only loses the intent. Raises `ActosPendientes` if some
    could not be entered, once all others of the run were.
    """
    anotados = fallan = 0
    for intento in salidas.list_intents(ahora - DEMORA)[:POR_CORRIDA]:
        try:
            anotados += _settle(intento, ahora)
        except Exception as error:  # noqa: BLE001 - one intent in trouble must not keep the others waiting
            log.error("intento sin anotar", extra=describe_error(error))
            fallan += 1
    if anotados:
        record_metric("NoAnotados", anotados)
    if fallan:
        raise ActosPendientes(f"{fallan} actos")
    return anotados


def _settle(intento: Salida, ahora: datetime) -> bool:
    """End an intent; whether the audit log had to get an entry for it."""
    falta = not _was_noted(intento)
    if falta:
        auditoria.append_entry(mac_key(), _without_outcome(intento), ahora)
        log.error("acto sin desenlace conocido", extra={"evento": intento.cuerpo["evento"]})
    salidas.delete_owed(intento)
    return falta


def _was_noted(intento: Salida) -> bool:
    """Whether the actor's chain has the act since it was announced, or already says that its outcome is not known.

    An act that makes its own id is announced without one. Another act of the same kind cannot be told from it, so of
    such an act only the entry of a doubt counts.
    """
    c, duda = intento.cuerpo, _without_outcome(intento)
    conocidos = {(duda.evento.value, duda.objeto)}
    if c["objeto"]:
        conocidos.add((c["evento"], c["objeto"]))
    for asiento in auditoria.newest_entries_of(c["actor"]):
        if asiento.momento < intento.desde:
            return False
        if (asiento.evento, asiento.objeto) in conocidos:
            return True
    return False


def _without_outcome(intento: Salida) -> ActoAnotado:
    c = intento.cuerpo
    que = f"{c['evento']} {c['objeto']} {intento.desde}"
    return ActoAnotado(c["actor"], c["rol"], c["cuenta"], Evento.ACTO_SIN_DESENLACE, que, c["ambito"])
