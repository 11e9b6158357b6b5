"""The bucket of deliveries: `<proceso>/<number>/<SHA-256>`.

A sealed file is kept under its own digest, so that another run of the same step never takes its place: what the
manifest does not name is removed when the delivery is ready. So are manifest and signature, under the manifest's.
"""

from datetime import timedelta
from pathlib import Path

from chalicelib.base import aws, config


def delivery_file_key(proceso: str, numero: int, sha256: str) -> str:
    """Where a sealed file, or the manifest, is kept."""
    return f"{proceso}/{numero:04}/{sha256}"


def signature_key(manifiesto: str) -> str:
    """Key of a manifest's signature, from the key of the manifest: of a delivery, or of a requirement's package."""
    return f"{manifiesto}.firma"


def put_delivery_file(llave: str, archivo: Path) -> None:
    """Store a sealed file, read as it goes out; again, it changes nothing."""
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
    """An address from which a file can be saved under that name, for a while."""
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
    """Remove what is under the delivery and is none of those keys; how much it was."""
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
