"""Asking for institutional accounts, one per official, and who sees them (Protocolo 5.1-5.3)."""

import pytest

from chalicelib.base import aws, config
from chalicelib.store.cuentas.titulares import Titular, find_titular
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.workflows.cartas import CARTAS
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.grupos import grupo
from tests.escenario.mensajes import taken
from tests.escenario.recursos import empty_queues
from tests.escenario.titulares import (
    CORREO,
    DECLARACION,
    MOTIVO,
    PERSONALES,
    active,
    ask,
    do,
    faults,
    ine,
    mails,
    oficina,
    opl,
    reaches,
)

__all__ = ["api", "emisores", "grupo", "ine", "oficina", "opl"]
pytestmark = pytest.mark.usefixtures("oficina")


def test_an_opl_asks_for_an_account_and_nothing_is_granted_by_that_5_2(api, opl, grupo):
    respuesta = ask(api, opl)
    assert respuesta.estado == 201
    assert respuesta.cuerpo["estado"] == "solicitada"
    assert respuesta.cuerpo["opl"] == mundo.OPL
    assert (grupo.users(), mails()) == (0, [])


def test_the_request_of_an_opl_is_told_to_the_derfe_by_mail_once_and_names_nobody_5_2(api, opl, ine):
    """«De forma paralela será necesario que el OPL mediante correo electrónico remita la solicitud de cuentas de
    usuario [...], con el fin de proporcionar una atención más expedita».
    """
    empty_queues()
    cuenta = ask(api, opl).cuerpo["cuenta"]
    assert ask(api, opl).codigo == "cuenta_duplicada"
    (mensaje,) = taken(config.COLA_CORREOS)
    carta = CARTAS[mensaje["plantilla"]](mensaje["ref"])
    assert carta.destino == config.DERFE_CUENTAS[0]
    assert cuenta in carta.cuerpo
    assert not any(dato in carta.asunto + carta.cuerpo for dato in PERSONALES)
    do(api, ine, cuenta, "otorgamiento")
    assert CARTAS[mensaje["plantilla"]](mensaje["ref"]) is None


def test_every_fault_of_a_request_is_told_at_once_and_nothing_is_kept_5_3(api, opl):
    malo = ask(api, opl, nombre="Ana", correo="ana@otro.invalid", telefono="473-123-45", proceso="NOHAY27")
    assert faults(malo) == {"nombre", "correo", "telefono", "proceso"}
    assert not [*Titular.scan()]


@pytest.mark.parametrize("campo", ["nombre", "cargo", "correo", "telefono", "oficio"])
def test_a_request_holds_all_that_5_3_asks(api, opl, campo):
    assert ask(api, opl, **{campo: None}).estado == 400


@pytest.mark.parametrize("rol", ["ine", "mato", "aspirante", "auxiliar", "visitante"])
def test_an_opl_asks_only_for_roles_of_its_own_5_1(api, opl, rol):
    assert "rol" in faults(ask(api, opl, rol=rol, proceso=None))


def test_an_opl_asks_for_nobody_elses_officials_5_2(api, opl):
    ajeno, ninguno = ask(api, opl, opl="OTRO"), ask(api, opl, opl="NOHAY")
    assert ajeno.cuerpo["faltas"] == ninguno.cuerpo["faltas"]
    assert faults(ajeno) == {"opl"}


def test_a_process_of_another_opl_is_as_one_that_there_is_not(api, ine):
    ajeno, ninguno = ask(api, ine, opl="OTRO"), ask(api, ine, opl="OTRO", proceso="NOHAY27")
    assert ajeno.cuerpo["faltas"] == ninguno.cuerpo["faltas"]


def test_the_ine_asks_for_an_opl_by_its_oficio_and_for_itself_5_2(api, ine):
    assert ask(api, ine, opl=mundo.OPL).estado == 201
    propia = ask(api, ine, rol="mato", proceso=None, nombre="Beto Muestra", correo="beto@ine.invalid")
    assert (propia.estado, propia.cuerpo["opl"]) == (201, "")


@pytest.mark.parametrize("rol", ["supervisor", "operador", "aspirante", "auxiliar", "mato", "visitante"])
def test_nobody_else_asks_for_accounts_5_2(api, rol):
    quien = api.entra(rol, opl=mundo.OPL) if rol != "visitante" else api.entra(rol)
    assert ask(api, quien).codigo == "acceso_denegado"


