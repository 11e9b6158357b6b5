"""What a phone is told when it announces records and when it asks for them (Protocolo 9.14, 9.16, 12.3, 12.5)."""

import json
from base64 import b64decode, b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from chalicelib.base import config
from chalicelib.borde.instantes import require_whole_second
from chalicelib.problemas import CuerpoInvalido, NoEncontrado
from chalicelib.problemas.captacion import RecepcionCerrada
from chalicelib.rules.apoyos.folio import Folio
from chalicelib.store.base.objetos import LlaveDeObjeto
from chalicelib.store.base.tabla import iso
from chalicelib.store.captacion.envios import Envio
from chalicelib.store.captacion.rechazos import Rechazo, supersede_refusal
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.workflows.captacion.envio import (
    VIGENCIA_PERMISO,
    RegistroPorEnviar,
    announce_records,
    show_envio,
)
from tests.escenario import mundo
from tests.escenario.mundo import AHORA, FIN, INICIO

pytestmark = pytest.mark.usefixtures("proceso")

CIERRE = FIN + timedelta(hours=24)


def sealed(nombre: str) -> bytes:
    """SHA-256 of the sealed bytes that `mundo.receive` says it received."""
    return sha256(f"sellado ASPA-AUX1-DISP1-{nombre}".encode()).digest()


def announcement(nombre: str = "REG1", **cambios) -> RegistroPorEnviar:
    base = RegistroPorEnviar(nombre, "ASPA", AHORA - timedelta(hours=1), 123_456, sealed(nombre).hex())
    return replace(base, **cambios)


def ask(*anuncios: RegistroPorEnviar, ahora: datetime = AHORA) -> dict:
    return announce_records("AUX1", "DISP1", list(anuncios or [announcement()]), ahora)


def policy(respuesta: dict) -> dict:
    """What S3 will hold the upload to."""
    campos = respuesta["registros"][0]["permiso"]["campos"]
    return json.loads(b64decode(campos["policy"]))


def validity(respuesta: dict) -> timedelta:
    """How long the permit still holds by the clock of the machine, which is the one that signs."""
    fin = datetime.fromisoformat(policy(respuesta)["expiration"])
    return fin - datetime.now(UTC)


def refuse(nombre: str, codigo: str) -> None:
    """As reception writes a refusal."""
    Rechazo(
        folio=f"ASPA-AUX1-DISP1-{nombre}",
        sellado=sealed(nombre).hex(),
        proceso=mundo.PROCESO,
        codigo=codigo,
        texto="motivo",
        momento=iso(AHORA),
        cuarentena="x",
    ).save()


def test_each_record_gets_its_folio_and_a_permit_9_14():
    registros = ask(announcement("REG1"), announcement("REG2"))["registros"]
    assert [r["folio"] for r in registros] == ["ASPA-AUX1-DISP1-REG1", "ASPA-AUX1-DISP1-REG2"]
    assert {r["estado"] for r in registros} == {"permitido"}


def test_the_permit_holds_for_exactly_the_announced_object():
    campos = ask()["registros"][0]["permiso"]["campos"]
    llave = LlaveDeObjeto(
        mundo.PROCESO, Folio("ASPA", "AUX1", "DISP1", "REG1"), 123_456, sealed("REG1").hex()
    )
    condiciones = policy(ask())["conditions"]
    for condicion in (
        {"bucket": config.DEPOSITO_ENTRADA},
        {"key": str(llave)},
        ["content-length-range", 123_456, 123_456],
        {"x-amz-checksum-algorithm": "SHA256"},
        {"x-amz-checksum-sha256": b64encode(sealed("REG1")).decode()},
        {"Content-Type": "application/octet-stream"},
    ):
        assert condicion in condiciones
    assert campos["key"] == str(llave)
    assert campos["x-amz-checksum-sha256"] == b64encode(sealed("REG1")).decode()
    assert not any(c[0] == "starts-with" for c in condiciones if isinstance(c, list))


def test_a_permit_lasts_an_hour():
    respuesta = ask()
    assert timedelta(minutes=59) < validity(respuesta) <= VIGENCIA_PERMISO
    assert respuesta["registros"][0]["vence"] == iso(AHORA + VIGENCIA_PERMISO)


def test_a_permit_never_outlives_the_deadline_of_reception_9_16():
    respuesta = ask(ahora=CIERRE - timedelta(minutes=5))
    assert timedelta(minutes=4) < validity(respuesta) <= timedelta(minutes=5)
    assert respuesta["registros"][0]["vence"] == iso(CIERRE)


