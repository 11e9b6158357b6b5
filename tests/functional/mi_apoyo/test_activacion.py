"""Activation of Mi Apoyo, through the reference client and the real API (Protocolo 10.1-10.9)."""

import re
from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.base import aws, config
from chalicelib.handlers.eventos.correos import correos
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.correos import Alcance, PublicoDelAnuncio
from chalicelib.store.auxiliares.dispositivos import Dispositivo, find_dispositivo
from chalicelib.store.base.tabla import iso
from chalicelib.store.cuentas.cuentas import Cuenta
from chalicelib.store.mi_apoyo import activaciones
from chalicelib.store.mi_apoyo.activaciones import Activacion
from chalicelib.store.mi_apoyo.ciudadanos import Ciudadano, find_ciudadano
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.workflows.correos.destinatarios import list_recipients
from chalicelib.workflows.mi_apoyo.activacion import activate_mi_apoyo
from chalicelib.workflows.mi_apoyo.codigo import check_code
from cliente.expediente import new_device_key, public_der
from cliente.miapoyo import MiApoyo, Rehusado
from tests.escenario import mundo, padrones
from tests.escenario.api import api, emisores
from tests.escenario.ciudadania import (
    OTRA,
    PROCESO,
    SECCION,
    VECINA,
    VECINO,
    Gente,
    Persona,
    applicant,
    gente,
    mails,
    read,
)
from tests.escenario.mensajes import batch, failed, taken
from tests.escenario.padrones import load, row, stranger
from tests.escenario.recursos import empty_queues

__all__ = ["api", "emisores", "gente"]
TABLAS = (
    "activaciones",
    "ciudadanos",
    "dispositivos",
    "cuentas",
    "unicos",
    "correos",
    "auditoria",
    "limites",
)


def refused(hacer, *argumentos, **dados) -> Rehusado:
    with pytest.raises(Rehusado) as no:
        hacer(*argumentos, **dados)
    return no.value


def principal(persona: Persona) -> Principal:
    return Principal(persona.sesion.sujeto, Rol.VISITANTE, correo=persona.correo)


def wrong(codigo: str) -> str:
    """Another code of the same form."""
    return codigo[:-1] + ("A" if codigo[-1] != "A" else "B")


def test_the_code_goes_to_the_accounts_mail_with_device_and_validity_10_7(gente):
    ella = gente.signs_in()
    vence = datetime.fromisoformat(ella.app.request_code(PROCESO, read(VECINA), "Teléfono de muestra"))
    assert timedelta(hours=23, minutes=59) < vence - datetime.now(UTC) <= timedelta(hours=24)
    [mail] = mails()
    assert mail.destinations["ToAddresses"] == [ella.correo]
    assert re.search(r"Código de activación: [A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}\n", mail.body)
    assert f"Dispositivo: Teléfono de muestra ({ella.app.dispositivo})" in mail.body
    assert "Vigencia: hasta el " in mail.body
    assert "(hora del centro)" in mail.body
    assert not any(getattr(VECINA, d) in mail.body for d in ("cic", "clave_elector", "nombre"))


def test_a_right_code_makes_an_account_and_registers_the_device_10_8(gente):
    ella = gente.signs_in()
    ciudadano = ella.activate()
    assert re.fullmatch(r"C[A-HJ-NP-Z2-9]{10}", ciudadano)
    cuenta = Cuenta.get(ella.sesion.sujeto, f"ciudadania-{ciudadano}")
    assert (cuenta.rol, cuenta.estado, cuenta.proceso, cuenta.auxiliar) == (
        "ciudadania",
        "activa",
        PROCESO,
        ciudadano,
    )
    dispositivo = find_dispositivo(ella.app.dispositivo, ciudadano)
    assert dispositivo.ciudadano
    assert dispositivo.baja is None
    eventos = [a.evento for a in auditoria.entries_of(ella.sesion.sujeto)]
    assert eventos == ["codigo_solicitado", "mi_apoyo_activado"]


@pytest.mark.parametrize("modelo", "DEFGH")
def test_every_model_with_a_qr_serves_10_1(gente, modelo):
    ella = gente.signs_in()
    assert ella.app.activate(ella.ask(modelo=modelo))


def test_a_code_may_be_typed_in_lower_case_and_without_its_hyphen_10_8(gente):
    ella = gente.signs_in()
    assert ella.app.activate(ella.ask().replace("-", "").lower())