def test_a_second_account_for_the_same_mail_is_refused_5_2(api, opl):
    primera = ask(api, opl).cuerpo["cuenta"]
    otra = ask(api, opl, nombre="Otra Persona Distinta", correo=CORREO.upper())
    assert (otra.estado, otra.codigo, otra.cuerpo["cuenta"]) == (409, "cuenta_duplicada", primera)


@pytest.mark.parametrize(
    "nombre", ["ANA MUESTRA NUÑEZ", "Núñez Muestra, Ana".replace(",", ""), "ana  muestra nunez"]
)
def test_a_second_account_for_the_same_name_is_refused_5_2(api, opl, nombre):
    ask(api, opl)
    assert ask(api, opl, nombre=nombre, correo="ana2@ine.invalid").codigo == "cuenta_duplicada"


def test_a_homonym_gets_one_when_it_is_said_why_5_2(api, opl):
    ask(api, opl)
    otro = {"correo": "ana2@ine.invalid", "homonimo": True}
    assert faults(ask(api, opl, **otro)) == {"motivo_homonimo"}
    dicho = ask(api, opl, **otro, motivo_homonimo="Dos claves de elector distintas a la vista")
    assert dicho.estado == 201


def test_a_homonym_has_a_mail_of_their_own_5_2(api, opl):
    ask(api, opl)
    respuesta = ask(api, opl, homonimo=True, motivo_homonimo="Dos claves de elector distintas a la vista")
    assert respuesta.codigo == "cuenta_duplicada"


def test_the_same_name_at_another_opl_is_another_person(api, opl):
    ask(api, opl)
    otro = api.entra("opl", opl="OTRO")
    assert ask(api, otro, rol="opl", proceso=None, correo="ana@ine.invalid").estado == 201


def test_whose_account_it_is_is_not_told_to_another_opl(api, opl):
    ask(api, opl)
    otro = api.entra("opl", opl="OTRO")
    respuesta = ask(api, otro, rol="opl", proceso=None)
    assert respuesta.codigo == "cuenta_duplicada"
    assert "cuenta" not in respuesta.cuerpo


def test_an_official_whose_account_ended_may_have_another_5_2(api, ine, opl, grupo):
    primera = active(api, ine, opl)
    do(api, ine, primera, "termino", MOTIVO)
    segunda = active(api, ine, opl)
    assert (reaches(primera), reaches(segunda)) == (False, True)
    assert grupo.user(CORREO)["Enabled"]
    do(api, ine, primera, "termino", MOTIVO)  # repeated late
    assert grupo.user(CORREO)["Enabled"]


def test_a_discarded_request_leaves_room_for_another_5_2(api, ine, opl):
    assert do(api, ine, ask(api, opl).cuerpo["cuenta"], "termino", MOTIVO).cuerpo["estado"] == "terminada"
    assert ask(api, opl).estado == 201


def test_an_opl_sees_its_own_accounts_and_another_sees_nothing_5_1(api, ine, opl):
    cuenta = ask(api, opl).cuerpo["cuenta"]
    assert api.pide("GET", f"/v1/cuentas/{cuenta}", opl).cuerpo["correo"] == CORREO
    assert api.pide("GET", f"/v1/cuentas/{cuenta}", ine).estado == 200
    otro = api.entra("opl", opl="OTRO")
    ajena, ninguna = (api.pide("GET", f"/v1/cuentas/{c}", otro) for c in (cuenta, "CTANOHAY"))
    assert (ajena.estado, ajena.cuerpo) == (404, ninguna.cuerpo)
    assert api.pide("GET", "/v1/cuentas", otro).cuerpo["elementos"] == []
    assert api.pide("GET", f"/v1/cuentas?opl={mundo.OPL}", otro).cuerpo == ninguna.cuerpo
    assert api.pide("GET", "/v1/cuentas?opl=ine", otro).cuerpo == ninguna.cuerpo


def test_an_accounts_of_the_ine_are_out_of_an_opls_reach_5_1(api, ine, opl):
    propia = ask(api, ine, rol="mato", proceso=None, nombre="Beto Muestra", correo="beto@ine.invalid").cuerpo
    assert api.pide("GET", f"/v1/cuentas/{propia['cuenta']}", opl).estado == 404
    suyas = api.pide("GET", "/v1/cuentas", ine).cuerpo["elementos"]
    assert [e["cuenta"] for e in suyas if e["acceso"] == "conforme"] == [propia["cuenta"]]


