"""The bucket of bulk loads: uploaded files, deleted once processed, and reports, which hold no personal data.

subidas/<aspirante>/<carga>/<size in bytes>/<SHA-256 in hex>     size and digest as announced
reportes/<aspirante>/<carga>.csv
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.base import aws, config
from chalicelib.store.base.objetos import FALTA

SUBIDAS, REPORTES = "subidas/", "reportes/"


@dataclass(frozen=True)
class Subida:
    """Key of an uploaded file."""

    aspirante: str
    carga: str
    bytes: int
    sha256: str

    def __str__(self) -> str:
        return f"{SUBIDAS}{self.aspirante}/{self.carga}/{self.bytes}/{self.sha256}"

    @classmethod
    def parse(cls, llave: str) -> "Subida":
        """Inverse of `str`. Raises ValueError when the key does not have that form."""
        _, aspirante, carga, tamano, sha256 = llave.split("/")
        return cls(aspirante, carga, int(tamano), sha256)


def read_upload(subida: Subida) -> bytes | None:
    """The file's bytes, at most one more than the announced size; None when the file is gone."""
    try:
        objeto = aws.client("s3").get_object(Bucket=config.DEPOSITO_CARGAS, Key=str(subida))
    except ClientError as error:
        if error.response["Error"]["Code"] in FALTA:
            return None
        raise
    contenido: bytes = objeto["Body"].read(subida.bytes + 1)
    return contenido


def delete_upload(subida: Subida) -> None:
    """Remove the file; removing it again changes nothing."""
    aws.client("s3").delete_object(Bucket=config.DEPOSITO_CARGAS, Key=str(subida))


def report_key(aspirante: str, carga: str) -> str:
    """Key of a load's report."""
    return f"{REPORTES}{aspirante}/{carga}.csv"


def keep_report(llave: str, contenido: bytes) -> None:
    """Store a report; repeating it for the same load stores the same bytes."""
    aws.client("s3").put_object(
        Bucket=config.DEPOSITO_CARGAS, Key=llave, Body=contenido, ContentType="text/csv; charset=utf-8"
    )


def presign_report(llave: str, nombre: str, vigencia: timedelta) -> str:
    """Presigned address that downloads the report under that file name during `vigencia`."""
    parametros: dict[str, Any] = {
        "Bucket": config.DEPOSITO_CARGAS,
        "Key": llave,
        "ResponseContentDisposition": f'attachment; filename="{nombre}"',
    }
    url: str = aws.client("s3").generate_presigned_url(
        "get_object", Params=parametros, ExpiresIn=int(vigencia.total_seconds())
    )
    return url
