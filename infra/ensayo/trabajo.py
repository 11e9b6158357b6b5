"""The main job over HTTP: phones send records, which are received, classed, acknowledged, assigned and judged."""

import json
import re
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import requests

from local.buzon import read_mails
from local.nube import Nube, NubeError
from local.operadores import review_all
from local.siembra import PROCESO, seed
from local.telefonos import Enviado, assignments, send_wave
from sintetico.casos import Caso
from sintetico.plan import plan_casos

_PUBLICA = {
    "httpMethod": "GET",
    "resource": "/v1/atencion",
    "path": "/v1/atencion",
    "headers": {},
    "multiValueHeaders": {},
    "queryStringParameters": None,
    "multiValueQueryStringParameters": None,
    "pathParameters": None,
    "stageVariables": None,
    "body": None,
    "isBase64Encoded": False,
    "requestContext": {
        "resourcePath": "/v1/atencion",
        "httpMethod": "GET",
        "identity": {"sourceIp": "192.0.2.1"},
    },
}
_NO_CARGA = re.compile(r"Unable to import|ImportModuleError|No module|AccessDenied|timed out")
PACIENCIA = 150
A_LA_VEZ = 1
_FOLIO = re.compile(r"^Folio: (\S+)$", re.MULTILINE)


class Ensayo:
    """A run against a deployed stack; `salidas` are its outputs."""

    def __init__(self, nube: Nube, salidas: dict[str, str], build: Path, di: Callable[[str], None]) -> None:
        self._nube, self._build, self._di = nube, build, di
        self._url = f"{nube.endpoint}/_aws/execute-api/{salidas['RestAPIId']}/api"

    def run(self, registros: int) -> dict[str, Any]:
        """Do the main job with so many records; return what became of them."""
        mundo = seed(
            self._nube, personas=registros * 4, auxiliares=6, operadores=2, build=self._build, tell=self._di
        )
        plan = plan_casos(1, registros, mundo.ciudadanos, list(mundo.aspirantes))
        enviados: list[Enviado] = []
        for ola in assignments(plan, mundo.auxiliares, self._url, PROCESO, self._build / "telefonos"):
            for hechos in send_wave(ola, A_LA_VEZ):
                enviados += hechos
                self._di(f"{len(enviados)} registros con acuse en el teléfono")
            self._await("clasificados", self._all_classed(len(enviados)))
        self._await("asignados", lambda: self._assigned() >= registros)
        casos: dict[str, Caso] = {e.folio: plan[e.indice][1] for e in enviados}
        dictaminados = sum(review_all(self._url, mundo.operadores, casos).values())
        self._di(f"{dictaminados} dictámenes")
        self._await("correos", lambda: len(self._mailed()) >= registros)
        return self._summary(enviados, casos)

    def still_serves(self, registros: int) -> None:
        """Check after an update that the records exist and the new release answers. Raises NubeError otherwise."""
        from chalicelib.store.apoyos.apoyos import Apoyo

        respuesta = requests.get(f"{self._url}/v1/atencion", timeout=60)
        quedan = sum(a.proceso == PROCESO for a in Apoyo.scan())
        if respuesta.status_code != 200 or quedan != registros:
            raise NubeError(
                f"Después de actualizar: la API da {respuesta.status_code}, hay {quedan} registros."
            )

    def warm_up(self) -> list[str]:
        """Run every function once, which loads it from the package in its own role; return the names that failed.

        Functions of queues get an empty batch, those of the API a public route; the rest refuse the
        batch. No later step waits for a cold start.
        """
        funciones = self._nube.client("lambda")
        paginas = funciones.get_paginator("list_functions").paginate()
        nombres = sorted(f["FunctionName"] for pagina in paginas for f in pagina["Functions"])
        with ThreadPoolExecutor(2) as dos:
            corrieron = dos.map(lambda n: self._runs(funciones, n), nombres)
            return [n for n, corrio in zip(nombres, corrieron, strict=True) if not corrio]

    def _runs(self, funciones: Any, nombre: str) -> bool:
        """Whether the function's code was reached: it may refuse an event that is not its own, but must have loaded."""
        cuerpo = json.dumps(_PUBLICA if "-API" in nombre else {"Records": []})
        for _ in range(3):  # on a busy machine the import may take longer than the function's timeout
            respuesta = funciones.invoke(FunctionName=nombre, Payload=cuerpo.encode())
            dicho = respuesta["Payload"].read().decode()
            if "FunctionError" not in respuesta or not _NO_CARGA.search(dicho):
                return True
            self._di(f"{nombre}: {dicho[:500]}")
        return False

    def _summary(self, enviados: list[Enviado], casos: dict[str, Caso]) -> dict[str, Any]:
        from chalicelib.store.apoyos.apoyos import Apoyo

        guardados = {a.folio: a for a in Apoyo.scan() if a.proceso == PROCESO}
        distintas = [f for f, c in casos.items() if guardados[f].clase != c.clase_esperada]
        return {
            "enviados": len(enviados),
            "recibidos": len(guardados),
            "acuses": sum(e.acuse is not None and e.acuse["integridad"] == e.integridad for e in enviados),
            "correos": len(self._mailed()),
            "dictaminados": sum(bool(a.revisado) for a in guardados.values()),
            "clases": dict(Counter(a.clase for a in guardados.values())),
            "clases_distintas": distintas,
            "fallidos": self._dead() + len(distintas),
        }

    def _all_classed(self, cuantos: int) -> Callable[[], bool]:
        from chalicelib.store.apoyos.apoyos import Apoyo

        return lambda: sum(bool(a.clase) for a in Apoyo.scan() if a.proceso == PROCESO) >= cuantos

    def _assigned(self) -> int:
        from chalicelib.store.mesa.turnos import Turno

        return len({t.folio for t in Turno.scan() if t.proceso == PROCESO and t.operador})

    def _mailed(self) -> Counter[str]:
        hallados: Counter[str] = Counter()
        for mail in read_mails(self._nube.endpoint):
            hallados.update(_FOLIO.findall(mail.text))
        return hallados

    def _dead(self) -> int:
        """Number of messages in all dead-letter queues."""
        sqs = self._nube.client("sqs")
        colas = [u for u in sqs.list_queues().get("QueueUrls", []) if "-fallidos" in u]
        cual = "ApproximateNumberOfMessages"
        return sum(
            int(sqs.get_queue_attributes(QueueUrl=u, AttributeNames=[cual])["Attributes"][cual])
            for u in colas
        )

    def complaints(self, cuantas: int = 30) -> list[str]:
        """Last lines of the functions' logs that tell of a failure."""
        bitacoras = self._nube.client("logs")
        grupos = [g["logGroupName"] for g in bitacoras.describe_log_groups()["logGroups"]]
        lineas = [
            (e["timestamp"], f"{grupo.rpartition('/')[2]}: {e['message'].strip()}")
            for grupo in grupos
            for e in bitacoras.filter_log_events(logGroupName=grupo)["events"]
            if re.search(r"ERROR|Error|falla|Denied|Task timed out", e["message"])
        ]
        return [texto for _, texto in sorted(lineas)[-cuantas:]]

    def _await(self, que: str, listo: Callable[[], bool]) -> None:
        limite = time.monotonic() + PACIENCIA
        while not listo():
            if time.monotonic() > limite:
                raise NubeError(
                    f"No llegaron a estar {que} en {PACIENCIA} s (mensajes fallidos: {self._dead()})."
                )
            time.sleep(0.5)
        self._di(f"Todos {que}")