@pytest.mark.parametrize(
    "ahora", [INICIO - timedelta(seconds=1), CIERRE + timedelta(milliseconds=1)], ids=["antes", "después"]
)
def test_outside_the_time_of_reception_nothing_is_accepted_9_16(ahora):
    with pytest.raises(RecepcionCerrada):
        ask(ahora=ahora)
    assert Envio.count() == 0


def test_repeating_the_request_repeats_the_answer_12_3():
    anuncios = [announcement("REG1"), announcement("REG2", bytes=9)]
    primera, segunda = ask(*anuncios), ask(*reversed(anuncios), ahora=AHORA + timedelta(minutes=3))
    assert primera["envio"] == segunda["envio"]
    assert sorted(r["folio"] for r in primera["registros"]) == sorted(
        r["folio"] for r in segunda["registros"]
    )
    assert Envio.count() == 1


def test_other_bytes_or_another_device_make_another_announcement():
    ids = {
        ask()["envio"],
        ask(announcement(bytes=5))["envio"],
        ask(announcement(sha256="0" * 64))["envio"],
        announce_records("AUX1", "DISP2", [announcement()], AHORA)["envio"],
    }
    assert len(ids) == 4


def test_a_record_received_before_is_answered_by_its_receipt_and_no_permit_9_14():
    apoyo = mundo.receive("REG1")
    [registro] = ask()["registros"]
    assert (registro["estado"], registro["permiso"]) == ("recibido", None)
    assert registro["acuse"] == {
        "folio": apoyo.folio,
        "recibido_en": apoyo.recibido_en,
        "integridad": apoyo.integridad.hex(),
        "credencial": "CIC 123456789",
    }


def test_the_same_record_in_another_envelope_may_be_sent_12_3():
    """The phone sealed it again: only reception can tell whether it is the same content."""
    mundo.receive("REG1")
    [registro] = ask(announcement(sha256="0" * 64))["registros"]
    assert (registro["estado"], registro["acuse"]) == ("permitido", None)


@pytest.mark.parametrize(
    ("cambios", "codigo"),
    [
        ({"aspirante": "ASPB"}, "aspirante_ajeno"),
        ({"capturado_en": AHORA + timedelta(hours=1)}, "captura_futura"),
    ],
)
def test_one_record_that_cannot_be_sent_is_refused_alone(cambios, codigo):
    mala, buena = ask(announcement("REG1", **cambios), announcement("REG2"))["registros"]
    assert (mala["estado"], mala["permiso"], mala["motivo"]["codigo"]) == ("rechazado", None, codigo)
    assert buena["estado"] == "permitido"


def test_a_phone_whose_clock_is_a_little_ahead_is_served():
    [registro] = ask(announcement(capturado_en=AHORA + timedelta(minutes=10)))["registros"]
    assert registro["estado"] == "permitido"


def test_each_announced_record_has_its_state_and_the_received_one_its_receipt_9_14():
    envio = ask(*(announcement(f"REG{n}") for n in range(4)))["envio"]
    mundo.receive("REG1")
    refuse("REG2", "sobre_alterado")
    refuse("REG3", "folio_con_otro_contenido")
    registros = show_envio("AUX1", envio)["registros"]
    assert [(r["registro"], r["estado"], r["acuse"] is not None) for r in registros] == [
        ("REG0", "pendiente", False),
        ("REG1", "recibido", True),
        ("REG2", "rechazado", False),
        ("REG3", "conflicto", False),
    ]


def test_what_was_refused_and_is_received_after_all_has_its_receipt_9_14():
    """A capture "from the future" is refused, waits on the phone, and the same file is taken later."""
    envio = ask()["envio"]
    refuse("REG1", "captura_futura")
    mundo.receive("REG1")
    [registro] = show_envio("AUX1", envio)["registros"]
    assert (registro["estado"], registro["motivo"]) == ("recibido", None)


def test_the_announcement_of_another_auxiliar_does_not_exist_for_one_18_5():
    envio = ask()["envio"]
    for quien, cual in (("AUX2", envio), ("AUX1", "NOEXISTE")):
        with pytest.raises(NoEncontrado):
            show_envio(quien, cual)


