"""The bucket of reports: `<aspirante>/<reporte>.<format>`. A CSV is uploaded in parts, an .xlsx as a whole."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.base import aws, config
from chalicelib.store.base.objetos import FALTA

MINIMO = 5 * 1024 * 1024
"""Bytes of a part, at least; S3's minimum for every part but the last."""
TIPOS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Parte = dict[str, Any]


class ParteAjena(RuntimeError):
    """A part of the upload is not the one that was noted, because another run replaced it."""


def report_file_key(aspirante: str, reporte: str, formato: str) -> str:
    """Key of a report's file."""
    return f"{aspirante}/{reporte}.{formato}"


def begin_upload(llave: str) -> str:
    """Begin a multipart upload and return its id; the bucket's lifecycle removes uploads never completed."""
    iniciada: str = aws.client("s3").create_multipart_upload(
        Bucket=config.DEPOSITO_REPORTES, Key=llave, ContentType=_type(llave), ChecksumAlgorithm="CRC32"
    )["UploadId"]
    return iniciada


def put_part(llave: str, subida: str, n: int, contenido: bytes) -> Parte:
    """Upload part `n` (from 1), replacing an earlier one; return what `complete_upload` needs."""
    hecho = aws.client("s3").upload_part(
        Bucket=config.DEPOSITO_REPORTES,
        Key=llave,
        UploadId=subida,
        PartNumber=n,
        Body=contenido,
        ChecksumAlgorithm="CRC32",
    )
    suma = {"ChecksumCRC32": hecho["ChecksumCRC32"]} if "ChecksumCRC32" in hecho else {}
    return {"PartNumber": n, "ETag": hecho["ETag"], **suma}


def complete_upload(llave: str, subida: str, partes: list[Parte]) -> None:
    """Join the parts into the file; idempotent. Raises `ParteAjena`."""
    try:
        aws.client("s3").complete_multipart_upload(
            Bucket=config.DEPOSITO_REPORTES, Key=llave, UploadId=subida, MultipartUpload={"Parts": partes}
        )
    except ClientError as error:
        codigo = error.response["Error"]["Code"]
        if codigo == "InvalidPart":
            raise ParteAjena(llave) from None
        if codigo != "NoSuchUpload" or not report_file_exists(llave):
            raise


def report_file_exists(llave: str) -> bool:
    """Whether the file exists."""
    try:
        aws.client("s3").head_object(Bucket=config.DEPOSITO_REPORTES, Key=llave)
    except ClientError as error:
        if error.response["Error"]["Code"] in FALTA:
            return False
        raise
    return True


def put_report_file(llave: str, archivo: Path) -> None:
    """Store a whole file, streamed from disk."""
    with archivo.open("rb") as contenido:
        aws.client("s3").put_object(
            Bucket=config.DEPOSITO_REPORTES, Key=llave, Body=contenido, ContentType=_type(llave)
        )


def presign_report_file(llave: str, nombre: str, vigencia: timedelta) -> str:
    """Presigned address that downloads the file under that name during `vigencia`."""
    parametros = {
        "Bucket": config.DEPOSITO_REPORTES,
        "Key": llave,
        "ResponseContentDisposition": f'attachment; filename="{nombre}"',
    }
    url: str = aws.client("s3").generate_presigned_url(
        "get_object", Params=parametros, ExpiresIn=int(vigencia.total_seconds())
    )
    return url


def _type(llave: str) -> str:
    return TIPOS[llave.rpartition(".")[2]]
