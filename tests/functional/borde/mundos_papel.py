"""The part of a world that comes on paper: a municipio granted, a run, a typed cédula with its scan (Protocolo 11)."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.rules.base.centro import dia_centro, to_centro
from chalicelib.rules.base.permisos import Rol
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.procesos.periodos import Periodo
from tests.escenario import mundo
from tests.escenario.api import Api
from tests.functional.borde.mundos_app import POR_MUNDO, adults
from tests.functional.borde.sedes import Mundo, done

MUNICIPIO, POR_OTORGAR = "020", "021"
SOPORTE = {
    "tipo": "application/pdf",
    "contenido": b64encode(b"%PDF-1.7\n<</Type/Catalog>>\n%%EOF\n").decode(),
}


def grant_body(municipio: str, oficio: str) -> dict[str, Any]:
    """Granted since two days ago."""
    desde = dia_centro(datetime.now(UTC) - timedelta(days=2))
    return {"municipio": municipio, "oficio": oficio, "desde": desde}


def run_body(oficio: str) -> dict[str, Any]:
    """Handed over an hour ago."""
    entregado = to_centro(datetime.now(UTC) - timedelta(hours=1))
    return {"oficio": oficio, "entregado": entregado, "declaradas": 5}


def cedula_body(m: Mundo, numero: int) -> dict[str, Any]:
    """The cédula of a citizen of that world, signed yesterday."""
    c = adults()[POR_MUNDO * m.sede.n]
    return {
        "numero": numero,
        "clave_elector": c.clave_elector,
        "ocr": c.ocr,
        "nombre": c.nombre,
        "apellido_paterno": c.apellido_paterno,
        "firmada": dia_centro(datetime.now(UTC) - timedelta(days=1)),
    }


def add_paper(api: Api, m: Mundo) -> None:
    """Through the routes, as the OPL's administrator and an operator do it."""
    s, opl, quien = m.sede, m.gente[Rol.OPL], m.gente[Rol.OPERADOR]
    Periodo(s.proceso, mundo.PERIODO).update(actions=[Periodo.excepcion.set([MUNICIPIO, POR_OTORGAR])])
    forget_copies()
    camino = f"/v1/aspirantes/{s.aspirante}"
    done(api.pide("POST", f"{camino}/excepciones", opl, grant_body(MUNICIPIO, "OF/1")))
    m.ids["lote"] = done(api.pide("POST", f"{camino}/lotes", quien, run_body(f"ACUSE {s.n}")))["lote"]
    escrita = {"cedulas": [cedula_body(m, 1)]}
    [dicha] = done(api.pide("POST", f"/v1/lotes/{m.ids['lote']}/cedulas", quien, escrita))["cedulas"]
    assert dicha["estado"] == "recibida", dicha
    m.ids["papel"] = dicha["folio"]
    done(api.pide("PUT", f"/v1/apoyos/{dicha['folio']}/soporte", quien, SOPORTE))
    m.personales.append(escrita["cedulas"][0]["clave_elector"])