def test_a_phone_is_told_nothing_of_a_persons_other_supports_18_5():
    """Two supports of one person: the second is a duplicate, and its auxiliar sees a receipt like any other."""
    primero, segundo = (mundo.receive(n, recibido=AHORA) for n in ("REG1", "REG2"))
    envio = ask(announcement("REG1"), announcement("REG2"))["envio"]
    for apoyo in (primero, segundo):
        mundo.verify(apoyo.folio, "P1")
    uno, otro = show_envio("AUX1", envio)["registros"]
    assert set(uno) == set(otro) == {"registro", "folio", "estado", "acuse", "motivo"}
    assert "duplicado" not in json.dumps(otro)


def test_the_announcement_is_kept_past_the_deadline_and_then_goes():
    ask()
    [envio] = Envio.scan()
    assert datetime.fromtimestamp(envio.caduca, UTC) == CIERRE + timedelta(days=90)


def test_a_refusal_is_what_the_phone_sees_until_it_announces_again_12_3():
    envio = ask()["envio"]
    refuse("REG1", "digest_distinto")
    assert show_envio("AUX1", envio)["registros"][0]["estado"] == "rechazado"
    ask(ahora=AHORA + timedelta(minutes=1))
    assert show_envio("AUX1", envio)["registros"][0]["estado"] == "pendiente"


def test_a_refused_sealing_whose_content_was_received_after_all_gets_its_receipt_9_14():
    """Another sealing of the same content came first: the record is there, whatever was said of this one."""
    mundo.receive("REG1")
    otra = announcement(sha256="ab" * 32)
    envio = ask(otra)["envio"]
    Rechazo(
        folio="ASPA-AUX1-DISP1-REG1",
        sellado=otra.sha256,
        proceso=mundo.PROCESO,
        codigo="captura_futura",
        texto="motivo",
        momento=iso(AHORA),
        cuarentena="x",
    ).save()
    assert show_envio("AUX1", envio)["registros"][0]["estado"] == "rechazado"
    supersede_refusal("ASPA-AUX1-DISP1-REG1", otra.sha256)
    supersede_refusal(
        "ASPA-AUX1-DISP1-REG1", "cd" * 32
    )  # of which nothing was ever refused: nothing is written
    assert show_envio("AUX1", envio)["registros"][0]["estado"] == "recibido"
    assert Rechazo.count() == 1


def test_an_extended_period_is_noticed_at_once_where_a_copy_would_refuse_9_16():
    tarde = CIERRE + timedelta(hours=1)
    with pytest.raises(RecepcionCerrada):
        ask(ahora=tarde)
    Periodo(mundo.PROCESO, mundo.PERIODO).update(actions=[Periodo.fin.set(iso(FIN + timedelta(days=1)))])
    assert ask(ahora=tarde)["registros"][0]["estado"] == "permitido"


def test_an_account_without_its_auxiliar_is_told_so():
    with pytest.raises(NoEncontrado):
        announce_records("AUX9", "DISP1", [announcement()], AHORA)


def test_what_announcing_refused_is_told_when_the_announcement_is_asked_for_9_14():
    respuesta = ask(announcement("REG1"), announcement("REG2", capturado_en=AHORA + timedelta(hours=2)))
    assert [r["estado"] for r in respuesta["registros"]] == ["permitido", "rechazado"]
    dicho = show_envio("AUX1", respuesta["envio"])["registros"]
    assert [(r["registro"], r["estado"]) for r in dicho] == [("REG1", "pendiente"), ("REG2", "rechazado")]
    assert dicho[1]["motivo"] == respuesta["registros"][1]["motivo"]


def test_a_record_refused_when_announced_and_received_after_all_is_received_9_14():
    respuesta = ask(announcement("REG1", capturado_en=AHORA + timedelta(hours=2)))
    mundo.receive("REG1")
    [dicho] = show_envio("AUX1", respuesta["envio"])["registros"]
    assert (dicho["estado"], dicho["motivo"]) == ("recibido", None)


@pytest.mark.parametrize("texto", ["2026-03-01T18:30:00.5Z", "2026-03-01T12:30:00-06:00"])
def test_a_capture_is_announced_to_the_second_in_utc_as_the_manifest_says_it(texto):
    with pytest.raises(CuerpoInvalido):
        require_whole_second(datetime.fromisoformat(texto), "registros")
    entero = datetime.fromisoformat("2026-03-01T18:30:00Z")
    assert require_whole_second(entero, "registros") == entero
