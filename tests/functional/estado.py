"""All that the emulated AWS holds: to be compared before and after a request, and put back as it was."""

import json
import os
import pickle
from collections.abc import Mapping
from typing import Any

from moto.backends import get_backend

from chalicelib import config
from chalicelib.store import auditoria, procesos
from tests.functional.recursos import CUENTA

Estado = Mapping[str, list[str]]


def everything(menos: frozenset[str] = frozenset()) -> Estado:
    """Every item of every table but those, every key and length of every bucket, every message, mail and user."""
    fuera = {config.tabla(t) for t in menos}
    tablas = {f"tabla {n}": _items(t) for n, t in _tables().items() if n not in fuera}
    depositos = {
        f"depósito {n}": sorted(f"{k} {v.size}" for k, v in d.keys.items()) for n, d in _buckets().items()
    }
    colas = {
        f"cola {n}": sorted(str(m.body) for m in q._messages) for n, q in _regional("sqs").queues.items()
    }
    grupos = {
        f"grupo {n}": sorted(f"{u.id} {u.status} {u.enabled}" for u in g.users.values())
        for n, g in _regional("cognito-idp").user_pools.items()
    }
    return tablas | depositos | colas | grupos | {"correos": [m.id for m in _regional("ses").sent_messages]}


def changed(antes: Estado, despues: Estado) -> set[str]:
    """Names of what differs: a failure says where, and does not print two whole worlds."""
    return {n for n in {*antes, *despues} if antes.get(n) != despues.get(n)}


class Copia:
    """Tables and buckets as they are now, to be put back as often as need be."""

    def __init__(self) -> None:
        self._eran = everything()
        self._tablas = {n: pickle.dumps(t.items) for n, t in _tables().items()}
        self._depositos = {n: dict(d.keys.items()) for n, d in _buckets().items()}

    def put_back(self) -> None:
        """Forget what was written since; what the system keeps in memory too."""
        cambio = changed(self._eran, everything())  # to make a whole table anew takes longer than to look
        for n, tabla in _tables().items():
            if f"tabla {n}" in cambio:
                tabla.items = pickle.loads(self._tablas[n])  # noqa: S301 - our own, of this very process
        for n, deposito in _buckets().items():
            if f"depósito {n}" in cambio:
                deposito.keys.clear()
                for llave, objeto in self._depositos[n].items():
                    deposito.keys[llave] = objeto
        procesos.forget_copies()
        auditoria.forget_copies()


def _items(tabla: Any) -> list[str]:
    return sorted(json.dumps(i.to_json(), sort_keys=True, default=str) for i in tabla.all_items())


def _tables() -> dict[str, Any]:
    return dict(_regional("dynamodb").tables)


def _buckets() -> dict[str, Any]:
    return dict(get_backend("s3")[CUENTA]["aws"].buckets)


def _regional(servicio: str) -> Any:
    return get_backend(servicio)[CUENTA][os.environ["AWS_REGION"]]  # type: ignore[call-overload]
