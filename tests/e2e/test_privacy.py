"""No datum of identity gets into a log, the name of an object or the key of an item, whatever is sent wrong."""

import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
import requests

from tests.e2e.captura import Captura, capture, people
from tests.e2e.sistema import Sistema, ago, seconds

pytestmark = pytest.mark.nube


@pytest.fixture(scope="module")
def rastro(sistema: Sistema) -> list[str]:
    """A person's data where they belong, and in every place where a careless log would show them; what was refused."""
    captura = capture(sistema, sistema.mundo.auxiliares[0])
    credencial = captura.registro["credencial"]
    ajenos = {credencial["clave_elector"]: credencial["nombre"]}
    _upload(sistema, captura, captura.seal())
    for cambio in (ajenos, {"capturado_en": credencial["nombre"]}, {"credencial": credencial | ajenos}):
        malo = capture(sistema, captura.auxiliar)
        _upload(sistema, malo, malo.seal(malo.clear(malo.manifest(**cambio))))
    otro = capture(sistema, captura.auxiliar)
    _upload(sistema, otro, otro.seal(otro.clear(json.dumps(credencial).encode()[:-1])))
    negadas = [*_bad_bodies(sistema, captura, ajenos), *_bad_addresses(sistema, captura.auxiliar.token)]
    assert all(400 <= r.status_code < 500 for r in negadas), [(r.status_code, r.request.url) for r in negadas]
    sistema.send("recepcion", ajenos)
    sistema.send("recepcion", credencial["nombre"])
    sistema.send("registral", ajenos)
    sistema.quiet()
    sistema.purge("recepcion-fallidos")
    sistema.purge("registral-fallidos")
    return [f"{r.reason} {r.text} {dict(r.headers)}" for r in negadas]


def _bad_bodies(sistema: Sistema, captura: Captura, ajenos: dict[str, str]) -> Iterator[requests.Response]:
    """Announcements with a datum as name of a member, as an id and as a number."""
    [(clave, nombre)] = ajenos.items()
    for registro in (ajenos, {"registro": clave + "\n"}, {"bytes": nombre}):
        cuerpo = {
            "dispositivo": "DISP000001",
            "registros": [captura.announcement(b"x", **registro)],
            **ajenos,
        }
        yield sistema.pide("POST", "/v1/envios", captura.auxiliar.token, json=cuerpo)


def _bad_addresses(sistema: Sistema, token: str) -> Iterator[requests.Response]:
    """Each datum in a path, in a query, in an address that does not exist, as a method and in headers."""
    persona = next(c for c in people(sistema) if c.modelo != "C")  # whose credential prints all four
    clave = persona.clave_elector
    for dato in (clave, persona.curp, persona.cic, quote(persona.nombre_completo)):
        yield sistema.pide("GET", f"/v1/envios/{dato}", token)
        yield sistema.pide("GET", f"/v1/mesa/registros/{dato}", token)
        yield sistema.pide("GET", f"/v1/auxiliares/acuses?despues={dato}", token)
        yield sistema.pide("GET", f"/v1/cuentas?{dato}={dato}", token)
        yield sistema.pide("GET", f"/v1/nada/{dato}", token)
        yield sistema.pide("DELETE", f"/v1/envios/{dato}", token)
    yield sistema.pide("GET", "/v1/auxiliares/acuses", clave)
    yield sistema.pide("GET", "/v1/auxiliares/acuses", token, headers={"X-Cuenta": clave})


def _upload(sistema: Sistema, captura: Captura, sellado: bytes) -> None:
    anuncio = captura.announcement(sellado, capturado_en=seconds(ago(hours=2)))
    permiso = sistema.announce(captura.auxiliar, [anuncio])["registros"][0]["permiso"]
    assert sistema.upload(permiso, sellado).ok


@pytest.fixture(scope="module")
def personal(sistema: Sistema) -> re.Pattern[str]:
    """Finds the clave, CURP, CIC or name of anybody in this world; digits only as a number of their own.

    A name as it is, as JSON escapes it and as an address escapes it.
    """
    datos = {
        dato for c in people(sistema) for dato in (c.clave_elector, c.curp, c.cic, *_forms(c.nombre_completo))
    }
    return re.compile(r"(?<!\d)(?:" + "|".join(map(re.escape, sorted(datos))) + r")(?!\d)")


def _forms(nombre: str) -> tuple[str, ...]:
    return nombre, json.dumps(nombre)[1:-1], quote(nombre)


def test_the_search_finds_what_it_looks_for(sistema, rastro, personal):
    """In the mail, where the CIC belongs (9.14): the data did go through the system."""
    assert any(personal.search(m.text) for m in sistema.mails())


def test_no_log_holds_a_personal_datum(sistema, rastro, personal):
    logs = sistema.logs()
    assert {"Recepcion.log", "Registral.log", "Acuses.log", "Reparto.log", "puerta.log"} <= logs.keys()
    assert '"ruta": "/v1/envios/{envio}"' in logs["puerta.log"]
    assert '"causa"' in logs["Recepcion.log"] + logs["Registral.log"]
    assert {nombre: personal.findall(texto) for nombre, texto in logs.items() if personal.search(texto)} == {}


def test_no_refusal_repeats_what_was_sent(rastro, personal):
    assert len(rastro) == 3 + 4 * 6 + 2
    assert [texto for texto in rastro if personal.search(texto)] == []


def test_no_object_is_named_by_a_personal_datum(sistema, rastro, personal):
    llaves = [k for d in ("entrada", "expedientes", "cuarentena") for k in sistema.keys(d)]
    assert llaves
    assert [k for k in llaves if personal.search(k)] == []


def test_no_item_is_keyed_by_a_personal_datum(sistema, rastro, personal):
    llaves = [
        (tabla, str(item[atributo]))
        for tabla, atributos in sistema.tables.items()
        for item in sistema.items(tabla)
        for atributo in atributos
        if atributo in item
    ]
    assert {"padron", "personas", "apoyos", "mesa"} <= {tabla for tabla, _ in llaves}
    assert [llave for llave in llaves if personal.search(llave[1])] == []
