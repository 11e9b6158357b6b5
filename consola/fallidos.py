"""What could not be processed: see it, and put it back (queues and streams)."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click

from chalicelib.base import aws, config
from chalicelib.base.registro import describe_error, log
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.workflows.captacion.reparto import queue_new_records, read_new_record
from chalicelib.workflows.conteo.totales import count_states, read_countable_state

COLAS = {
    "recepcion": (config.COLA_RECEPCION, f"{config.PREFIJO}-recepcion-fallidos"),
    "registral": (config.COLA_REGISTRAL, f"{config.PREFIJO}-registral-fallidos"),
    "acuses": (config.COLA_ACUSES, f"{config.PREFIJO}-acuses-fallidos"),
    "cargas": (config.COLA_CARGAS, f"{config.PREFIJO}-cargas-fallidos"),
    "disposicion": (config.COLA_DISPOSICION, f"{config.PREFIJO}-disposicion-fallidos"),
    "entregas": (config.COLA_ENTREGAS, f"{config.PREFIJO}-entregas-fallidos"),
    "evidencia": (config.COLA_EVIDENCIA, f"{config.PREFIJO}-evidencia-fallidos"),
    "reportes": (config.COLA_REPORTES, f"{config.PREFIJO}-reportes-fallidos"),
    "mesa": (config.COLA_MESA, f"{config.PREFIJO}-mesa-fallidos.fifo"),
    "correos": (config.COLA_CORREOS, f"{config.PREFIJO}-correos-fallidos"),
    "masivos": (config.COLA_MASIVOS, f"{config.PREFIJO}-masivos-fallidos"),
    "oleadas": (config.COLA_OLEADAS, f"{config.PREFIJO}-oleadas-fallidos"),
    "rebotes": (config.COLA_REBOTES, f"{config.PREFIJO}-rebotes-fallidos"),
    "vista": (config.COLA_VISTA, f"{config.PREFIJO}-vista-fallidos"),
}
FLUJO = config.FALLIDOS_FLUJO
ESPERA = 3600  # seconds that a message taken for replay stays hidden from others, should this process die
SONDEO = 1  # seconds; SQS answers a receive that does not wait from some of its servers only
PAUSA = 0.25  # seconds between pages of a shard, which bears five reads a second


class TramoIncompleto(RuntimeError):
    """The stream no longer holds the whole stretch: its message stays, and the totals need a recount."""


@click.group()
def fallidos() -> None:
    """Registros que no se pudieron procesar: verlos y reponerlos."""


@fallidos.command("ver")
def ver() -> None:
    """Cuántos mensajes hay en cada cola de fallidos."""
    for nombre, n in depths().items():
        click.echo(f"{nombre:<12}{n:>8}")


@fallidos.command("reponer")
@click.argument("cola", type=click.Choice([*COLAS, "flujo"]))
def reponer(cola: str) -> None:
    """Devuelve a su cola lo que falló, ya corregida la causa. Reponer dos veces no duplica registros.

    Ejemplo: python -m consola fallidos reponer registral
    """
    repuestos, quedan = replay_stream() if cola == "flujo" else (replay(cola), 0)
    click.echo(f"Repuestos: {repuestos}")
    if quedan:
        raise click.ClickException(
            f"{quedan} tramos no se pudieron reponer y siguen en la cola. El flujo guarda 24 horas; "
            "lo anterior se recupera con: python -m consola conciliar"
        )


def depths() -> dict[str, int]:
    """Messages waiting in each dead-letter queue."""
    nombres = {nombre: dlq for nombre, (_, dlq) in COLAS.items()} | {"flujo": FLUJO}
    return {nombre: _depth(dlq) for nombre, dlq in nombres.items()}


def replay(cola: str) -> int:
    """Move every message of a dead-letter queue back to its queue: sent first, deleted after."""
    destino, origen = COLAS[cola]
    n = 0
    for m in _messages(origen):
        extra = {}
        if destino.endswith(".fifo"):
            extra = {
                "MessageGroupId": m.atributos["MessageGroupId"],
                "MessageDeduplicationId": f"reponer-{m.id}",
            }
        aws.client("sqs").send_message(QueueUrl=aws.queue_url(destino), MessageBody=m.cuerpo, **extra)
        _delete(origen, m)
        n += 1
    return n


def replay_stream() -> tuple[int, int]:
    """Do again what the stream's two readers do, for the stretches that Lambda gave up on and the records set aside.

    Which of the two it was does not matter: both bear repetition. Returns the number of stream records done, and of
    stretches that failed again: those stay where they are, and do not keep the others waiting.
    """
    n, fallas = 0, []
    for m in _messages(FLUJO):
        try:
            cuerpo = json.loads(m.cuerpo)
            lote = cuerpo.get("DDBStreamBatchInfo")
            n += _replay_stretch(lote) if lote else _replay_record(cuerpo["llaves"])
        except Exception as error:  # noqa: BLE001 - whatever it was, the next stretch gets its turn
            log.error("tramo no repuesto", extra={"mensaje": m.id, **describe_error(error)})
            fallas.append(m)
        else:
            _delete(FLUJO, m)
    for m in fallas:
        _show_again(FLUJO, m)
    return n, len(fallas)


def _replay_record(llaves: dict[str, Any]) -> int:
    """Do the readers' work for one record as it is in the table now; nothing when it is there no more."""
    fila = aws.client("dynamodb").get_item(TableName=Apoyo.Meta.table_name, Key=llaves, ConsistentRead=True)
    if "Item" not in fila:
        return 0
    queue_new_records([read_new_record(fila["Item"])])
    count_states([read_countable_state(fila["Item"])])
    return 1


