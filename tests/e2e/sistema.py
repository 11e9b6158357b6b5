"""What an end-to-end test does to the running system, and what it can see of it from outside."""

import json
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

import requests
from boto3.dynamodb.types import TypeDeserializer

from local.buzon import Mail, read_mails
from local.corredor import Corredor
from local.nube import ROOT
from local.siembra import PROCESO, AuxiliarSembrado, Mundo
from sintetico.ciudadanos import Ciudadano

_SIMPLE = TypeDeserializer()


@dataclass
class Sistema:
    """The open system and the people in it. `numero` makes ids that no other test uses."""

    corredor: Corredor
    mundo: Mundo
    _usados: int = field(default=0, init=False)
    _tomadas: set[str] = field(default_factory=set, init=False)
    _llaves: dict[str, tuple[bytes, str]] = field(default_factory=dict, init=False)

    @property
    def prefijo(self) -> str:
        return self.corredor.nube.prefijo

    def numero(self) -> int:
        """The next number: records and people of a test are its own."""
        self._usados += 1
        return self._usados

    def take(self, gente: Iterable[Ciudadano]) -> Ciudadano:
        """The first of these people whom nobody took before: two records of one person would be duplicates."""
        libre = next(c for c in gente if c.clave_elector not in self._tomadas)
        self._tomadas.add(libre.clave_elector)
        return libre

    def client(self, servicio: str) -> Any:
        """A client with the operator's own credentials, past every permit."""
        return self.corredor.nube.client(servicio)

    def pide(self, metodo: str, camino: str, token: str | None = None, **extra: Any) -> requests.Response:
        """A request to the API, with that ID token."""
        cabeceras = {"Authorization": f"Bearer {token}"} if token else {}
        cabeceras |= extra.pop("headers", {})
        return requests.request(metodo, self.corredor.url + camino, headers=cabeceras, timeout=60, **extra)

    def announce(self, auxiliar: AuxiliarSembrado, anuncios: list[dict[str, Any]]) -> dict[str, Any]:
        """POST /v1/envios; the answer, which must be 200."""
        cuerpo = {"dispositivo": auxiliar.dispositivo, "registros": anuncios}
        respuesta = self.pide("POST", "/v1/envios", auxiliar.token, json=cuerpo)
        assert respuesta.status_code == 200, respuesta.text
        contestado: dict[str, Any] = respuesta.json()
        return contestado

    def consult(self, auxiliar: AuxiliarSembrado, envio: str) -> list[dict[str, Any]]:
        """GET /v1/envios/{id}: the records, which are what the phone sees."""
        respuesta = self.pide("GET", f"/v1/envios/{envio}", auxiliar.token)
        assert respuesta.status_code == 200, respuesta.text
        registros: list[dict[str, Any]] = respuesta.json()["registros"]
        return registros

    @staticmethod
    def upload(permiso: dict[str, Any], contenido: bytes) -> requests.Response:
        """The presigned POST, as a phone makes it."""
        return requests.post(permiso["url"], data=permiso["campos"], files={"file": contenido}, timeout=60)

    def consola(self, *orden: str) -> str:
        """What the operators' command prints; it must end well."""
        hecho = subprocess.run(
            [sys.executable, "-m", "consola", *orden],
            env=self.corredor.nube.env(),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert hecho.returncode == 0, hecho.stderr
        return hecho.stdout

    def quiet(self, segundos: float = 120) -> None:
        """Wait until nothing moves."""
        self.corredor.pump.espera_quietud(segundos, still=0.5)

    def capture_key(self, proceso: str, token: str) -> tuple[bytes, str]:
        """Public key (DER) and ARN to which phones of a process seal, as the API gives them."""
        if proceso not in self._llaves:
            llave = self.pide("GET", f"/v1/procesos/{proceso}/configuracion", token).json()["llave_captura"]
            self._llaves[proceso] = b64decode(llave["publica_der"]), llave["arn"]
        return self._llaves[proceso]

    @property
    def llave_captura(self) -> tuple[bytes, str]:
        """That of the seeded process."""
        return self.capture_key(PROCESO, self.mundo.auxiliares[0].token)

    # --- what can be seen from outside ---

    def items(self, tabla: str) -> list[dict[str, Any]]:
        """Every item of a table, as plain values."""
        paginas = self.client("dynamodb").get_paginator("scan").paginate(TableName=f"{self.prefijo}-{tabla}")
        return [
            {nombre: _SIMPLE.deserialize(valor) for nombre, valor in item.items()}
            for pagina in paginas
            for item in pagina["Items"]
        ]

    def raw(self, tabla: str, **llave: str) -> dict[str, Any]:
        """One item by its key, in DynamoDB JSON; empty when there is none."""
        hallado = self.client("dynamodb").get_item(
            TableName=f"{self.prefijo}-{tabla}",
            Key={n: {"S": v} for n, v in llave.items()},
            ConsistentRead=True,
        )
        item: dict[str, Any] = hallado.get("Item", {})
        return item

    def item(self, tabla: str, **llave: str) -> dict[str, Any] | None:
        """One item by its key, as plain values."""
        item = self.raw(tabla, **llave)
        return {nombre: _SIMPLE.deserialize(valor) for nombre, valor in item.items()} or None

    @cached_property
    def tables(self) -> dict[str, list[str]]:
        """Every table -> the attributes of its keys, those of its indexes too."""
        dynamodb = self.client("dynamodb")
        nombres = dynamodb.list_tables()["TableNames"]
        descritas = {n: dynamodb.describe_table(TableName=n)["Table"] for n in nombres}
        return {
            nombre.removeprefix(f"{self.prefijo}-"): [
                llave["AttributeName"]
                for esquema in (d, *d.get("GlobalSecondaryIndexes", []))
                for llave in esquema["KeySchema"]
            ]
            for nombre, d in descritas.items()
        }

    def everything(self) -> dict[str, list[str]]:
        """All that is stored, to be compared: the items of every table, the keys of every bucket.

        But for the counted tries: what is refused counts as one too.
        """
        guardan = set(self.tables) - {"limites"}
        tablas = {t: sorted(repr(sorted(i.items())) for i in self.items(t)) for t in guardan}
        return tablas | {f"s3 {d}": sorted(self.keys(d)) for d in ("entrada", "expedientes", "cuarentena")}

    def keys(self, deposito: str) -> set[str]:
        """Keys of a bucket."""
        paginas = self.client("s3").get_paginator("list_objects_v2")
        return {
            o["Key"]
            for p in paginas.paginate(Bucket=f"{self.prefijo}-{deposito}")
            for o in p.get("Contents", [])
        }

    def content(self, deposito: str, llave: str) -> bytes:
        """Bytes of an object."""
        cuerpo: bytes = (
            self.client("s3").get_object(Bucket=f"{self.prefijo}-{deposito}", Key=llave)["Body"].read()
        )
        return cuerpo

    def put(self, deposito: str, llave: str, contenido: bytes) -> None:
        """Put an object past every permit."""
        self.client("s3").put_object(Bucket=f"{self.prefijo}-{deposito}", Key=llave, Body=contenido)

    def send(self, cola: str, cuerpo: Any) -> None:
        """A message in a queue; text goes as it is."""
        sqs = self.client("sqs")
        url = sqs.get_queue_url(QueueName=f"{self.prefijo}-{cola}")["QueueUrl"]
        sqs.send_message(QueueUrl=url, MessageBody=cuerpo if isinstance(cuerpo, str) else json.dumps(cuerpo))

    def purge(self, cola: str) -> None:
        """Leave a queue empty for the next test."""
        sqs = self.client("sqs")
        sqs.purge_queue(QueueUrl=sqs.get_queue_url(QueueName=f"{self.prefijo}-{cola}")["QueueUrl"])

    def mails(self, correo: str | None = None) -> list[Mail]:
        """Mails that SES took."""
        return read_mails(self.corredor.nube.endpoint, correo)

    def errors(self) -> dict[str, int]:
        """Invocations that failed, by function, and messages in the dead-letter queues."""
        estado = self.corredor.pump.estado()
        errores = {nombre: f["errores"] for nombre, f in estado["funciones"].items()}
        return errores | {c.removeprefix(f"{self.prefijo}-"): n for c, n in estado["colas_muertas"].items()}

    def logs(self) -> dict[str, str]:
        """Log of each function, of the API and of the cloud itself."""
        return {p.name: p.read_text(errors="replace") for p in self.corredor.nube.build.glob("*.log")}


def seconds(momento: datetime) -> str:
    """As `capturado_en` is written."""
    return momento.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def ago(**tiempo: float) -> datetime:
    """That long ago (negative: ahead)."""
    return datetime.now(UTC) - timedelta(**tiempo)
