"""The auxiliar registers phones: who, how many, what is refused and how (Protocolo 8.3, 8.4, 8.11)."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.problemas.auxiliares import LimiteDeDispositivos, RegistroNoCoincide
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.auxiliares.dispositivos import Dispositivo, find_dispositivo
from chalicelib.store.base.tabla import iso
from chalicelib.store.cuentas.cuentas import Cuenta
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.privacidad.aceptaciones import accepted_notices
from chalicelib.workflows.auxiliares.dispositivos import (
    AltaDispositivo,
    register_dispositivo,
    remove_dispositivo,
)
from cliente.expediente import new_device_key, public_der
from cliente.registro import Negado
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.movil import meanwhile, phone, publish_notice

__all__ = ["api", "emisores"]

CORREO = "aux1@muestra.invalid"
AVISO = "aviso-auxiliar-1"
LLAVE = public_der(new_device_key())
T0 = datetime(2027, 1, 12, 18, tzinfo=UTC)


def open_world() -> None:
    """The small world, with a privacy notice in force."""
    mundo.open_world()
    publish_notice()


@pytest.fixture
def movil(api):
    """The phone of the auxiliar AUX1, signed in with the registered mail; not registered yet."""
    open_world()
    return phone(api, api.entra("visitante", correo=CORREO))


@pytest.fixture
def proceso(proceso):
    """As the package's, with a privacy notice in force."""
    publish_notice()
    return proceso


def refused(call) -> Negado:
    with pytest.raises(Negado) as error:
        call()
    return error.value


def alta(dispositivo: str, **cambios) -> AltaDispositivo:
    datos = {
        "autenticacion": "google",
        "proceso": mundo.PROCESO,
        "auxiliar": "AUX1",
        "aviso": AVISO,
        "acepta_aviso": True,
        "permite_ubicacion": True,
        "dispositivo": dispositivo,
        "llave": LLAVE,
        "modelo": "Uno",
        "sistema": "Android 14",
        "aplicacion": "app 1",
    }
    return AltaDispositivo(**datos | cambios)


def principal(sujeto: str = "google|1") -> Principal:
    return Principal(sujeto, Rol.VISITANTE, correo=CORREO, proveedor="google")


def row() -> Auxiliar:
    return Auxiliar.get("AUX1", consistent_read=True)


def test_whoever_signs_in_with_the_registered_mail_registers_and_acts_as_the_auxiliar_8_4(movil):
    registrado = movil.register(mundo.PROCESO, "AUX1", "DISPA", LLAVE)
    assert (registrado["aspirante"], registrado["cuenta"]) == ("ASPA", f"auxiliar-{mundo.PROCESO}-AUX1")
    fila = row()
    assert (fila.aviso, fila.dispositivos) == (AVISO, {"DISPA"})
    assert fila.sujeto and fila.registrado_en and fila.aviso_en
    assert movil.configuration()["auxiliar"]["auxiliar"] == "AUX1"
    assert find_dispositivo("DISPA", "AUX1").llave == LLAVE


def test_registering_is_noted_with_the_device_18_7(api, movil):
    movil.register(mundo.PROCESO, "AUX1", "DISPA", LLAVE)
    movil.remove("DISPA")
    asientos = [(a.evento, a.objeto) for a in auditoria.entries_of(row().sujeto)]
    assert asientos == [("dispositivo_registrado", "DISPA"), ("dispositivo_de_baja", "DISPA")]


def test_twitter_is_another_name_of_x_8_4(api):
    open_world()
    fila = mundo.auxiliar("AUX8", correo="ocho@muestra.invalid")
    fila.proveedor = "x"
    fila.save()
    movil = phone(api, api.entra("visitante", correo="ocho@muestra.invalid", proveedor="x"))
    assert movil.register(mundo.PROCESO, "AUX8", "DISPX", LLAVE, autenticacion="twitter")


def test_the_mail_is_the_same_however_it_is_written_8_4(api):
    open_world()
    movil = phone(api, api.entra("visitante", correo=CORREO.upper()))
    assert movil.register(mundo.PROCESO, "AUX1", "DISPA", LLAVE)