def test_a_credential_without_qr_is_refused_with_the_way_out_10_1(gente):
    ella = gente.signs_in()
    no = refused(ella.ask, modelo="C")
    assert (no.codigo, no.problema["status"]) == ("modelo_no_admitido", 422)
    assert "auxiliar" in no.texto
    assert Activacion.count() == len(mails()) == 0


def test_a_reading_that_does_not_hold_is_refused_whole_and_changes_nothing_10_6(gente):
    ella = gente.signs_in()
    no = refused(ella.ask, identificador=None, cic="000000000")
    assert (no.codigo, no.problema["status"]) == ("datos_no_admitidos", 422)
    assert [f["campo"] for f in no.problema["faltas"]] == ["identificador", "cic"]
    assert VECINA.cic not in str(no.problema)
    assert Activacion.count() == len(mails()) == 0


def test_a_key_that_is_no_point_of_the_curve_is_refused_10_6(gente):
    ella = gente.signs_in()
    cuerpo = {
        "proceso": PROCESO,
        "dispositivo": "DISPX",
        "aparato": "x",
        "llave_dispositivo": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE" + "A" * 86 + "==",
        "credencial": read(VECINA),
        "permite_ubicacion": True,
    }
    r = gente.api.pide("POST", "/v1/mi-apoyo/activaciones", ella.sesion, cuerpo)
    assert (r.estado, r.codigo, [f["campo"] for f in r.cuerpo["faltas"]]) == (
        422,
        "datos_no_admitidos",
        ["llave_dispositivo"],
    )


def test_who_denies_the_location_gets_no_code_10_3(gente):
    """10.3: «En caso de rechazar el permiso de acceso a la ubicación en el dispositivo móvil, no podrá realizar dicha
    captación.»"""
    ella = gente.signs_in()
    cuerpo = {
        "proceso": PROCESO,
        "dispositivo": "DISPX",
        "aparato": "x",
        "llave_dispositivo": b64encode(public_der(new_device_key())).decode(),
        "credencial": read(VECINA),
        "permite_ubicacion": False,
    }
    r = gente.api.pide("POST", "/v1/mi-apoyo/activaciones", ella.sesion, cuerpo)
    assert (r.estado, [f["campo"] for f in r.cuerpo["faltas"]]) == (422, ["permite_ubicacion"])
    assert Activacion.count() == len(mails()) == 0


def test_the_code_and_what_was_read_are_in_no_table_in_clear_10_6_18_5(gente):
    ella = gente.signs_in()
    codigo = ella.ask().replace("-", "")
    ella.app.activate(codigo)
    guardado = str([aws.client("dynamodb").scan(TableName=config.tabla(t))["Items"] for t in TABLAS])
    for secreto in (
        codigo,
        VECINA.cic,
        VECINA.identificador,
        VECINA.clave_elector,
        VECINA.nombre,
        ella.correo,
    ):
        assert secreto not in guardado


def every_bad_code(gente: Gente) -> dict[str, Rehusado]:
    """Each way in which a code is no good, and what it is answered; each from an account of its own."""
    malos: dict[str, Rehusado] = {}
    ella = gente.signs_in()
    malos["otro código"] = refused(ella.app.activate, wrong(ella.ask()))
    ella = gente.signs_in()
    codigo = ella.ask()
    ella.app.dispositivo = "DISPAJENO"
    malos["otro dispositivo"] = refused(ella.app.activate, codigo)
    ella = gente.signs_in()
    codigo = ella.ask()
    Activacion(ella.app.activacion).update(actions=[Activacion.vence.set("2020-01-01T00:00:00.000Z")])
    malos["vencido"] = refused(ella.app.activate, codigo)
    ella = gente.signs_in()
    codigo = ella.ask()
    ella.app.activate(codigo)
    ella.app.cuenta = ""
    malos["usado"] = refused(ella.app.activate, codigo)
    ella = gente.signs_in()
    codigo = ella.ask()
    ella.ask()
    malos["sustituido"] = refused(ella.app.activate, codigo)
    ella, otra = gente.signs_in(), gente.signs_in()
    codigo = ella.ask()
    otra.app.activacion, otra.app.dispositivo = ella.app.activacion, ella.app.dispositivo
    malos["de otra cuenta"] = refused(otra.app.activate, codigo)
    otra.app.activacion = "NADA"
    malos["que no existe"] = refused(otra.app.activate, codigo)
    return malos


