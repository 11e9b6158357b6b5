"""What the template needs of the same for every function, table, bucket and queue, put there by rule.

`recursos.yaml` says what there is; these modules say what must hold of all that is of a kind, so that whoever adds a
table or a queue cannot forget it. Applied after Chalice's merge, for the local cloud as for AWS.
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
    """The template with all of it; `acciones` tells the action of each route, by path and method."""
    interfaz.split(plantilla, acciones)
    for parte in (parametros, funciones, almacenes, cifrado, puerta, paginas, alarmas, tablero, salidas):
        parte.add(plantilla)
    return plantilla
