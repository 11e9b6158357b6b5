"""All that the emulated AWS holds: compared with how it was, and put back as it was."""

import json
import os
import pickle
from copy import deepcopy
from typing import Any

from moto.backends import get_backend

from chalicelib.base import config
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.privacidad import bitacora as auditoria
from tests.escenario.recursos import CUENTA


class Copia:
    """Tables, buckets, queues, mails and users as they are now."""

    def __init__(self) -> None:
        self._tablas = {n: deepcopy(t.items) for n, t in _tables().items()}
        self._vistas = {n: pickle.dumps(t.items) for n, t in _tables().items()}
        self._depositos = {n: dict(d.keys.items()) for n, d in _buckets().items()}
        self._demas = _others()

    def changed(self, *menos: str) -> set[str]:
        """Names of what is not as it was, but for those tables: a failure says where, and prints no whole world."""
        fuera, demas = {config.tabla(t) for t in menos}, _others()
        tablas = {f"tabla {n}" for n, t in _tables().items() if n not in fuera and self._moved(n, t)}
        depositos = {
            f"depósito {n}" for n, d in _buckets().items() if self._depositos[n] != dict(d.keys.items())
        }
        return tablas | depositos | {n for n, v in demas.items() if self._demas.get(n) != v}

    def put_back(self) -> None:
        """Tables and buckets as they were, and what the system keeps of them in memory forgotten.

        What was queued, mailed or done to users since counts from now on as having been there.
        """
        for n, tabla in _tables().items():
            if self._moved(n, tabla):
                tabla.items = deepcopy(self._tablas[n])
                self._vistas[n] = pickle.dumps(tabla.items)
        for n, deposito in _buckets().items():
            deposito.keys.clear()
            for llave, objeto in self._depositos[n].items():
                deposito.keys[llave] = objeto
        self._demas = _others()
        forget_copies()
        auditoria.forget_chain_ends()

    def _moved(self, nombre: str, tabla: Any) -> bool:
        """The bytes of equals may differ; those of what was not touched since do not, and are quick to make."""
        bytes_ahora = pickle.dumps(tabla.items)
        if bytes_ahora == self._vistas[nombre]:
            return False
        if _plain(tabla.items) != _plain(self._tablas[nombre]):
            return True
        self._vistas[nombre] = bytes_ahora
        return False


def _plain(items: Any) -> list[str]:
    """Items by their keys, without the empty partitions that reading leaves behind."""
    filas = [i for f in items.values() for i in (f.values() if isinstance(f, dict) else [f])]
    return sorted(json.dumps(i.to_json(), sort_keys=True, default=str) for i in filas)


def _others() -> dict[str, list[str]]:
    colas = {
        f"cola {n}": sorted(str(m.body) for m in c._messages) for n, c in _regional("sqs").queues.items()
    }
    grupos = {
        f"grupo {n}": sorted(f"{u.id} {u.status} {u.enabled}" for u in g.users.values())
        for n, g in _regional("cognito-idp").user_pools.items()
    }
    return colas | grupos | {"correos": [str(m.id) for m in _regional("ses").sent_messages]}


def _tables() -> dict[str, Any]:
    return dict(_regional("dynamodb").tables)


def _buckets() -> dict[str, Any]:
    return dict(get_backend("s3")[CUENTA]["aws"].buckets)


def _regional(servicio: str) -> Any:
    return get_backend(servicio)[CUENTA][os.environ["AWS_REGION"]]  # type: ignore[call-overload]
