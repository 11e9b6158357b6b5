"""Views of an auxiliar's devices, for the app and for the authorities that review them (Protocolo 8.11)."""

from typing import Any

from chalicelib.rules.base.permisos import Principal
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.auxiliares.dispositivos import Dispositivo, get_dispositivos, page_of_dispositivos
from chalicelib.store.base.tabla import iso
from chalicelib.workflows.auxiliares.alcance import reachable_auxiliar


def describe_dispositivo(dispositivo: Dispositivo) -> dict[str, Any]:
    """A device by the data with which people recognise it, without its key."""
    return {
        "dispositivo": dispositivo.dispositivo,
        "etiqueta": dispositivo.etiqueta,
        "aplicacion": dispositivo.aplicacion,
        "alta": dispositivo.alta,
        "baja": dispositivo.baja,
    }


def list_dispositivos(principal: Principal, auxiliar: str, despues: str, cuantos: int) -> dict[str, Any]:
    """A page of the devices that an auxiliar has or had. Raises `NoEncontrado`, also for one out of reach."""
    reachable_auxiliar(principal, auxiliar)
    pagina = page_of_dispositivos(auxiliar, despues, cuantos)
    return {
        "elementos": [describe_dispositivo(d) | {"vigencias": describe_stretches(d)} for d in pagina],
        "siguiente": pagina[-1].dispositivo if len(pagina) == cuantos else None,
    }


def describe_stretches(dispositivo: Dispositivo) -> list[dict[str, str | None]]:
    """The stretches in which the device was registered, oldest first."""
    return [{"alta": iso(v.alta), "baja": iso(v.baja) if v.baja else None} for v in dispositivo.vigencias]


def registered_dispositivos(fila: Auxiliar) -> list[dict[str, Any]]:
    """The auxiliar's devices that are registered now."""
    return [describe_dispositivo(d) for d in get_dispositivos(fila.dispositivos or ())]
