"""People written straight into the tables, for tests and benches; `local/entrada.py` admits people the real way.

Everything is written by the system's own workflows and models; only the accounts' passwords are made here.
"""

import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from cliente.expediente import new_device_key, public_der
from local.nube import Nube
from sintetico.ciudadanos import Ciudadano, generate_ciudadanos
from sintetico.padron import write_padron

PROCESO, PERIODO, OPL, ENTIDAD = "PEL27GTO", "GUBERNATURA", "IEEG", "11"
CORTE = "20260101"
ASPIRANTES = {
    "ASP0001": "AURORA MUESTRA LUNA",
    "ASP0002": "BRUNO MUESTRA SOL",
    "ASP0003": "CELIA MUESTRA RIO",
}


@dataclass(frozen=True)
class AuxiliarSembrado:
    """An auxiliar with the phone already registered."""

    auxiliar: str
    aspirante: str
    correo: str
    dispositivo: str
    llave: ec.EllipticCurvePrivateKey
    token: str


@dataclass
class Mundo:
    """People of a run who were seeded; tokens are Cognito ID tokens."""

    ciudadanos: list[Ciudadano]
    auxiliares: list[AuxiliarSembrado] = field(default_factory=list)
    operadores: dict[str, str] = field(default_factory=dict)
    aspirantes: dict[str, str] = field(default_factory=dict)
    claves: dict[str, tuple[str, str]] = field(default_factory=dict)
    fichas: dict[str, str] = field(default_factory=dict)

    def accesos(self) -> list[dict[str, str]]:
        """All logins: mail, pool, password and ID token."""
        return [
            {"correo": c, "grupo": grupo, "clave": clave, "ficha": self.fichas[c]}
            for c, (grupo, clave) in self.claves.items()
        ]


def seed(
    nube: Nube,
    semilla: int = 1,
    personas: int = 5000,
    auxiliares: int = 20,
    operadores: int = 5,
    build: Path = Path("build/demo"),
    tell: Callable[[str], None] = print,
) -> Mundo:
    """Seed a fresh local cloud. Puts the cloud's settings into this process's environment."""
    os.environ.update(nube.env())
    from chalicelib.workflows.base.secretos import ensure_system_secret

    ensure_system_secret()
    mundo = Mundo(list(islice(generate_ciudadanos(semilla, personas, ENTIDAD), personas)))
    _load_padron(mundo.ciudadanos, build, tell)
    tell(f"Proceso {PROCESO}: llaves, periodo y {len(ASPIRANTES)} aspirantes")
    _open_process()
    cuentas = Cuentas(nube)
    for aspirante in ASPIRANTES:
        mundo.aspirantes[aspirante] = cuentas.add(
            mundo, "federado", f"{aspirante.lower()}@muestra.invalid", rol="aspirante", aspirante=aspirante
        )
    mundo.auxiliares = [_auxiliar(mundo, cuentas, i) for i in range(auxiliares)]
    for i in range(operadores):
        _operador(mundo, cuentas, f"OPER{i + 1:04d}")
    tell(f"{auxiliares} auxiliares con dispositivo, {operadores} operadores")
    return mundo


def _load_padron(ciudadanos: list[Ciudadano], build: Path, tell: Callable[[str], None]) -> None:
    from chalicelib.base.reloj import ahora
    from chalicelib.workflows.padron.cortes import put_in_force
    from consola.padron import load_padron

    build.mkdir(parents=True, exist_ok=True)
    archivo = build / "padron.csv"
    write_padron(archivo, ciudadanos)
    tell(f"Padrón: {load_padron(archivo, CORTE)} personas")
    put_in_force(CORTE, "", "siembra", ahora())


def _open_process() -> None:
    from chalicelib.store.aspirantes import Aspirante
    from chalicelib.store.base.tabla import iso
    from chalicelib.store.procesos.periodos import Periodo
    from chalicelib.workflows.procesos.apertura import open_process

    open_process(PROCESO, OPL, "Proceso Electoral Local 2027 (sintético)", ENTIDAD)
    ahora = datetime.now(UTC)
    Periodo(
        proceso=PROCESO,
        periodo=PERIODO,
        cargo="gubernatura",
        nombre="Gubernatura",
        inicio=iso(ahora - timedelta(days=10)),
        fin=iso(ahora + timedelta(days=20)),
        nivel="entidad",
        entidad=ENTIDAD,
    ).save()
    for folio, nombre in ASPIRANTES.items():
        Aspirante(aspirante=folio, proceso=PROCESO, periodo=PERIODO, opl=OPL, nombre=nombre).save()


