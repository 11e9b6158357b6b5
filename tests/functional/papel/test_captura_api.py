"""Manual capture through the API: statuses, files, the audit log; grant by the administrator, typing by an operator."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.rules.base.centro import dia_centro, to_centro
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import iso
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.procesos.periodos import Periodo
from tests.escenario import mundo, papeles
from tests.escenario.api import api, emisores
from tests.escenario.papeles import MUNICIPIO, PERSONA, VECINA, fields

__all__ = ["api", "emisores"]
ASPIRANTE = "/v1/aspirantes/ASPA"
PDF = b"%PDF-1.7\n<</Type/Catalog>>\n%%EOF\n"


@pytest.fixture
def operador(api):
    """An operator of a process whose period is in course, with a municipio of exception to grant."""
    mundo.open_world()
    ahora = datetime.now(UTC)
    dias = [Periodo.inicio.set(iso(ahora - timedelta(9))), Periodo.fin.set(iso(ahora + timedelta(9)))]
    Periodo(mundo.PROCESO, mundo.PERIODO).update(actions=[*dias, Periodo.excepcion.set([MUNICIPIO])])
    forget_copies()
    return api.entra("operador", opl=mundo.OPL, proceso=mundo.PROCESO, operador="OPER1")


@pytest.fixture
def lote(api, operador) -> str:
    opl = api.entra("opl", opl=mundo.OPL)
    desde = dia_centro(datetime.now(UTC) - timedelta(5))
    cuerpo = {"municipio": MUNICIPIO, "oficio": "OF/1", "desde": desde}
    assert api.pide("POST", f"{ASPIRANTE}/excepciones", opl, cuerpo).estado == 201
    return str(handed_over(api, operador).cuerpo["lote"])


def handed_over(api, quien, **cambios):
    entregado = to_centro(datetime.now(UTC) - timedelta(hours=1))
    cuerpo = {"oficio": "ACUSE 1", "entregado": entregado, "declaradas": 1}
    return api.pide("POST", f"{ASPIRANTE}/lotes", quien, cuerpo | cambios)


def cedula(numero, c=PERSONA, **cambios):
    hoy = dia_centro(datetime.now(UTC) - timedelta(1))
    return {"numero": numero, **fields(c, firmada=hoy), **cambios}


def types(api, quien, lote, *cedulas):
    return api.pide("POST", f"/v1/lotes/{lote}/cedulas", quien, {"cedulas": list(cedulas)})


def test_an_operator_types_attaches_and_closes_and_each_act_is_noted_11_3_18_7(api, operador, lote):
    [dicha] = types(api, operador, lote, cedula(1, inciso="e", comentario="Sin fecha")).cuerpo["cedulas"]
    folio = dicha["folio"]
    soporte = {"tipo": "application/pdf", "contenido": b64encode(PDF).decode()}
    assert api.pide("PUT", f"/v1/apoyos/{folio}/soporte", operador, soporte).cuerpo["n"] == 1
    archivo = api.pide("GET", f"/v1/apoyos/{folio}/soporte", operador)
    assert archivo.cuerpo == PDF
    assert archivo.tipo == "application/octet-stream"
    assert archivo.cabeceras["Content-Disposition"] == f'attachment; filename="soporte-{folio}-1.pdf"'
    cierre = api.pide("POST", f"/v1/lotes/{lote}/cierre", operador, {"capturadas": 1})
    assert (cierre.cuerpo["estado"], cierre.cuerpo["sin_soporte"]) == ("cerrado", 0)
    assert types(api, operador, lote, cedula(2, VECINA)).codigo == "lote_cerrado"
    assert [(a.evento, a.objeto) for a in auditoria.entries_of(operador.sujeto)][1:] == [
        ("lote_abierto", lote),
        ("cedulas_capturadas", lote),
        ("soporte_adjuntado", folio),
        ("soporte_consultado", folio),
        ("lote_cerrado", lote),
    ]
    suyo = api.pide("GET", f"/v1/apoyos/{folio}", api.entra("aspirante", aspirante="ASPA"))
    assert suyo.cuerpo["motivo"] == "Cédula en papel: Otra: Sin fecha"


def test_what_is_refused_has_its_code_and_what_is_wrong_in_a_cedula_is_an_answer_11_4(api, operador, lote):
    mala = types(api, operador, lote, cedula(1, clave_elector="X"))
    assert (mala.estado, mala.cuerpo["cedulas"][0]["estado"]) == (200, "rechazada")
    assert types(api, operador, lote, cedula(1)).cuerpo["cedulas"][0]["estado"] == "recibida"
    otra = types(api, operador, lote, cedula(1, VECINA))
    assert (otra.estado, otra.codigo, otra.cuerpo["numeros"]) == (409, "cedula_distinta", [1])
    folio = f"ASPA-PAPEL-{lote}-R000001"
    ajeno = {"tipo": "image/png", "contenido": b64encode(PDF).decode()}
    assert api.pide("PUT", f"/v1/apoyos/{folio}/soporte", operador, ajeno).codigo == "soporte_no_admitido"
    grande = {"tipo": "application/pdf", "contenido": "A" * (5600 * 1024)}
    assert api.pide("PUT", f"/v1/apoyos/{folio}/soporte", operador, grande).codigo == "solicitud_grande"
    assert types(api, operador, lote, *(cedula(n) for n in range(1, 52))).codigo == "cuerpo_invalido"
    assert types(api, operador, lote, cedula(3, curp="X")).codigo == "cuerpo_invalido"


def test_without_a_grant_nothing_is_handed_over_and_impossible_times_are_refused_11_2(api, operador):
    assert handed_over(api, operador).codigo == "sin_regimen_de_excepcion"
    assert handed_over(api, operador, entregado="0001-01-01T00:00").codigo == "recepcion_cerrada"
    assert handed_over(api, operador, entregado="2027-02-30T00:00").codigo == "cuerpo_invalido"


def test_fifty_cedulas_are_one_request_11_3(api, operador, lote):
    dichas = types(api, operador, lote, *(cedula(n) for n in range(1, 51))).cuerpo["cedulas"]
    assert {c["estado"] for c in dichas} == {"recibida"}
    assert papeles.figures(lote) == (50, 0, 0)


def test_an_operator_finds_the_open_runs_of_the_process_with_their_aspirantes_11_4(api, operador, lote):
    camino = f"/v1/procesos/{mundo.PROCESO}/lotes"
    visto = api.pide("GET", camino, operador).cuerpo
    assert [(e["lote"], e["aspirante"], e["nombre"]) for e in visto["elementos"]] == [
        (lote, "ASPA", "MUESTRA 1")
    ]
    assert visto["siguiente"] is None
    ajeno = api.entra("operador", opl="OTRO", proceso="OTRO27", operador="OPER9")
    assert api.pide("GET", camino, ajeno).codigo == "no_encontrado"
    api.pide(
        "POST",
        f"/v1/lotes/{lote}/cierre",
        operador,
        {"capturadas": 0, "observacion": "No venía ninguna cédula"},
    )
    assert api.pide("GET", camino, operador).cuerpo["elementos"] == []
