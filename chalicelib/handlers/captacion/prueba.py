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
    """La hoja del registro y su prueba, como texto de un archivo `.tlog-proof` (C2SP) que lee cualquier verificador."""

    folio: str
    indice: int
    tamano: int
    prueba: str


class BitacoraPublica(Struct):
    """La llave publicada de la bitácora (vkey de signed-note) y su último punto de control; ambos vacíos antes de la
    primera hoja.
    """

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
    """Acuse completo de un registro propio: su lugar en la bitácora pública, con la prueba (9.14, 10.20)."""
    return complete_receipt(principal, folio)


@ruta(bp, "GET", "/v1/bitacora", Accion.CONSULTAR_PUBLICO, BitacoraPublica)
def consultar_bitacora(principal: Principal) -> dict[str, Any]:  # noqa: ARG001 - whoever asks
    """Llave de la bitácora pública y su último punto de control, con que se verifica un acuse."""
    estado = read_tree_state()
    return {"llave": estado.llave, "tamano": estado.tamano, "punto": estado.punto}
