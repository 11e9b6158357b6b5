"""What cannot be processed is set aside where the operators see it, after its tries; nothing else waits for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pytest

from chalicelib.store.apoyos.apoyos import Apoyo, record_seal
from chalicelib.store.base.sellos import derive_key
from chalicelib.vault.secretos import SecretoProceso, open_secret, seal_fields
from chalicelib.vault.sobres import seal_at_rest
from cliente.expediente import integridad
from local.siembra import PROCESO
from tests.e2e.captura import Captura, capture
from tests.e2e.filas import row
from tests.e2e.sistema import Sistema, ago, seconds

pytestmark = pytest.mark.nube
AJENO = "ajeno/archivo.txt"


@dataclass(frozen=True)
class Fallas:
    """Everything that fails, and good records of the same auxiliar sent beside it; dead letters there were."""

    antes: dict[str, int]
    despues: dict[str, int]
    buenas: list[Captura]
    desaparecida: tuple[Captura, bytes, str, str]
    alterada: tuple[Captura, str]


@pytest.fixture(scope="module")
def fallas(sistema: Sistema) -> Iterator[Fallas]:
    modelo = _good(sistema)
    sistema.quiet()
    antes = sistema.errors()
    sistema.send("recepcion", "esto no es JSON")
    sistema.send("recepcion", {"aviso": "de otro sistema"})
    sistema.put("entrada", AJENO, b"ajeno")
    desaparecida = _vanished(sistema)
    alterada, envio, vecina = _tampered(sistema, modelo)
    _save(sistema, {"folio": {"S": "AJENO"}})
    buenas = [vecina, *(_good(sistema) for _ in range(3))]
    sistema.quiet()
    yield Fallas(antes, sistema.errors(), buenas, desaparecida, (alterada, envio))
    sistema.client("dynamodb").delete_item(
        TableName=f"{sistema.prefijo}-apoyos", Key={"folio": {"S": "AJENO"}}
    )
    sistema.client("s3").delete_object(Bucket=f"{sistema.prefijo}-entrada", Key=AJENO)
    for cola in ("recepcion", "registral", "acuses", "flujo"):
        sistema.purge(f"{cola}-fallidos")


def _announced(sistema: Sistema, captura: Captura, sellado: bytes) -> tuple[str, dict[str, Any]]:
    """Id of the announcement, and the permit."""
    anunciado = sistema.announce(captura.auxiliar, [captura.announcement(sellado)])
    return anunciado["envio"], anunciado["registros"][0]["permiso"]


def _good(sistema: Sistema) -> Captura:
    captura = capture(sistema, sistema.mundo.auxiliares[0])
    sellado = captura.seal()
    assert sistema.upload(_announced(sistema, captura, sellado)[1], sellado).ok
    return captura


def _vanished(sistema: Sistema) -> tuple[Captura, bytes, str, str]:
    """S3's notice of an object that is not there: record, sealed bytes, announcement, key."""
    captura = capture(sistema, sistema.mundo.auxiliares[0])
    sellado = captura.seal()
    envio, permiso = _announced(sistema, captura, sellado)
    llave = permiso["campos"]["key"]
    objeto = {"s3": {"object": {"key": llave}}, "eventTime": seconds(ago())}
    sistema.send("recepcion", {"Records": [objeto]})
    return captura, sellado, envio, llave


def _tampered(sistema: Sistema, modelo: Captura) -> tuple[Captura, str, Captura]:
    """A record whose sealed fields are another folio's, stored together with a good one of the same auxiliar."""
    alterada, vecina = (capture(sistema, sistema.mundo.auxiliares[0]) for _ in range(2))
    envio, _ = _announced(sistema, alterada, alterada.seal())
    ajenos = sistema.item("apoyos", folio=modelo.folio)["datos"].value
    tabla = f"{sistema.prefijo}-apoyos"
    items = [
        _stored(sistema, modelo, alterada, ajenos),
        _stored(sistema, modelo, vecina, _fields(sistema, vecina)),
    ]
    sistema.client("dynamodb").transact_write_items(
        TransactItems=[{"Put": {"TableName": tabla, "Item": item}} for item in items]
    )
    return alterada, envio, vecina


def _stored(sistema: Sistema, modelo: Captura, captura: Captura, datos: bytes) -> dict[str, Any]:
    """The item (DynamoDB JSON) that reception makes of a record, with its expediente at rest."""
    claro = captura.clear()
    codigo = integridad(claro)
    contexto = {"proceso": PROCESO, "aspirante": captura.registro["aspirante"], "folio": captura.folio}
    llave = sistema.item("procesos", proceso=PROCESO)["llave_resguardo"]
    reposo = seal_at_rest(sistema.client("kms"), claro, llave, contexto)
    sistema.put("expedientes", f"{PROCESO}/{captura.folio}/{codigo}", reposo)
    item = sistema.raw("apoyos", folio=modelo.folio)
    nuevo = {n: v for n, v in item.items() if n != "persona"} | {
        "folio": {"S": captura.folio},
        "registro": {"S": captura.registro["registro"]},
        "modelo": {"S": captura.registro["credencial"]["modelo"]},
        "integridad": {"B": bytes.fromhex(codigo)},
        "sellado": {"B": sha256(claro).digest()},
        "datos": {"B": datos},
        "historia": {"L": item["historia"]["L"][:1]},
        "clase": {"S": "en_proceso"},
        "version": {"N": "1"},
    }
    return _sealed(sistema, nuevo)


def _sealed(sistema: Sistema, item: dict[str, Any]) -> dict[str, Any]:
    """The item with the seal that a writer of ours would give it."""
    apoyo = Apoyo()
    apoyo.deserialize({n: v for n, v in item.items() if n != "sello"})
    llave = derive_key(_secret(sistema).indice, "historia v1")
    return item | {"sello": {"B": record_seal(apoyo, llave)}}


