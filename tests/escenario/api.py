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
        """Stable code of a refusal."""
        return str(self.cuerpo["code"])


@dataclass(frozen=True)
class Sesion:
    """Somebody signed in."""

    sujeto: str
    token: str
    cuenta: str = ""


class Api:
    """Asks the API as somebody; `institucional` and `federado` are the two pools."""

    def __init__(self, institucional: Emisor, federado: Emisor) -> None:
        import app

        self._app = app.app
        self.institucional, self.federado = institucional, federado
        self._n = 0

    def entra(self, rol: Rol | str, **alcance: str) -> Sesion:
        """A new person with an account in force of that role (none for a visitor), signed in.

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
        """An ID token as that pool gives it."""
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
        """One request; `cuerpo` is sent as JSON."""
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
    """The institutional pool and the federated one."""
    with issuer() as institucional, issuer() as federado:
        yield institucional, federado


@pytest.fixture
def api(emisores: tuple[Emisor, Emisor], aws_fingido: None, monkeypatch: pytest.MonkeyPatch) -> Api:
    """The API over an empty emulated AWS."""
    institucional, federado = emisores
    monkeypatch.setenv("CAPTACION_EMISORES", f"{institucional.url}|{CLIENTE},{federado.url}|{CLIENTE}")
    monkeypatch.setenv("CAPTACION_EMISORES_FEDERADOS", federado.url)
    return Api(institucional, federado)
