"""Who sends many records that the registry does not know waits until the OPL has looked (Protocolo 7.12, 18.5)."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from chalicelib.rules.apoyos.historia import SituacionRegistral, Verificado
from chalicelib.rules.conteo import Contable
from chalicelib.store.conteo.contadores import every_total, read_totals
from chalicelib.store.privacidad.bitacora import Asiento
from chalicelib.workflows.apoyos.hechos import append_fact
from chalicelib.workflows.captacion.destinos import Destino
from chalicelib.workflows.captacion.detencion import held_destinations
from chalicelib.workflows.captacion.envio import RegistroPorEnviar, announce_records, show_envio
from chalicelib.workflows.conteo.totales import count_states, read_countable_state
from tests.escenario import mundo
from tests.escenario.api import Api, Sesion, api, emisores
from tests.escenario.flujo import Flujo
from tests.escenario.mundo import AHORA, FIN, INICIO, OPL, PROCESO

__all__ = ["api", "emisores"]

LISTA = "/v1/aspirantes/ASPA/remitentes-detenidos"
CODIGO = "remitente_en_revision"


@pytest.fixture
def opl(api: Api) -> Sesion:
    mundo.open_world()
    return api.entra("opl", opl=OPL)


def counted(quien: str, desconocidos: int, otros: int = 0, version: int = 1) -> None:
    """What a sender has sent, as the totals have it: so many that the registry does not know, and others."""
    base = Contable("", version, PROCESO, "ASPA", quien, "2027-01-15", "en_lista_nominal", verificado=True)
    desconocido = replace(base, clase="no_encontrado", desconocido=True)
    count_states(
        [
            replace(desconocido if n < desconocidos else base, folio=f"{quien}{n}")
            for n in range(desconocidos + otros)
        ]
    )


def announce(*nombres: str, quien: str = "AUX1", ahora=AHORA) -> dict[str, Any]:
    """Announcement of records of those names, sealed as `mundo.receive` says it received them."""
    anuncios = [
        RegistroPorEnviar(
            n, "ASPA", INICIO, 1000, sha256(f"sellado ASPA-{quien}-DISP1-{n}".encode()).hexdigest()
        )
        for n in nombres
    ]
    return announce_records(quien, "DISP1", anuncios, ahora)


def states(respuesta: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(r["estado"], (r["motivo"] or {}).get("codigo")) for r in respuesta["registros"]]


def look(api: Api, quien: Sesion, vistos: int, remitente: str = "AUX1"):
    return api.pide("POST", f"{LISTA}/{remitente}/revision", quien, {"vistos": vistos})


def test_the_twentieth_unknown_record_holds_and_what_was_captured_stays_on_the_phone_7_12(opl):
    counted("AUX1", 19)
    assert states(announce("REG1")) == [("permitido", None)]
    counted("AUX1", 20)
    contestado = announce("REG1", "REG2")
    assert states(contestado) == [("pendiente", CODIGO)] * 2
    assert [(r["permiso"], r["acuse"]) for r in contestado["registros"]] == [(None, None)] * 2
    assert states(show_envio("AUX1", contestado["envio"])) == [("pendiente", CODIGO)] * 2
    assert "Conserve" in contestado["registros"][0]["motivo"]["texto"]


def test_a_record_received_before_gets_its_receipt_all_the_same_9_14(opl):
    mundo.receive("REG1")
    counted("AUX1", 20)
    contestado = announce("REG1", "REG2")
    assert states(contestado) == [("recibido", None), ("pendiente", CODIGO)]
    mundo.receive("REG2")  # by a permit of before
    assert states(show_envio("AUX1", contestado["envio"])) == [("recibido", None)] * 2


def test_once_the_opl_has_looked_the_same_announcement_is_permitted(api, opl):
    counted("AUX1", 25)
    envio = announce("REG1")["envio"]
    for _ in range(2):  # a repetition changes nothing
        r = look(api, opl, 25)
        assert (r.estado, r.cuerpo) == (
            200,
            {"remitente": "AUX1", "no_encontrados": 25, "vistos": 25, "detenido": False},
        )
    otra = announce("REG1")
    assert (otra["envio"], states(otra)) == (envio, [("permitido", None)])
    counted("AUX1", 44)
    assert states(announce("REG1")) == [("permitido", None)]
    counted("AUX1", 45)
    assert states(announce("REG1")) == [("pendiente", CODIGO)]


def test_who_looked_is_in_the_audit_log_and_what_came_meanwhile_is_not_looked_at(api, opl):
    counted("AUX1", 45)
    assert look(api, opl, 20).cuerpo["detenido"] is True
    assert look(api, opl, 10).cuerpo["vistos"] == 20  # it only grows
    assert look(api, opl, 46).codigo == "version_anterior"
    assert look(api, opl, 1, "AUX2").codigo == "no_encontrado"
    asientos = [(a.evento, a.objeto) for a in Asiento.scan() if a.evento == "remitente_revisado"]
    assert asientos == [("remitente_revisado", "AUX1")] * 2


def test_the_list_tells_the_opl_who_waits_and_nobody_else_asks(api, opl):
    counted("AUX1", 20)
    counted("AUX4", 30, otros=300)
    counted("AUX5", 40, otros=300)
    counted("C23456789AB", 22)
    visto = api.pide("GET", LISTA, opl).cuerpo
    assert visto == {
        "total": 3,
        "elementos": [
            detained("AUX5", 340, 40),
            detained("C23456789AB", None, 22),
            detained("AUX1", 20, 20),
        ],
    }
    look(api, opl, 40, "AUX5")
    assert api.pide("GET", LISTA, api.entra("supervisor", opl=OPL, proceso=PROCESO)).cuerpo["total"] == 2
    for rol in ("ine", "aspirante"):
        quien = (
            api.entra(rol, institucion="ine")
            if rol == "ine"
            else api.entra(rol, proceso=PROCESO, aspirante="ASPA")
        )
        assert api.pide("GET", LISTA, quien).codigo == "acceso_denegado"
    assert api.pide("GET", LISTA, api.entra("opl", opl="OTRO")).codigo == "no_encontrado"
    assert look(api, api.entra("opl", opl="OTRO"), 20).codigo == "no_encontrado"


def detained(remitente: str, recibidos: int | None, desconocidos: int) -> dict[str, Any]:
    clase = "auxiliar" if recibidos is not None else "ciudadania"
    return {
        "remitente": remitente,
        "clase": clase,
        "recibidos": recibidos,
        "no_encontrados": desconocidos,
        "vistos": 0,
    }


def test_after_the_period_nobody_is_held_for_what_waits_would_be_lost_9_16(opl):
    counted("AUX1", 300)
    assert states(announce("REG1", ahora=FIN - timedelta(seconds=1))) == [("pendiente", CODIGO)]
    assert states(announce("REG1", ahora=FIN)) == [("permitido", None)]


def test_another_sender_of_the_same_aspirante_sends_on_and_a_citizen_is_held_alike(opl):
    mundo.auxiliar("AUX4", "ASPA").save()
    counted("AUX1", 20)
    counted("C23456789AB", 20)
    assert states(announce("REG1", quien="AUX4")) == [("permitido", None)]
    destinos = {a: Destino(FIN, fin=FIN) for a in ("ASPA", "ASPB")}
    assert held_destinations("C23456789AB", destinos, AHORA) == {"ASPA"}


def test_an_unknown_record_counts_once_whatever_the_mesa_says_of_it_9_8(aws_fingido):
    """Rejected by the Mesa it is inconsistent, and the registry has been asked all the same."""
    flujo = Flujo()
    mundo.open_world()
    apoyo = mundo.receive("REG1")
    visto = Verificado("2027-01-15T12:00:00.000Z", SituacionRegistral.NO_ENCONTRADO)
    append_fact(apoyo.folio, lambda _: visto, AHORA)
    mundo.review(apoyo.folio, mundo.ILEGIBLE)
    estados = [read_countable_state(e["dynamodb"]["NewImage"]) for e in flujo.news()]
    assert [e.desconocido for e in estados] == [False, True, True]
    assert estados[-1].clase == "con_inconsistencia"
    for vez in (estados, estados[::-1], estados):
        count_states(vez)
        assert read_totals("desconocidos#ASPA") == {"AUX1": 1}
    hallado = Verificado("2027-01-16T12:00:00.000Z", SituacionRegistral.LISTA_NOMINAL)
    append_fact(apoyo.folio, lambda _: hallado, AHORA)
    count_states([read_countable_state(e["dynamodb"]["NewImage"]) for e in flujo.news()])
    assert read_totals("desconocidos#ASPA") == {}


def test_what_was_looked_at_is_no_total(api, opl):
    counted("AUX1", 20)
    look(api, opl, 20)
    assert {de for de, _ in every_total() if de.startswith(("vistos", "desconocidos"))} == {
        "desconocidos#ASPA"
    }
