"""Hearings through the API: the whole way by each role, files, the audit log, the watch (Protocolo 14)."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.base import config
from chalicelib.handlers.eventos.vigilancia import vigilancia
from chalicelib.rules.base.centro import dia_centro, to_centro
from chalicelib.store.apoyos.apoyos import reception_order
from chalicelib.store.audiencias.audiencias import Audiencia
from chalicelib.store.audiencias.incidencias import Incidencia
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import iso
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.procesos.opls import Opl
from chalicelib.store.procesos.periodos import Periodo
from tests.escenario import mundo
from tests.escenario.actas import ACTIVOS, plain
from tests.escenario.api import api, emisores
from tests.escenario.mensajes import taken
from tests.escenario.recursos import empty_queues
from tests.escenario.vistas_de_audiencia import OFICIAL, add_officials, inconsistent

__all__ = ["api", "emisores"]

EVENTO = {
    "version": "0",
    "id": "1",
    "detail-type": "Scheduled Event",
    "source": "aws.events",
    "account": "1",
    "time": "2027-01-10T15:00:00Z",
    "region": "mx-central-1",
    "resources": [],
    "detail": {},
}


@pytest.fixture
def gente(api):
    """A process whose period is in course, and who takes part."""
    mundo.open_world()
    ahora = datetime.now(UTC)
    dias = [Periodo.inicio.set(iso(ahora - timedelta(9))), Periodo.fin.set(iso(ahora + timedelta(9)))]
    Periodo(mundo.PROCESO, mundo.PERIODO).update(actions=dias)
    forget_copies()
    Opl(opl=mundo.OPL, nombre="OPL sintético", entidad=mundo.ENTIDAD).save()
    add_officials()
    lazos = {"opl": mundo.OPL, "proceso": mundo.PROCESO}
    return {
        "opl": api.entra("opl", opl=mundo.OPL),
        "ine": api.entra("ine", institucion="ine"),
        "aspirante": api.entra("aspirante", aspirante="ASPA", **lazos),
        "operador": api.entra("operador", operador=OFICIAL, **lazos),
    }


def coded(contenido: bytes) -> dict[str, str]:
    return {"contenido": b64encode(contenido).decode()}


def asked(api, gente, folios: list[str]) -> str:
    dada = api.pide("POST", "/v1/aspirantes/ASPA/audiencias", gente["aspirante"], {"folios": folios})
    assert dada.estado == 201, dada
    return str(dada.cuerpo["audiencia"])


def its_time_has_come(audiencia: str) -> None:
    """Two days pass: the hearing's date is set back, for the API's clock is the machine's (14.2)."""
    fila = Audiencia.get(audiencia)
    fila.fecha = iso(datetime.now(UTC) - timedelta(minutes=1))
    fila.save()


def in_two_days() -> dict[str, object]:
    fecha = to_centro(datetime.now(UTC) + timedelta(days=2))
    return {"fecha": fecha, "lugar": "Sala 1", "funcionarios": [OFICIAL]}


def test_the_whole_way_by_whom_each_act_is_and_each_is_noted_14_4_18_7(api, gente):
    [folio] = inconsistent("REG1")
    audiencia = asked(api, gente, [folio])
    camino = f"/v1/audiencias/{audiencia}"
    pasos = [
        ("opl", "POST", "programacion", in_two_days()),
        ("opl", "POST", "inicio", None),
        ("operador", "POST", f"apoyos/{folio}/dictamen", {"inciso": None}),
        ("operador", "POST", f"apoyos/{folio}/deshacer", None),
        ("operador", "POST", f"apoyos/{folio}/dictamen", {"inciso": "m", "opcion": "Sin firma"}),
        ("opl", "POST", "conclusion", None),
        ("opl", "PUT", "acta", coded(plain())),
        ("opl", "POST", "notificacion", {"oficio": "OF/9"}),
    ]
    for quien, metodo, que, cuerpo in pasos:
        dada = api.pide(metodo, f"{camino}/{que}", gente[quien], cuerpo)
        if que == "programacion":
            its_time_has_come(audiencia)
        assert dada.estado == 200, (que, dada)
    vista = api.pide("GET", camino, gente["aspirante"]).cuerpo
    assert (vista["estado"], vista["confirmados"], vista["funcionarios"]) == ("notificada", 1, [])
    [registro] = api.pide("GET", f"{camino}/apoyos", gente["aspirante"]).cuerpo["elementos"]
    assert (registro["antes"]["inciso"], registro["despues"]["inciso"]) == ("m", "m")
    assert events(gente["opl"], audiencia) == [
        "audiencia_programada",
        "audiencia_iniciada",
        "audiencia_concluida",
        "acta_adjuntada",
        "audiencia_notificada",
    ]
    assert events(gente["operador"], folio) == [
        "dictamen_de_audiencia",
        "dictamen_de_audiencia_deshecho",
        "dictamen_de_audiencia",
    ]
    assert events(gente["aspirante"], audiencia) == ["audiencia_solicitada", "audiencia_consultada"]


