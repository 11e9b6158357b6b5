"""Fixtures of tests of institutional accounts: an official, the INE, an OPL, and each act by its route."""

import re
from base64 import b64encode
from typing import Any

import pytest

from chalicelib.store.cuentas.cuentas import Cuenta, active_accounts
from chalicelib.store.cuentas.titulares import find_titular
from chalicelib.store.procesos.opls import Opl
from tests.escenario import mundo
from tests.escenario.api import Api, Respuesta
from tests.escenario.api import Sesion as Quien
from tests.escenario.buzon import Correo, taken_mails
from tests.escenario.grupos import Grupo

CORREO = "ana.muestra@ine.invalid"
SOLICITUD = {
    "rol": "operador",
    "proceso": mundo.PROCESO,
    "nombre": "Ana Muestra Núñez",
    "cargo": "Técnica de Mesa de Control",
    "correo": CORREO,
    "telefono": "473 123 4567 ext. 12",
    "oficio": "OPLX/SE/123/2027",
}
DECLARACION = {"referencia": "INE/UTVOPL/77/2027", "fecha": "2026-01-15", "sha256": "ab" * 32}
DOCUMENTO = {"tipo": "application/pdf", "contenido": b64encode(b"%PDF-1.4\nfirmada\n%%EOF\n").decode()}
MOTIVO = {"motivo": "Cambio de adscripción"}
PERSONALES = ("Ana Muestra", CORREO, "473 123")


@pytest.fixture
def oficina(api: Api, grupo: Grupo) -> None:
    """A process, two OPLs and the pool."""
    mundo.open_process(mundo.PROCESO)
    for opl in (mundo.OPL, "OTRO"):
        Opl(opl=opl, nombre=f"OPL {opl} (sintético)", entidad=mundo.ENTIDAD).save()


@pytest.fixture
def ine(api: Api) -> Quien:
    """An account of the INE."""
    return api.entra("ine", institucion="ine")


@pytest.fixture
def opl(api: Api) -> Quien:
    """An administrator of the OPL."""
    return api.entra("opl", opl=mundo.OPL)


def ask(api: Api, quien: Quien, **cambios: Any) -> Respuesta:
    cuerpo = {c: v for c, v in (SOLICITUD | cambios).items() if v is not None}
    return api.pide("POST", "/v1/cuentas", quien, cuerpo)


def do(api: Api, quien: Quien, cuenta: str, que: str, cuerpo: Any = None) -> Respuesta:
    return api.pide("POST", f"/v1/cuentas/{cuenta}/{que}", quien, cuerpo)


def granted(api: Api, ine: Quien, opl: Quien, **cambios: Any) -> str:
    cuenta: str = ask(api, opl, **cambios).cuerpo["cuenta"]
    assert do(api, ine, cuenta, "otorgamiento").estado == 200
    return cuenta


def active(api: Api, ine: Quien, opl: Quien, **cambios: Any) -> str:
    cuenta = granted(api, ine, opl, **cambios)
    assert do(api, ine, cuenta, "declaracion", DECLARACION).estado == 200
    return cuenta


def mails() -> list[Correo]:
    return taken_mails()


def password(n: int = -1) -> str:
    con_clave = [m.body for m in mails() if "Contraseña temporal: " in m.body]
    hallada = re.search(r"Contraseña temporal: (\S+)", con_clave[n])
    assert hallada
    return hallada[1]


def row(cuenta: str) -> Cuenta:
    titular = find_titular(cuenta)
    assert titular is not None
    return Cuenta.get(titular.sujeto, cuenta, consistent_read=True)


def reaches(cuenta: str) -> bool:
    return any(c.cuenta == cuenta for c in active_accounts(row(cuenta).sujeto))


def faults(respuesta: Respuesta) -> set[str]:
    assert (respuesta.estado, respuesta.codigo) == (422, "datos_no_admitidos"), respuesta
    return {f["campo"] for f in respuesta.cuerpo["faltas"]}
