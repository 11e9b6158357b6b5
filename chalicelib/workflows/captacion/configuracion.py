"""What a phone needs to know of a process before it captures (Protocolo 9.3, 9.13)."""

from typing import Any

from chalicelib.problemas import NoEncontrado
from chalicelib.rules.base.permisos import DEL_ASPIRANTE, QUIENES_ENVIAN, Principal, reaches_process
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.store.procesos.procesos import Proceso, get_proceso


def show_configuration(principal: Principal, proceso: str) -> dict[str, Any]:
    """What a phone needs to seal for a process (9.13): the public key, its ARN and the periods."""
    try:
        p = get_proceso(proceso)
    except Proceso.DoesNotExist:
        raise NoEncontrado from None
    propio = principal.rol in QUIENES_ENVIAN | DEL_ASPIRANTE and principal.proceso == proceso
    if not propio and not reaches_process(principal, proceso, p.opl):
        raise NoEncontrado
    return {
        "proceso": proceso,
        "nombre": p.nombre,
        "llave_captura": {"arn": p.llave_captura, "publica_der": p.llave_captura_publica},
        "periodos": [
            {"periodo": q.periodo, "nombre": q.nombre, "inicio": q.inicio, "fin": q.fin}
            for q in Periodo.query(proceso)
        ],
    }
