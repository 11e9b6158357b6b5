"""A day at the desk: three operators, a supervisor, and the hearing of an aspirante (Protocolo 13, 14)."""

import io
from base64 import b64encode
from collections import Counter
from typing import Any

import pytest
from pypdf import PdfReader

from tests.e2e.captura import people
from tests.e2e.mesas import OPERADORES, OTRA, PROCESO, UNO, Mesa, begin_at_its_time, open_mesa, soon
from tests.e2e.sistema import Sistema
from tests.escenario.actas import plain

pytestmark = pytest.mark.nube

SIN_FIRMA = {"inciso": "m", "opcion": "Sin firma"}
EN_PANTALLA = {"inciso": "d", "opcion": "Pantalla"}
VALIDO: dict[str, Any] = {"inciso": None}
DICEN = {"repetida": SIN_FIRMA, "pantalla": EN_PANTALLA, "sin_firma": SIN_FIRMA, "no_pedida": SIN_FIRMA}
"""Verdict on a record; on the others, that it is valid."""
DERFE = ("derfe.mesa@captacion.invalid", "derfe.audiencias@captacion.invalid")


@pytest.fixture(scope="module")
def mesa(sistema: Sistema) -> Mesa:
    """Eight records wait, for nobody is on shift: of `repetida`'s person there is one for each aspirante."""
    mesa = open_mesa(sistema)
    gente = people(sistema)
    mal_leida = sistema.take(p for p in gente if p.modelo in "EG")
    propias = [sistema.take(gente) for _ in range(6)]
    nombres = ("repetida", "pantalla", "sin_firma", "no_pedida", "deshecha", "escalada")
    leidas: dict[str, tuple[Any, dict[str, str]]] = {
        n: (p, {}) for n, p in zip(nombres, propias, strict=True)
    }
    mesa.send(UNO, **leidas, mal_leida=(mal_leida, {"cic": "999999999"}))
    mesa.send(OTRA, tardia=(propias[0], {}))
    mesa.cic = mal_leida.cic
    return mesa


def test_a_day_at_the_desk_and_a_hearing_that_reverses_two_verdicts_13_14(sistema: Sistema, mesa: Mesa):
    hand_out(mesa)
    review(mesa)
    resolve_the_escalated(mesa)
    sistema.quiet()
    assert mesa.classes(UNO) == {"con_inconsistencia": 4, "en_lista_nominal": 3, "contados": 3}
    assert mesa.classes(OTRA) == {"en_lista_nominal": 1, "contados": 1}
    audiencia = hold_a_hearing(mesa)
    sistema.quiet()
    # Whoever gave support to both gave it first to the one whose record counts again (LGIPE 385).
    assert mesa.classes(UNO) == {"con_inconsistencia": 2, "en_lista_nominal": 5, "contados": 5}
    assert mesa.classes(OTRA) == {"duplicado_otro_aspirante": 1, "contados": 0}
    check_papers_and_mails(sistema, mesa, audiencia)


def hand_out(mesa: Mesa) -> None:
    """Assigned by weight and filter; who pauses is drained, and all is level again when they are back (13.3)."""
    supervisa, camino = "supervisor", f"procesos/{PROCESO}"
    mesa.pide(supervisa, "PUT", f"{camino}/mesa/calidad", {"porcentaje": 0})
    for operador in OPERADORES:
        assert mesa.pide(operador, "GET", "mesa/cola")["elementos"] == []
        mesa.pide(operador, "PUT", "mesa/jornada", {"estado": "en_turno"})
    uno, dos, tres = OPERADORES
    mesa.pide(supervisa, "PUT", f"{camino}/operadores/{tres}", {"peso": 50})
    assert mesa.pide(supervisa, "POST", f"{camino}/asignaciones/conteo", {"aspirante": UNO})["registros"] == 7
    dados = mesa.pide(supervisa, "POST", f"{camino}/asignaciones", {"aspirante": UNO})
    assert dados["por_operador"] == {uno: 3, dos: 3, tres: 1}
    una = {"aspirante": OTRA, "operadores": [tres]}
    assert mesa.pide(supervisa, "POST", f"{camino}/asignaciones", una)["por_operador"] == {tres: 1}
    mesa.pide(dos, "PUT", "mesa/jornada", {"estado": "pausa"})
    retiro = mesa.pide(supervisa, "POST", f"{camino}/operadores/{dos}/retiro", {"repartir": True})
    assert (retiro["movidos"], retiro["abiertos"]) == (3, 0)
    assert loads(mesa) == {uno: 5, dos: 0, tres: 3}
    mesa.pide(dos, "PUT", "mesa/jornada", {"estado": "en_turno"})
    assert mesa.pide(supervisa, "POST", f"{camino}/redistribucion", {})["faltan"] == 0
    assert loads(mesa) == {uno: 3, dos: 3, tres: 2}


def loads(mesa: Mesa) -> dict[str, int]:
    """Open records of each, as the supervisor sees them."""
    filas = mesa.pide("supervisor", "GET", f"procesos/{PROCESO}/operadores")["elementos"]
    return {f["operador"]: f["abiertos"] for f in filas}


