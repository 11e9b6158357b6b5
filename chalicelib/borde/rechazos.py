"""Trace of refusals: the actor, the route, the address and the code of the answer, never the object asked for."""

from chalice.app import Request

from chalicelib.base.metricas import record_metric
from chalicelib.base.registro import log
from chalicelib.borde.direccion import address_of
from chalicelib.problemas import Problema

CON_RASTRO = frozenset({403, 404, 429})
"""Statuses that are traced: those which a person gets who probes for others' data. A 401 is the gateway's and is in its
access log.
"""


def note_refusal(metodo: str, camino: str, solicitud: Request, problema: Problema) -> None:
    """Write a line of the log and count one in the metric `Rechazos`. `camino`: the route's pattern, without ids.

    The actor is the subject of the user pool, which identifies nobody outside it.
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