def events(quien, objeto: str) -> list[str]:
    return [a.evento for a in auditoria.entries_of(quien.sujeto) if a.objeto == objeto]


def test_files_are_saved_and_never_shown_14_4(api, gente):
    camino = f"/v1/audiencias/{asked(api, gente, inconsistent('REG1'))}"
    opl, pdf = gente["opl"], {"Accept": "application/pdf"}
    api.pide("POST", f"{camino}/programacion", opl, in_two_days())
    its_time_has_come(camino.rpartition("/")[2])
    api.pide("POST", f"{camino}/inicio", opl)
    negada = api.pide("PUT", f"{camino}/acta", opl, coded(ACTIVOS["objeto comprimido"]()))
    assert (negada.estado, negada.codigo) == (422, "acta_no_admitida")
    assert api.pide("PUT", f"{camino}/acta", opl, coded(plain())).estado == 200
    acta = api.pide("GET", f"{camino}/acta", gente["ine"], cabeceras=pdf)
    assert acta.cuerpo == plain()
    assert acta.cabeceras["Content-Disposition"].startswith("attachment;")
    assert acta.cabeceras["X-Content-Type-Options"] == "nosniff"
    assert api.pide("GET", f"{camino}/oficio", opl, cabeceras=pdf).codigo == "audiencia_no_admite"
    for que in ("acta", "oficio", "incidencias"):
        assert api.pide("GET", f"{camino}/{que}", gente["aspirante"], cabeceras=pdf).estado == 403


def test_records_are_asked_for_by_days_or_one_by_one_and_not_both_14_1(api, gente):
    [folio] = inconsistent("REG1")
    ahora = datetime.now(UTC)
    apoyo = mundo.now(folio)
    apoyo.orden = reception_order(folio, ahora)
    mundo.save_sealed(apoyo)
    hoy = dia_centro(ahora)
    camino, aspirante = "/v1/aspirantes/ASPA/audiencias", gente["aspirante"]
    dias = {"desde": hoy, "hasta": hoy}
    ocho = {"desde": dia_centro(ahora - timedelta(7)), "hasta": hoy}
    for malo in ({}, {"folios": [folio], "dias": dias}, {"dias": ocho}, {"dias": {**dias, "desde": "9"}}):
        assert api.pide("POST", camino, aspirante, malo).codigo == "cuerpo_invalido", malo
    assert api.pide("POST", camino, aspirante, {"dias": dias}).cuerpo["agregados"] == [folio]
    assert api.pide("POST", camino, aspirante, {"dias": dias}).codigo == "sin_registros"


def test_the_daily_watch_tells_the_derfe_of_an_incident_without_answer_14_4(api, gente):
    empty_queues()
    camino = f"/v1/audiencias/{asked(api, gente, inconsistent('REG1'))}"
    api.pide("POST", f"{camino}/programacion", gente["opl"], in_two_days())
    dada = api.pide("POST", f"{camino}/incidencias", gente["opl"], {"texto": "Falla sintética"})
    assert (dada.estado, dada.cuerpo["estado"]) == (201, "en_plazo")
    vencida = Incidencia.vence.set(iso(datetime.now(UTC)))
    Incidencia(dada.cuerpo["audiencia"], 1).update(actions=[vencida])
    taken(config.COLA_CORREOS)
    for _ in range(2):
        vigilancia(EVENTO, None)
        assert [m["plantilla"] for m in taken(config.COLA_CORREOS)] == ["audiencia_incidencia"]
    respuesta = {"texto": "Atendida"}
    assert api.pide("POST", f"{camino}/incidencias/1/respuesta", gente["ine"], respuesta).estado == 200
    vigilancia(EVENTO, None)
    assert taken(config.COLA_CORREOS) == []
