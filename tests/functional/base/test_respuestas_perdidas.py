"""Whole acts while every answer of DynamoDB is lost once: they end as if none had been (all rooms of this owner).

Each act runs twice in an empty cloud, without and with faults: same answers, same number of rows in every table,
same number of mails.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from moto.dynamodb import dynamodb_backends

from chalicelib.store.procesos.opls import Opl
from tests.escenario import mundo
from tests.escenario.api import Api, Sesion, api, emisores
from tests.escenario.fallas import Fault, faults
from tests.escenario.grupos import grupo
from tests.escenario.recursos import CUENTA, empty_cloud, empty_queues
from tests.escenario.titulares import DECLARACION, MOTIVO, SOLICITUD, mails
from tests.functional.procesos.periodos import PERIODOS, body

__all__ = ["api", "emisores", "grupo"]
PERDIDA = {
    "solo": [Fault.LOST_ANSWER],
    "operaciones": {"PutItem", "UpdateItem", "TransactWriteItems"},
    "una_vez": True,
}
Acto = Callable[[Api, Sesion, Sesion], Iterator[Any]]


def accounts(api: Api, ine: Sesion, opl: Sesion) -> Iterator[Any]:
    r = api.pide("POST", "/v1/cuentas", opl, SOLICITUD)
    yield r.estado, "solicitud"
    cuenta = f"/v1/cuentas/{r.cuerpo['cuenta']}"
    for acto, cuerpo in (
        ("otorgamiento", None),
        ("credenciales", None),
        ("declaracion", DECLARACION),
        ("suspension", MOTIVO),
        ("reanudacion", MOTIVO),
        ("termino", MOTIVO),
    ):
        r = api.pide("POST", f"{cuenta}/{acto}", ine, cuerpo)
        yield r.estado, acto, r.cuerpo.get("estado")


def notices(api: Api, ine: Sesion, opl: Sesion) -> Iterator[Any]:
    aviso = {
        "tipo": "aviso",
        "rol": "opl",
        "titulo": "Aviso sintético",
        "texto": "Texto sintético de un aviso.",
    }
    for _ in range(2):
        r = api.pide("POST", "/v1/avisos-privacidad", ine, aviso)
        yield r.estado, r.cuerpo["version"]
    yield api.pide("POST", f"/v1/avisos-privacidad/{r.cuerpo['aviso']}/aceptacion", opl).estado, "aceptado"


def attention(api: Api, ine: Sesion, opl: Sesion) -> Iterator[Any]:
    r = api.pide("POST", "/v1/atencion/solicitudes", opl, {"tema": "envio", "texto": "No puedo enviar nada."})
    yield r.estado, "abierta"
    for acto in ("escribir", "cerrar"):
        acto_pedido = {"acto": acto, "texto": "Algo más."}
        yield (
            api.pide(
                "POST", f"/v1/atencion/solicitudes/{r.cuerpo['solicitud']}/actos", opl, acto_pedido
            ).estado,
            "hecho",
        )


def processes(api: Api, ine: Sesion, opl: Sesion) -> Iterator[Any]:
    nuevo = {"opl": "IEEG", "nombre": "Instituto Electoral (sintético)", "entidad": "11"}
    yield api.pide("POST", "/v1/opls", ine, nuevo).estado, "opl"
    yield (
        api.pide(
            "POST", "/v1/procesos", ine, {"proceso": "PEL28", "opl": "IEEG", "nombre": "Proceso 2028"}
        ).estado,
        "proceso",
    )
    for que in ("", "/GUB2027/activacion", "/GUB2027/desactivacion"):
        r = api.pide("POST", f"{PERIODOS}{que}", opl, None if que else body())
        yield r.estado, que
    enlace = {
        "nombre": "Bea Muestra",
        "puesto": "Enlace",
        "correo": "b@oplx.invalid",
        "telefono": "473 123 4567",
    }
    yield api.pide("POST", f"/v1/procesos/{mundo.PROCESO}/enlaces", opl, enlace).estado, "enlace"


def run(api: Api, acto: Acto) -> tuple[list[Any], dict[str, int], int]:
    """The answers, how many rows each table has afterwards, how many mails left."""
    empty_cloud()
    empty_queues()
    mundo.open_process(mundo.PROCESO)
    Opl(opl=mundo.OPL, nombre="OPL (sintético)", entidad=mundo.ENTIDAD).save()
    ine, opl = api.entra("ine", institucion="ine"), api.entra("opl", opl=mundo.OPL)
    respuestas = list(acto(api, ine, opl))
    tablas = dynamodb_backends[CUENTA][os.environ["AWS_REGION"]].tables
    filas = {nombre: len(list(tabla.all_items())) for nombre, tabla in tablas.items()}
    return respuestas, filas, len(mails())


@pytest.mark.usefixtures("grupo")
@pytest.mark.parametrize("acto", [accounts, notices, attention, processes])
def test_acts_whose_every_answer_is_lost_once_end_as_if_none_had_been(api: Api, acto: Acto) -> None:
    sin = run(api, acto)
    assert all(estado in (200, 201) for estado, *_ in sin[0]), sin[0]
    with faults(**PERDIDA) as f:
        con = run(api, acto)
    assert con == sin
    assert len(f.hechas) >= 3
