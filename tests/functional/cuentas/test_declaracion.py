"""The Declaración de Confidencialidad: what the mail carries, the form, the signed one kept (Protocolo 5.4)."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from pypdf import PdfReader

from chalicelib.base import config
from chalicelib.store.base.objetos import read_sealed_expediente
from chalicelib.store.cuentas.titulares import find_titular
from chalicelib.workflows.correos.correo import PLAZO
from chalicelib.workflows.cuentas.credenciales import send_credentials
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.fallas import Fault, faults
from tests.escenario.grupos import grupo
from tests.escenario.titulares import (
    CORREO,
    DECLARACION,
    active,
    ask,
    do,
    granted,
    ine,
    mails,
    oficina,
    opl,
    password,
)

__all__ = ["api", "emisores", "grupo", "ine", "oficina", "opl"]
pytestmark = pytest.mark.usefixtures("oficina")
FIRMADA = b"%PDF-1.4\nDeclaracion firmada (sintetica)\n%%EOF\n"
SHA = sha256(FIRMADA).hexdigest()


def put(api, quien, cuenta, datos=FIRMADA, tipo="application/pdf"):
    cuerpo = {"tipo": tipo, "contenido": b64encode(datos).decode()}
    return api.pide("PUT", f"/v1/cuentas/{cuenta}/declaracion/documento", quien, cuerpo)


def get(api, quien, cuenta, que):
    camino, tipo = f"/v1/cuentas/{cuenta}/declaracion/{que}", "application/pdf" if que == "formato" else "*/*"
    return api.pide("GET", camino, quien, cabeceras={"Accept": tipo})


def test_the_mail_with_credentials_carries_the_declaration_and_says_where_it_goes_back_5_4(api, ine, opl):
    """5.4: «asimismo remitirá, el documento denominado “Declaración de Confidencialidad” para que sea requisitado por
    cada funcionaria o funcionario que haga uso del Sistema de Captación, mismo que deberá de enviar a las cuentas de
    correo electrónico»."""
    granted(api, ine, opl)
    [correo] = mails()
    for parte in (
        "DECLARACIÓN DE CONFIDENCIALIDAD",
        "Yo, Ana Muestra Núñez, Técnica de Mesa de Control",
        "OPLX/SE/123/2027",
        "Texto sintético",
        *config.DECLARACIONES,
    ):
        assert parte in correo.body


def test_the_mail_carries_the_form_itself_as_a_pdf_filled_with_the_officials_data_5_4(api, ine, opl):
    """5.4: «el documento denominado “Declaración de Confidencialidad” para que sea requisitado por cada funcionaria o
    funcionario»: the very PDF of the route, to the official's address alone."""
    cuenta = granted(api, ine, opl)
    [correo] = mails()
    assert correo.destinations["ToAddresses"] == [CORREO]
    assert correo.subject == "Sistema de Captación: su usuario y contraseña temporal"
    [(nombre, (tipo, pdf))] = correo.adjuntos.items()
    assert (nombre, tipo) == (f"declaracion-{cuenta}.pdf", "application/pdf")
    texto = " ".join(" ".join(p.extract_text() for p in PdfReader(BytesIO(pdf)).pages).split())
    for parte in (
        "Declaración de Confidencialidad",
        "Yo, Ana Muestra Núñez, Técnica de Mesa de Control",
        CORREO,
        "OPLX/SE/123/2027",
        "Lugar y fecha",
        "Nombre y firma",
        "sintético",
        *config.DECLARACIONES,
    ):
        assert parte in texto
    assert pdf == get(api, ine, cuenta, "formato").cuerpo
    assert password() not in texto


def test_once_the_declaration_is_on_file_newer_credentials_go_without_it_5_4(api, ine, opl):
    cuenta = active(api, ine, opl)
    antes = len(mails())
    assert do(api, ine, cuenta, "credenciales").estado == 200
    [correo] = mails()[antes:]
    assert correo.adjuntos == {}
    assert "Contraseña temporal: " in correo.body
    assert "DECLARACIÓN" not in correo.body


