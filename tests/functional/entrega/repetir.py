"""A process put back to what it was, and messages that come again as a queue brings them."""

import copy
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from moto.backends import get_backend

from chalicelib.base import config
from chalicelib.store.correos.salidas import DEMORA
from chalicelib.workflows.correos.salidas import send_overdue
from chalicelib.workflows.entrega.cierre import attend_step
from tests.escenario.mensajes import taken
from tests.escenario.movil import empty_buckets
from tests.escenario.recursos import CUENTA, empty_queues
from tests.functional.entrega.escena import DIA, FIRMANTE, POCO

LUEGO = DIA + timedelta(minutes=5)


def begin_again() -> Callable[[], None]:
    """Puts tables, queues and buckets back to how they are now."""
    tablas = get_backend("dynamodb")[CUENTA]["mx-central-1"].tables
    guardadas = {n: copy.deepcopy(t.items) for n, t in tablas.items()}

    def again() -> None:
        for n, items in guardadas.items():
            tablas[n].items = copy.deepcopy(items)
        empty_queues()
        empty_buckets()

    return again


def messages_again(cola: list[dict[str, Any]]) -> None:
    """These messages, those that follow, and what was owed when somebody died: until nothing is left.

    A message leaves `cola` once it was attended to; whoever dies leaves it there, as a queue would.
    """
    while cola := _filled(cola):
        m = cola[0]
        attend_step(m["proceso"], m["cual"], m["paso"], lambda: LUEGO, FIRMANTE, POCO)
        cola.pop(0)


def _filled(cola: list[dict[str, Any]]) -> list[dict[str, Any]]:
    cola += taken(config.COLA_ENTREGAS)
    if not cola:
        send_overdue(LUEGO + DEMORA + timedelta(minutes=1))
        cola += taken(config.COLA_ENTREGAS)
    return cola
