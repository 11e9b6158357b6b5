"""Stand-in for the hosted sign-in of the two Cognito pools: same addresses, same redirect, same code, PKCE checked.

Tokens are the local Cognito's own: whoever signs in here does so with their password there. In the federated pool a
mail alone is enough: its page stands in for Google, Facebook or X (docs/decisions/0040).
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from botocore.exceptions import ClientError

from local.identidades import Identidades
from local.nube import Nube

CODIGO_S = 120
"""How long a code may be exchanged, in seconds."""
Respuesta = tuple[int, dict[str, Any]]


class AccesoError(Exception):
    """The sign-in is refused; `args[0]` says why in Spanish."""


@dataclass(frozen=True)
class Peticion:
    """A request to /oauth2/authorize; the page keeps its parameters until the sign-in is done."""

    grupo: str
    client_id: str
    redirect_uri: str
    state: str
    code_challenge: str
    identity_provider: str = ""


@dataclass
class _Codigo:
    peticion: Peticion
    fichas: dict[str, Any]
    vence: float


@dataclass
class Acceso:
    """Sign-ins on the local cloud. `claves`: pool and password of known people by mail."""

    nube: Nube
    claves: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._ids = Identidades(self.nube)
        self._ids.claves = self.claves
        self._cognito = self.nube.client("cognito-idp")
        self._codigos: dict[str, _Codigo] = {}
        self._cerrojo = threading.Lock()

    @property
    def clientes(self) -> dict[str, str]:
        """Client id of each pool."""
        return self._ids.clientes

    def check(self, peticion: Peticion, origen: str) -> None:
        """Refuse what the hosted page refuses: an unknown client, another redirect address, no PKCE challenge."""
        if peticion.client_id != self.clientes.get(peticion.grupo):
            raise AccesoError("El cliente no es de este grupo de usuarios.")
        if peticion.redirect_uri != f"{origen}/sesion":
            raise AccesoError("La dirección de retorno no está registrada.")
        if not peticion.code_challenge:
            raise AccesoError("Falta el reto de PKCE.")

    def known(self, peticion: Peticion, correo: str) -> str:
        """Sign in a known person; return the redirect address. AccesoError if the person is not of this pool."""
        grupo, clave = self.claves.get(correo, ("", ""))
        if grupo != peticion.grupo:
            raise AccesoError("Esa cuenta no es de este grupo de usuarios.")
        return self.with_password(peticion, correo, clave)

    def with_password(self, peticion: Peticion, correo: str, clave: str, nueva: str = "") -> str:
        """Sign in by mail and password; `nueva` replaces a temporary one (5.4). AccesoError asks for it, or refuses."""
        try:
            resultado = self._cognito.initiate_auth(
                ClientId=peticion.client_id,
                AuthFlow="USER_PASSWORD_AUTH",
                AuthParameters={"USERNAME": correo, "PASSWORD": clave},
            )
            if resultado.get("ChallengeName") == "NEW_PASSWORD_REQUIRED":
                resultado = self._first(peticion, correo, nueva, resultado["Session"])
                clave = nueva
        except ClientError as error:
            raise AccesoError("El correo o la contraseña no son correctos.") from error
        self.claves[correo] = (peticion.grupo, clave)
        return self._back(peticion, resultado["AuthenticationResult"])

    def _first(self, peticion: Peticion, correo: str, nueva: str, sesion: str) -> Any:
        if not nueva:
            raise AccesoError("Es su primer acceso: escriba también su contraseña nueva.")
        return self._cognito.respond_to_auth_challenge(
            ClientId=peticion.client_id,
            ChallengeName="NEW_PASSWORD_REQUIRED",
            Session=sesion,
            ChallengeResponses={"USERNAME": correo, "NEW_PASSWORD": nueva},
        )

    def federated(self, peticion: Peticion, correo: str, proveedor: str) -> str:
        """Sign in a person with that provider; a new person's user is made first."""
        if peticion.grupo != "federado":
            raise AccesoError("Este grupo de usuarios no admite proveedores.")
        if correo not in self.claves:
            self._ids.federated(correo, proveedor)
        return self.known(peticion, correo)

    def _back(self, peticion: Peticion, fichas: dict[str, Any]) -> str:
        codigo = secrets.token_urlsafe(24)
        with self._cerrojo:
            self._codigos[codigo] = _Codigo(peticion, fichas, time.monotonic() + CODIGO_S)
        return f"{peticion.redirect_uri}?{urlencode({'code': codigo, 'state': peticion.state})}"

    def token(self, grupo: str, pedido: dict[str, str]) -> Respuesta:
        """POST /oauth2/token: exchange a code, which works once, or a refresh token."""
        if pedido.get("client_id") != self.clientes.get(grupo):
            return 400, {"error": "invalid_client"}
        if pedido.get("grant_type") == "refresh_token":
            return self._refresh(pedido)
        return self._exchange(pedido)

    def _exchange(self, pedido: dict[str, str]) -> Respuesta:
        with self._cerrojo:
            codigo = self._codigos.pop(pedido.get("code", ""), None)
        if codigo is None or codigo.vence < time.monotonic():
            return 400, {"error": "invalid_grant"}
        resumen = hashlib.sha256(pedido.get("code_verifier", "").encode()).digest()
        reto = base64.urlsafe_b64encode(resumen).decode().rstrip("=")
        p = codigo.peticion
        if (reto, pedido.get("redirect_uri")) != (p.code_challenge, p.redirect_uri):
            return 400, {"error": "invalid_grant"}
        return 200, _as_oauth(codigo.fichas)

    def _refresh(self, pedido: dict[str, str]) -> Respuesta:
        try:
            resultado = self._cognito.initiate_auth(
                ClientId=pedido["client_id"],
                AuthFlow="REFRESH_TOKEN_AUTH",
                AuthParameters={"REFRESH_TOKEN": pedido.get("refresh_token", "")},
            )
        except ClientError:
            return 400, {"error": "invalid_grant"}
        return 200, _as_oauth(resultado["AuthenticationResult"])

    def revoke(self, pedido: dict[str, str]) -> Respuesta:
        """POST /oauth2/revoke: an unknown token is no error, as in RFC 7009."""
        try:
            self._cognito.revoke_token(Token=pedido.get("token", ""), ClientId=pedido.get("client_id", ""))
        except ClientError as error:
            print(json.dumps({"aviso": "revoke_token", "causa": error.response["Error"]["Code"]}))
        return 200, {}


def _as_oauth(fichas: dict[str, Any]) -> dict[str, Any]:
    nombres = {"id_token": "IdToken", "access_token": "AccessToken", "refresh_token": "RefreshToken"}
    dadas = {n: fichas[c] for n, c in nombres.items() if c in fichas}
    return {**dadas, "token_type": "Bearer", "expires_in": fichas.get("ExpiresIn", 3600)}
