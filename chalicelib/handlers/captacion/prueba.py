"""API of complete receipts, for whoever sent the record; and what anybody needs to verify one (9.14, 10.20, 12.3)."""

from typing import Any

from chalice.app import Blueprint
from msgspec import Struct

from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado
from chalicelib.problemas.evidencia import PruebaPendiente
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.store.evidencia.hojas import read_tree_state
from chalicelib.workflows.evidencia.acuse import complete_receipt

bp = Blueprint(__name__)


class AcuseCompleto(Struct):
    """The record's leaf, and its proof as the text of a `.tlog-proof` file (C2SP), which any verifier reads."""

    folio: str
    indice: int
    tamano: int
    prueba: str


class BitacoraPublica(Struct):
    """The log's published key (a vkey of signed-note) and newest checkpoint; both empty before the first leaf."""

    llave: str
    tamano: int
    punto: str


@ruta(
    bp,
    "GET",
    "/v1/apoyos/{folio}/prueba",
    Accion.ENVIAR_APOYOS,
    AcuseCompleto,
    problemas=(NoEncontrado, PruebaPendiente),
)
def consultar_prueba(principal: Principal, folio: str) -> dict[str, Any]:
    """The complete receipt of a record that one sent: its place in the public log, with proof (9.14, 10.20)."""
    return complete_receipt(principal, folio)


@ruta(bp, "GET", "/v1/bitacora", Accion.CONSULTAR_PUBLICO, BitacoraPublica)
def consultar_bitacora(principal: Principal) -> dict[str, Any]:  # noqa: ARG001 - whoever asks
    """The public log's key and its newest checkpoint: what a receipt is verified with."""
    estado = read_tree_state()
    return {"llave": estado.llave, "tamano": estado.tamano, "punto": estado.punto}
