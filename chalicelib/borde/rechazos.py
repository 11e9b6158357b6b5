"""Refusals leave a trace: who asked which route from where, and the code of the answer. Never what was asked for."""

from chalice.app import Request

from chalicelib.base.metricas import record_metric
from chalicelib.base.registro import log
from chalicelib.borde.direccion import address_of
from chalicelib.problemas import Problema

CON_RASTRO = frozenset({403, 404, 429})
"""Statuses that whoever looks for what is not theirs gets; 401 is the gateway's and stands in its access log."""


def note_refusal(metodo: str, camino: str, solicitud: Request, problema: Problema) -> None:
    """A line in the log and one more in the metric `Rechazos`; `camino` is the route's pattern, without ids.

    The actor is the pool's subject, which names nobody outside it.
    """
    if problema.estado not in CON_RASTRO:
        return
    contexto = solicitud.context or {}
    actor = str((contexto.get("authorizer") or {}).get("sujeto", "")).rpartition("|")[2]
    log.warning(
        "rechazo",
        extra={
            "ruta": f"{metodo} {camino}",
            "codigo": problema.codigo,
            "estado": problema.estado,
            "actor": actor,
            "direccion": address_of(contexto, solicitud.headers),
            "solicitud": str(contexto.get("requestId", "")),
        },
    )
    record_metric("Rechazos", 1)