def _save(sistema: Sistema, item: dict[str, Any]) -> None:
    sistema.client("dynamodb").put_item(TableName=f"{sistema.prefijo}-apoyos", Item=item)


def _secret(sistema: Sistema) -> SecretoProceso:
    proceso = sistema.item("procesos", proceso=PROCESO)
    return open_secret(
        sistema.client("kms"), proceso["secreto"].value, proceso["llave_resguardo"], {"proceso": PROCESO}
    )


def _fields(sistema: Sistema, captura: Captura) -> bytes:
    """The record's sealed fields as they should be."""
    datos = {n: captura.registro[n] for n in ("credencial", "lugar")}
    return seal_fields(_secret(sistema), captura.folio, datos)


def _repair(sistema: Sistema, captura: Captura) -> None:
    item = sistema.raw("apoyos", folio=captura.folio)
    _save(sistema, _sealed(sistema, item | {"datos": {"B": _fields(sistema, captura)}}))


def _more(fallas: Fallas, cola: str) -> int:
    return fallas.despues[cola] - fallas.antes[cola]


@row("message-not-json", "recepcion-fallidos")
@row("message-not-of-s3", "recepcion-fallidos")
@row("foreign-key", "recepcion-fallidos")
@row("vanished-object", "recepcion-fallidos")
def test_what_reception_cannot_attend_is_set_aside_one_by_one(sistema, fallas):
    assert _more(fallas, "recepcion-fallidos") == 4
    assert _more(fallas, "Recepcion") == 0
    assert AJENO in sistema.keys("entrada")


def test_records_beside_them_are_received_classed_and_mailed(sistema, fallas):
    for captura in fallas.buenas:
        assert sistema.item("apoyos", folio=captura.folio)["clase"] == "en_lista_nominal"
        assert len([m for m in sistema.mails() if captura.folio in m.text]) == 1
        assert sistema.item("mesa", folio=captura.folio, etapa="mesa")["operador"]


@row("foreign-item", "flujo-fallidos")
def test_an_item_that_is_no_record_is_set_aside_by_both_readers_of_the_stream(fallas):
    assert _more(fallas, "flujo-fallidos") == 2


@row("tampered-fields", "registral-fallidos, acuses-fallidos")
def test_a_record_whose_sealed_fields_do_not_open_is_set_aside_and_not_classed(sistema, fallas):
    captura, envio = fallas.alterada
    assert _more(fallas, "registral-fallidos") == 1
    assert _more(fallas, "acuses-fallidos") >= 1
    assert sistema.item("apoyos", folio=captura.folio)["clase"] == "en_proceso"
    assert [r["estado"] for r in sistema.consult(captura.auxiliar, envio)] == ["pendiente"]


def test_whoever_operates_the_system_sees_how_many_were_set_aside(sistema, fallas):
    vistos = dict(linea.split() for linea in sistema.consola("fallidos", "ver").splitlines())
    assert {f"{cola}-fallidos": int(n) for cola, n in vistos.items() if cola != "mesa"} == {
        cola: n for cola, n in fallas.despues.items() if cola.endswith("-fallidos")
    }


def test_once_repaired_and_put_back_they_end_as_any_other(sistema, fallas):
    alterada, envio_alterada = fallas.alterada
    desaparecida, sellado, envio_desaparecida, llave = fallas.desaparecida
    _repair(sistema, alterada)
    sistema.put("entrada", llave, sellado)
    for cola in ("recepcion", "registral", "acuses"):
        assert (
            int(sistema.consola("fallidos", "reponer", cola).split()[-1])
            == fallas.despues[f"{cola}-fallidos"]
        )
    sistema.quiet()
    for captura, envio in ((alterada, envio_alterada), (desaparecida, envio_desaparecida)):
        assert sistema.item("apoyos", folio=captura.folio)["clase"] == "en_lista_nominal"
        assert [r["estado"] for r in sistema.consult(captura.auxiliar, envio)] == ["recibido"]
        assert len([m for m in sistema.mails() if captura.folio in m.text]) == 1
    quedan = sistema.errors()
    assert (
        quedan["recepcion-fallidos"] == fallas.despues["recepcion-fallidos"] - 1
    )  # the three nobody can mend
    assert quedan["registral-fallidos"] == fallas.antes["registral-fallidos"]
    assert quedan["acuses-fallidos"] == fallas.antes["acuses-fallidos"]


@row("tampered-expediente", "skipped at the desk")
def test_an_expediente_that_does_not_open_does_not_hold_up_its_operator(sistema):
    [_good(sistema) for _ in range(4)]
    sistema.quiet()
    operador = next(iter(sistema.mundo.operadores.values()))
    primero = _next(sistema, operador)
    item = sistema.item("apoyos", folio=primero)
    llave = f"{PROCESO}/{primero}/{item['integridad'].value.hex()}"
    original = sistema.content("expedientes", llave)
    sistema.put("expedientes", llave, original[:-1] + bytes([original[-1] ^ 1]))
    assert _next(sistema, operador) not in (None, primero)
    ultima = [linea for linea in sistema.logs()["puerta.log"].splitlines() if "expediente ilegible" in linea][
        -1
    ]
    assert primero in ultima
    sistema.put("expedientes", llave, original)
    assert _next(sistema, operador) == primero


def _next(sistema: Sistema, operador: str) -> str | None:
    respuesta = sistema.pide("GET", "/v1/mesa/siguiente", operador)
    assert respuesta.status_code == 200, respuesta.text
    registro = respuesta.json()["registro"]
    return registro["folio"] if registro else None
