"""A dashboard of one screen: what comes in, how old the queues are, what fails, what the tables refuse."""

import json
from typing import Any

from infra.plantilla.alarmas import EDADES
from infra.plantilla.almacenes import CARGADAS
from infra.plantilla.funciones import functions

ANCHO, ALTO = 8, 6


def add(plantilla: dict[str, Any]) -> None:
    recursos = plantilla["Resources"]
    nombres: dict[str, Any] = {"Region": {"Ref": "AWS::Region"}}
    cuadros = [
        _box(
            "Solicitudes y fallas de la API",
            [_line("AWS/ApiGateway", m, "ApiName", "captacion") for m in _API],
        ),
        _box(
            "Latencia p50, p99 (ms)",
            [
                [*_line("AWS/ApiGateway", "Latency", "ApiName", "captacion"), {"stat": s}]
                for s in ("p50", "p99")
            ],
        ),
        _box("Espera del más antiguo (s)", [_queue(nombres, c) for c in EDADES], "Maximum"),
        _box("Fallas de funciones", [_function(nombres, f, "Errors") for f in functions(recursos)]),
        _box("Funciones a la vez", [["AWS/Lambda", "ConcurrentExecutions"]], "Maximum"),
        _box(
            "Atraso del flujo (ms)",
            [_function(nombres, f, "IteratorAge") for f in ("Reparto", "Contadores")],
            "Maximum",
        ),
        _box("Escrituras frenadas", [_table(nombres, t, "WriteThrottleEvents") for t in CARGADAS]),
        _box("Unidades escritas", [_table(nombres, t, "ConsumedWriteCapacityUnits") for t in CARGADAS]),
        _box(
            "Correo: rebotes y quejas",
            [["AWS/SES", f"Reputation.{m}Rate"] for m in ("Bounce", "Complaint")],
            "Maximum",
        ),
    ]
    for n, cuadro in enumerate(cuadros):
        cuadro |= {"x": n % 3 * ANCHO, "y": n // 3 * ALTO}
    cuerpo = json.dumps({"widgets": cuadros}, ensure_ascii=False, separators=(",", ":"))
    recursos["Tablero"] = {
        "Type": "AWS::CloudWatch::Dashboard",
        "Properties": {
            "DashboardName": {"Fn::Sub": "${Prefijo}"},
            "DashboardBody": {"Fn::Sub": [cuerpo, nombres]},
        },
    }


_API = ("Count", "4XXError", "5XXError")


def _box(titulo: str, lineas: list[list[Any]], estadistica: str = "Sum") -> dict[str, Any]:
    propiedades = {
        "title": titulo,
        "region": "${Region}",
        "view": "timeSeries",
        "period": 60,
        "stat": estadistica,
        "metrics": lineas,
    }
    return {"type": "metric", "width": ANCHO, "height": ALTO, "properties": propiedades}


def _line(espacio: str, medida: str, dimension: str, valor: str) -> list[Any]:
    return [espacio, medida, dimension, valor]


def _queue(nombres: dict[str, Any], cola: str) -> list[Any]:
    nombres[cola] = {"Fn::GetAtt": [cola, "QueueName"]}
    return _line("AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", f"${{{cola}}}")


def _function(nombres: dict[str, Any], funcion: str, medida: str) -> list[Any]:
    nombres[funcion] = {"Ref": funcion}
    return _line("AWS/Lambda", medida, "FunctionName", f"${{{funcion}}}")


def _table(nombres: dict[str, Any], tabla: str, medida: str) -> list[Any]:
    nombres[tabla] = {"Ref": tabla}
    return _line("AWS/DynamoDB", medida, "TableName", f"${{{tabla}}}")
