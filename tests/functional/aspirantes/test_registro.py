"""Registering, changing, confirming and ending an aspirante's registration (Protocolo 6.1 B-F)."""

import os
from datetime import timedelta

import pytest
from moto.ses import ses_backends
from pynamodb.exceptions import TransactWriteError

from chalicelib.rules.aspirantes.registro import Hito
from chalicelib.store.aspirantes import Aspirante, aspirante_unmoved
from chalicelib.store.base.transacciones import lost_a_race, transaction
from chalicelib.store.base.unicos import Unico
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.base.secretos import persona_de
from tests.escenario import registros
from tests.escenario.api import api, emisores
from tests.escenario.recursos import CUENTA, empty_queues
from tests.escenario.registros import GUBERNATURA, LISTA, OPL, PROCESO, body, confirmed, registered, sheet

__all__ = ["api", "emisores"]


@pytest.fixture
def opl(api):
    registros.open_process()
    empty_queues()
    return api.entra("opl", opl=OPL)


def row(folio: str) -> Aspirante:
    return Aspirante.get(folio)


def mails():
    return ses_backends[CUENTA][os.environ["AWS_REGION"]].sent_messages


def faults(respuesta) -> set[str]:
    assert (respuesta.estado, respuesta.codigo) == (422, "datos_no_admitidos"), respuesta.cuerpo
    return {f["campo"] for f in respuesta.cuerpo["faltas"]}


def test_the_opl_registers_a_draft_with_its_data_in_one_form_6_1_b(api, opl):
    r = api.pide("POST", LISTA, opl, body())
    assert (r.estado, r.cuerpo["estado"], r.cuerpo["version"], r.cuerpo["avisos"]) == (
        201,
        "registrado",
        1,
        [],
    )
    a = row(r.cuerpo["aspirante"])
    datos = persona_de(a)
    assert (datos["correo"], datos["proveedor"], datos["telefono_movil"]) == (
        "aspirante0@muestra.invalid",
        "x",
        "5512345678",
    )
    assert datos["clave_elector"].isupper()
    assert datos["fecha_nacimiento"][4] == "-"
    assert (a.proceso, a.periodo, a.opl, a.unidad) == (PROCESO, GUBERNATURA, OPL, "")


def test_no_personal_datum_but_the_public_name_is_at_rest_in_clear_18_5(api, opl):
    folio = registered(api, opl)
    crudo = str(row(folio).serialize()).lower()
    llaves = " ".join(u.llave for u in Unico.scan()).lower()
    for campo, valor in persona_de(row(folio)).items():
        if campo not in ("nombre", "apellido_paterno", "apellido_materno") and len(valor) > 4:
            assert valor.lower() not in crudo, campo
            assert valor.lower() not in llaves, campo


def test_a_datum_that_is_not_admitted_is_named_and_nothing_is_kept_6_1(api, opl):
    for cambio, campo in (
        ({"clave_elector": "HRGRJN82050602H900", "curp": None}, "clave_elector"),
        ({"periodo": "OTRO"}, "periodo"),
        ({"unidad": "05"}, "unidad"),
        ({"periodo": "DIP"}, "unidad"),
        ({"periodo": "DIP", "unidad": "07"}, "unidad"),
    ):
        r = api.pide("POST", LISTA, opl, body(**cambio))
        assert faults(r) == {campo}, cambio
        assert "HRGRJN" not in str(r.cuerpo)
    assert [*Aspirante.scan(), *Unico.scan()] == []


def test_every_fault_is_told_at_once_6_1(api, opl):
    r = api.pide("POST", LISTA, opl, body(nombre="1", correo="x@", seccion="0", unidad="99", oficio=""))
    assert faults(r) == {"nombre", "correo", "seccion", "unidad", "oficio"}


def test_a_period_that_is_over_takes_no_registration_6_1_a(api, opl):
    registros.add_period("VIEJO", "entidad", {}, timedelta(days=-40))
    assert faults(api.pide("POST", LISTA, opl, body(periodo="VIEJO"))) == {"periodo"}


def test_an_office_of_a_distrito_names_one_of_the_period_6_1_a(api, opl):
    folio = registered(api, opl, periodo="DIP", unidad="05")
    assert row(folio).contienda == "DIP#05"


