"""Leaves of receptions, and the complete receipt: index, path and checkpoint (Protocolo 9.14, 10.20, 12.3)."""

import hmac
import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from chalicelib.problemas import NoEncontrado
from chalicelib.problemas.evidencia import PruebaPendiente
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.evidencia.arbol import inclusion_proof
from chalicelib.rules.evidencia.hojas import RecepcionAnotada, reception_entry
from chalicelib.rules.evidencia.mosaicos import tree_nodes
from chalicelib.rules.evidencia.notas import Prueba, write_proof
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyo, get_apoyos
from chalicelib.store.evidencia import deposito_bitacora as deposito
from chalicelib.store.evidencia import hojas as almacen
from chalicelib.store.evidencia.hojas import Hoja
from chalicelib.workflows.base.secretos import secreto_de


def leaves_of(folios: Iterable[str]) -> list[Hoja]:
    """Leaf of each record that exists. The same record always gives the same leaf."""
    return [Hoja(folio, _entry(a).decode()) for folio, a in get_apoyos(folios).items()]


def complete_receipt(principal: Principal, folio: str) -> dict[str, Any]:
    """The complete receipt of a record that the principal sent. Raises `NoEncontrado`, `PruebaPendiente` (not in the
    log yet)."""
    apoyo = get_apoyo(folio)
    if apoyo is None or not principal.auxiliar or apoyo.auxiliar != principal.auxiliar:
        raise NoEncontrado
    if apoyo.proceso != principal.proceso:
        raise NoEncontrado
    indice = almacen.leaf_indices([folio]).get(folio)
    estado = almacen.read_tree_state()
    if indice is None or indice >= estado.tamano:
        raise PruebaPendiente("El registro se recibió; su prueba estará en la bitácora en unos segundos.")
    recepcion = reception_of(apoyo)
    extra = {
        "folio": recepcion.folio,
        "integridad": recepcion.integridad,
        "recibido_en": recepcion.recibido_en,
        "sal": salt_of(apoyo).hex(),
    }
    return {
        "folio": folio,
        "indice": indice,
        "tamano": estado.tamano,
        "prueba": leaf_proof(indice, estado, json.dumps(extra).encode()),
    }


def leaf_proof(indice: int, estado: almacen.EstadoDelArbol, extra: bytes = b"") -> str:
    """The `.tlog-proof` of a leaf in the tree of that state. It reads some ten files of the log."""
    leidos: dict[str, bytes] = {}

    def read(ruta: str) -> bytes:
        if ruta not in leidos:
            leidos[ruta] = deposito.read_log_file(ruta)
        return leidos[ruta]

    camino = inclusion_proof(indice, estado.tamano, tree_nodes(estado.tamano, lambda m: read(m.ruta)))
    return write_proof(Prueba(indice, tuple(camino), estado.punto, extra))


def reception_of(a: Apoyo) -> RecepcionAnotada:
    """The receipt's data of a record."""
    return RecepcionAnotada(a.folio, bytes(a.integridad).hex(), a.recibido_en)


def salt_of(a: Apoyo) -> bytes:
    """The record's salt: random to anybody without the process's secret, and always the same for a record.

    Destroying the process's keys (16.1) destroys the salts that were not handed out.
    """
    que = f"bitacora publica v1\n{a.folio}\n".encode() + bytes(a.integridad)
    return hmac.digest(secreto_de(a.proceso).indice, que, sha256)


def _entry(a: Apoyo) -> bytes:
    return reception_entry(reception_of(a), salt_of(a))