def test_no_two_bad_codes_can_be_told_apart_10_6(gente):
    malos = every_bad_code(gente)
    assert len(malos) == 7
    for caso, no in malos.items():
        assert no.problema == malos["otro código"].problema, caso
    assert malos["usado"].codigo == "codigo_no_valido"
    assert malos["usado"].problema["status"] == 422


def test_after_five_tries_not_even_the_right_code_is_good_10_6(gente):
    ella = gente.signs_in()
    codigo = ella.ask()
    for _ in range(5):
        assert refused(ella.app.activate, wrong(codigo)).codigo == "codigo_no_valido"
    assert refused(ella.app.activate, codigo).codigo == "codigo_no_valido"
    assert Activacion.get(ella.app.activacion).intentos == 5
    assert ella.activate()  # a new code has tries of its own


def test_the_fifth_try_may_still_be_the_right_one_10_6(gente):
    ella = gente.signs_in()
    codigo = ella.ask()
    for _ in range(4):
        refused(ella.app.activate, wrong(codigo))
    assert ella.app.activate(codigo)


def test_others_cannot_use_up_somebodys_tries_10_6(gente):
    ella, otra = gente.signs_in(), gente.signs_in()
    codigo = ella.ask()
    otra.app.activacion = ella.app.activacion
    for _ in range(6):
        refused(otra.app.activate, wrong(codigo))
    assert ella.app.activate(codigo)


def test_a_code_is_good_for_24_hours_and_not_a_moment_more_10_6(gente):
    ella = gente.signs_in()
    codigo = ella.ask()
    vence = datetime.fromisoformat(Activacion.get(ella.app.activacion).vence)
    dicho = (principal(ella), ella.app.activacion, codigo, ella.app.dispositivo)
    assert activaciones.take_activation_try(ella.app.activacion, ella.sesion.sujeto, vence) is None
    assert activate_mi_apoyo(*dicho, vence - timedelta(milliseconds=1))["ciudadano"]


def test_of_two_concurrent_uses_of_the_right_code_one_succeeds_10_6(gente):
    """Both were told that the code is right before either used it up."""
    ella = gente.signs_in()
    codigo = ella.ask()
    ahora = datetime.now(UTC)
    uno, otro = (
        check_code(principal(ella), ella.app.activacion, codigo, ella.app.dispositivo, ahora)
        for _ in range(2)
    )
    assert activaciones.spend_activation(uno)
    assert not activaciones.spend_activation(otro)
    assert not activaciones.is_pending(otro)


@pytest.mark.parametrize(
    "cambios",
    [
        {"situacion": "padron"},
        {"situacion": "baja", "causa_baja": "defuncion"},
        {"credencial": "no_recogida"},
        {"vigencia": "2025"},
        None,
    ],
    ids=str,
)
def test_who_is_not_in_the_lista_nominal_goes_no_further_10_8(gente, cambios):
    quien = stranger()
    if cambios:
        load(row(quien, **SECCION, **cambios))
    el = gente.signs_in(quien)
    codigo = el.ask()  # the same answer as to anybody: the registry was not asked
    no = refused(el.app.activate, codigo)
    assert (no.codigo, no.problema["status"]) == ("no_en_lista_nominal", 409)
    assert "Módulo de Atención Ciudadana" in no.texto
    assert Ciudadano.count() == Cuenta.count() == Dispositivo.count() == 0
    assert refused(el.app.activate, codigo).codigo == "codigo_no_valido"


def test_a_credential_mixed_from_two_people_is_nobodys_10_8(gente):
    ella = gente.signs_in()
    codigo = ella.ask(identificador=VECINO.identificador)
    assert refused(ella.app.activate, codigo).codigo == "no_en_lista_nominal"


def test_the_request_is_answered_alike_whatever_the_registry_says_10_8(gente):
    respuestas = []
    for quien in (VECINA, stranger()):
        persona = gente.signs_in(quien)
        persona.app.request_code(PROCESO, read(quien), "x")
        fila = Activacion.get(persona.app.activacion)
        respuestas.append((fila.estado, len(fila.codigo), len(fila.activacion)))
    assert respuestas[0] == respuestas[1]
    assert len({m.subject for m in mails()}) == 1


