"""Import of a cut's prepared files into its table, by DynamoDB's import from S3 (docs/padron.md).

An import creates its table. The table of a failed import is deleted, and another import is started. The cut's row notes
the intention before the import starts, and its ARN afterwards; a run that finds an ARN waits for that import.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from chalicelib.base import aws, config
from chalicelib.store.padron import cortes
from chalicelib.store.padron.registro_cortes import Corte
from chalicelib.workflows.padron.cortes import CorteNoAdmitido, update_load

ARN = "arn:"
SONDEO = 10.0  # seconds between polls of an import, which takes minutes at least


def upload_files(corte: str, archivos: list[Path]) -> None:
    """Upload the files of a cut under its prefix. Files of the same name are replaced."""
    for archivo in archivos:
        aws.client("s3").upload_file(str(archivo), config.DEPOSITO_PADRON, _folder(corte) + archivo.name)


def delete_files(corte: str) -> None:
    """Delete the files of a cut from the bucket."""
    paginas = aws.client("s3").get_paginator("list_objects_v2")
    for pagina in paginas.paginate(Bucket=config.DEPOSITO_PADRON, Prefix=_folder(corte)):
        if llaves := [{"Key": o["Key"]} for o in pagina.get("Contents", [])]:
            aws.client("s3").delete_objects(Bucket=config.DEPOSITO_PADRON, Delete={"Objects": llaves})


def is_under_way(corte: Corte) -> bool:
    """Whether an import of that cut was started, which means that its files are already in the bucket."""
    return (corte.importacion or "").startswith(ARN)


def run_import(corte: Corte, registros: int, tell: Callable[[int], None], sondeo: float = SONDEO) -> None:
    """Import the uploaded files, or wait for the import under way. `tell` receives the number of items imported so far.

    Raises `CorteNoAdmitido` when the import failed or gave another number of items. A further call starts another
    import.
    """
    if not is_under_way(corte):
        _ask(corte)
    while (estado := _look(corte))["ImportStatus"] == "IN_PROGRESS":
        tell(estado.get("ImportedItemCount", 0))
        time.sleep(sondeo)
    hechos = estado.get("ImportedItemCount", 0)
    if estado["ImportStatus"] == "COMPLETED" and hechos == registros:
        tell(hechos)
        return
    update_load(corte, Corte.importacion.remove())
    motivo = estado.get("FailureCode") or estado["ImportStatus"]
    raise CorteNoAdmitido(
        f"La importación dejó {hechos} de {registros} registros ({motivo}): repita el comando para empezar otra."
    )


def _ask(corte: Corte) -> None:
    update_load(corte, Corte.importacion.set(uuid4().hex))
    cortes.drop_cut_table(corte.corte)
    pedida = aws.client_once("dynamodb").import_table(
        S3BucketSource={"S3Bucket": config.DEPOSITO_PADRON, "S3KeyPrefix": _folder(corte.corte)},
        InputFormat="DYNAMODB_JSON",
        InputCompressionType="GZIP",
        TableCreationParameters=cortes.cut_table_definition(corte.corte),
    )
    update_load(corte, Corte.importacion.set(pedida["ImportTableDescription"]["ImportArn"]))


def _look(corte: Corte) -> dict[str, Any]:
    descripcion: dict[str, Any] = aws.client("dynamodb").describe_import(ImportArn=corte.importacion)[
        "ImportTableDescription"
    ]
    return descripcion


def _folder(corte: str) -> str:
    return f"{corte}/"
