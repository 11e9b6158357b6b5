"""Correction of a confirmed aspirante's registration (Protocolo 6.1, 9.17)."""

import os
from base64 import b64encode

import pytest
from moto.ses import ses_backends

from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.objetos import read_emblem
from chalicelib.workflows.aspirantes.versiones import former_versions
from chalicelib.workflows.base.secretos import persona_de
from tests.escenario import registros
from tests.escenario.api import api, emisores
from tests.escenario.movil import meanwhile
from tests.escenario.recursos import CUENTA, empty_queues
from tests.escenario.registros import LISTA, OPL, PROCESO, body, came_in, confirmed, send_mails, sheet
from tests.unit import pngs

__all__ = ["api", "emisores"]
MOTIVO = {"motivo": "Error de captura en el registro"}


@pytest.fixture
def opl(api):
    registros.open_process()
    empty_queues()
    return api.entra("opl", opl=OPL)


@pytest.fixture
def folio(api, opl):
    registrado = confirmed(api, opl)
    send_mails()
    return registrado


def correct(api, quien, folio, version=1, **cambios):
    cuerpo = {c: v for c, v in body(**cambios).items() if c not in ("periodo", "unidad")}
    return api.pide(
        "POST", f"/v1/aspirantes/{folio}/correccion", quien, cuerpo | MOTIVO | {"version": version}
    )


def move(api, quien, folio, correo, proveedor="google", version=1):
    cuerpo = {"correo": correo, "proveedor": proveedor, "version": version} | MOTIVO
    return api.pide("PUT", f"/v1/aspirantes/{folio}/correo", quien, cuerpo)


def mailed() -> list[tuple[str, str]]:
    """What left since: to whom, and the text."""
    enviados = ses_backends[CUENTA][os.environ["AWS_REGION"]].sent_messages
    antes = len(enviados)
    send_mails()
    return [(m.destinations["ToAddresses"][0], m.body) for m in enviados[antes:]]


def test_a_confirmed_registration_is_corrected_with_a_new_version_of_the_cedula_6_1(api, opl, folio):
    """6.1: «El OPL […] procederá a registrar a las personas aspirantes a Candidaturas independientes, debiendo de
    ingresar los siguientes datos»; F: «EL OPL una vez que validó la información registrada, deberá imprimir la Cédula
    para que sea firmada por la persona aspirante»."""
    api.pide("POST", f"/v1/aspirantes/{folio}/cedula/resguardo", opl, {"version": 1})
    r = correct(api, opl, folio, lugar_nacimiento="Celaya", telefono_oficina="5587654321")
    assert (r.estado, r.cuerpo["estado"], r.cuerpo["version"]) == (200, "confirmado", 2)
    a = Aspirante.get(folio)
    assert persona_de(a)["lugar_nacimiento"] == "Celaya"
    detalle = api.pide("GET", f"/v1/aspirantes/{folio}", opl).cuerpo
    assert (detalle["cedula_generada"], detalle["cedula_firmada"]) == (False, None)
    assert detalle["historia"][-1]["que"] == "corregido"

    pendiente = api.pide("POST", f"/v1/aspirantes/{folio}/cedula/resguardo", opl, {"version": 2})
    assert pendiente.codigo == "cedula_pendiente"
    assert sheet(api, opl, folio).estado == 200
    assert api.pide("POST", f"/v1/aspirantes/{folio}/cedula/resguardo", opl, {"version": 2}).estado == 200

    [(destino, texto)] = mailed()
    assert destino == "aspirante0@muestra.invalid"
    assert "lugar de nacimiento" in texto
    assert "teléfono de oficina" in texto
    assert "Celaya" not in texto


def test_the_former_version_is_kept_with_its_reason_for_the_opl_alone_6_1_18(api, opl, folio):
    correct(api, opl, folio, lugar_nacimiento="Celaya")
    correct(api, opl, folio, 2, lugar_nacimiento="Silao")
    versiones = api.pide("GET", f"/v1/aspirantes/{folio}/versiones", opl).cuerpo
    assert versiones["vigente"] == 3
    dichas = [(v["version"], v["datos"]["lugar_nacimiento"], v["motivo"]) for v in versiones["anteriores"]]
    assert dichas == [(2, "Celaya", MOTIVO["motivo"]), (1, "León, Guanajuato", MOTIVO["motivo"])]
    supervisor = api.entra("supervisor", opl=OPL, proceso=PROCESO)
    poco = api.pide("GET", f"/v1/aspirantes/{folio}/versiones", supervisor).cuerpo["anteriores"]
    assert [(v["version"], v["datos"], v["motivo"]) for v in poco] == [(2, None, ""), (1, None, "")]
    assert "celaya" not in str(Aspirante.get(folio).serialize()).lower()


