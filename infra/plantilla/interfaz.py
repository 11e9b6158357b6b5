"""The API's routes given to its four functions (`infra/interfaz.py`)."""

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chalicelib.rules.base.permisos import Accion
from infra.interfaz import CIERRE, MESA, OFICINAS, TELEFONO, function_of, logical_name

Acciones = Mapping[tuple[str, str], Accion]
POLITICAS = Path(__file__).resolve().parents[2] / ".chalice" / "politicas"


def split(plantilla: dict[str, Any], acciones: Acciones) -> None:
    """Add the three functions that Chalice does not make, and point each route at its own."""
    recursos = plantilla["Resources"]
    for funcion in (MESA, CIERRE, TELEFONO):
        _add_function(recursos, funcion)
    caminos = recursos["RestAPI"]["Properties"]["DefinitionBody"]["paths"]
    for camino, metodos in caminos.items():
        for metodo, definicion in metodos.items():
            if metodo != "options":
                nombre = logical_name(function_of(acciones[camino, metodo.upper()]))
                destino = definicion["x-amazon-apigateway-integration"]["uri"]
                destino["Fn::Sub"] = destino["Fn::Sub"].replace("${APIHandler.Arn}", f"${{{nombre}.Arn}}")


def _add_function(recursos: dict[str, Any], funcion: str) -> None:
    nombre = logical_name(funcion)
    papel = copy.deepcopy(recursos["ApiHandlerRole"])
    politica = json.loads((POLITICAS / f"{funcion}.json").read_text(encoding="utf-8"))
    papel["Properties"]["Policies"] = [{"PolicyName": f"{nombre}Policy", "PolicyDocument": politica}]
    recursos[f"{nombre}Role"] = papel
    recursos[nombre] = copy.deepcopy(recursos[logical_name(OFICINAS)])
    recursos[nombre]["Properties"]["Role"] = {"Fn::GetAtt": [f"{nombre}Role", "Arn"]}
    permiso = copy.deepcopy(recursos["APIHandlerInvokePermission"])
    permiso["Properties"]["FunctionName"] = {"Ref": nombre}
    recursos[f"{nombre}InvokePermission"] = permiso