def test_while_the_padron_is_loaded_nobody_is_refused_and_no_code_is_spent_10_8(gente):
    ella = gente.signs_in()
    codigo = ella.ask()
    padrones.take_away()
    no = refused(ella.app.activate, codigo)
    assert (no.codigo, no.problema["status"]) == ("ocupado", 503)
    assert Activacion.get(ella.app.activacion).intentos == 0
    padrones.put_in_place()
    assert ella.app.activate(codigo)


def test_with_a_new_phone_the_person_stays_and_the_old_device_goes_10_6(gente):
    ella = gente.signs_in()
    antes = ella.activate()
    nueva = gente.phone(ella)
    assert nueva.activate() == antes
    assert find_dispositivo(ella.app.dispositivo, antes).baja is not None
    assert find_dispositivo(nueva.app.dispositivo, antes).baja is None
    assert (Ciudadano.count(), Cuenta.count()) == (1, 1)


def test_the_same_phone_may_be_activated_again_10_6(gente):
    ella = gente.signs_in()
    antes = ella.activate()
    ella.app.cuenta = ""
    assert ella.activate() == antes
    assert find_dispositivo(ella.app.dispositivo, antes).baja is None


def test_a_person_who_activates_with_another_account_replaces_the_first_and_gets_a_mail_10_2(gente):
    empty_queues()
    ella, ella_misma = gente.signs_in(), gente.signs_in()
    antes, despues = ella.activate(), ella_misma.activate()
    assert antes != despues
    assert (find_ciudadano(antes).estado, find_ciudadano(despues).estado) == ("reemplazado", "vigente")
    assert find_dispositivo(ella.app.dispositivo, antes).baja is not None
    assert refused(lambda: list(ella.app.aspirantes())).codigo == "acceso_denegado"
    avisos = taken(config.COLA_CORREOS)
    assert failed(correos(batch(*avisos), None)) == []
    assert mails()[-1].subject == "Su activación de Mi Apoyo terminó"
    assert mails()[-1].destinations["ToAddresses"] == [ella.correo]


def test_a_replaced_activation_can_be_made_again_10_2(gente):
    empty_queues()
    ella, ajeno = gente.signs_in(), gente.signs_in()
    suyo = ella.activate()
    ajeno.activate()
    vuelve = gente.phone(ella)
    assert vuelve.activate() == suyo
    assert list(vuelve.app.aspirantes())
    assert refused(lambda: list(ajeno.app.aspirantes())).codigo == "acceso_denegado"
    correos(batch(*taken(config.COLA_CORREOS)), None)
    assert [m.destinations["ToAddresses"] for m in mails() if "terminó" in m.subject] == [[ajeno.correo]]


def test_an_account_serves_one_person_10_2(gente):
    ella = gente.signs_in()
    ella.activate()
    el = Persona(ella.correo, ella.sesion, VECINO, gente.phone(ella).app)
    codigo = el.ask()
    no = refused(el.app.activate, codigo)
    assert (no.codigo, no.problema["status"]) == ("cuenta_de_otra_persona", 409)
    assert refused(el.app.activate, codigo).codigo == "codigo_no_valido"
    assert Ciudadano.count() == 1


def test_a_device_of_another_registration_is_refused_before_a_code_is_mailed_10_6(gente):
    ella, el = gente.signs_in(), gente.signs_in(VECINO)
    ella.activate()
    el.app.dispositivo = ella.app.dispositivo
    assert refused(el.ask).codigo == "dispositivo_en_uso"
    otra_llave = MiApoyo(gente.url, ella.sesion.token, ella.app.dispositivo, new_device_key())
    assert refused(Persona(ella.correo, ella.sesion, VECINA, otra_llave).ask).codigo == "dispositivo_en_uso"
    assert len(mails()) == 1


def test_a_device_that_was_registered_meanwhile_is_refused_when_the_code_is_used_10_6(gente):
    ella = gente.signs_in()
    codigo = ella.ask()
    Dispositivo(
        dispositivo=ella.app.dispositivo, auxiliar="AUX1", llave=b"otra", alta="2026-01-01T00:00:00Z"
    ).save()
    assert refused(ella.app.activate, codigo).codigo == "dispositivo_en_uso"
    assert Ciudadano.count() == 0


def test_an_unknown_process_and_one_without_period_in_course_10_9(gente):
    ella = gente.signs_in()
    no = refused(ella.app.request_code, "NADA27", read(VECINA), "x")
    assert (no.codigo, no.problema["status"]) == ("no_encontrado", 404)
    for p in Periodo.scan():
        p.update(actions=[Periodo.estado.set("inactivo")])
    assert refused(ella.ask).codigo == "sin_periodo_vigente"
    assert Activacion.count() == len(mails()) == 0