def _auxiliar(mundo: Mundo, cuentas: "Cuentas", i: int) -> AuxiliarSembrado:
    from chalicelib.store.auxiliares.auxiliares import Auxiliar, lista_de
    from chalicelib.store.auxiliares.dispositivos import Dispositivo
    from chalicelib.store.base.tabla import iso
    from chalicelib.workflows.base.secretos import seal_persona

    aspirante = list(ASPIRANTES)[i % len(ASPIRANTES)]
    auxiliar, dispositivo = f"AUX{i + 1:05d}", f"DISP{i + 1:06d}"
    correo, llave = f"{auxiliar.lower()}@muestra.invalid", new_device_key()
    Auxiliar(
        auxiliar=auxiliar,
        proceso=PROCESO,
        aspirante=aspirante,
        lista=lista_de(aspirante, auxiliar),
        datos=seal_persona(PROCESO, f"auxiliar {auxiliar}", {"correo": correo}),
        correo_ciego="",
        clave_ciega="",
        proveedor="google",
        alta=iso(datetime.now(UTC)),
    ).save()
    alta = iso(datetime.now(UTC) - timedelta(days=9))
    Dispositivo(dispositivo=dispositivo, auxiliar=auxiliar, llave=public_der(llave), alta=alta).save()
    token = cuentas.add(
        mundo, "federado", correo, rol="auxiliar", proceso=PROCESO, aspirante=aspirante, auxiliar=auxiliar
    )
    return AuxiliarSembrado(auxiliar, aspirante, correo, dispositivo, llave, token)


def _operador(mundo: Mundo, cuentas: "Cuentas", operador: str) -> None:
    from chalicelib.store.mesa.operadores import EstadoJornada, Operador

    Operador(PROCESO, operador, estado=EstadoJornada.EN_TURNO).save()
    mundo.operadores[operador] = cuentas.add(
        mundo,
        "institucional",
        f"{operador.lower()}@ieeg.invalid",
        rol="operador",
        opl=OPL,
        proceso=PROCESO,
        operador=operador,
    )


class Cuentas:
    """Accounts in the local cloud's Cognito pools, each with the row that gives it its role."""

    def __init__(self, nube: Nube) -> None:
        self._cognito = nube.client("cognito-idp")
        self._region = nube.env()["AWS_REGION"]
        pools = self._cognito.list_user_pools(MaxResults=20)["UserPools"]
        self._pools = {p["Name"].removeprefix(f"{nube.prefijo}-"): p["Id"] for p in pools}
        self._clients = {k: self._client_of(p) for k, p in self._pools.items()}

    def add(self, mundo: Mundo, grupo: str, correo: str, *, proveedor: str = "Google", **alcance: str) -> str:
        """Make an active account with a new password and log it in; return its ID token.

        In the federated pool a password stands in for `proveedor` (Google, Facebook, TwitterX), with the same claims.
        """
        clave = f"Local-{secrets.token_urlsafe(12)}-9a"
        pool = self._pools[grupo]
        usuario = self._cognito.admin_create_user(
            UserPoolId=pool,
            Username=correo,
            MessageAction="SUPPRESS",
            UserAttributes=_claims(correo, proveedor if grupo == "federado" else ""),
        )["User"]
        self._cognito.admin_set_user_password(
            UserPoolId=pool, Username=correo, Password=clave, Permanent=True
        )
        if alcance:
            self._save(pool, _attribute(usuario, "sub"), alcance)
        mundo.claves[correo] = (grupo, clave)
        mundo.fichas[correo] = self.login(grupo, correo, clave)
        return mundo.fichas[correo]

    def login(self, grupo: str, correo: str, clave: str) -> str:
        """ID token of an account."""
        sesion = self._cognito.initiate_auth(
            ClientId=self._clients[grupo],
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": correo, "PASSWORD": clave},
        )
        token: str = sesion["AuthenticationResult"]["IdToken"]
        return token

    def _save(self, pool: str, sub: str, alcance: dict[str, str]) -> None:
        from chalicelib.store.cuentas.cuentas import Cuenta
        from chalicelib.workflows.base.cuentas import accounts_key

        emisor = f"https://cognito-idp.{self._region}.amazonaws.com/{pool}"
        fila = Cuenta(sujeto=f"{emisor}|{sub}", cuenta="-".join(alcance.values()), estado="activa", **alcance)
        fila.seal(accounts_key())
        fila.save()

    def _client_of(self, pool: str) -> str:
        clientes = self._cognito.list_user_pool_clients(UserPoolId=pool, MaxResults=5)["UserPoolClients"]
        return str(clientes[0]["ClientId"])


def _attribute(usuario: dict[str, Any], nombre: str) -> str:
    return next(a["Value"] for a in usuario["Attributes"] if a["Name"] == nombre)


def _claims(correo: str, proveedor: str) -> list[dict[str, str]]:
    """Attributes of a user; `identities`, which names the provider, is written by Cognito itself on AWS."""
    propios = {"email": correo, "email_verified": "true"}
    if proveedor:
        propios["identities"] = json.dumps([{"providerName": proveedor, "userId": correo}])
    return [{"Name": n, "Value": v} for n, v in propios.items()]