def test_a_suspicious_datum_is_admitted_with_a_warning_6_1_c(api, opl):
    r = api.pide("POST", LISTA, opl, body(nombre="Zutano", curp=None, entidad="01"))
    assert r.estado == 201
    assert {a["codigo"] for a in r.cuerpo["avisos"]} == {"clave_no_coincide_nombre", "otra_entidad"}


def test_one_registration_per_person_and_office_6_1(api, opl):
    registered(api, opl)
    otra_vez = api.pide("POST", LISTA, opl, body(correo="otro@muestra.invalid"))
    assert faults(otra_vez) == {"clave_elector"}
    registered(api, opl, periodo="DIP", unidad="05", correo="otro@muestra.invalid")


def test_one_mail_account_one_aspirante_of_the_process_6_1_d(api, opl):
    registered(api, opl)
    assert faults(api.pide("POST", LISTA, opl, body(1, correo="ASPIRANTE0@muestra.invalid"))) == {"correo"}


def test_a_draft_is_changed_from_the_version_that_was_read_6_1(api, opl):
    folio = registered(api, opl)
    camino = f"/v1/aspirantes/{folio}"
    r = api.pide("PUT", camino, opl, body(lugar_nacimiento="Celaya") | {"version": 1})
    assert (r.estado, r.cuerpo["version"]) == (200, 2)
    assert persona_de(row(folio))["lugar_nacimiento"] == "Celaya"
    tarde = api.pide("PUT", camino, opl, body(lugar_nacimiento="Silao") | {"version": 1})
    assert (tarde.estado, tarde.codigo, tarde.cuerpo["version"]) == (409, "aspirante_cambiado", 2)
    assert persona_de(row(folio))["lugar_nacimiento"] == "Celaya"


def test_keys_given_up_by_a_change_are_free_and_keys_taken_are_not_6_1(api, opl):
    folio = registered(api, opl)
    nuevo = body(1) | {"version": 1}
    assert api.pide("PUT", f"/v1/aspirantes/{folio}", opl, nuevo).estado == 200
    assert faults(api.pide("POST", LISTA, opl, body(1))) == {"clave_elector", "correo"}
    registered(api, opl)
    assert faults(api.pide("PUT", f"/v1/aspirantes/{folio}", opl, body() | {"version": 2})) == {
        "clave_elector",
        "correo",
    }


def test_confirmation_needs_the_sheet_of_that_very_version_6_1_f(api, opl):
    folio = registered(api, opl)
    camino = f"/v1/aspirantes/{folio}/confirmacion"
    assert api.pide("POST", camino, opl, {"version": 1}).codigo == "cedula_pendiente"
    assert sheet(api, opl, folio).estado == 200
    api.pide("PUT", f"/v1/aspirantes/{folio}", opl, body(oficio="Otro") | {"version": 1})
    assert api.pide("POST", camino, opl, {"version": 2}).codigo == "cedula_pendiente"
    assert api.pide("POST", camino, opl, {"version": 1}).codigo == "aspirante_cambiado"
    assert row(folio).estado == "registrado"
    sheet(api, opl, folio)
    assert api.pide("POST", camino, opl, {"version": 2}).cuerpo["estado"] == "confirmado"


def test_that_the_cedula_was_signed_and_is_in_custody_is_recorded_6_1_f(api, opl):
    """6.1 F: the OPL has the aspirante sign the Cédula and keeps it: who noted that, and when."""
    folio = registered(api, opl)
    camino = f"/v1/aspirantes/{folio}"

    def note(version: int = 1):
        return api.pide("POST", f"{camino}/cedula/resguardo", opl, {"version": version})

    assert note().codigo == "cedula_pendiente"
    sheet(api, opl, folio)
    assert api.pide("GET", camino, opl).cuerpo["cedula_firmada"] is None
    assert (note().estado, note().estado) == (200, 200)
    firmada = api.pide("GET", camino, opl).cuerpo
    assert firmada["cedula_firmada"]["cuenta"] == opl.cuenta
    assert [h["que"] for h in firmada["historia"]].count("cedula_firmada") == 1
    assert note(2).codigo == "aspirante_cambiado"


def test_who_is_confirmed_gets_one_mail_with_folio_and_how_to_enter_6_1_f(api, opl):
    folio = confirmed(api, opl)
    assert api.pide("POST", f"/v1/aspirantes/{folio}/confirmacion", opl, {"version": 1}).estado == 200
    assert registros.send_mails() == 2
    [carta] = mails()
    assert carta.destinations["ToAddresses"] == ["aspirante0@muestra.invalid"]
    assert f"Folio único: {folio}" in carta.body
    assert "Iniciar sesión con X (antes Twitter)" in carta.body
    assert "https://portal.captacion.invalid" in carta.body
    datos = persona_de(row(folio))
    assert not any(datos[c] in carta.body for c in ("clave_elector", "curp", "nombre", "telefono_movil"))