def _replay_stretch(lote: dict[str, Any]) -> int:
    vigentes = [r for r in _stretch(lote) if r["eventName"] != "REMOVE"]
    queue_new_records(
        [read_new_record(r["dynamodb"]["NewImage"]) for r in vigentes if r["eventName"] == "INSERT"]
    )
    count_states([read_countable_state(r["dynamodb"]["NewImage"]) for r in vigentes])
    return len(vigentes)


@dataclass(frozen=True)
class _Mensaje:
    id: str
    recibo: str
    cuerpo: str
    atributos: dict[str, str]


def _messages(cola: str) -> Iterator[_Mensaje]:
    """Messages of a queue, each once however long the pass takes."""
    vistos: set[str] = set()
    while True:
        lote = aws.client("sqs").receive_message(
            QueueUrl=aws.queue_url(cola),
            MaxNumberOfMessages=10,
            VisibilityTimeout=ESPERA,
            WaitTimeSeconds=SONDEO,
            AttributeNames=["All"],
        )
        for m in lote.get("Messages", []):
            if m["MessageId"] in vistos:
                continue
            vistos.add(m["MessageId"])
            yield _Mensaje(m["MessageId"], m["ReceiptHandle"], m["Body"], m.get("Attributes", {}))
        if not lote.get("Messages"):
            return


def _delete(cola: str, mensaje: _Mensaje) -> None:
    aws.client("sqs").delete_message(QueueUrl=aws.queue_url(cola), ReceiptHandle=mensaje.recibo)


def _show_again(cola: str, mensaje: _Mensaje) -> None:
    """For the alarm and the next pass. By batch, which raises nothing: if it fails, the message appears by itself."""
    aws.client("sqs").change_message_visibility_batch(
        QueueUrl=aws.queue_url(cola),
        Entries=[{"Id": "0", "ReceiptHandle": mensaje.recibo, "VisibilityTimeout": 0}],
    )


def _depth(cola: str) -> int:
    atributos = aws.client("sqs").get_queue_attributes(
        QueueUrl=aws.queue_url(cola), AttributeNames=["ApproximateNumberOfMessages"]
    )["Attributes"]
    return int(atributos["ApproximateNumberOfMessages"])


def _stretch(lote: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Records of a shard from the first to the last sequence number of a batch, both included.

    A page may be empty with more behind it. Raises `TramoIncompleto` when the shard ends before the last one.
    """
    flujos = aws.client("dynamodbstreams")
    desde, hasta = lote["startSequenceNumber"], int(lote["endSequenceNumber"])
    iterador = flujos.get_shard_iterator(
        StreamArn=lote["streamArn"],
        ShardId=lote["shardId"],
        ShardIteratorType="AT_SEQUENCE_NUMBER",
        SequenceNumber=desde,
    )["ShardIterator"]
    while iterador:
        pagina = flujos.get_records(ShardIterator=iterador)
        for r in pagina["Records"]:
            yield r
            if int(r["dynamodb"]["SequenceNumber"]) >= hasta:
                return
        iterador = pagina.get("NextShardIterator")
        time.sleep(PAUSA)
    raise TramoIncompleto(lote["shardId"])
