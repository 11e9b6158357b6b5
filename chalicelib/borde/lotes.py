"""Batches of SQS messages: each group is processed on its own, and only failed messages return to the queue.

A failure that may pass by itself (AWS does not answer, another writer was first) is retried after a time that grows up
to ten minutes. With the number of receives that the template allows, no person has to act after an outage of more than
six hours, and within ten minutes of its end all messages are served again. A failure that repeating cannot mend is
tried five times within a minute and then moved to the dead-letter queue, which has an alarm. The same holds for work
that computes until the function's time is up (`plazos.py`).
"""

import json
import random
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from chalice.app import SQSEvent
from pynamodb.exceptions import DoesNotExist

from chalicelib.base.registro import describe_error, log
from chalicelib.borde.plazos import Plazo, PlazoAgotado, lambda_deadline
from chalicelib.store.base.colas import return_message_in, set_message_aside
from chalicelib.vault.errores import Invalido

Cuerpo = dict[str, Any]
_M = TypeVar("_M")

DEFINITIVOS = (LookupError, ValueError, TypeError, AttributeError, AssertionError, DoesNotExist, Invalido)
"""Errors that repeating cannot mend: the object does not exist, the data are wrong, or our code is."""
VECES_DEFINITIVO, ESPERA_DEFINITIVO = 5, 10  # number of tries, seconds between them
PRIMERA_ESPERA, MAYOR_ESPERA = 10, 600  # seconds


def wait_before_retry(veces: int) -> int:
    """Seconds until a message that failed for the `veces`-th time is retried.

    Up to half of it is taken off at random. Otherwise all messages would return at once to a service that has just
    recovered.
    """
    entera = min(PRIMERA_ESPERA * 2 ** min(veces - 1, 10), MAYOR_ESPERA)
    return round(random.uniform(entera / 2, entera))  # noqa: S311 - no secret


def by_group(
    evento: SQSEvent,
    parse: Callable[[Cuerpo], _M],
    group: Callable[[_M], str] | None,
    work: Callable[[list[_M]], object],
    cola: str = "",
    plazo: Plazo | None = None,
) -> dict[str, Any]:
    """Call `work` once for each group of messages. If it fails, all messages of the group are retried.

    `parse`: makes of a body all that `work` reads; a message that it refuses fails alone, before any group. `group`:
    None makes each message its own group; with a FIFO queue it must be the message group, so that the order holds.
    `cola`: name of the queue; its failed messages are retried as told above, and without it as the queue is configured.
    `plazo`: end of the work; None: the end of the invocation. Failures are logged by kind, never by content.
    """
    grupos: dict[str, dict[str, _M]] = defaultdict(dict)
    fallidos: dict[str, BaseException] = {}
    registros = {r["messageId"]: r for r in evento.to_dict()["Records"]}
    for m, registro in registros.items():
        try:
            mensaje = parse(json.loads(registro["body"]))
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            log.warning("mensaje ajeno", extra={"mensajes": [m], **describe_error(error)})
            fallidos[m] = error
        else:
            grupos[group(mensaje) if group else m][m] = mensaje
    hasta = plazo or lambda_deadline(evento.context)
    for mensajes in grupos.values():
        if (fallo := _failure(work, mensajes, hasta)) is not None:
            fallidos |= dict.fromkeys(mensajes, fallo)
    vuelven = [m for m, e in fallidos.items() if not (cola and _handled(cola, registros[m], e))]
    return {"batchItemFailures": [{"itemIdentifier": m} for m in vuelven]}


def _handled(cola: str, registro: dict[str, Any], error: BaseException) -> bool:
    """Set a failed message aside, or set the time of its retry. Returns whether it was set aside."""
    veces = int(registro.get("attributes", {}).get("ApproximateReceiveCount", 1))
    definitivo = isinstance(error, DEFINITIVOS) or (isinstance(error, PlazoAgotado) and error.computa)
    if definitivo and veces >= VECES_DEFINITIVO and set_message_aside(cola, registro):
        return True
    espera = ESPERA_DEFINITIVO if definitivo else wait_before_retry(veces)
    return_message_in(cola, registro["receiptHandle"], espera)
    return False


def _failure(
    work: Callable[[list[_M]], object], mensajes: dict[str, _M], plazo: Plazo
) -> BaseException | None:
    try:
        with plazo.guard():
            work(list(mensajes.values()))
    except PlazoAgotado as error:
        log.error("plazo agotado", extra={"mensajes": list(mensajes), "computaba": error.computa})
        return error
    except Exception as error:  # noqa: BLE001 - whatever it was, the others must not wait for it
        log.warning("no procesado", extra={"mensajes": list(mensajes), **describe_error(error)})
        return error
    return None
