"""The template's institutional Cognito pool, in moto, and its users' logins."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib.base import aws, config
from tests.escenario.recursos import Plantilla


class Grupo:
    """The pool as an official meets it."""

    def __init__(self) -> None:
        plantilla = Plantilla(config.PREFIJO, "mx-central-1").recursos
        cognito = aws.client("cognito-idp")
        for otro in cognito.list_user_pools(MaxResults=60)["UserPools"]:  # left by a module that ran before
            cognito.delete_user_pool(UserPoolId=otro["Id"])
        p = plantilla["UsuariosInstitucionales"]["Properties"]
        self.id = cognito.create_user_pool(
            PoolName=f"{config.PREFIJO}-institucional",
            Policies=p["Policies"],
            UsernameAttributes=p["UsernameAttributes"],
            AdminCreateUserConfig=p["AdminCreateUserConfig"],
        )["UserPool"]["Id"]
        self.cliente = cognito.create_user_pool_client(
            UserPoolId=self.id,
            ClientName="portal",
            ExplicitAuthFlows=plantilla["ClienteInstitucional"]["Properties"]["ExplicitAuthFlows"],
        )["UserPoolClient"]["ClientId"]

    def user(self, correo: str) -> dict[str, Any]:
        """Cognito's state of a user: UserStatus, Enabled."""
        return dict(aws.client("cognito-idp").admin_get_user(UserPoolId=self.id, Username=correo))

    def users(self) -> int:
        return len(aws.client("cognito-idp").list_users(UserPoolId=self.id)["Users"])

    def challenge(self, correo: str, clave: str) -> str:
        """Challenge or refusal of a login with that password; empty when the login succeeds."""
        try:
            return str(
                aws.client("cognito-idp")
                .initiate_auth(
                    ClientId=self.cliente,
                    AuthFlow="USER_PASSWORD_AUTH",
                    AuthParameters={"USERNAME": correo, "PASSWORD": clave},
                )
                .get("ChallengeName", "")
            )
        except ClientError as error:
            return str(error.response["Error"]["Code"])


@pytest.fixture
def grupo(aws_fingido: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Grupo]:
    """A fresh pool that the system uses as the institutional one."""
    grupo = Grupo()
    monkeypatch.setenv("CAPTACION_POOL_INSTITUCIONAL", grupo.id)
    monkeypatch.setenv("CAPTACION_DOMINIO_INSTITUCIONAL", "ine.invalid")
    yield grupo
    aws.client("cognito-idp").delete_user_pool(UserPoolId=grupo.id)
