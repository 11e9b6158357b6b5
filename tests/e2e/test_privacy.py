"""No datum of identity gets into a log, the name of an object or the key of an item, whatever is sent wrong."""

import json
import re

import pytest

from tests.e2e.captura import Captura, capture, people
from tests.e2e.sistema import Sistema, ago, seconds

pytestmark = pytest.mark.nube


@pytest.fixture(scope="module")
def rastro(sistema: Sistema) -> None:
    """A person's data where they belong, and in every place where a careless log would show them."""
    captura = capture(sistema, sistema.mundo.auxiliares[0])
    credencial = captura.registro["credencial"]
    ajenos = {credencial["clave_elector"]: credencial["nombre"]}
    _upload(sistema, captura, captura.seal())
    for cambio in (ajenos, {"capturado_en": credencial["nombre"]}, {"credencial": credencial | ajenos}):
        malo = capture(sistema, captura.auxiliar)
        _upload(sistema, malo, malo.seal(malo.clear(malo.manifest(**cambio))))
    otro = capture(sistema, captura.auxiliar)
    _upload(sistema, otro, otro.seal(otro.clear(json.dumps(credencial).encode()[:-1])))
    for registro in (
        ajenos,
        {"registro": credencial["clave_elector"] + "\n"},
        {"bytes": credencial["nombre"]},
    ):
        cuerpo = {
            "dispositivo": "DISP000001",
            "registros": [captura.announcement(b"x", **registro)],
            **ajenos,
        }
        assert sistema.pide("POST", "/v1/envios", captura.auxiliar.token, json=cuerpo).status_code == 400
    sistema.send("recepcion", ajenos)
    sistema.send("recepcion", credencial["nombre"])
    sistema.send("registral", ajenos)
    sistema.quiet()
    sistema.purge("recepcion-fallidos")
    sistema.purge("registral-fallidos")


def _upload(sistema: Sistema, captura: Captura, sellado: bytes) -> None:
    anuncio = captura.announcement(sellado, capturado_en=seconds(ago(hours=2)))
    permiso = sistema.announce(captura.auxiliar, [anuncio])["registros"][0]["permiso"]
    assert sistema.upload(permiso, sellado).ok


@pytest.fixture(scope="module")
def personal(sistema: Sistema) -> re.Pattern[str]:
    """Finds the clave, CURP, CIC or name of anybody in this world; digits only as a number of their own."""
    datos = {
        dato
        for c in people(sistema)
        for dato in (c.clave_elector, c.curp, c.cic, c.nombre_completo, json.dumps(c.nombre_completo)[1:-1])
    }
    return re.compile(r"(?<!\d)(?:" + "|".join(map(re.escape, sorted(datos))) + r")(?!\d)")


def test_the_search_finds_what_it_looks_for(sistema, rastro, personal):
    """In the mail, where the CIC belongs (9.14): the data did go through the system."""
    assert any(personal.search(m.text) for m in sistema.mails())


def test_no_log_holds_a_personal_datum(sistema, rastro, personal):
    logs = sistema.logs()
    assert {"Recepcion.log", "Registral.log", "Acuses.log", "Reparto.log", "puerta.log"} <= logs.keys()
    assert '"causa"' in logs["Recepcion.log"] + logs["Registral.log"]
    assert {nombre: personal.findall(texto) for nombre, texto in logs.items() if personal.search(texto)} == {}


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
