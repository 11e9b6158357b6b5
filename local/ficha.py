"""New ID token of a person of an open run: tokens end after an hour, logins do not."""

import json
from pathlib import Path

import boto3

ESTADO = "corredor.json"
ACCESOS = "accesos.json"


def new_token(carpeta: Path, correo: str) -> str:
    """ID token of a new session of `correo` in the run whose state is in `carpeta`.

    Raises `LookupError` with a Spanish text when no run is open or nobody in it has that mail.
    """
    if not (carpeta / ESTADO).exists() or not (carpeta / ACCESOS).exists():
        raise LookupError("No hay una corrida abierta: use «python -m local run».")
    accesos = {a["correo"]: a for a in json.loads((carpeta / ACCESOS).read_text("utf-8"))}
    if correo not in accesos:
        raise LookupError(f"Nadie entró con {correo}; las cuentas están en {carpeta / ACCESOS}.")
    acceso = accesos[correo]
    cognito = _cognito(json.loads((carpeta / ESTADO).read_text("utf-8"))["nube"])
    sesion = cognito.initiate_auth(
        ClientId=_client_id(cognito, acceso["grupo"]),
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": correo, "PASSWORD": acceso["clave"]},
    )
    return str(sesion["AuthenticationResult"]["IdToken"])


def _cognito(nube: dict[str, str]):
    return boto3.client(
        "cognito-idp",
        endpoint_url=nube["AWS_ENDPOINT_URL"],
        region_name=nube["AWS_REGION"],
        aws_access_key_id=nube["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=nube["AWS_SECRET_ACCESS_KEY"],
    )


def _client_id(cognito, grupo: str) -> str:
    """App client of a pool, by the last word of the pool's name (`institucional`, `federado`)."""
    pools = cognito.list_user_pools(MaxResults=20)["UserPools"]
    pool = next(p["Id"] for p in pools if p["Name"].endswith(f"-{grupo}"))
    return str(
        cognito.list_user_pool_clients(UserPoolId=pool, MaxResults=5)["UserPoolClients"][0]["ClientId"]
    )
