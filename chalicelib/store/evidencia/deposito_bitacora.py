"""Bucket of the log in the layout of C2SP tlog-tiles. Whoever copies it has a log to serve and to verify.

tile/<level>/<n>[.p/<width>]      hashes; written once, the same bytes whoever writes them
tile/entries/<n>[.p/<width>]      entries
checkpoint                        the newest
checkpoints/<size>                every one that was signed
"""

from collections.abc import Iterator

from chalicelib.base import aws, config

CHECKPOINT = "checkpoint"
BINARIO, TEXTO = "application/octet-stream", "text/plain; charset=utf-8"


def put_log_file(ruta: str, contenido: bytes, tipo: str = BINARIO) -> None:
    """Store a file of the log."""
    aws.client("s3").put_object(Bucket=config.DEPOSITO_BITACORA, Key=ruta, Body=contenido, ContentType=tipo)


def read_log_file(ruta: str) -> bytes:
    """A file of the log. The client raises NoSuchKey when it does not exist."""
    contenido: bytes = aws.client("s3").get_object(Bucket=config.DEPOSITO_BITACORA, Key=ruta)["Body"].read()
    return contenido


def old_checkpoint(tamano: int) -> str:
    """Path of the checkpoint of that size."""
    return f"checkpoints/{tamano}"


def log_paths() -> Iterator[str]:
    """Paths of all files of the log."""
    paginas = aws.client("s3").get_paginator("list_objects_v2").paginate(Bucket=config.DEPOSITO_BITACORA)
    return (o["Key"] for p in paginas for o in p.get("Contents", []))
