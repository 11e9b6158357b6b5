"""How an aspirante and a representative come in, and the emblem (Protocolo 6.1 D-E, 7.1, 7.2)."""

import base64
import os
from hashlib import sha256

import pytest
from moto.ses import ses_backends

from chalicelib.base import aws, config
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.cuentas.cuentas import Cuenta
from chalicelib.store.privacidad import bitacora as auditoria
from tests.escenario import registros
from tests.escenario.api import api, emisores
from tests.escenario.cuentas import change_account
from tests.escenario.recursos import CUENTA, empty_queues
from tests.escenario.registros import OPL, PROCESO, came_in, confirmed, registered, send_mails, sheet
from tests.unit import pngs

__all__ = ["api", "emisores"]
CORREO, PROVEEDOR = "aspirante0@muestra.invalid", "x"
QUIEN = {"nombre": "Ana Ñusta", "correo": "Ana@Muestra.invalid", "proveedor": "Google"}


@pytest.fixture
def opl(api):
    registros.open_process()
    empty_queues()
    return api.entra("opl", opl=OPL)


def avance(api, quien, folio):
    return api.pide("GET", f"/v1/aspirantes/{folio}/avance", quien).estado


def bodies():
    return [m.body for m in ses_backends[CUENTA][os.environ["AWS_REGION"]].sent_messages]


def test_the_aspirante_comes_in_with_the_registered_account_and_the_folio_6_1_d(api, opl):
    folio = confirmed(api, opl)
    r, quien = came_in(api, CORREO, PROVEEDOR, folio)
    assert r.estado == 200
    assert r.cuerpo == {
        "cuenta": f"aspirante-{folio}",
        "rol": "aspirante",
        "aspirante": folio,
        "proceso": PROCESO,
    }
    assert avance(api, quien, folio) == 200
    assert [(a.evento, a.objeto) for a in auditoria.entries_of(quien.sujeto)] == [("acceso_reclamado", folio)]
    assert api.pide("GET", f"/v1/aspirantes/{folio}", opl).cuerpo["historia"][-1]["que"] == "acceso"


def test_coming_in_again_changes_nothing_7_2(api, opl):
    folio = confirmed(api, opl)
    primera, quien = came_in(api, CORREO, PROVEEDOR, folio)
    antes = len(Aspirante.get(folio).historia)
    assert api.pide("POST", "/v1/aspirantes/acceso", quien, {"folio": folio}).cuerpo == primera.cuerpo
    assert len(Aspirante.get(folio).historia) == antes


def test_another_account_a_draft_and_an_unknown_folio_look_alike_6_1_d(api, opl):
    folio, borrador = confirmed(api, opl), registered(api, opl, 1)
    respuestas = [
        came_in(api, correo, proveedor, cual)[0]
        for correo, proveedor, cual in (
            ("otro@muestra.invalid", PROVEEDOR, folio),
            (CORREO, "google", folio),  # the right address at another provider is another account
            (CORREO, PROVEEDOR, "NADA2222"),
            ("aspirante1@muestra.invalid", PROVEEDOR, borrador),
            ("aspirante1@muestra.invalid", PROVEEDOR, folio),
        )
    ]
    assert {(r.estado, str(r.cuerpo)) for r in respuestas} == {(404, str(respuestas[0].cuerpo))}
    assert [c for c in Cuenta.scan() if c.rol == "aspirante"] == []


def test_who_signed_in_otherwise_cannot_claim_6_1_d(api, opl):
    folio = confirmed(api, opl)
    for rol in ("opl", "ine"):
        assert (
            api.pide("POST", "/v1/aspirantes/acceso", api.entra(rol, opl=OPL), {"folio": folio}).estado == 403
        )


def test_trying_folios_is_limited_18_5(api, opl):
    quien = api.entra("visitante", correo=CORREO, proveedor=PROVEEDOR)
    estados = [
        api.pide("POST", "/v1/aspirantes/acceso", quien, {"folio": f"NADA{n:04}"}).estado for n in range(11)
    ]
    assert estados == [404] * 10 + [429]


def test_the_same_account_under_a_new_subject_takes_the_place_of_the_old_6_1_d(api, opl):
    folio = confirmed(api, opl)
    _, antes = came_in(api, CORREO, PROVEEDOR, folio)
    r, ahora = came_in(api, CORREO, PROVEEDOR, folio)
    assert (r.estado, avance(api, ahora, folio), avance(api, antes, folio)) == (200, 200, 403)


