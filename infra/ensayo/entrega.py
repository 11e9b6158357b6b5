"""Update of the running stack to a next release: nothing that holds data may be replaced."""

import copy
from typing import Any

from infra.ensayo.nube import physical_ids, stack
from infra.huella import CON_DATOS, fingerprint, replaced
from local.nube import Nube, NubeError


def next_release(plantilla: dict[str, Any]) -> dict[str, Any]:
    """A template changed as by a release: a new table, a queue with a longer delay, new environments of functions."""
    nueva = copy.deepcopy(plantilla)
    recursos = nueva["Resources"]
    tabla = copy.deepcopy(recursos["TablaApoyos"])
    tabla["Properties"]["TableName"] = {"Fn::Sub": "${Prefijo}-de-la-entrega-siguiente"}
    recursos["TablaSiguiente"] = tabla
    recursos["ColaMesa"]["Properties"]["VisibilityTimeout"] += 60
    for recurso in recursos.values():
        if recurso["Type"] == "AWS::Serverless::Function":
            recurso["Properties"]["Environment"]["Variables"]["CAPTACION_ENTREGA"] = "siguiente"
    return nueva


def update(nube: Nube, plantilla: dict[str, Any], codigo: dict[str, str], nombre: str) -> int:
    """Update the stack to the next release; return how many resources with data stayed. NubeError if one did not."""
    nueva = next_release(plantilla)
    if faltas := replaced(fingerprint(plantilla), fingerprint(nueva)):
        raise NubeError(f"La entrega siguiente reemplazaría: {', '.join(faltas)}")
    antes = physical_ids(nube, nombre, CON_DATOS)
    stack(nube, nueva, codigo, nombre)
    ahora = physical_ids(nube, nombre, CON_DATOS)
    cambiados = sorted(n for n, fisico in antes.items() if ahora.get(n) != fisico)
    if cambiados or ahora.keys() - antes.keys() != {"TablaSiguiente"}:
        raise NubeError(
            f"La actualización reemplazó: {', '.join(cambiados) or sorted(ahora.keys() - antes.keys())}"
        )
    return len(antes)
