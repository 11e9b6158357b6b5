"""Logins on the local cloud: officials by the password that was mailed, federated people by a password that stands in
for Google, Facebook or X with the same claims (docs/decisions/0040).
"""

import json
import re
import secrets
from typing import Any

from local.buzon import read_mails
from local.nube import Nube

_TEMPORAL = re.compile(r"^Contraseña temporal: (\S+)$", re.MULTILINE)
NOMBRES = {"google": "Google", "facebook": "Facebook", "x": "TwitterX"}


class Identidades:
    """Logins to the two pools. `clientes`: app client of each; `claves`, `fichas`: password, newest token by mail."""

    def __init__(self, nube: Nube) -> None:
        self._nube = nube
        self._cognito = nube.client("cognito-idp")
        pools = self._cognito.list_user_pools(MaxResults=20)["UserPools"]
        self._pools = {p["Name"].removeprefix(f"{nube.prefijo}-"): p["Id"] for p in pools}
        self.clientes = {k: self._client_of(p) for k, p in self._pools.items()}
        self.claves: dict[str, tuple[str, str]] = {}
        self.fichas: dict[str, str] = {}

    def first_login(self, correo: str, temporal: str | None = None) -> str:
        """ID token of an official's first login: by the mailed temporary password, which a new one replaces (5.4)."""
        reto = self._cognito.initiate_auth(
            ClientId=self.clientes["institucional"],
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": correo, "PASSWORD": temporal or self._mailed_password(correo)},
        )
        if reto.get("ChallengeName") != "NEW_PASSWORD_REQUIRED":
            raise RuntimeError(f"{correo} entró sin cambiar su contraseña temporal")
        clave = _password()
        sesion = self._cognito.respond_to_auth_challenge(
            ClientId=self.clientes["institucional"],
            ChallengeName="NEW_PASSWORD_REQUIRED",
            Session=reto["Session"],
            ChallengeResponses={"USERNAME": correo, "NEW_PASSWORD": clave},
        )
        self.claves[correo] = ("institucional", clave)
        return self._keep(correo, sesion)

    def federated(self, correo: str, proveedor: str = "google") -> str:
        """ID token of a person who signs in with that provider and mail."""
        clave, pool = _password(), self._pools["federado"]
        identidad = json.dumps([{"providerName": NOMBRES[proveedor], "userId": secrets.token_hex(8)}])
        atributos = {"email": correo, "email_verified": "true", "identities": identidad}
        self._cognito.admin_create_user(
            UserPoolId=pool,
            Username=correo,
            MessageAction="SUPPRESS",
            UserAttributes=[{"Name": n, "Value": v} for n, v in atributos.items()],
        )
        self._cognito.admin_set_user_password(
            UserPoolId=pool, Username=correo, Password=clave, Permanent=True
        )
        self.claves[correo] = ("federado", clave)
        return self.login(correo)

    def login(self, correo: str) -> str:
        """ID token of a new session of a person who has logged in before."""
        grupo, clave = self.claves[correo]
        sesion = self._cognito.initiate_auth(
            ClientId=self.clientes[grupo],
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": correo, "PASSWORD": clave},
        )
        return self._keep(correo, sesion)

    def _keep(self, correo: str, sesion: dict[str, Any]) -> str:
        self.fichas[correo] = sesion["AuthenticationResult"]["IdToken"]
        return self.fichas[correo]

    def _mailed_password(self, correo: str) -> str:
        for mail in read_mails(self._nube.endpoint, correo):
            if hallada := _TEMPORAL.search(mail.text):
                return hallada[1]
        raise RuntimeError(f"{correo} no recibió su contraseña temporal")

    def _client_of(self, pool: str) -> str:
        clientes = self._cognito.list_user_pool_clients(UserPoolId=pool, MaxResults=5)["UserPoolClients"]
        return str(clientes[0]["ClientId"])


def _password() -> str:
    return f"Local-{secrets.token_urlsafe(12)}-9a"
