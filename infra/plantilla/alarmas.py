"""Alarms by rule: dead-letter queues, delays of queues, functions, the tables under load, and the API's gateway.

Each alarm says in Spanish what is wrong and names the section of docs/deploy.md to follow; a test compares the two.
"""

from typing import Any

from infra.plantilla.almacenes import CARGADAS, of_type
from infra.plantilla.funciones import functions

EDADES = {
    "ColaRecepcion": 300,
    "ColaRegistral": 900,
    "ColaAcuses": 1800,
    "ColaMesa": 3600,
    "ColaRebotes": 3600,
}
"""Seconds that the oldest message of a queue may have waited."""
CONCURRENCIA = 0.8
MS_P99 = 5000
REBOTES, QUEJAS = 0.03, 0.0008
"""Shares of bounces and complaints that raise an alarm: below 5 % and 0.1 %, at which AWS reviews a sender."""
REBOTES_HORA, QUEJAS_HORA = 100, 5
"""Addresses that newly bounced for good, or complained, within an hour: AWS's own shares come a day late."""


def add(plantilla: dict[str, Any]) -> None:
    plantilla["Parameters"]["LimiteConcurrencia"] = {
        "Type": "Number",
        "Default": 1000,
        "Description": "Functions that the account may run at once (the quota in force)",
    }
    recursos = plantilla["Resources"]
    nuevas: dict[str, dict[str, Any]] = {}
    for parte in (_dead_letters, _ages, _functions, _streams, _tables, _door, _services):
        nuevas |= parte(recursos)
    recursos |= {n: {"Type": "AWS::CloudWatch::Alarm", "Properties": p} for n, p in nuevas.items()}


def alarm(nombre: str, que: str, seccion: str, umbral: float, **propio: Any) -> dict[str, Any]:
    """Properties of an alarm that is raised above `umbral`; missing data is no alarm."""
    return {
        "AlarmName": {"Fn::Sub": f"${{Prefijo}}-{nombre}"},
        "AlarmDescription": f"{que} Qué hacer en docs/deploy.md#{seccion}",
        "Threshold": umbral,
        "ComparisonOperator": "GreaterThanThreshold",
        "EvaluationPeriods": 1,
        "TreatMissingData": "notBreaching",
        "AlarmActions": [{"Ref": "AvisosOperacion"}],
        "OKActions": [{"Ref": "AvisosOperacion"}],
        **propio,
    }


def metric(espacio: str, nombre: str, estadistica: str, segundos: int, **dimensiones: Any) -> dict[str, Any]:
    """A metric as an alarm's own properties."""
    cual = {"ExtendedStatistic": estadistica} if estadistica.startswith("p") else {"Statistic": estadistica}
    propias = [{"Name": d, "Value": v} for d, v in dimensiones.items()]
    return {"Namespace": espacio, "MetricName": nombre, "Period": segundos, "Dimensions": propias, **cual}


def term(letra: str, medida: dict[str, Any]) -> dict[str, Any]:
    """A metric as a term of a formula: its own values are not returned."""
    cual = {"Namespace", "MetricName", "Dimensions"}
    stat = {
        "Metric": {k: v for k, v in medida.items() if k in cual},
        "Period": medida["Period"],
        "Stat": medida["Statistic"],
    }
    return {"Id": letra, "ReturnData": False, "MetricStat": stat}


def formula(expresion: str, *terminos: dict[str, Any]) -> dict[str, Any]:
    return {"Metrics": [{"Id": "total", "Expression": expresion, "ReturnData": True}, *terminos]}


