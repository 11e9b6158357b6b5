"""Commands that show messages that could not be processed and put them back (queues and streams)."""

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
ESPERA = 3600  # seconds for which a message taken for replay is hidden, in case this process dies
SONDEO = 1  # seconds of long polling; without it SQS asks only some of its servers
PAUSA = 0.25  # seconds between pages of a shard, which allows five reads a second


class TramoIncompleto(RuntimeError):
    """The stream no longer has all events of the range. Its message stays in the queue, and the totals
    need a recount."""


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
    """Dead-letter queue -> number of messages that wait in it."""
    nombres = {nombre: dlq for nombre, (_, dlq) in COLAS.items()} | {"flujo": FLUJO}
    return {nombre: _depth(dlq) for nombre, dlq in nombres.items()}


def replay(cola: str) -> int:
    """Move every message of a dead-letter queue back to its queue. Each is sent before it is deleted. Returns their
    number."""
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
    """Repeat the work of the stream's two readers, for the ranges that Lambda gave up on and the records set aside.

    Both readers are idempotent, so it does not matter which of them failed. Returns the number of stream records done,
    and the number of ranges that failed again; their messages stay in the queue and do not stop the others.
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
    """Do both readers' work for one record in its present state; nothing when it no longer exists."""
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
    """Messages of a queue, each once, even if the pass takes longer than their visibility timeout."""
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
    """Make a message visible again, for the alarm and the next pass. The batch call raises nothing; if it fails, the
    message becomes visible when its timeout ends."""
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

    A page may be empty although more pages follow. Raises `TramoIncompleto` when the shard ends before the last number.
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
