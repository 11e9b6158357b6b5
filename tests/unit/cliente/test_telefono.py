"""The phone: what it sends, what survives a crash, and what lets it delete (9.14)."""

import pytest
import requests
from urllib3.util import Retry

from cliente import muestra
from cliente.pendientes import Carpeta
from cliente.telefono import REINTENTOS, Telefono
from tests.unit.cliente.recepcion_falsa import serving

TOKEN = "bueno"
QUICK = REINTENTOS.new(backoff_factor=0.001, backoff_jitter=0.001)


@pytest.fixture
def recepcion():
    with serving() as recepcion:
        yield recepcion


@pytest.fixture
def phone(tmp_path, recepcion):
    """A new phone on the same folder: call it again to crash and start anew."""

    def start(token: str = TOKEN, retries: Retry = QUICK) -> Telefono:
        return Telefono(tmp_path / "telefono", recepcion.base, "DISP0001", token, retries)

    return start


def capture(telefono: Telefono, recepcion, *names: str) -> None:
    """Save records; the bytes need not be an expediente, the phone cannot read them."""
    for name in names:
        clear, sealed = f"claro {name}".encode(), f"sellado {name}".encode() * 50
        recepcion.integridad[name] = telefono.save(muestra.registro(registro=name), clear, sealed)


def states(telefono: Telefono) -> dict[str, str]:
    return {pendiente.registro: pendiente.estado for pendiente in telefono.carpeta.all()}


def sealed_files(telefono: Telefono) -> list[str]:
    return sorted(path.stem for path in telefono.carpeta.path.glob("*.sellado"))


def test_a_record_is_sent_and_deleted_against_its_receipt(phone, recepcion):
    telefono = phone()
    capture(telefono, recepcion, "R0001", "R0002")
    assert telefono.send(patience=5, pause=0.01)
    assert states(telefono) == {"R0001": "recibido", "R0002": "recibido"}
    assert sealed_files(telefono) == []
    assert recepcion.stored["R0001"] == b"sellado R0001" * 50
    assert telefono.carpeta.get("R0001").acuse["integridad"] == recepcion.integridad["R0001"]


def test_what_is_announced_is_exactly_the_published_members(phone, recepcion):
    telefono = phone()
    capture(telefono, recepcion, "R0001")
    telefono.announce()
    members = {"registro", "aspirante", "capturado_en", "lugar", "bytes", "sha256"}
    assert set(recepcion.announced["R0001"]) == members


def test_no_more_than_100_records_are_announced_at_once(phone, recepcion):
    telefono = phone()
    capture(telefono, recepcion, *(f"R{i:04}" for i in range(101)))
    telefono.announce()
    assert recepcion.requests == [("anuncio", 100), ("anuncio", 1)]


def test_the_token_does_not_travel_with_the_upload(phone, recepcion):
    telefono = phone()
    capture(telefono, recepcion, "R0001")
    telefono.send(patience=5, pause=0.01)
    assert ["Authorization" in headers for headers in recepcion.upload_headers] == [False]


def test_a_receipt_for_other_content_deletes_nothing(phone, recepcion):
    telefono = phone()
    capture(telefono, recepcion, "R0001")
    recepcion.integridad["R0001"] = "0" * 64
    assert telefono.send(patience=5, pause=0.01)
    assert telefono.carpeta.get("R0001").motivo["codigo"] == "acuse_ajeno"
    assert (states(telefono), sealed_files(telefono)) == ({"R0001": "conflicto"}, ["R0001"])


@pytest.mark.parametrize("verdict", ["rechazado", "conflicto"])
def test_a_refused_record_is_kept_with_its_reason_and_not_sent_again(phone, recepcion, verdict):
    telefono = phone()
    recepcion.verdicts["R0001"] = verdict
    capture(telefono, recepcion, "R0001", "R0002")
    assert telefono.send(patience=5, pause=0.01)
    assert states(telefono) == {"R0001": verdict, "R0002": "recibido"}
    assert telefono.carpeta.get("R0001").motivo["codigo"] == "sobre_alterado"
    assert sealed_files(telefono) == ["R0001"]
    before = list(recepcion.requests)
    assert telefono.send(patience=5)
    assert recepcion.requests == before


