"""The audit log around a view: what changes something is announced before it, and every audited act noted after it.

Nobody is shown what could not be noted (18.7). Where only the intent is left, the watch notes an act whose
outcome is not known (`workflows/privacidad/actos.py`, docs/decisions/0388).
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
    """What a route notes: who, what, about what.

    `objeto`: the id in the path, or empty; then the answer's member `miembro` is the id. `cambia`: whether the route
    changes something.
    """

    principal: Principal
    evento: Evento
    objeto: str
    miembro: str
    cambia: bool


def noted(acto: ActoDeRuta, vista: Callable[[], Any]) -> Any:
    """What the view returns, once the audit log has it.

    A refusal changed nothing, so its intent goes. After any other error nobody knows, and the intent stays.
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
    """In the audit log; what cannot be noted there is shown to nobody, and what it did is said in our own log."""
    try:
        note_event(acto.principal, acto.evento, objeto, ahora())
    except Exception as error:
        actor = acto.principal.sujeto.rpartition("|")[2]
        que = {"evento": acto.evento.value, "objeto": objeto, "cuenta": acto.principal.cuenta, "actor": actor}
        log.error("no anotado en la bitácora", extra={**que, **describe_error(error)})
        record_metric("NoAnotados", 1)
        raise


def _withdraw(intento: Salida | None) -> None:
    """Its act was noted, or did not happen. Should the intent stay, the watch finds the entry, or notes a doubt."""
    if intento is None:
        return
    try:
        delete_owed(intento)
    except (PynamoDBException, ClientError, BotoCoreError) as error:
        log.warning("intento no retirado", extra=describe_error(error))