def review(mesa: Mesa) -> None:
    """Each reviews what is before them, each record once (13.6)."""
    vistos = [folio for operador in OPERADORES for folio in review_as(mesa, operador)]
    assert Counter(vistos) == Counter(mesa.folios.values())
    assert set(loads(mesa).values()) == {0}


def review_as(mesa: Mesa, operador: str) -> list[str]:
    nombres = {folio: nombre for nombre, folio in mesa.folios.items()}
    vistos = []
    while (hoja := mesa.pide(operador, "GET", "mesa/siguiente")["registro"]) is not None:
        vistos.append(hoja["folio"])
        judge(mesa, operador, nombres[hoja["folio"]], f"mesa/registros/{hoja['folio']}")
    return vistos


def judge(mesa: Mesa, operador: str, nombre: str, camino: str) -> None:
    if nombre == "escalada":
        mesa.pide(operador, "POST", f"{camino}/escalar", {"motivo": "Credencial con un sello ajeno"})
        return
    if nombre == "mal_leida":
        hoja = mesa.pide(operador, "POST", f"{camino}/correccion", {"cic": mesa.cic})
        assert [c["despues"] for c in hoja["correcciones"]] == [{"cic": mesa.cic}]
    if nombre == "deshecha":
        mesa.pide(operador, "POST", f"{camino}/dictamen", SIN_FIRMA)
        deshecho = mesa.pide(operador, "POST", f"{camino}/deshacer")
        assert deshecho["clase"] == "en_lista_nominal"
    dicho = mesa.pide(operador, "POST", f"{camino}/dictamen", DICEN.get(nombre, VALIDO))
    assert dicho["clase"] == ("con_inconsistencia" if nombre in DICEN else "en_lista_nominal")


def resolve_the_escalated(mesa: Mesa) -> None:
    """The OPL's authority determines what the catalogue does not describe (13.8)."""
    camino, folio = f"procesos/{PROCESO}/mesa/escalados", mesa.folios["escalada"]
    [pendiente] = mesa.pide("opl", "GET", camino)["elementos"]
    assert pendiente["folio"] == folio
    assert len(mesa.pide("opl", "GET", f"{camino}/{folio}")["imagenes"]) == 4
    dicho = {"valido": True, "texto": "El sello no oculta dato alguno", "oficio": "IEEG/CG/1"}
    mesa.pide("opl", "POST", f"{camino}/{folio}/determinacion", dicho)
    assert mesa.pide("opl", "GET", camino)["elementos"] == []


def hold_a_hearing(mesa: Mesa) -> str:
    """Three of the four are asked for; two officials, no one with what they judged before, reverse two (14)."""
    pedidos = [mesa.folios[n] for n in ("repetida", "pantalla", "sin_firma")]
    pedida = mesa.pide(UNO, "POST", f"aspirantes/{UNO}/audiencias", {"folios": pedidos}, estado=201)
    camino = f"audiencias/{pedida['audiencia']}"
    revisan = list(OPERADORES[:2])
    cita = {"fecha": soon(), "lugar": "Sala de muestra", "funcionarios": revisan}
    mesa.pide("opl", "POST", f"{camino}/programacion", cita)
    iniciada = begin_at_its_time(mesa, camino)
    assert (iniciada["repartidos"], iniciada["mismo_juez"]) == (3, 0)
    for oficial in revisan:
        reconsider(mesa, oficial, camino)
    mesa.pide("opl", "POST", f"{camino}/conclusion")
    acta = {"contenido": b64encode(plain()).decode()}
    assert mesa.pide("opl", "PUT", f"{camino}/acta", acta)["paginas"] == 1
    return str(pedida["audiencia"])


def reconsider(mesa: Mesa, oficial: str, camino: str) -> None:
    while (hoja := mesa.pide(oficial, "GET", f"{camino}/cola")["registro"]) is not None:
        dicho = SIN_FIRMA if hoja["folio"] == mesa.folios["sin_firma"] else VALIDO
        mesa.pide(oficial, "POST", f"{camino}/apoyos/{hoja['folio']}/dictamen", dicho)


def check_papers_and_mails(sistema: Sistema, mesa: Mesa, audiencia: str) -> None:
    """The record, the Acta, the oficio and the mails say the same figures (14.4)."""
    camino = f"audiencias/{audiencia}"
    assert mesa.pide("opl", "GET", f"{camino}/acta") == plain()
    oficio = PdfReader(io.BytesIO(mesa.pide("opl", "GET", f"{camino}/oficio")))
    texto = " ".join(p.extract_text() for p in oficio.pages)
    assert audiencia in texto and "Con inconsistencia revertida" in texto
    mesa.pide("opl", "POST", f"{camino}/notificacion", {"oficio": "IEEG/UTVOPL/9"})
    sistema.quiet()
    vista = mesa.pide(UNO, "GET", camino)
    assert [vista[c] for c in ("estado", "revertidos", "confirmados")] == ["notificada", 2, 1]
    aspirante = f"{UNO.lower()}@muestra.invalid"
    for correo in (aspirante, DERFE[1]):
        suyos = [m for m in sistema.mails(correo) if audiencia in m.subject]
        assert len(suyos) == 2  # scheduled; result
        assert "Con inconsistencia revertida: 2" in suyos[0].text
    assert any("IEEG/CG/1" in m.text for m in sistema.mails(DERFE[0]))
