"""The whole API in this process: real routes, real authorizer, real tokens; only AWS is emulated (moto)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from chalice.test import Client

from chalicelib.rules.base.permisos import INSTITUCIONALES, Rol
from tests.escenario.cuentas import account
from tests.escenario.emisor import CLIENTE, Emisor, issuer


@dataclass(frozen=True)
class Respuesta:
    """An answer: status, content type, body (JSON where it is), headers."""

    estado: int
    tipo: str
    cuerpo: Any
    cabeceras: dict[str, str] = field(repr=False, default_factory=dict)

    @property
    def codigo(self) -> str:
        """Stable code of the refusal."""
        return str(self.cuerpo["code"])


@dataclass(frozen=True)
class Sesion:
    """Session of a person who signed in."""

    sujeto: str
    token: str
    cuenta: str = ""


class Api:
    """The API, asked as one person or another; `institucional` and `federado` are the issuers of the two pools."""

    def __init__(self, institucional: Emisor, federado: Emisor) -> None:
        import app

        self._app = app.app
        self.institucional, self.federado = institucional, federado
        self._n = 0

    def entra(self, rol: Rol | str, **alcance: str) -> Sesion:
        """Session of a new person with an account in force of that role (none for a visitor).

        `alcance`: opl, proceso, aspirante, auxiliar, operador; for federated people also `correo` and `proveedor`.
        """
        rol = Rol(rol)
        self._n += 1
        sub = f"persona-{self._n}"
        correo = alcance.pop("correo", f"{sub}@muestra.invalid")
        proveedor = alcance.pop("proveedor", "google")
        emisor = self.institucional if rol in INSTITUCIONALES else self.federado
        sujeto = f"{emisor.url}|{sub}"
        cuenta = "" if rol is Rol.VISITANTE else f"{rol}-{self._n}"
        if cuenta:
            account(sujeto, cuenta, rol, datetime.now(UTC), **alcance).save()
        return Sesion(sujeto, self.sign(emisor, sub, correo, proveedor), cuenta)

    @staticmethod
    def sign(emisor: Emisor, sub: str, correo: str, proveedor: str = "google", **cambios: Any) -> str:
        """An ID token as the pool issues it."""
        identidades = [{"providerName": proveedor.capitalize(), "userId": "1"}]
        reclamos = {
            "sub": sub,
            "email": correo,
            "email_verified": True,
            "origin_jti": f"sesion-{sub}",
            "identities": identidades,
        }
        return emisor.token(**reclamos | cambios)

    def pide(
        self,
        metodo: str,
        camino: str,
        quien: Sesion | None = None,
        cuerpo: Any = None,
        *,
        token: str | None = None,
        cabeceras: dict[str, str] | None = None,
    ) -> Respuesta:
        """Send one request; `cuerpo` is sent as JSON."""
        envia = {"Content-Type": "application/json", "Accept": "*/*", **(cabeceras or {})}
        if token or quien:
            envia["Authorization"] = f"Bearer {token or (quien and quien.token)}"
        crudo = b"" if cuerpo is None else json.dumps(cuerpo).encode()
        with Client(self._app) as cliente:
            r = cliente.http.request(metodo, camino, headers=envia, body=crudo)
        tipo = r.headers.get("Content-Type", "")
        return Respuesta(r.status_code, tipo, json.loads(r.body) if "json" in tipo else r.body, r.headers)


@pytest.fixture(scope="module")
def emisores() -> Iterator[tuple[Emisor, Emisor]]:
    """Issuers of the institutional and of the federated pool."""
    with issuer() as institucional, issuer() as federado:
        yield institucional, federado


@pytest.fixture
def api(emisores: tuple[Emisor, Emisor], aws_fingido: None, monkeypatch: pytest.MonkeyPatch) -> Api:
    """The API over an empty emulated AWS."""
    institucional, federado = emisores
    monkeypatch.setenv("CAPTACION_EMISORES", f"{institucional.url}|{CLIENTE},{federado.url}|{CLIENTE}")
    monkeypatch.setenv("CAPTACION_EMISORES_FEDERADOS", federado.url)
    return Api(institucional, federado)
