"""The bucket of sealed hours of the audit log. Its Object Lock lets nobody change or remove a file before its term.

    asientos/<hour>/<SHA-256>.jsonl   entries, one a line
    horas/<hour>/<SHA-256>.json       manifest of the hour: its files; its digest is in the public log

Files are kept under their digest: a repeated run puts the same ones, and none takes another's place.
"""

from collections.abc import Iterator
from hashlib import sha256

from chalicelib.base import aws, config


def entries_key(hora: str, digesto: str) -> str:
    """Where a file of entries is kept."""
    return f"asientos/{hora}/{digesto}.jsonl"


def manifest_key(hora: str, contenido: bytes) -> str:
    """Where the manifest with that content is kept."""
    return f"horas/{hora}/{sha256(contenido).hexdigest()}.json"


def put_entries(hora: str, contenido: bytes) -> str:
    """Store a file of entries; its SHA-256 in hexadecimal."""
    digesto = sha256(contenido).hexdigest()
    _put(entries_key(hora, digesto), contenido, "application/jsonl")
    return digesto


def put_manifest(hora: str, contenido: bytes) -> None:
    """Store the manifest of an hour."""
    _put(manifest_key(hora, contenido), contenido, "application/json")


def read_sealed_entries(hora: str, digesto: str) -> bytes | None:
    """A file of entries, or None when it is not there."""
    return _read(entries_key(hora, digesto))


def list_manifests(desde: str = "") -> Iterator[tuple[str, bytes]]:
    """Every manifest with its hour, in order of hours; `desde`: a prefix of the hour, as a day (`2026-11-30`)."""
    paginas = aws.client("s3").get_paginator("list_objects_v2")
    for pagina in paginas.paginate(Bucket=config.DEPOSITO_AUDITORIA, Prefix=f"horas/{desde}"):
        for objeto in pagina.get("Contents", []):
            contenido = _read(objeto["Key"])
            if contenido is not None:
                yield objeto["Key"].split("/")[1], contenido


def _put(llave: str, contenido: bytes, tipo: str) -> None:
    aws.client("s3").put_object(
        Bucket=config.DEPOSITO_AUDITORIA,
        Key=llave,
        Body=contenido,
        ContentType=tipo,
        ChecksumAlgorithm="SHA256",  # S3 asks for one where a bucket has Object Lock
    )


def _read(llave: str) -> bytes | None:
    s3 = aws.client("s3")
    try:
        contenido: bytes = s3.get_object(Bucket=config.DEPOSITO_AUDITORIA, Key=llave)["Body"].read()
    except s3.exceptions.NoSuchKey:
        return None
    return contenido