def test_a_suspended_account_does_not_come_back_by_claiming_5_5(api, opl):
    folio = confirmed(api, opl)
    _, quien = came_in(api, CORREO, PROVEEDOR, folio)
    change_account(quien.sujeto, f"aspirante-{folio}", estado="suspendida")
    assert api.pide("POST", "/v1/aspirantes/acceso", quien, {"folio": folio}).estado == 404
    assert came_in(api, CORREO, PROVEEDOR, folio)[0].estado == 404
    assert avance(api, quien, folio) == 403


def test_with_the_registration_ends_every_access_6_1(api, opl):
    folio = confirmed(api, opl)
    _, aspirante = came_in(api, CORREO, PROVEEDOR, folio)
    api.pide("PUT", f"/v1/aspirantes/{folio}/representante", aspirante, QUIEN)
    _, ana = came_in(api, "ana@muestra.invalid", "google", folio)
    assert api.pide("POST", f"/v1/aspirantes/{folio}/baja", opl, {"causa": "Renuncia"}).estado == 200
    assert (avance(api, aspirante, folio), avance(api, ana, folio)) == (403, 403)
    assert came_in(api, CORREO, PROVEEDOR, folio)[0].estado == 404


def test_the_representative_named_is_told_by_mail_and_comes_in_7_1(api, opl):
    folio = confirmed(api, opl)
    _, aspirante = came_in(api, CORREO, PROVEEDOR, folio)
    camino = f"/v1/aspirantes/{folio}/representante"
    for _ in range(2):  # naming the same one again changes nothing
        r = api.pide("PUT", camino, aspirante, QUIEN)
        assert (r.estado, r.cuerpo["correo"], r.cuerpo["con_acceso"]) == (200, "ana@muestra.invalid", False)
    assert b"muestra" not in Aspirante.get(folio).representante
    send_mails()
    assert sum("le nombró su representante" in b for b in bodies()) == 1
    entro, ana = came_in(api, "ana@muestra.invalid", "google", folio)
    assert (entro.cuerpo["rol"], avance(api, ana, folio)) == ("representante", 200)
    assert api.pide("GET", camino, aspirante).cuerpo["con_acceso"] is True
    assert api.pide("PUT", camino, ana, QUIEN).estado == 403


def test_a_representative_removed_or_replaced_is_out_at_once_7_1(api, opl):
    folio = confirmed(api, opl)
    _, aspirante = came_in(api, CORREO, PROVEEDOR, folio)
    camino = f"/v1/aspirantes/{folio}/representante"
    api.pide("PUT", camino, aspirante, QUIEN)
    _, ana = came_in(api, "ana@muestra.invalid", "google", folio)
    api.pide("PUT", camino, aspirante, QUIEN | {"correo": "eva@muestra.invalid"})
    _, eva = came_in(api, "eva@muestra.invalid", "google", folio)
    assert (avance(api, ana, folio), avance(api, eva, folio)) == (403, 200)
    assert api.pide("DELETE", camino, aspirante).estado == 200
    assert avance(api, eva, folio) == 403
    assert came_in(api, "eva@muestra.invalid", "google", folio)[0].estado == 404
    assert (api.pide("DELETE", camino, aspirante).estado, api.pide("GET", camino, aspirante).estado) == (
        404,
        404,
    )
    # Ana comes in again when she is named again.
    api.pide("PUT", camino, aspirante, QUIEN)
    assert api.pide("POST", "/v1/aspirantes/acceso", ana, {"folio": folio}).estado == 200
    assert avance(api, ana, folio) == 200


def test_the_representative_s_data_are_checked_and_are_not_the_aspirante_s_7_1(api, opl):
    folio = confirmed(api, opl)
    _, aspirante = came_in(api, CORREO, PROVEEDOR, folio)
    camino = f"/v1/aspirantes/{folio}/representante"
    malo = api.pide("PUT", camino, aspirante, {"nombre": "123", "correo": "x@y", "proveedor": "outlook"})
    assert (malo.estado, {f["campo"] for f in malo.cuerpo["faltas"]}) == (
        422,
        {"nombre", "correo", "proveedor"},
    )
    propio = api.pide("PUT", camino, aspirante, QUIEN | {"correo": CORREO.upper()})
    assert [f["campo"] for f in propio.cuerpo["faltas"]] == ["correo"]
    assert Aspirante.get(folio).representante is None


def test_another_aspirante_s_representative_is_out_of_reach_7_1(api, opl):
    folio, otro = confirmed(api, opl), confirmed(api, opl, 1)
    _, ajeno = came_in(api, "aspirante1@muestra.invalid", PROVEEDOR, otro)
    for metodo, cuerpo in (("PUT", QUIEN), ("GET", None), ("DELETE", None)):
        assert api.pide(metodo, f"/v1/aspirantes/{folio}/representante", ajeno, cuerpo).estado == 404


