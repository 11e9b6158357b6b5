"""Bucket of deliveries, with keys `<proceso>/<number>/<SHA-256>`.

A sealed file is stored under its own digest, so a second run of a step does not overwrite the first one's file. Files
that the manifest does not name are deleted when the delivery is ready. The manifest and its signature are stored under
the manifest's digest.
"""

from datetime import timedelta
from pathlib import Path

from chalicelib.base import aws, config


def delivery_file_key(proceso: str, numero: int, sha256: str) -> str:
    """Key of a sealed file or of the manifest."""
    return f"{proceso}/{numero:04}/{sha256}"


def signature_key(manifiesto: str) -> str:
    """Key of a manifest's signature, given the manifest's key. It serves deliveries and packages of requirements."""
    return f"{manifiesto}.firma"


def put_delivery_file(llave: str, archivo: Path) -> None:
    """Upload a sealed file as a stream. Idempotent."""
    with archivo.open("rb") as contenido:
        aws.client("s3").put_object(Bucket=config.DEPOSITO_ENTREGAS, Key=llave, Body=contenido)


def put_document(llave: str, contenido: bytes, tipo: str) -> None:
    """Store a document."""
    aws.client("s3").put_object(Bucket=config.DEPOSITO_ENTREGAS, Key=llave, Body=contenido, ContentType=tipo)


def read_delivery_document(llave: str) -> bytes:
    """A document's bytes."""
    contenido: bytes = aws.client("s3").get_object(Bucket=config.DEPOSITO_ENTREGAS, Key=llave)["Body"].read()
    return contenido


def presign_delivery_file(llave: str, nombre: str, vigencia: timedelta) -> str:
    """Presigned address from which a file is downloaded under that name, for a limited time."""
    url: str = aws.client("s3").generate_presigned_url(
        "get_object",
        Params={
            "Bucket": config.DEPOSITO_ENTREGAS,
            "Key": llave,
            "ResponseContentDisposition": f'attachment; filename="{nombre}"',
        },
        ExpiresIn=int(vigencia.total_seconds()),
    )
    return url


def remove_others(proceso: str, numero: int, quedan: set[str]) -> int:
    """Delete the delivery's objects whose keys are not in `quedan`. Returns how many were deleted."""
    s3, quitados = aws.client("s3"), 0
    paginas = s3.get_paginator("list_objects_v2").paginate(
        Bucket=config.DEPOSITO_ENTREGAS, Prefix=f"{proceso}/{numero:04}/"
    )
    for pagina in paginas:
        for objeto in pagina.get("Contents", []):
            if objeto["Key"] not in quedan:
                s3.delete_object(Bucket=config.DEPOSITO_ENTREGAS, Key=objeto["Key"])
                quitados += 1
    return quitados
