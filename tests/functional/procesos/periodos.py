"""What tests of processes and periods share: bodies, an OPL's key, and a period written at will."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chalicelib.rules.base.centro import to_centro
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.base.tabla import iso
from chalicelib.store.procesos.periodos import Periodo
from tests.escenario import mundo
from tests.escenario.api import Api, Respuesta, Sesion

PERIODOS = f"/v1/procesos/{mundo.PROCESO}/periodos"
OPL = Principal("s", Rol.OPL, opl=mundo.OPL, cuenta="CTA1")
DIA = timedelta(days=1)


def centro(dias: float) -> str:
    """A time of the centre, so many days from now."""
    return to_centro(datetime.now(UTC) + timedelta(days=dias))


def body(**cambios: Any) -> dict[str, Any]:
    """A period that starts in 20 days and lasts 30."""
    return {
        "periodo": "GUB2027",
        "cargo": "gubernatura",
        "inicio": centro(20),
        "fin": centro(50),
    } | cambios


def register(api: Api, quien: Sesion, **cambios: Any) -> Respuesta:
    return api.pide("POST", PERIODOS, quien, body(**cambios))


def change(api: Api, quien: Sesion, periodo: str, version: int, **cambios: Any) -> Respuesta:
    cuerpo = {c: v for c, v in body(**cambios).items() if c != "periodo"} | {"version": version}
    return api.pide("PUT", f"{PERIODOS}/{periodo}", quien, cuerpo)


def do(api: Api, quien: Sesion, periodo: str, que: str) -> Respuesta:
    return api.pide("POST", f"{PERIODOS}/{periodo}/{que}", quien)


def save_period(
    periodo: str, inicio: datetime, *, activo: bool = True, dias: int = 30, **cambios: Any
) -> Periodo:
    """A period as it lies in the table, whatever the rules would say of its dates."""
    datos = {
        "cargo": "gubernatura",
        "nombre": "Gubernatura",
        "nivel": "entidad",
        "entidad": mundo.ENTIDAD,
        "estado": "activo" if activo else "inactivo",
    } | cambios
    fila = Periodo(mundo.PROCESO, periodo, inicio=iso(inicio), fin=iso(inicio + dias * DIA), **datos)
    fila.save()
    return fila


def public_key(cual: int = 0) -> str:
    """PEM of a public key, always the same for one number."""
    return _made(cual)


@cache
def _made(_cual: int) -> str:
    llave = rsa.generate_private_key(65537, 3072).public_key()
    return llave.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def faults(respuesta: Respuesta) -> list[str]:
    assert (respuesta.estado, respuesta.codigo) == (422, "datos_no_admitidos"), respuesta
    return [f["campo"] for f in respuesta.cuerpo["faltas"]]