def test_nothing_is_deleted_while_the_answer_is_pending(phone, recepcion):
    telefono = phone()
    recepcion.verdicts["R0001"] = "permitido"
    capture(telefono, recepcion, "R0001")
    telefono.announce()
    recepcion.verdicts["R0001"] = "pendiente"
    assert telefono.upload() == 1
    assert not telefono.send(patience=0, pause=0)
    assert (states(telefono), sealed_files(telefono)) == ({"R0001": "subido"}, ["R0001"])


@pytest.mark.parametrize("steps", [(), ("announce",), ("announce", "upload"), ("announce", "upload", "poll")])
def test_a_phone_that_dies_after_any_step_goes_on_from_there(phone, recepcion, steps):
    telefono = phone()
    capture(telefono, recepcion, "R0001")
    for step in steps:
        getattr(telefono, step)()
    assert phone().send(patience=5, pause=0.01)
    assert states(phone()) == {"R0001": "recibido"}
    assert [kind for kind, _ in recepcion.requests].count("subida") == 1


def test_a_phone_that_dies_between_receipt_and_deletion_deletes_on_starting(phone, recepcion):
    telefono = phone()
    capture(telefono, recepcion, "R0001")
    sealed = telefono.carpeta.sealed("R0001")
    telefono.send(patience=5, pause=0.01)
    (telefono.carpeta.path / "R0001.sellado").write_bytes(sealed)
    assert sealed_files(phone()) == []


def test_a_half_written_file_is_not_a_record(phone, recepcion):
    telefono = phone()
    (telefono.carpeta.path / "R0009.json.nuevo").write_bytes(b'{"registro": "R0')
    (telefono.carpeta.path / "R0009.sellado").write_bytes(b"x")
    assert states(phone()) == {}
    capture(telefono, recepcion, "R0009")
    assert phone().send(patience=5, pause=0.01)


def test_the_id_of_a_record_is_used_once(phone, recepcion):
    telefono = phone()
    capture(telefono, recepcion, "R0001")
    with pytest.raises(FileExistsError):
        telefono.save(muestra.registro(), b"otro", b"otro")


@pytest.mark.parametrize("path", ["/v1/envios", "/v1/envios/ENVIO1", "/subida"])
def test_faults_of_the_server_are_retried(phone, recepcion, path):
    telefono = phone()
    capture(telefono, recepcion, "R0001")
    recepcion.faults[path] = [503, 429, 500]
    assert telefono.send(patience=5, pause=0.01)
    assert states(telefono) == {"R0001": "recibido"}


def test_an_expired_permit_is_asked_for_again(phone, recepcion):
    telefono = phone()
    capture(telefono, recepcion, "R0001")
    recepcion.faults["/subida"] = [403]
    telefono.announce()
    assert telefono.upload() == 0
    assert sealed_files(telefono) == ["R0001"]
    assert telefono.send(patience=5, pause=0.01)


def test_what_got_no_answer_can_be_sent_again(phone, recepcion):
    telefono = phone()
    capture(telefono, recepcion, "R0001")
    telefono.announce()
    telefono.upload()
    recepcion.stored.clear()
    telefono.resend()
    assert telefono.send(patience=5, pause=0.01)
    assert states(telefono) == {"R0001": "recibido"}


def test_what_was_refused_and_mended_can_be_sent_again(phone, recepcion):
    telefono = phone()
    recepcion.verdicts["R0001"] = "rechazado"
    capture(telefono, recepcion, "R0001")
    telefono.send(patience=5, pause=0.01)
    recepcion.verdicts.clear()
    telefono.resend("rechazado")
    assert telefono.send(patience=5, pause=0.01)
    assert (states(telefono), sealed_files(telefono)) == ({"R0001": "recibido"}, [])


def test_a_refused_token_is_told_and_loses_nothing(phone, recepcion):
    telefono = phone(token="malo")
    capture(telefono, recepcion, "R0001")
    with pytest.raises(requests.HTTPError):
        telefono.send()
    assert sealed_files(telefono) == ["R0001"]


def test_the_folder_holds_nothing_of_the_clear_record(phone, recepcion):
    telefono = phone()
    capture(telefono, recepcion, "R0001")
    kept = b"".join(path.read_bytes() for path in Carpeta(telefono.carpeta.path).path.iterdir())
    registro = muestra.registro()
    assert b"claro" not in kept
    assert registro["credencial"]["cic"].encode() not in kept