def test_codes_are_asked_for_five_times_a_day_18_5(gente):
    ella = gente.signs_in()
    for _ in range(5):
        ella.ask()
    no = refused(ella.ask)
    assert (no.codigo, no.problema["status"]) == ("demasiadas_solicitudes", 429)


def test_only_who_signed_in_with_a_provider_asks_for_a_code_10_5(gente):
    for rol in ("ine", "opl", "supervisor", "operador", "mato"):
        quien = gente.api.entra(rol, opl=mundo.OPL)
        assert gente.api.pide("POST", "/v1/mi-apoyo/activaciones", quien, {}).codigo == "acceso_denegado"
    assert (
        gente.api.pide("GET", "/v1/mi-apoyo/aspirantes", gente.signs_in().sesion).codigo == "acceso_denegado"
    )


def test_the_menu_has_the_aspirantes_of_ones_own_geography_10_9(gente):
    ella = gente.signs_in()
    ciudadano = ella.activate()
    menu = list(ella.app.aspirantes())
    assert [a["aspirante"] for a in menu] == ["ASPA", "ASPB", "ASPM"]
    assert menu[2]["cargo"] == "Ayuntamiento (sintético)"
    assert ella.app.ciudadano == ciudadano


def test_who_lives_in_another_municipio_has_another_menu_10_9(gente):
    load(row(OTRA, **SECCION | {"municipio": "021"}))
    otra = gente.signs_in(OTRA)
    otra.activate()
    assert [a["aspirante"] for a in otra.app.aspirantes()] == ["ASPA", "ASPB", "ASPN"]


@pytest.mark.parametrize(
    "cambio",
    [
        Periodo.estado.set("inactivo"),
        Periodo.fin.set(iso(datetime.now(UTC))),
        Periodo.inicio.set("2090-01-01T00:00:00.000Z"),
    ],
    ids=["inactivo", "terminado", "por iniciar"],
)
def test_an_office_that_is_not_in_course_is_not_in_the_menu_10_9(gente, cambio):
    ella = gente.signs_in()
    ella.activate()
    extra = [Periodo.fin.set("2091-01-01T00:00:00.000Z")] if "inicio" in str(cambio) else []
    Periodo(PROCESO, "GUBERNATURA").update(actions=[cambio, *extra])
    assert [a["aspirante"] for a in ella.app.aspirantes()] == ["ASPM"]


@pytest.mark.parametrize("estado", ["registrado", "baja"])
def test_an_aspirante_who_is_not_confirmed_is_not_in_the_menu_10_9(gente, estado):
    applicant("ASPA", "GUBERNATURA", estado=estado)
    ella = gente.signs_in()
    ella.activate()
    assert [a["aspirante"] for a in ella.app.aspirantes()] == ["ASPB", "ASPM"]


def test_the_menu_comes_in_pages_10_9(gente):
    ella = gente.signs_in()
    ella.activate()
    assert [a["aspirante"] for a in ella.app.aspirantes(cuantos=1)] == ["ASPA", "ASPB", "ASPM"]


def test_the_menu_names_the_key_to_seal_to_9_13(gente):
    ella = gente.signs_in()
    ella.activate()
    camino = f"/v1/procesos/{PROCESO}/configuracion"
    cabeceras = {"X-Cuenta": ella.app.cuenta}
    menu = gente.api.pide("GET", "/v1/mi-apoyo/aspirantes", ella.sesion, cabeceras=cabeceras)
    llave = gente.api.pide("GET", camino, ella.sesion, cabeceras=cabeceras).cuerpo["llave_captura"]
    assert menu.cuerpo["llave_captura"] == llave["arn"]
    assert b64decode(llave["publica_der"])


def test_an_announcement_finds_who_activated_among_the_users_of_their_provider_9_17(gente: Gente):
    persona = gente.signs_in()
    persona.activate()
    de_google, de_x = (PublicoDelAnuncio(Alcance.PROVEEDOR, proveedor=p) for p in ("google", "x"))
    [hallada] = list_recipients(f"ciudadania#{PROCESO}", "", de_google).personas
    assert hallada.correo == persona.correo
    assert list_recipients(f"ciudadania#{PROCESO}", "", de_x).personas == []