def _dead_letters(recursos: dict[str, Any]) -> dict[str, Any]:
    """Alarms of the dead-letter queues: `AlarmaX` for each `FallidosX`, named as the queue."""
    alarmas = {}
    for nombre in (n for n in of_type(recursos, "AWS::SQS::Queue") if n.startswith("Fallidos")):
        cola = recursos[nombre]["Properties"]["QueueName"]["Fn::Sub"].removeprefix("${Prefijo}-")
        medida = metric(
            "AWS/SQS",
            "ApproximateNumberOfMessagesVisible",
            "Maximum",
            60,
            QueueName={"Fn::GetAtt": [nombre, "QueueName"]},
        )
        seccion = {"FallidosFlujo": "flujo-fallidos", "FallidosVigilancia": "vigilancia-fallidos"}
        que = f"Hay mensajes que no se pudieron procesar en {cola}."
        alarmas[nombre.replace("Fallidos", "Alarma")] = alarm(
            cola, que, seccion.get(nombre, "mensajes-fallidos"), 0, **medida
        )
    return alarmas


def _ages(_recursos: dict[str, Any]) -> dict[str, Any]:
    return {
        f"Edad{cola.removeprefix('Cola')}": alarm(
            f"{cola.removeprefix('Cola').lower()}-edad",
            f"El mensaje más antiguo de {cola.removeprefix('Cola').lower()} espera más de {segundos // 60} minutos.",
            "cola-atrasada",
            segundos,
            **metric(
                "AWS/SQS",
                "ApproximateAgeOfOldestMessage",
                "Maximum",
                60,
                QueueName={"Fn::GetAtt": [cola, "QueueName"]},
            ),
        )
        for cola, segundos in EDADES.items()
    }


def _functions(recursos: dict[str, Any]) -> dict[str, Any]:
    alarmas = {}
    for nombre in functions(recursos):
        for medida, que, seccion, umbral in (
            ("Errors", "falla", "funcion-con-fallas", 5),
            ("Throttles", "no halla lugar para correr", "funcion-sin-lugar", 0),
        ):
            alarmas[f"{medida}{nombre}"] = alarm(
                f"{nombre.lower()}-{medida.lower()}",
                f"La función {nombre} {que}.",
                seccion,
                umbral,
                **metric("AWS/Lambda", medida, "Sum", 300, FunctionName={"Ref": nombre}),
            )
    alarmas["Concurrencia"] = alarm(
        "concurrencia",
        "Las funciones ocupan más del 80 % de lo que la cuenta permite a la vez.",
        "funcion-sin-lugar",
        100 * CONCURRENCIA,
        **formula(
            "100 * usadas / ${LimiteConcurrencia}",
            term("usadas", metric("AWS/Lambda", "ConcurrentExecutions", "Maximum", 60)),
        ),
    )
    expresion = alarmas["Concurrencia"]["Metrics"][0]
    expresion["Expression"] = {"Fn::Sub": expresion["Expression"]}
    return alarmas


def _streams(recursos: dict[str, Any]) -> dict[str, Any]:
    lectores = [n for n, f in functions(recursos).items() if _reads_stream(f)]
    return {
        f"Flujo{nombre}": alarm(
            f"{nombre.lower()}-flujo",
            f"{nombre} lleva más de cinco minutos de atraso en el flujo de apoyos; a las 24 horas se pierden cambios.",
            "flujo-atrasado",
            300_000,
            **metric("AWS/Lambda", "IteratorAge", "Maximum", 60, FunctionName={"Ref": nombre}),
        )
        for nombre in lectores
    }


def _reads_stream(funcion: dict[str, Any]) -> bool:
    return any(e["Type"] == "DynamoDB" for e in funcion["Properties"].get("Events", {}).values())


def _tables(recursos: dict[str, Any]) -> dict[str, Any]:
    """Alarms of throttled writes and reads, for each table under load and each of its indexes."""
    alarmas = {}
    for tabla in CARGADAS:
        indices = [i["IndexName"] for i in recursos[tabla]["Properties"].get("GlobalSecondaryIndexes", [])]
        cuales: list[dict[str, Any]] = [{}, *({"GlobalSecondaryIndexName": i} for i in indices)]
        terminos = [
            term(
                f"m{n}{que[0].lower()}",
                metric("AWS/DynamoDB", f"{que}ThrottleEvents", "Sum", 60, TableName={"Ref": tabla}, **cual),
            )
            for n, cual in enumerate(cuales)
            for que in ("Write", "Read")
        ]
        alarmas[f"Frenos{tabla}"] = alarm(
            f"{tabla.removeprefix('Tabla').lower()}-frenos",
            f"DynamoDB frena {tabla.removeprefix('Tabla').lower()}.",
            "tabla-frenada",
            0,
            EvaluationPeriods=3,
            **formula("SUM(METRICS())", *terminos),
        )
    return alarmas


