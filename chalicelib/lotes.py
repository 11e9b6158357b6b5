"""Batches of SQS messages: each piece of work on its own; the failed ones are named, and only they return."""

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from chalice.app import SQSEvent

from chalicelib.bitacora import log, where

Cuerpo = dict[str, Any]


def by_group(
    evento: SQSEvent, group: Callable[[Cuerpo], str] | None, work: Callable[[list[Cuerpo]], object]
) -> dict[str, Any]:
    """Call `work` once per group of message bodies; all messages of a group that fails come again.

    `group` None: each message is its own group. With a FIFO queue the group must be the message group, so that
    order holds. Failures are logged by kind, never by content.
    """
    grupos: dict[str, dict[str, Cuerpo]] = defaultdict(dict)
    fallidos: list[str] = []
    for mensaje in evento.to_dict()["Records"]:
        m = mensaje["messageId"]
        try:
            cuerpo = json.loads(mensaje["body"])
            grupos[group(cuerpo) if group else m][m] = cuerpo
        except (
            ValueError,
            LookupError,
            TypeError,
        ) as error:  # not one of ours: only it goes to the dead letters
            log.warning("mensaje ajeno", extra={"mensajes": [m], **where(error)})
            fallidos.append(m)
    fallidos += [m for mensajes in grupos.values() if not _done(work, mensajes) for m in mensajes]
    return {"batchItemFailures": [{"itemIdentifier": m} for m in fallidos]}


def _done(work: Callable[[list[Cuerpo]], object], mensajes: dict[str, Cuerpo]) -> bool:
    try:
        work(list(mensajes.values()))
    except Exception as error:  # noqa: BLE001 - whatever it was, the others must not wait for it
        log.warning("no procesado", extra={"mensajes": list(mensajes), **where(error)})
        return False
    return True
