"""The bucket of sealed hours of the audit log. Its Object Lock keeps files from change and removal before their term.

    asientos/<hour>/<SHA-256>.jsonl   entries, one a line
    horas/<hour>/<SHA-256>.json       manifest of the hour: its files; its digest is in the public log

Files are stored under their digest: a repeated run stores the same files, and no file replaces another.
"""

from collections.abc import Iterator
from hashlib import sha256

from chalicelib.base import aws, config


def entries_key(hora: str, digesto: str) -> str:
    """Key of a file of entries."""
    return f"asientos/{hora}/{digesto}.jsonl"


def manifest_key(hora: str, contenido: bytes) -> str:
    """Key of the manifest with that content."""
    return f"horas/{hora}/{sha256(contenido).hexdigest()}.json"


def put_entries(hora: str, contenido: bytes) -> str:
    """Store a file of entries; return its SHA-256 in hexadecimal."""
    digesto = sha256(contenido).hexdigest()
    _put(entries_key(hora, digesto), contenido, "application/jsonl")
    return digesto


def put_manifest(hora: str, contenido: bytes) -> None:
    """Store the manifest of an hour."""
    _put(manifest_key(hora, contenido), contenido, "application/json")


def read_sealed_entries(hora: str, digesto: str) -> bytes | None:
    """Contents of a file of entries; None when the file is missing."""
    return _read(entries_key(hora, digesto))


def list_manifests(desde: str = "") -> Iterator[tuple[str, bytes]]:
    """All manifests with their hours, in order of hours; `desde`: a prefix of the hour, as a day (`2026-11-30`)."""
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
        ChecksumAlgorithm="SHA256",  # S3 requires a checksum where a bucket has Object Lock
    )


def _read(llave: str) -> bytes | None:
    s3 = aws.client("s3")
    try:
        contenido: bytes = s3.get_object(Bucket=config.DEPOSITO_AUDITORIA, Key=llave)["Body"].read()
    except s3.exceptions.NoSuchKey:
        return None
    return contenido
