"""Rules of the template: what every function, table, bucket and queue must have alike, added to all of a kind.

`recursos.yaml` says which resources exist; these modules add what all resources of a kind must have, so that whoever
adds a table or a queue cannot forget it. Applied after Chalice's merge, for the local cloud as for AWS.
"""

from typing import Any

from infra.plantilla import (
    alarmas,
    almacenes,
    cifrado,
    funciones,
    interfaz,
    paginas,
    parametros,
    puerta,
    salidas,
    tablero,
)

Template = dict[str, Any]


def complete(plantilla: Template, acciones: interfaz.Acciones) -> Template:
    """Complete a template by all rules; `acciones`: the action of each route, by path and method."""
    interfaz.split(plantilla, acciones)
    for parte in (parametros, funciones, almacenes, cifrado, puerta, paginas, alarmas, tablero, salidas):
        parte.add(plantilla)
    return plantilla