def test_who_was_withdrawn_meanwhile_gets_no_mail_6_1_f(api, opl):
    folio = confirmed(api, opl)
    api.pide("POST", f"/v1/aspirantes/{folio}/baja", opl, {"causa": "Renuncia presentada"})
    registros.send_mails()
    assert mails() == []


def test_a_confirmed_registration_is_no_draft_any_more_6_1_f(api, opl):
    folio = confirmed(api, opl)
    r = api.pide("PUT", f"/v1/aspirantes/{folio}", opl, body() | {"version": 1})
    assert (r.estado, r.codigo) == (409, "aspirante_no_admite")


def test_a_withdrawal_keeps_its_reason_and_lets_the_person_register_anew_6_1(api, opl):
    folio = registered(api, opl)
    assert (
        api.pide("POST", f"/v1/aspirantes/{folio}/baja", opl, {"causa": "No firmó la cédula"}).estado == 200
    )
    detalle = api.pide("GET", f"/v1/aspirantes/{folio}", opl).cuerpo
    assert (detalle["estado"], detalle["causa_baja"]) == ("baja", "No firmó la cédula")
    assert "firm" not in str(row(folio).historia)
    assert registered(api, opl) != folio
    for parte, cuerpo in (
        ("baja", {"causa": "Otra vez"}),
        ("confirmacion", {"version": 1}),
        ("cedula", None),
    ):
        assert (
            api.pide("POST", f"/v1/aspirantes/{folio}/{parte}", opl, cuerpo).codigo == "aspirante_no_admite"
        )


def test_no_withdrawal_while_auxiliares_are_loaded_in_bulk_7_4(api, opl):
    folio = registered(api, opl)
    row(folio).update(actions=[Aspirante.carga.set("CARGA1")])
    r = api.pide("POST", f"/v1/aspirantes/{folio}/baja", opl, {"causa": "No firmó"})
    assert (r.estado, r.codigo, row(folio).estado) == (409, "aspirante_no_admite", "registrado")


def test_the_history_says_who_did_what_and_when_and_only_grows_6_1(api, opl):
    folio = registered(api, opl)
    otro = api.entra("opl", opl=OPL)
    api.pide("PUT", f"/v1/aspirantes/{folio}", otro, body(oficio="Otro") | {"version": 1})
    sheet(api, opl, folio)
    sheet(api, opl, folio)  # printing it again is no new fact
    api.pide("POST", f"/v1/aspirantes/{folio}/confirmacion", opl, {"version": 2})
    historia = api.pide("GET", f"/v1/aspirantes/{folio}", opl).cuerpo["historia"]
    assert [(h["que"], h["cuenta"], h["version"]) for h in historia] == [
        ("registrado", opl.cuenta, 1),
        ("modificado", otro.cuenta, 2),
        ("cedula", opl.cuenta, 2),
        ("confirmado", opl.cuenta, 2),
    ]
    assert [h["en"] for h in historia] == sorted(h["en"] for h in historia)
    assert all(str(Hito.parse(h)) == h for h in row(folio).historia)


def test_each_act_and_each_look_is_in_the_audit_log_18_7(api, opl):
    folio = confirmed(api, opl)
    api.pide("GET", f"/v1/aspirantes/{folio}", opl)
    api.pide("POST", f"/v1/aspirantes/{folio}/baja", opl, {"causa": "Renuncia"})
    assert [(a.evento, a.objeto) for a in auditoria.entries_of(opl.sujeto)][1:] == [
        ("aspirante_registrado", folio),
        ("cedula_confirmacion_generada", folio),
        ("aspirante_confirmado", folio),
        ("aspirante_consultado", folio),
        ("aspirante_baja", folio),
    ]