@pytest.mark.parametrize(
    ("alcance", "datos"),
    [
        ({}, {"proceso": "OTRO27"}),
        ({}, {"proceso": "AJENO27"}),
        ({}, {"auxiliar": "AUX2"}),
        ({}, {"auxiliar": "NOEXISTE"}),
        ({}, {"auxiliar": "AUXBAJA"}),
        ({}, {"autenticacion": "facebook"}),
        ({"proveedor": "facebook"}, {}),
        ({"proveedor": "facebook"}, {"autenticacion": "facebook"}),
        ({"correo": "otra@muestra.invalid"}, {}),
        ({}, {"auxiliar": "AUXAJENO"}),
    ],
    ids=[
        "proceso desconocido",
        "proceso ajeno",
        "auxiliar de otro correo",
        "auxiliar desconocido",
        "auxiliar de baja",
        "otra autenticación",
        "otro proveedor",
        "otro proveedor y autenticación",
        "otro correo",
        "auxiliar que ya registró otra cuenta",
    ],
)
def test_no_wrong_combination_says_which_part_is_wrong_8_4(api, alcance, datos):
    open_world()
    mundo.open_process("AJENO27")
    mundo.auxiliar("AUXBAJA", baja=mundo.INICIO, correo=CORREO).save()
    ajeno = mundo.auxiliar("AUXAJENO", correo=CORREO)
    ajeno.sujeto = "otra|persona"
    ajeno.save()
    movil = phone(api, api.entra("visitante", **{"correo": CORREO} | alcance))
    datos = {"proceso": mundo.PROCESO, "auxiliar": "AUX1"} | datos
    negado = refused(lambda: movil.register(dispositivo="DISPA", llave_der=LLAVE, **datos))
    patron = refused(lambda: movil.register("NINGUNO", "NINGUNO", "DISPB", LLAVE))
    assert (negado.estado, negado.codigo) == (403, "registro_no_coincide")
    assert negado.problema == patron.problema
    assert (Dispositivo.count(), Cuenta.count()) == (0, 0)
    assert not row().sujeto


@pytest.mark.parametrize("rol", ["auxiliar", "ciudadania", "aspirante"])
def test_whoever_has_another_account_registers_as_the_visitor_they_are_too(api, rol):
    open_world()
    movil = phone(api, api.entra(rol, correo=CORREO, aspirante="ASPB"))
    assert movil.register(mundo.PROCESO, "AUX1", "DISPA", LLAVE)


def test_an_official_does_not_register_in_the_app(api):
    open_world()
    movil = phone(api, api.entra("opl", opl=mundo.OPL))
    assert refused(lambda: movil.register(mundo.PROCESO, "AUX1", "DISPA", LLAVE)).codigo == "acceso_denegado"


def test_without_consent_permission_or_a_good_key_nothing_is_registered_8_3(movil):
    fuera_de_la_curva = LLAVE[:-64] + bytes(64)
    negado = refused(
        lambda: movil.register(
            mundo.PROCESO,
            "AUX1",
            "DISPA",
            fuera_de_la_curva,
            acepta_aviso=False,
            permite_ubicacion=False,
        )
    )
    assert (negado.estado, negado.codigo) == (422, "datos_no_admitidos")
    assert [f["campo"] for f in negado.problema["faltas"]] == ["acepta_aviso", "permite_ubicacion", "llave"]
    assert Dispositivo.count() == 0


@pytest.mark.parametrize(
    "datos",
    [
        {"autenticacion": "correo"},
        {"dispositivo": "dis"},
        {"llave": "AAAA"},
        {"modelo": "a\nb"},
        {"aviso": ""},
        {"otra": 1},
    ],
)
def test_what_has_not_the_published_form_is_refused_naming_the_field(movil, datos):
    base = {"proceso": mundo.PROCESO, "auxiliar": "AUX1", "dispositivo": "DISPA", "llave_der": LLAVE}
    negado = refused(lambda: movil.register(**base | datos))
    assert (negado.estado, negado.codigo) == (400, "cuerpo_invalido")


def test_registering_the_same_device_again_changes_nothing(movil):
    primero = movil.register(mundo.PROCESO, "AUX1", "DISPA", LLAVE)
    antes = row().serialize()
    assert movil.register(mundo.PROCESO, "AUX1", "DISPA", LLAVE) == primero
    assert row().serialize() == antes


