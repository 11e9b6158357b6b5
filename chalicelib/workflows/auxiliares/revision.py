"""The OPL's review of the Cédulas de Registro de Auxiliar (Protocolo 7.7, 8.6)."""

from datetime import datetime
from typing import Any

from chalicelib.problemas import NoEncontrado
from chalicelib.problemas.auxiliares import CedulaReemplazada
from chalicelib.rules.auxiliares.registro import CausaBaja, Suceso
from chalicelib.rules.base.permisos import Principal, reaches_process
from chalicelib.store.auxiliares.auxiliares import (
    Auxiliar,
    append_happening,
    auxiliar_event,
    auxiliar_in_force,
)
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.procesos.procesos import Proceso, get_proceso
from chalicelib.workflows.auxiliares.alcance import reachable_auxiliar
from chalicelib.workflows.auxiliares.baja import CEDULA_REEMPLAZADA, check_in_force, remove_auxiliar
from chalicelib.workflows.auxiliares.vista import cedula_state


def list_cedulas_waiting(principal: Principal, proceso: str, despues: str, cuantos: int) -> dict[str, Any]:
    """A page of the auxiliares of a process whose Cédula waits for review, the longest waiting first; ids only (18.5).

    An account that reaches the process reaches all of its aspirantes. Raises `NoEncontrado`.
    """
    try:
        opl = get_proceso(proceso).opl
    except Proceso.DoesNotExist:
        raise NoEncontrado from None
    if not reaches_process(principal, proceso, opl):
        raise NoEncontrado
    hallados = Auxiliar.por_revisar.query(
        proceso, limit=cuantos, last_evaluated_key=_start(proceso, despues) if despues else None
    )
    elementos = [
        {"auxiliar": a.auxiliar, "aspirante": a.aspirante, "cedula": a.cedula, "recibida_en": a.cedula_en}
        for a in hallados
    ]
    ultimo = elementos[-1] if len(elementos) == cuantos else None
    return {
        "elementos": elementos,
        "siguiente": f"{ultimo['recibida_en']}_{ultimo['auxiliar']}" if ultimo else None,
    }


def _start(proceso: str, despues: str) -> dict[str, dict[str, str]]:
    recibida_en, _, auxiliar = despues.partition("_")
    return {
        "por_revisar_en": {"S": proceso},
        "cedula_en": {"S": recibida_en},
        "auxiliar": {"S": auxiliar},
    }


def conform_cedula(principal: Principal, auxiliar: str, cedula: str, ahora: datetime) -> dict[str, Any]:
    """Note that the evidence shows the registered person (7.7). Evidence received later waits for its own review.

    Repeating the request gives the same answer. Raises `NoEncontrado`, `AuxiliarDeBaja`, `CedulaReemplazada`.
    """
    a = reachable_auxiliar(principal, auxiliar)
    entrada = auxiliar_event(
        Suceso.CEDULA_CONFORME, ahora, rol=principal.rol.value, cuenta=principal.cuenta, detalle=cedula
    )
    conforme = write_unless_refused(
        lambda: a.update(
            actions=[
                Auxiliar.revision.set(cedula),
                Auxiliar.por_revisar_en.remove(),
                append_happening(entrada),
            ],
            condition=auxiliar_in_force()
            & (Auxiliar.cedula == cedula)
            & (Auxiliar.revision.does_not_exist() | (Auxiliar.revision != cedula)),
        )
    )
    if not conforme:
        a.refresh(consistent_read=True)
        check_in_force(a)
        if (a.cedula, a.revision) != (cedula, cedula):
            raise CedulaReemplazada(CEDULA_REEMPLAZADA)
    return {"auxiliar": a.auxiliar, "cedula": cedula_state(a), "baja": None}


def remove_for_cedula(
    principal: Principal, auxiliar: str, cedula: str | None, causa: CausaBaja, detalle: str, ahora: datetime
) -> dict[str, Any]:
    """Remove an auxiliar whose Cédula shows somebody else or other data, and send it the notice (7.7, 8.6).

    `cedula`: folio of the evidence looked at, which must be the latest; None if the auxiliar never sent any (8.5).
    Evidence that arrives meanwhile prevents the removal. Raises `CedulaReemplazada`, and as `remove_auxiliar`.
    """
    sin_enviar = causa is CausaBaja.CEDULA_NO_ENVIADA
    if sin_enviar is not (cedula is None):
        raise CedulaReemplazada(CEDULA_REEMPLAZADA)
    a = remove_auxiliar(principal, auxiliar, causa, detalle, ahora, cedula="" if sin_enviar else cedula)
    return {"auxiliar": a.auxiliar, "cedula": cedula_state(a), "baja": a.baja}