def test_a_list_shows_no_means_of_reaching_anybody_18(api, ine, opl):
    ask(api, opl)
    [elemento] = api.pide("GET", "/v1/cuentas", opl).cuerpo["elementos"]
    assert set(elemento) == {
        "cuenta",
        "rol",
        "opl",
        "proceso",
        "estado",
        "declaracion_guardada",
        "nombre",
        "acceso",
    }


def test_a_list_is_paged_and_its_cursor_is_of_that_list_only(api, ine, opl):
    letras = "ABCDE"
    for n in letras:
        ask(api, opl, nombre=f"Ana {n * 4} Muestra", correo=f"ana{n.lower()}@ine.invalid")
    vistas, despues = [], ""
    while despues is not None:
        pagina = api.pide("GET", f"/v1/cuentas?cuantos=2&despues={despues}", opl).cuerpo
        vistas += [e["cuenta"] for e in pagina["elementos"]]
        despues, cursor = pagina["siguiente"], despues or pagina["siguiente"]
    assert len(vistas) == len(set(vistas)) == len(letras)
    otro = api.entra("opl", opl="OTRO")
    for malo in (cursor, "x", "AAAA", "bnVsbA"):
        assert api.pide("GET", f"/v1/cuentas?despues={malo}", otro).codigo == "cuerpo_invalido"


@pytest.mark.parametrize(
    "que", ["otorgamiento", "credenciales", "declaracion", "suspension", "reanudacion", "termino"]
)
def test_only_the_ine_grants_and_ends_5_4(api, ine, opl, que):
    cuenta = ask(api, opl).cuerpo["cuenta"]
    cuerpo = {"declaracion": DECLARACION, "otorgamiento": None, "credenciales": None}.get(que, MOTIVO)
    assert do(api, opl, cuenta, que, cuerpo).codigo == "acceso_denegado"
    assert do(api, ine, "CTANOHAY", que, cuerpo).estado == 404
    assert find_titular(cuenta).estado == "solicitada"


def test_nothing_personal_is_in_clear_in_the_tables_18_5(api, ine, opl):
    active(api, ine, opl)
    for tabla in ("titulares", "cuentas", "unicos", "auditoria", "correos", "limites"):
        filas = aws.client("dynamodb").scan(TableName=config.tabla(tabla))["Items"]
        assert filas or tabla == "limites"
        assert not any(dato.casefold() in str(filas).casefold() for dato in PERSONALES), tabla
    assert b"Ana" not in next(iter(Titular.scan())).datos


def test_each_act_is_in_the_audit_log_of_who_did_it_5_5_18_7(api, ine, opl):
    cuenta = active(api, ine, opl)
    do(api, ine, cuenta, "credenciales")
    do(api, ine, cuenta, "suspension", MOTIVO)
    do(api, ine, cuenta, "reanudacion", MOTIVO)
    api.pide("GET", f"/v1/cuentas/{cuenta}", ine)
    do(api, ine, cuenta, "termino", MOTIVO)
    assert [(a.evento, a.objeto) for a in auditoria.entries_of(opl.sujeto)] == [
        ("sesion_iniciada", opl.cuenta),
        ("cuenta_solicitada", cuenta),
    ]
    eventos = [a.evento for a in auditoria.entries_of(ine.sujeto)]
    assert eventos == [
        "sesion_iniciada",
        "cuenta_otorgada",
        "cuenta_activada",
        "credenciales_reenviadas",
        "cuenta_suspendida",
        "cuenta_reanudada",
        "cuenta_consultada",
        "cuenta_terminada",
    ]


def test_an_accounts_history_says_who_did_what_and_why(api, ine, opl):
    cuenta = active(api, ine, opl)
    do(api, ine, cuenta, "suspension", MOTIVO)
    historia = api.pide("GET", f"/v1/cuentas/{cuenta}", ine).cuerpo["historia"]
    assert [(h["acto"], h["por"], h["motivo"]) for h in historia] == [
        ("solicitar", opl.cuenta, ""),
        ("otorgar", ine.cuenta, ""),
        ("activar", ine.cuenta, ""),
        ("suspender", ine.cuenta, MOTIVO["motivo"]),
    ]