def test_a_newer_notice_is_accepted_by_registering_again_8_3(movil):
    movil.register(mundo.PROCESO, "AUX1", "DISPA", LLAVE)
    publish_notice()
    assert movil.configuration()["aviso_vigente"] == "aviso-auxiliar-2" != row().aviso
    negado = refused(lambda: movil.register(mundo.PROCESO, "AUX1", "DISPA", LLAVE))
    assert (negado.codigo, negado.problema["vigente"]) == ("aviso_sustituido", "aviso-auxiliar-2")
    movil.register(mundo.PROCESO, "AUX1", "DISPA", LLAVE, aviso="aviso-auxiliar-2")
    assert (row().aviso, row().dispositivos) == ("aviso-auxiliar-2", {"DISPA"})
    assert set(accepted_notices(row().sujeto, [AVISO, "aviso-auxiliar-2"])) == {AVISO, "aviso-auxiliar-2"}


def test_without_a_notice_in_force_nobody_registers_18_1(api):
    mundo.open_world()
    movil = phone(api, api.entra("visitante", correo=CORREO))
    negado = refused(lambda: movil.register(mundo.PROCESO, "AUX1", "DISPA", LLAVE))
    assert (negado.estado, negado.codigo, row().sujeto) == (409, "aviso_sustituido", None)


def test_an_auxiliar_cannot_register_a_third_device_8_11(movil):
    for d in ("DISPA", "DISPB"):
        movil.register(mundo.PROCESO, "AUX1", d, public_der(new_device_key()), modelo=f"Modelo {d}")
    negado = refused(lambda: movil.register(mundo.PROCESO, "AUX1", "DISPC", LLAVE))
    assert (negado.estado, negado.codigo) == (409, "limite_de_dispositivos")
    etiquetas = [d["etiqueta"] for d in negado.problema["dispositivos"]]
    assert etiquetas == ["Modelo DISPA · Android 14", "Modelo DISPB · Android 14"]
    assert find_dispositivo("DISPC", "AUX1") is None


def test_a_removal_makes_room_8_11(movil):
    for d in ("DISPA", "DISPB"):
        movil.register(mundo.PROCESO, "AUX1", d, public_der(new_device_key()))
    baja = movil.remove("DISPA")
    assert baja["baja"] and movil.remove("DISPA") == baja
    movil.register(mundo.PROCESO, "AUX1", "DISPC", LLAVE)
    assert [d["dispositivo"] for d in movil.configuration()["dispositivos"]] == ["DISPB", "DISPC"]


def test_of_two_phones_that_register_at_once_as_the_second_one_does_8_11(proceso):
    register_dispositivo(principal(), alta("DISPA"), T0)
    with (
        meanwhile(lambda: register_dispositivo(principal(), alta("DISPB"), T0)),
        pytest.raises(LimiteDeDispositivos),
    ):
        register_dispositivo(principal(), alta("DISPC"), T0)
    assert row().dispositivos == {"DISPA", "DISPB"}
    assert find_dispositivo("DISPC", "AUX1") is None


def test_of_two_first_registrations_at_once_both_stand_with_one_account_8_11(proceso):
    with meanwhile(lambda: register_dispositivo(principal(), alta("DISPA"), T0)):
        register_dispositivo(principal(), alta("DISPB"), T0)
    assert row().dispositivos == {"DISPA", "DISPB"}
    assert [c.cuenta for c in Cuenta.scan()] == [f"auxiliar-{proceso}-AUX1"]


def test_one_device_registering_twice_at_once_is_registered_once(proceso):
    with meanwhile(lambda: register_dispositivo(principal(), alta("DISPA"), T0)):
        register_dispositivo(principal(), alta("DISPA"), T0)
    assert row().dispositivos == {"DISPA"}


def test_of_two_subjects_with_one_mail_at_once_only_one_becomes_the_auxiliar_8_4(proceso):
    with (
        meanwhile(lambda: register_dispositivo(principal("google|2"), alta("DISPB"), T0)),
        pytest.raises(RegistroNoCoincide),
    ):
        register_dispositivo(principal("google|1"), alta("DISPA"), T0)
    assert row().sujeto == "google|2"
    assert [c.sujeto for c in Cuenta.scan()] == ["google|2"]