def _door(_recursos: dict[str, Any]) -> dict[str, Any]:
    nombre = {"ApiName": "captacion"}
    api = {
        "Fallas": alarm(
            "api-proporcion-5xx",
            "Más de una de cada cien solicitudes a la API falla.",
            "api-con-fallas",
            1,
            EvaluationPeriods=3,
            **formula(
                "IF(todas > 100, 100 * fallas / todas, 0)",
                term("fallas", metric("AWS/ApiGateway", "5XXError", "Sum", 60, **nombre)),
                term("todas", metric("AWS/ApiGateway", "Count", "Sum", 60, **nombre)),
            ),
        ),
        "Lentitud": alarm(
            "api-p99",
            "Una de cada cien respuestas de la API tarda más de cinco segundos.",
            "api-lenta",
            MS_P99,
            EvaluationPeriods=3,
            **metric("AWS/ApiGateway", "Latency", "p99", 60, **nombre),
        ),
    }
    return {f"Api{n}": p for n, p in api.items()}


def _services(_recursos: dict[str, Any]) -> dict[str, Any]:
    rsa = {"Service": "KMS", "Type": "API", "Resource": "CryptographicOperationsRsa", "Class": "None"}
    return {
        "CuotaKms": alarm(
            "kms-rsa",
            "Las operaciones RSA de KMS pasan del 80 % de la cuota de la región.",
            "kms-frenado",
            80,
            **formula(
                "100 * usadas / 60 / SERVICE_QUOTA(usadas)",
                term("usadas", metric("AWS/Usage", "CallCount", "Sum", 60, **rsa)),
            ),
        ),
        "AcusesTardios": alarm(
            "acuses-tarde",
            "Salen acuses por correo más de quince minutos después de su recepción.",
            "acuses-tarde",
            0,
            **metric("Captacion", "AcusesTardios", "Sum", 300, Sistema={"Ref": "Prefijo"}),
        ),
        "ProporcionRebotes": alarm(
            "correo-rebotes",
            "Rebotan más de tres de cada cien correos.",
            "correo-rechazado",
            REBOTES,
            **metric("AWS/SES", "Reputation.BounceRate", "Maximum", 3600),
        ),
        "RebotesFirmes": alarm(
            "correo-rebotes-hora",
            "Rebotaron para siempre más de cien direcciones en una hora: suele ser una lista mal escrita.",
            "correo-rechazado",
            REBOTES_HORA,
            **metric("Captacion", "Rebotes", "Sum", 3600, Sistema={"Ref": "Prefijo"}),
        ),
        "Alterados": alarm(
            "registro-alterado",
            "Un registro o una cuenta no está como el sistema lo escribió: alguien escribió en sus tablas.",
            "registro-alterado",
            0,
            **metric("Captacion", "Alterados", "Sum", 300, Sistema={"Ref": "Prefijo"}),
        ),
        "Denuncias": alarm(
            "correo-denuncias-hora",
            "Más de cinco personas denunciaron como no deseado un correo en una hora.",
            "correo-rechazado",
            QUEJAS_HORA,
            **metric("Captacion", "Quejas", "Sum", 3600, Sistema={"Ref": "Prefijo"}),
        ),
        "ProporcionQuejas": alarm(
            "correo-quejas",
            "Más de ocho de cada diez mil correos se denuncian.",
            "correo-rechazado",
            QUEJAS,
            **metric("AWS/SES", "Reputation.ComplaintRate", "Maximum", 3600),
        ),
    }
