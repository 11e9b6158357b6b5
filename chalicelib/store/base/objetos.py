"""The buckets: what arrives, what is kept, what was refused, the emblems; and permits to post into any bucket."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.base import aws, config
from chalicelib.rules.apoyos.folio import Folio

FALTA = ("NoSuchKey", "404")
_CEDULA = "/cedula"


class NoExiste(LookupError):
    """There is no such expediente."""


@dataclass(frozen=True)
class ObjetoLeido:
    """An object as it was read, with its ETag: later operations are conditional on it."""

    contenido: bytes
    etag: str


@dataclass(frozen=True)
class LlaveDeObjeto:
    """Key of an object in the intake: it holds what was announced (size in bytes, SHA-256 in lower-case hex).

    `cedula`: announced as an auxiliar's visual evidence (8.5), and received only as that.
    """

    proceso: str
    folio: Folio
    bytes: int
    sellado: str
    cedula: bool = False

    def __str__(self) -> str:
        return f"{self.proceso}/{self.folio}/{self.bytes}/{self.sellado}" + _CEDULA * self.cedula

    @classmethod
    def parse(cls, texto: str) -> "LlaveDeObjeto":
        """Raise ValueError when the key is not one of ours."""
        proceso, folio, tamano, sellado = texto.removesuffix(_CEDULA).split("/")
        return cls(proceso, Folio.parse(folio), int(tamano), sellado, texto.endswith(_CEDULA))


def presign_record(llave: LlaveDeObjeto, sha256_base64: str, vigencia: timedelta) -> dict[str, Any]:
    """A presigned POST for exactly that record."""
    return presign_exact(config.DEPOSITO_ENTRADA, str(llave), llave.bytes, sha256_base64, vigencia)


def presign_exact(
    deposito: str, llave: str, tamano: int, sha256_base64: str, vigencia: timedelta
) -> dict[str, Any]:
    """A presigned POST for exactly that object: key, length, checksum and content type are in the policy."""
    campos = {
        "Content-Type": "application/octet-stream",
        "x-amz-checksum-algorithm": "SHA256",
        "x-amz-checksum-sha256": sha256_base64,
    }
    firmado: dict[str, Any] = aws.client("s3").generate_presigned_post(
        deposito,
        llave,
        Fields=dict(campos),
        Conditions=[{c: v} for c, v in campos.items()] + [["content-length-range", tamano, tamano]],
        ExpiresIn=int(vigencia.total_seconds()),
    )
    return firmado


def read_intake(llave: str, limite: int) -> ObjetoLeido | None:
    """The object in the intake, never more than `limite` + 1 bytes of it; None when it is gone."""
    objeto = _get(config.DEPOSITO_ENTRADA, llave)
    return ObjetoLeido(objeto["Body"].read(limite + 1), objeto["ETag"]) if objeto else None


def read_quarantine(llave: str, limite: int) -> bytes | None:
    """A refused original, never more than `limite` + 1 bytes of it; None when it is gone."""
    objeto = _get(config.DEPOSITO_CUARENTENA, llave)
    return objeto["Body"].read(limite + 1) if objeto else None


def delete_intake(llave: str, leido: ObjetoLeido) -> None:
    """Remove from the intake what was read; removing it again changes nothing.

    Raises the client's PreconditionFailed when the phone has put another object there meanwhile.
    """
    try:
        aws.client("s3").delete_object(Bucket=config.DEPOSITO_ENTRADA, Key=llave, IfMatch=leido.etag)
    except ClientError as error:
        if error.response["Error"]["Code"] not in FALTA:
            raise


def quarantine(llave: str, leido: ObjetoLeido) -> None:
    """Copy the object unchanged to the quarantine under the same key. Raises as `delete_intake`."""
    aws.client("s3").copy_object(
        Bucket=config.DEPOSITO_CUARENTENA,
        Key=llave,
        CopySource={"Bucket": config.DEPOSITO_ENTRADA, "Key": llave},
        CopySourceIfMatch=leido.etag,
    )


def expediente_key(proceso: str, folio: str, integridad: bytes) -> str:
    """The integrity code is part of the key: other content under the same folio can never overwrite."""
    return f"{proceso}/{folio}/{integridad.hex()}"


def cedula_key(proceso: str, folio: str, integridad: bytes) -> str:
    """Where visual evidence is kept: never under the key of a support."""
    return f"{proceso}/cedulas/{folio}/{integridad.hex()}"


def keep_expediente(llave: str, sellado: bytes) -> None:
    """Store a sealed expediente."""
    aws.client("s3").put_object(Bucket=config.DEPOSITO_EXPEDIENTES, Key=llave, Body=sellado)


@dataclass(frozen=True)
class Guardado:
    """A sealed expediente in its bucket, as it was listed."""

    llave: str
    etag: str
    guardado_en: datetime


def list_expedientes(proceso: str) -> Iterator[Guardado]:
    """All sealed expedientes of a process: a request for each thousand."""
    paginas = (
        aws.client("s3")
        .get_paginator("list_objects_v2")
        .paginate(Bucket=config.DEPOSITO_EXPEDIENTES, Prefix=f"{proceso}/")
    )
    for pagina in paginas:
        for o in pagina.get("Contents", []):
            yield Guardado(o["Key"], o["ETag"], o["LastModified"])


def discard_if_same(guardado: Guardado) -> bool:
    """Remove a listed expediente; False when another one has been stored under its key meanwhile."""
    try:
        aws.client("s3").delete_object(
            Bucket=config.DEPOSITO_EXPEDIENTES, Key=guardado.llave, IfMatch=guardado.etag
        )
    except ClientError as error:
        if error.response["Error"]["Code"] not in (*FALTA, "PreconditionFailed", "412"):
            raise
        return False
    return True


def discard_expediente(llave: str) -> None:
    """Remove a sealed expediente that no record names."""
    aws.client("s3").delete_object(Bucket=config.DEPOSITO_EXPEDIENTES, Key=llave)


def read_sealed_expediente(llave: str) -> bytes:
    """The sealed expediente. Raises `NoExiste`."""
    objeto = _get(config.DEPOSITO_EXPEDIENTES, llave)
    if objeto is None:
        raise NoExiste
    contenido: bytes = objeto["Body"].read()
    return contenido


def keep_emblem(proceso: str, digesto: str, png: bytes) -> None:
    """Store an aspirante's picture under its digest: other bytes can never take its place (6.1 E)."""
    aws.client("s3").put_object(
        Bucket=config.DEPOSITO_EMBLEMAS, Key=f"{proceso}/{digesto}", Body=png, ContentType="image/png"
    )


def read_emblem(proceso: str, digesto: str) -> bytes:
    """The picture with that digest. Raises `NoExiste`."""
    objeto = _get(config.DEPOSITO_EMBLEMAS, f"{proceso}/{digesto}")
    if objeto is None:
        raise NoExiste
    png: bytes = objeto["Body"].read()
    return png


def _get(deposito: str, llave: str) -> dict[str, Any] | None:
    try:
        objeto: dict[str, Any] = aws.client("s3").get_object(Bucket=deposito, Key=llave)
    except ClientError as error:
        if error.response["Error"]["Code"] in FALTA:
            return None
        raise
    return objeto
