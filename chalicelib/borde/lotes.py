"""Batches of SQS messages: each piece of work on its own; the failed ones are named, and only they return."""

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from chalice.app import SQSEvent

from chalicelib.base.registro import log, where

Cuerpo = dict[str, Any]
_M = TypeVar("_M")


def by_group(
    evento: SQSEvent,
    parse: Callable[[Cuerpo], _M],
    group: Callable[[_M], str] | None,
    work: Callable[[list[_M]], object],
) -> dict[str, Any]:
    """Call `work` once per group of messages; all messages of a group that fails come again.

    `parse` makes of a body all that `work` will read: a message that is not one of ours fails alone, before any
    group. `group` None: each message is its own. With a FIFO queue the group must be the message group, so that
    order holds. Failures are logged by kind, never by content.
    """
    grupos: dict[str, dict[str, _M]] = defaultdict(dict)
    fallidos: list[str] = []
    for registro in evento.to_dict()["Records"]:
        m = registro["messageId"]
        try:
            mensaje = parse(json.loads(registro["body"]))
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            log.warning("mensaje ajeno", extra={"mensajes": [m], **where(error)})
            fallidos.append(m)
        else:
            grupos[group(mensaje) if group else m][m] = mensaje
    fallidos += [m for mensajes in grupos.values() if not _done(work, mensajes) for m in mensajes]
    return {"batchItemFailures": [{"itemIdentifier": m} for m in fallidos]}


def _done(work: Callable[[list[_M]], object], mensajes: dict[str, _M]) -> bool:
    try:
        work(list(mensajes.values()))
    except Exception as error:  # noqa: BLE001 - whatever it was, the others must not wait for it
        log.warning("no procesado", extra={"mensajes": list(mensajes), **where(error)})
        return False
    return True