def emblem(version: int, png: bytes) -> dict[str, object]:
    return {"version": version, "contenido": base64.b64encode(png).decode()}


def test_an_emblem_is_kept_clean_under_its_digest_and_served_6_1_e(api, opl):
    folio = registered(api, opl)
    camino = f"/v1/aspirantes/{folio}/emblema"
    r = api.pide("PUT", camino, opl, emblem(1, pngs.with_secrets()))
    assert (r.estado, r.cuerpo["version"]) == (200, 2)
    servido = api.pide("GET", camino, opl, cabeceras={"Accept": "image/png"})
    assert (servido.estado, servido.tipo) == (200, "image/png")
    assert b"HRGRJN" not in servido.cuerpo
    a = Aspirante.get(folio)
    assert a.emblema == sha256(servido.cuerpo).hexdigest()
    [objeto] = aws.client("s3").list_objects_v2(Bucket=config.DEPOSITO_EMBLEMAS, Prefix=PROCESO)["Contents"][
        :1
    ]
    assert objeto["Key"].startswith(f"{PROCESO}/")


def test_an_emblem_that_is_not_admitted_changes_nothing_6_1_e(api, opl):
    folio = registered(api, opl)
    camino = f"/v1/aspirantes/{folio}/emblema"
    for malo in (pngs.jpeg(), pngs.animated(), pngs.good()[:-9], pngs.good() + bytes(500 * 1024), b""):
        r = api.pide("PUT", camino, opl, emblem(1, malo))
        assert (r.estado, r.codigo) == (422, "emblema_no_admitido")
    assert api.pide("PUT", camino, opl, emblem(1, bytes(600 * 1024))).codigo == "solicitud_grande"
    assert (
        api.pide("PUT", camino, opl, {"version": 1, "contenido": "esto no es base64!"}).codigo
        == "cuerpo_invalido"
    )
    a = Aspirante.get(folio)
    assert (a.emblema, int(a.version)) == (None, 1)


def test_another_emblem_needs_another_sheet_and_it_may_be_taken_away_6_1_f(api, opl):
    folio = registered(api, opl)
    sheet(api, opl, folio)
    api.pide("PUT", f"/v1/aspirantes/{folio}/emblema", opl, emblem(1, pngs.good()))
    confirmar = f"/v1/aspirantes/{folio}/confirmacion"
    assert api.pide("POST", confirmar, opl, {"version": 2}).codigo == "cedula_pendiente"
    assert (
        api.pide("POST", f"/v1/aspirantes/{folio}/emblema/retiro", opl, {"version": 2}).cuerpo["version"] == 3
    )
    assert api.pide("GET", f"/v1/aspirantes/{folio}/emblema", opl).estado == 404
    sheet(api, opl, folio)
    assert api.pide("POST", confirmar, opl, {"version": 3}).estado == 200
    despues = api.pide("PUT", f"/v1/aspirantes/{folio}/emblema", opl, emblem(3, pngs.good()))
    assert despues.cuerpo["version"] == 4


def test_the_app_sees_the_emblems_of_its_process_once_confirmed_9_3(api, opl):
    folio = registered(api, opl)
    camino = f"/v1/aspirantes/{folio}/emblema"
    api.pide("PUT", camino, opl, emblem(1, pngs.good()))
    de_la_app = api.entra("ciudadania", proceso=PROCESO)
    ajeno = api.entra("auxiliar", proceso="OTRO", aspirante="OTRO")
    png = {"Accept": "image/png"}
    assert api.pide("GET", camino, de_la_app, cabeceras=png).estado == 404
    sheet(api, opl, folio)
    api.pide("POST", f"/v1/aspirantes/{folio}/confirmacion", opl, {"version": 2})
    assert api.pide("GET", camino, de_la_app, cabeceras=png).estado == 200
    assert api.pide("GET", camino, ajeno, cabeceras=png).estado == 404


def test_the_sheet_is_a_pdf_of_the_data_in_force_and_the_same_each_time_6_1_f(api, opl):
    folio = registered(api, opl)
    una, otra = sheet(api, opl, folio), sheet(api, opl, folio)
    assert (una.tipo, una.cuerpo[:5]) == ("application/pdf", b"%PDF-")
    assert una.cuerpo == otra.cuerpo
    assert una.cabeceras["Content-Disposition"] == f'attachment; filename="cedula-confirmacion-{folio}.pdf"'
    assert Aspirante.get(folio).cedula == 1