def test_who_is_removed_while_registering_is_not_registered_7_7(proceso):
    def fire() -> None:
        Auxiliar("AUX1").update(actions=[Auxiliar.baja.set(iso(T0))])

    with meanwhile(fire), pytest.raises(RegistroNoCoincide):
        register_dispositivo(principal(), alta("DISPA"), T0)
    assert (Dispositivo.count(), Cuenta.count()) == (0, 0)


def test_a_removal_and_a_registration_at_once_leave_two_8_11(proceso):
    for d in ("DISPA", "DISPB"):
        register_dispositivo(principal(), alta(d), T0)
    remove_dispositivo("AUX1", "DISPA", T0)
    with meanwhile(lambda: remove_dispositivo("AUX1", "DISPB", T0)):
        register_dispositivo(principal(), alta("DISPC"), T0)
    assert row().dispositivos == {"DISPC"}


def test_a_removal_while_the_app_accepts_a_newer_notice_is_not_written_away_8_11(proceso):
    register_dispositivo(principal(), alta("DISPA"), T0)
    nuevo = publish_notice()  # the app registers again under it
    with meanwhile(lambda: remove_dispositivo("AUX1", "DISPA", T0)):
        register_dispositivo(principal(), alta("DISPA", aviso=nuevo), T0 + timedelta(hours=1))
    dispositivo = find_dispositivo("DISPA", "AUX1")
    assert [bool(v.baja) for v in dispositivo.vigencias] == [True, False]


def test_a_device_id_is_one_auxiliars_for_ever_8_11(api, movil):
    movil.register(mundo.PROCESO, "AUX1", "DISPA", LLAVE)
    otro = phone(api, api.entra("visitante", correo="aux2@muestra.invalid"))
    for _ in ("registrado", "de baja"):
        negado = refused(lambda: otro.register(mundo.PROCESO, "AUX2", "DISPA", LLAVE))
        assert (negado.estado, negado.codigo) == (409, "dispositivo_en_uso")
        movil.remove("DISPA")
    assert find_dispositivo("DISPA", "AUX1").auxiliar == "AUX1"


def test_a_device_id_never_changes_its_key_8_11(movil):
    movil.register(mundo.PROCESO, "AUX1", "DISPA", LLAVE)
    movil.remove("DISPA")
    otra = public_der(new_device_key())
    assert (
        refused(lambda: movil.register(mundo.PROCESO, "AUX1", "DISPA", otra)).codigo == "dispositivo_en_uso"
    )


def test_nobody_removes_the_device_of_another_18_5(api, movil):
    movil.register(mundo.PROCESO, "AUX1", "DISPA", LLAVE)
    otro = phone(api, api.entra("auxiliar", proceso=mundo.PROCESO, aspirante="ASPB", auxiliar="AUX2"))
    ajeno, desconocido = refused(lambda: otro.remove("DISPA")), refused(lambda: otro.remove("NOEXISTE"))
    assert ajeno.estado == 404 and ajeno.problema == desconocido.problema
    assert find_dispositivo("DISPA", "AUX1").baja is None


