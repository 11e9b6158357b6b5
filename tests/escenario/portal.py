"""The portal for auxiliares in tests: people in the padrón, their forms, and the mails that were sent."""

from hashlib import sha256
from typing import Any

import pytest

from chalicelib.base import aws, config
from chalicelib.handlers.eventos.correos import correos
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.base.unicos import Unico
from chalicelib.store.cuentas.cuentas import Cuenta
from sintetico.ciudadanos import Ciudadano
from tests.escenario import mundo, padrones
from tests.escenario.api import Api, Respuesta, Sesion
from tests.escenario.buzon import taken_mails
from tests.escenario.mensajes import batch, failed, taken
from tests.escenario.movil import publish_notice
from tests.escenario.mundo import PROCESO
from tests.escenario.recursos import empty_queues


def form(persona: Ciudadano, correo: str = "uno@muestra.invalid", **cambios: str) -> dict[str, str]:
    """Form with the data of 7.3, as the portal sends it."""
    return {
        "nombre": persona.nombre,
        "apellido_paterno": persona.apellido_paterno,
        "apellido_materno": persona.apellido_materno,
        "fecha_nacimiento": persona.fecha_nacimiento.isoformat(),
        "clave_elector": persona.clave_elector,
        "correo": correo,
        "proveedor": "google",
        **cambios,
    }


def adults(n: int) -> list[Ciudadano]:
    """Citizens loaded into the padrón, all of age whenever the tests run."""
    personas = [c for c in padrones.citizens(4 * n) if c.fecha_nacimiento.year <= 2005][:n]
    padrones.load(*(padrones.row(c) for c in personas))
    return personas


def register(api: Api, quien: Sesion, datos: dict[str, str], aspirante: str = "ASPA") -> Respuesta:
    return api.pide("POST", f"/v1/aspirantes/{aspirante}/auxiliares", quien, datos)


def registered(api: Api, quien: Sesion, datos: dict[str, str]) -> str:
    """Register an auxiliar, who is then in force; return the Id."""
    r = register(api, quien, datos)
    assert (r.estado, r.cuerpo["estado"]) == (201, "vigente"), r.cuerpo
    return str(r.cuerpo["auxiliar"])


def show(api: Api, quien: Sesion, auxiliar: str) -> dict[str, Any]:
    r = api.pide("GET", f"/v1/auxiliares/{auxiliar}", quien)
    assert r.estado == 200, r.cuerpo
    return dict(r.cuerpo)


def candidate(api: Api, aspirante: str = "ASPA") -> Sesion:
    return api.entra("aspirante", proceso=PROCESO, aspirante=aspirante)


def delivered() -> list[tuple[str, str, str]]:
    """Send the queued mails; return address, subject and text of each."""
    antes = len(taken_mails())
    for mensaje in taken(config.COLA_CORREOS):
        assert failed(correos(batch(mensaje), None)) == []
    return [(m.destinations["ToAddresses"][0], m.subject, m.body) for m in taken_mails()[antes:]]


def remove(api: Api, quien: Sesion, auxiliar: str, **cambios: str) -> Respuesta:
    return api.pide(
        "POST", f"/v1/auxiliares/{auxiliar}/baja", quien, {"causa": "decision_aspirante"} | cambios
    )


def move(api: Api, quien: Sesion, auxiliar: str, correo: str, proveedor: str = "google") -> Respuesta:
    return api.pide(
        "PUT", f"/v1/auxiliares/{auxiliar}/correo", quien, {"correo": correo, "proveedor": proveedor}
    )


def tables() -> list[list[str]]:
    """Items of all tables that a registration writes."""
    return [sorted(repr(sorted(f.serialize().items())) for f in t.scan()) for t in (Auxiliar, Unico, Cuenta)]


def load_in_course(carga: str | None) -> None:
    Aspirante("ASPA").update(actions=[Aspirante.carga.set(carga) if carga else Aspirante.carga.remove()])


@pytest.fixture
def personas(api: Api) -> list[Ciudadano]:
    """Four citizens of the padrón, in the usual world."""
    mundo.open_world()
    publish_notice()
    empty_queues()
    return adults(4)


@pytest.fixture
def aspirante(api: Api, personas: list[Ciudadano]) -> Sesion:
    return candidate(api)


def put_support(captura: dict[str, Any]) -> None:
    """Upload a capture, as with the permit of its own folio."""
    folio = "-".join(captura["registro"][p] for p in ("aspirante", "auxiliar", "dispositivo", "registro"))
    sellado = captura["sellado"]
    llave = f"{PROCESO}/{folio}/{len(sellado)}/{sha256(sellado).hexdigest()}"
    aws.client("s3").put_object(Bucket=config.DEPOSITO_ENTRADA, Key=llave, Body=sellado)