def test_name_in_the_app_and_lists_follows_and_the_clave_is_exchanged_6_1(api, opl, folio):
    otra = body(1)
    suyos = {c: otra[c] for c in ("nombre", "apellido_paterno", "apellido_materno", "fecha_nacimiento")}
    suyos |= {c: otra[c] for c in ("clave_elector", "curp", "ocr", "cic", "seccion", "municipio")}
    assert correct(api, opl, folio, **suyos).estado == 200
    [listado] = api.pide("GET", LISTA, opl).cuerpo["elementos"]
    assert otra["nombre"].lower() in listado["nombre"].lower()
    # The clave given up is free, and the one taken is not.
    assert api.pide("POST", LISTA, opl, body(correo="dos@muestra.invalid")).estado == 201
    negado = api.pide("POST", LISTA, opl, body(1, correo="tres@muestra.invalid"))
    assert {f["campo"] for f in negado.cuerpo["faltas"]} == {"clave_elector"}


def test_a_correction_changes_neither_the_office_nor_a_draft_6_1(api, opl, folio):
    sobrante = body() | MOTIVO | {"version": 1}
    assert api.pide("POST", f"/v1/aspirantes/{folio}/correccion", opl, sobrante).estado == 400
    borrador = registros.registered(api, opl, 1)
    assert correct(api, opl, borrador, n=1).codigo == "aspirante_no_admite"


def test_a_correction_from_an_old_version_changes_nothing_and_the_same_again_neither_6_1(api, opl, folio):
    assert correct(api, opl, folio, lugar_nacimiento="Celaya").estado == 200
    assert correct(api, opl, folio, lugar_nacimiento="Celaya").cuerpo["version"] == 2
    assert len(mailed()) == 1
    tarde = correct(api, opl, folio, lugar_nacimiento="Silao")
    assert (tarde.estado, tarde.codigo, tarde.cuerpo["version"]) == (409, "aspirante_cambiado", 2)
    assert len(former_versions(Aspirante.get(folio))) == 1


def test_another_mail_ends_the_former_account_and_the_folio_opens_the_new_one_9_17(api, opl, folio):
    """9.17: «el Instituto notificará […] a los usuarios de dicho servicio con la finalidad de que proporcionen otra
    opción de correo electrónico para que continúe con la captación de apoyos de la ciudadanía»."""
    _, antes = came_in(api, "aspirante0@muestra.invalid", "x", folio)
    assert api.pide("GET", f"/v1/aspirantes/{folio}/auxiliares", antes).estado == 200
    assert move(api, opl, folio, "Nuevo@muestra.invalid", "facebook").cuerpo["version"] == 2
    assert api.pide("GET", f"/v1/aspirantes/{folio}/auxiliares", antes).estado == 403

    enviados = dict(mailed())
    assert set(enviados) == {"aspirante0@muestra.invalid", "nuevo@muestra.invalid"}
    assert "Facebook" in enviados["nuevo@muestra.invalid"]
    assert folio in enviados["nuevo@muestra.invalid"]
    assert "nuevo@" not in enviados["aspirante0@muestra.invalid"]

    assert came_in(api, "aspirante0@muestra.invalid", "x", folio)[0].estado == 404
    r, despues = came_in(api, "nuevo@muestra.invalid", "facebook", folio)
    assert (r.estado, r.cuerpo["aspirante"]) == (200, folio)
    assert api.pide("GET", f"/v1/aspirantes/{folio}/auxiliares", despues).estado == 200


def test_a_mail_in_use_is_refused_and_whoever_comes_in_meanwhile_loses_that_access_9_17(api, opl, folio):
    confirmed(api, opl, 1)
    assert {f["campo"] for f in move(api, opl, folio, "aspirante1@muestra.invalid").cuerpo["faltas"]} == {
        "correo"
    }
    assert {f["campo"] for f in move(api, opl, folio, "nada", "otro").cuerpo["faltas"]} == {
        "correo",
        "proveedor",
    }
    with meanwhile(lambda: came_in(api, "aspirante0@muestra.invalid", "x", folio)):
        assert move(api, opl, folio, "nuevo@muestra.invalid").estado == 200
    assert Aspirante.get(folio).sujeto is None


def test_the_emblem_of_a_confirmed_registration_is_replaced_and_the_former_kept_6_1_e(api, opl, folio):
    """6.1 E: «Emblema de la persona aspirante que será visible en la APP lo deberá proporcionar en archivo digital»."""

    def put(version: int, lado: int):
        cuerpo = {"contenido": b64encode(pngs.good(lado, lado)).decode(), "version": version}
        return api.pide("PUT", f"/v1/aspirantes/{folio}/emblema", opl, cuerpo)

    assert put(1, 40).estado == 200
    primero = Aspirante.get(folio).emblema
    assert put(2, 64).cuerpo["version"] == 3
    a = Aspirante.get(folio)
    assert [v["_emblema"] for v in former_versions(a)] == ["", primero]
    assert a.emblema != primero
    assert read_emblem(PROCESO, primero)
    assert all("emblema" in texto for _, texto in mailed())


def test_another_opl_cannot_correct_a_registration_5_1(api, opl, folio):
    ajeno = api.entra("opl", opl="OTRO")
    assert correct(api, ajeno, folio).codigo == "no_encontrado"
    assert api.pide("GET", f"/v1/aspirantes/{folio}/versiones", ajeno).codigo == "no_encontrado"
