"""Runs in a worker: what happens to an object of the intake when another takes its place (moto does not tell)."""

from typing import Any

from botocore.exceptions import ClientError

from chalicelib.base import aws, config
from chalicelib.store.base import objetos

LLAVE = "PRUEBA27/ASPA-AUX1-DISP1-REG1/5/" + "ab" * 32


def set_aside(antes: bytes, meanwhile: bytes | None, veces: int = 1) -> dict[str, Any]:
    """Read `antes`, let the phone upload `meanwhile`, then quarantine and remove; what came of it."""
    _put(antes)
    leido = objetos.read_intake(LLAVE, 100)
    assert leido is not None
    if meanwhile is not None:
        _put(meanwhile)
    rechazados = []
    for act in (objetos.quarantine, *[objetos.delete_intake] * veces):
        try:
            act(LLAVE, leido)
        except ClientError as error:
            rechazados.append(error.response["Error"]["Code"])
    queda = objetos.read_intake(LLAVE, 100)
    return {"rechazados": rechazados, "queda": queda and queda.contenido, "cuarentena": _quarantined()}


def _put(contenido: bytes) -> None:
    aws.client("s3").put_object(Bucket=config.DEPOSITO_ENTRADA, Key=LLAVE, Body=contenido)


def _quarantined() -> list[bytes]:
    s3 = aws.client("s3")
    versiones = s3.list_object_versions(Bucket=config.DEPOSITO_CUARENTENA, Prefix=LLAVE).get("Versions", [])
    return [
        s3.get_object(Bucket=config.DEPOSITO_CUARENTENA, Key=LLAVE, VersionId=v["VersionId"])["Body"].read()
        for v in versiones
    ]