def test_a_device_registered_again_keeps_its_earlier_stretch_8_11(proceso):
    for minuto in range(2):
        register_dispositivo(principal(), alta("DISPA"), T0 + timedelta(minutes=10 * minuto))
        if not minuto:
            remove_dispositivo("AUX1", "DISPA", T0 + timedelta(minutes=5))
    dispositivo = find_dispositivo("DISPA", "AUX1")
    minutos = [
        [(m - T0) // timedelta(minutes=1) if m else None for m in (v.alta, v.baja)]
        for v in dispositivo.vigencias
    ]
    assert minutos == [[0, 5], [10, None]]


def test_the_authorities_see_an_auxiliars_devices_with_their_stretches_8_11(api, movil):
    for d in ("DISPA", "DISPB"):
        movil.register(mundo.PROCESO, "AUX1", d, public_der(new_device_key()))
    movil.remove("DISPA")
    movil.register(mundo.PROCESO, "AUX1", "DISPC", LLAVE)
    camino = "/v1/auxiliares/AUX1/dispositivos"
    for quien in (api.entra("opl", opl=mundo.OPL), api.entra("ine"), api.entra("supervisor", opl=mundo.OPL)):
        r = api.pide("GET", camino, quien)
        assert [(d["dispositivo"], bool(d["baja"])) for d in r.cuerpo["elementos"]] == [
            ("DISPA", True),
            ("DISPB", False),
            ("DISPC", False),
        ]
        assert "llave" not in str(r.cuerpo)
    assert [a.evento for a in auditoria.entries_of(quien.sujeto)][-1] == "dispositivos_consultados"


def test_the_list_of_devices_comes_in_pages_8_11(api, movil):
    for d in ("DISPA", "DISPB", "DISPC"):
        movil.register(mundo.PROCESO, "AUX1", d, public_der(new_device_key()))
        movil.remove(d)
    opl, vistos, despues = api.entra("opl", opl=mundo.OPL), [], ""
    while despues is not None:
        r = api.pide("GET", f"/v1/auxiliares/AUX1/dispositivos?cuantos=2&despues={despues}", opl).cuerpo
        vistos.append([d["dispositivo"] for d in r["elementos"]])
        despues = r["siguiente"]
    assert vistos == [["DISPA", "DISPB"], ["DISPC"]]


def test_for_another_opl_the_auxiliar_does_not_exist_18_5(api, movil):
    ajeno = api.entra("opl", opl="OTRO")
    visto, nada = (api.pide("GET", f"/v1/auxiliares/{a}/dispositivos", ajeno) for a in ("AUX1", "NOEXISTE"))
    assert visto.estado == 404 and visto.cuerpo == nada.cuerpo


def test_an_aspirante_does_not_see_the_devices(api, movil):
    aspirante = api.entra("aspirante", proceso=mundo.PROCESO, aspirante="ASPA")
    assert api.pide("GET", "/v1/auxiliares/AUX1/dispositivos", aspirante).codigo == "acceso_denegado"


def test_guessing_is_slowed_down_by_account_and_a_device_that_is_named_locks_nobody_else_18_5(api):
    open_world()
    movil = phone(api, api.entra("visitante", correo=CORREO))
    codigos = [
        refused(lambda n=n: movil.register(mundo.PROCESO, "NINGUNO", f"DISP{n}", LLAVE)).codigo
        for n in range(11)
    ]
    assert codigos[:10] == ["registro_no_coincide"] * 10
    assert codigos[10] == "demasiadas_solicitudes"
    otras = [phone(api, api.entra("visitante")) for _ in range(11)]
    codigos = [
        refused(lambda o=o: o.register(mundo.PROCESO, "NINGUNO", "DISPZ", LLAVE)).codigo for o in otras
    ]
    assert codigos == ["registro_no_coincide"] * 11


def test_the_app_gets_all_it_needs_in_one_answer_9_3(movil):
    movil.register(mundo.PROCESO, "AUX1", "DISPA", LLAVE)
    c = movil.configuration()
    assert c["aspirante"] == {
        "aspirante": "ASPA",
        "nombre": "MUESTRA 1",
        "nombres": "MUESTRA 1",
        "apellido_paterno": "",
        "apellido_materno": "",
        "cargo": f"{mundo.PERIODO} (sintético)",
        "unidad": "",
        "vigente": True,
        "emblema": None,
    }
    assert c["periodo"]["cierre_recepcion"] == iso(mundo.FIN + timedelta(hours=24))
    assert c["proceso"]["llave_captura"] == {"arn": "arn:sintetico", "publica_der": "c2luIHVzbyBhcXVp"}
    assert [d["dispositivo"] for d in c["dispositivos"]] == ["DISPA"]
    assert abs(datetime.fromisoformat(c["hora_servidor"]) - datetime.now(UTC)) < timedelta(minutes=1)


def test_who_is_no_auxiliar_has_no_app_configuration(api):
    open_world()
    for rol in ("visitante", "ciudadania", "opl"):
        assert api.pide("GET", "/v1/aplicacion", api.entra(rol)).codigo == "acceso_denegado"
    sin_fila = api.entra("auxiliar", proceso=mundo.PROCESO, aspirante="ASPA", auxiliar="NOEXISTE")
    assert api.pide("GET", "/v1/aplicacion", sin_fila).estado == 404