def test_a_mail_whose_answer_was_lost_goes_again_only_when_its_claim_ran_out_5_4(api, ine, opl, grupo):
    cuenta = ask(api, opl).cuerpo["cuenta"]
    with faults(solo=[Fault.LOST_ANSWER], operaciones={"SendRawEmail"}, veces=1) as rotas:
        do(api, ine, cuenta, "otorgamiento")
    assert rotas.hechas == [("SendRawEmail", Fault.LOST_ANSWER)]
    assert len(mails()) == 1  # it left, and nobody was told
    titular, ahora = find_titular(cuenta), datetime.now(UTC)
    send_credentials(titular, ahora)
    assert len(mails()) == 1
    send_credentials(titular, ahora + PLAZO + timedelta(seconds=1))
    send_credentials(titular, ahora + 2 * PLAZO)
    assert len(mails()) == 2
    assert all(m.adjuntos for m in mails())
    assert grupo.challenge(CORREO, password()) == "NEW_PASSWORD_REQUIRED"


def test_a_mail_that_ses_refused_for_its_rate_goes_at_the_next_request_5_4(api, ine, opl):
    cuenta = ask(api, opl).cuerpo["cuenta"]
    with faults(solo=[Fault.THROTTLED], operaciones={"SendRawEmail"}, veces=1):
        do(api, ine, cuenta, "otorgamiento")
    assert mails() == []
    for _ in range(2):
        send_credentials(find_titular(cuenta), datetime.now(UTC))
    assert len(mails()) == 1


def test_the_form_has_the_officials_data_5_4(api, ine, opl):
    cuenta = granted(api, ine, opl)
    for quien in (ine, opl):
        pdf = get(api, quien, cuenta, "formato")
        assert pdf.estado == 200
        texto = " ".join(p.extract_text() for p in PdfReader(BytesIO(pdf.cuerpo)).pages)
        assert "Ana Muestra" in texto
        assert "sintético" in texto


def test_the_signed_document_is_kept_sealed_and_read_back_by_the_ine_alone_5_4(api, ine, opl):
    """5.4: «Una vez recibida la documentación completa debidamente requisitada y firmada por la o el funcionario,
    el INE procederá a efectuar el alta de la cuenta»."""
    cuenta = granted(api, ine, opl)
    for _ in range(2):
        assert put(api, ine, cuenta).cuerpo["digesto"] == SHA
    assert b"firmada" not in read_sealed_expediente(f"cuentas/{cuenta}/{SHA}")
    leida = get(api, ine, cuenta, "documento")
    assert (leida.estado, leida.cuerpo) == (200, FIRMADA)
    assert get(api, opl, cuenta, "documento").estado == 403
    otro = do(api, ine, cuenta, "declaracion", DECLARACION)
    assert (otro.estado, otro.codigo) == (409, "conflicto")
    assert do(api, ine, cuenta, "declaracion", DECLARACION | {"sha256": SHA}).cuerpo["estado"] == "activa"
    detalle = api.pide("GET", f"/v1/cuentas/{cuenta}", ine).cuerpo
    assert (detalle["documento"]["digesto"], detalle["documento"]["bytes"]) == (SHA, len(FIRMADA))


def test_what_is_no_such_document_or_comes_too_soon_is_refused_5_4(api, ine, opl):
    solicitada = ask(api, opl).cuerpo["cuenta"]
    assert put(api, ine, solicitada).codigo == "acto_improcedente"
    do(api, ine, solicitada, "otorgamiento")
    for datos, tipo in (
        (b"nada", "application/pdf"),
        (FIRMADA, "image/png"),
        (FIRMADA[:-8], "application/pdf"),
    ):
        malo = put(api, ine, solicitada, datos, tipo)
        assert (malo.estado, malo.cuerpo["faltas"][0]["campo"]) == (422, "contenido")
    do(api, ine, solicitada, "declaracion", DECLARACION)
    assert put(api, ine, solicitada).codigo == "conflicto"
    assert get(api, ine, solicitada, "documento").codigo == "no_encontrado"


def test_who_has_not_delivered_it_is_listed_5_4(api, ine, opl):
    con = active(api, ine, opl)
    sin = granted(api, ine, opl, nombre="Berta Muestra Solís", correo="berta@ine.invalid")
    ask(api, opl, nombre="Clara Muestra Ruiz", correo="clara@ine.invalid")
    camino = f"/v1/cuentas?opl={mundo.OPL}&sin_declaracion=si"
    assert {c["cuenta"] for c in api.pide("GET", camino, ine).cuerpo["elementos"]} == {con, sin}
    assert put(api, ine, sin).estado == 200
    assert [c["cuenta"] for c in api.pide("GET", camino, opl).cuerpo["elementos"]] == [con]
    todas = api.pide("GET", f"/v1/cuentas?opl={mundo.OPL}", ine).cuerpo["elementos"]
    assert sum(c["declaracion_guardada"] for c in todas) == 1
