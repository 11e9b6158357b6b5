"""Registrations of aspirantes for tests: a process whose period is ahead of the real clock, and people for it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.base import config
from chalicelib.handlers.eventos.correos import correos
from chalicelib.store.base.tabla import iso
from chalicelib.store.procesos.opls import Opl
from chalicelib.store.procesos.periodos import Periodo
from sintetico.ciudadanos import ciudadano
from tests.escenario import mundo
from tests.escenario.api import Api, Respuesta, Sesion
from tests.escenario.mensajes import batch, taken

PROCESO, OPL, GUBERNATURA, DISTRITOS = mundo.PROCESO, mundo.OPL, "GUB", "DIP"
LISTA = f"/v1/procesos/{PROCESO}/aspirantes"
REGISTRO = "/v1/aspirantes/{0}"


def open_process() -> None:
    """Open a process with two periods that begin in a month: gubernatura, and two distritos locales."""
    mundo.open_process(PROCESO)
    Opl(opl=OPL, nombre="Instituto Electoral de Muestra", entidad=mundo.ENTIDAD).save()
    add_period(GUBERNATURA, "entidad", {})
    add_period(DISTRITOS, "distrito_local", {"05": "León", "06": "Silao"})


def add_period(periodo: str, nivel: str, unidades: dict[str, str], desde: timedelta = timedelta(30)) -> None:
    inicio = datetime.now(UTC) + desde
    Periodo(
        proceso=PROCESO,
        periodo=periodo,
        nombre=f"Periodo {periodo}",
        inicio=iso(inicio),
        fin=iso(inicio + timedelta(days=30)),
        nivel=nivel,
        entidad=mundo.ENTIDAD,
        unidades=unidades,
    ).save()


def body(n: int = 0, **cambios: Any) -> dict[str, Any]:
    """Body of a valid registration of the synthetic person `n`."""
    c = ciudadano(11, n, mundo.ENTIDAD, 0, 0, 0)
    bueno = {
        "periodo": GUBERNATURA,
        "nombre": c.nombre,
        "apellido_paterno": c.apellido_paterno,
        "apellido_materno": c.apellido_materno,
        "fecha_nacimiento": f"{c.fecha_nacimiento:%d/%m/%Y}",
        "lugar_nacimiento": "León, Guanajuato",
        "telefono_movil": "55 1234 5678",
        "correo": f"Aspirante{n}@Muestra.invalid",
        "proveedor": "Twitter",
        "clave_elector": c.clave_elector.lower(),
        "curp": c.curp,
        "ocr": c.ocr,
        "cic": c.cic,
        "entidad": c.entidad,
        "municipio": c.municipio,
        "seccion": c.seccion,
        "fecha_manifestacion": "2026-01-02",
        "oficio": "OPL/SE/0123/2026",
        "observaciones": "Presenta acta constitutiva.",
    }
    return {c: v for c, v in (bueno | cambios).items() if v is not None}


def registered(api: Api, opl: Sesion, n: int = 0, **cambios: Any) -> str:
    """Register a draft; return its folio."""
    r = api.pide("POST", LISTA, opl, body(n, **cambios))
    assert r.estado == 201, r.cuerpo
    return str(r.cuerpo["aspirante"])


def confirmed(api: Api, opl: Sesion, n: int = 0, **cambios: Any) -> str:
    """Register and confirm; return the folio."""
    folio = registered(api, opl, n, **cambios)
    assert sheet(api, opl, folio).estado == 200
    r = api.pide("POST", f"/v1/aspirantes/{folio}/confirmacion", opl, {"version": 1})
    assert r.estado == 200, r.cuerpo
    return folio


def sheet(api: Api, quien: Sesion, folio: str) -> Respuesta:
    """PDF of the Cédula de confirmación."""
    return api.pide("POST", f"/v1/aspirantes/{folio}/cedula", quien, cabeceras={"Accept": "application/pdf"})


def came_in(api: Api, correo: str, proveedor: str, folio: str) -> tuple[Respuesta, Sesion]:
    """Sign in with that account and claim access with the folio."""
    quien = api.entra("visitante", correo=correo, proveedor=proveedor)
    return api.pide("POST", "/v1/aspirantes/acceso", quien, {"folio": folio}), quien


def send_mails() -> int:
    """Send the queued mails; return their number."""
    mensajes = taken(config.COLA_CORREOS)
    assert correos(batch(*mensajes), None)["batchItemFailures"] == []
    return len(mensajes)