def test_a_list_goes_page_by_page_with_the_least_18(api, opl):
    folios = sorted(registered(api, opl, n) for n in range(3))
    primera = api.pide("GET", f"{LISTA}?cuantos=2", opl).cuerpo
    segunda = api.pide("GET", f"{LISTA}?cuantos=2&despues={primera['siguiente']}", opl).cuerpo
    vistos = primera["elementos"] + segunda["elementos"]
    assert [e["aspirante"] for e in vistos] == folios
    assert segunda["siguiente"] is None
    assert set(vistos[0]) == {"aspirante", "nombre", "periodo", "unidad", "estado"}


def test_the_mesa_s_supervisor_sees_the_registration_without_the_person_18(api, opl):
    folio = registered(api, opl)
    supervisor = api.entra("supervisor", opl=OPL, proceso=PROCESO)
    detalle = api.pide("GET", f"/v1/aspirantes/{folio}", supervisor)
    assert (detalle.estado, detalle.cuerpo["datos"]) == (200, None)
    assert api.pide("GET", f"/v1/aspirantes/{folio}", api.entra("ine")).cuerpo["datos"]["oficio"]


CAMINOS = [
    ("POST", LISTA, body()),
    ("GET", LISTA, None),
    ("GET", "/v1/aspirantes/{0}", None),
    ("PUT", "/v1/aspirantes/{0}", body() | {"version": 1}),
    ("POST", "/v1/aspirantes/{0}/cedula", None),
    ("POST", "/v1/aspirantes/{0}/confirmacion", {"version": 1}),
    ("POST", "/v1/aspirantes/{0}/baja", {"causa": "Renuncia"}),
    ("PUT", "/v1/aspirantes/{0}/emblema", {"version": 1, "contenido": "AAAA"}),
    ("POST", "/v1/aspirantes/{0}/emblema/retiro", {"version": 1}),
    ("GET", "/v1/aspirantes/{0}/emblema", None),
]


@pytest.mark.parametrize("alcance", [{"opl": "OTRO"}, {"opl": OPL, "proceso": "OTRO"}])
def test_a_foreign_opl_and_an_unknown_folio_get_the_same_5_1(api, opl, alcance):
    folio, ajeno = registered(api, opl), api.entra("opl", **alcance)
    for metodo, camino, cuerpo in CAMINOS:
        r = api.pide(metodo, camino.format(folio), ajeno, cuerpo)
        nada = api.pide(metodo, camino.format("NADA2222").replace(PROCESO, "NADA"), opl, cuerpo)
        assert (r.estado, nada.estado) == (404, 404), camino
        assert r.cuerpo == nada.cuerpo
    assert (row(folio).estado, int(row(folio).version), len(row(folio).historia)) == ("registrado", 1, 1)


def test_only_who_registers_may_change_anything_5_1(api, opl):
    folio = registered(api, opl)
    for rol in ("ine", "supervisor", "aspirante"):
        quien = api.entra(rol, opl=OPL, proceso=PROCESO, aspirante=folio)
        for metodo, camino, cuerpo in CAMINOS:
            if metodo != "GET":
                assert api.pide(metodo, camino.format(folio), quien, cuerpo).estado == 403, (rol, camino)


@pytest.mark.parametrize("malo", [{"version": 0}, {"version": "1"}, {}, {"version": 1, "otra": 1}])
def test_a_body_of_another_form_changes_nothing(api, opl, malo):
    folio = registered(api, opl)
    assert api.pide("POST", f"/v1/aspirantes/{folio}/confirmacion", opl, malo).estado == 400


def test_of_two_who_change_a_draft_at_once_one_wins_and_the_other_is_told_6_1(api, opl):
    """The second read before the first wrote: its condition is on what it read."""
    folio = registered(api, opl)
    leido = row(folio)
    api.pide("PUT", f"/v1/aspirantes/{folio}", opl, body(oficio="Primero") | {"version": 1})
    with pytest.raises(TransactWriteError) as error, transaction() as tx:
        tx.update(leido, actions=[Aspirante.nombre.set("Segundo")], condition=aspirante_unmoved(leido))
    assert lost_a_race(error.value)
    assert row(folio).nombre != "Segundo"


def test_nobody_is_registered_in_a_process_that_is_being_disposed_of_16_1(api, opl):
    """The copy of the process, a minute old at most, still says that it is open: the list of the disposal is made."""
    registered(api, opl)
    Proceso(PROCESO).update(actions=[Proceso.estado.set("en_disposicion")])
    antes = len(list(Aspirante.scan()))
    r = api.pide("POST", LISTA, opl, body(1))
    assert r.codigo == "ocupado"
    assert len(list(Aspirante.scan())) == antes
