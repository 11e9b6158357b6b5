"""The audit log around a view: a change is announced before it, and every audited act is noted after it.

No answer is given for an act that could not be noted (18.7). If only the announcement is left, the scheduled watch
notes the act as one whose outcome is not known (`workflows/privacidad/actos.py`, docs/decisions/0388).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib.base.metricas import record_metric
from chalicelib.base.registro import describe_error, log
from chalicelib.base.reloj import ahora
from chalicelib.problemas import Problema
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Principal
from chalicelib.store.correos.salidas import Salida, delete_owed
from chalicelib.workflows.base.bitacora_nota import note_event
from chalicelib.workflows.privacidad.actos import announce_act


@dataclass(frozen=True)
class ActoDeRuta:
    """What a route notes: the actor, the event, and its object.

    `objeto`: the id in the path, or empty; if empty, the id is the answer's member `miembro`. `cambia`: whether the
    route changes something.
    """

    principal: Principal
    evento: Evento
    objeto: str
    miembro: str
    cambia: bool


def noted(acto: ActoDeRuta, vista: Callable[[], Any]) -> Any:
    """Result of the view, returned once the act is in the audit log.

    A refusal changed nothing, so its announcement is withdrawn. After any other error the outcome is unknown, and the
    announcement stays.
    """
    intento = announce_act(acto.principal, acto.evento, acto.objeto, ahora()) if acto.cambia else None
    try:
        datos = vista()
    except Problema:
        _withdraw(intento)
        raise
    _note(acto, acto.objeto or str((datos.get(acto.miembro) if isinstance(datos, dict) else "") or ""))
    _withdraw(intento)
    return datos


def _note(acto: ActoDeRuta, objeto: str) -> None:
    """Note the act in the audit log. On failure the act is written to the application log, and the error is raised, so
    that no answer is given."""
    try:
        note_event(acto.principal, acto.evento, objeto, ahora())
    except Exception as error:
        actor = acto.principal.sujeto.rpartition("|")[2]
        que = {"evento": acto.evento.value, "objeto": objeto, "cuenta": acto.principal.cuenta, "actor": actor}
        log.error("no anotado en la bitácora", extra={**que, **describe_error(error)})
        record_metric("NoAnotados", 1)
        raise


def _withdraw(intento: Salida | None) -> None:
    """Delete the announcement of an act that was noted or did not happen. If the deletion fails, the watch later finds
    the entry, or notes the act with unknown outcome."""
    if intento is None:
        return
    try:
        delete_owed(intento)
    except (PynamoDBException, ClientError, BotoCoreError) as error:
        log.warning("intento no retirado", extra=describe_error(error))
