"""Auxiliares registered one by one, checked, removed and registered again (Protocolo 7.1 A, 7.3–7.6)."""

from datetime import datetime

import pytest

from chalicelib.rules.base.centro import CENTRO
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.base.unicos import Unico
from chalicelib.workflows.padron.cortes import ensure_secret
from tests.escenario import mundo, padrones
from tests.escenario.api import api, emisores
from tests.escenario.movil import meanwhile
from tests.escenario.portal import (
    aspirante,
    candidate,
    delivered,
    form,
    load_in_course,
    move,
    personas,
    register,
    registered,
    remove,
    show,
    tables,
)

__all__ = ["api", "aspirante", "emisores", "personas"]


def test_an_auxiliar_is_registered_and_told_by_mail_how_to_register_in_the_app_7_5(api, personas, aspirante):
    auxiliar = registered(api, aspirante, form(personas[0], "Uno@Muestra.invalid"))
    [(destino, asunto, texto)] = delivered()
    assert (destino, asunto) == ("uno@muestra.invalid", "Confirmación de registro como persona auxiliar")
    for dato in (f"Id Proceso: {mundo.PROCESO}", f"Id Auxiliar: {auxiliar}", "Google", "listanominal.ine.mx"):
        assert dato in texto
    assert personas[0].clave_elector not in texto
    ficha = show(api, aspirante, auxiliar)
    assert ficha["persona"]["clave_elector"] == personas[0].clave_elector
    assert (ficha["situacion_registral"], ficha["confirmacion"], ficha["baja"]) == (
        "lista_nominal",
        "enviado",
        None,
    )
    assert [(h["que"], h["rol"]) for h in ficha["historia"]] == [("alta", "aspirante")]


def test_nothing_of_the_person_is_in_clear_at_rest_18_5(api, personas, aspirante):
    registered(api, aspirante, form(personas[0], curp=personas[0].curp, telefono_movil="4771234567"))
    guardado = repr(tables())
    for dato in (
        personas[0].clave_elector,
        personas[0].curp,
        "4771234567",
        "uno@muestra",
        personas[0].nombre,
    ):
        assert dato not in guardado


def test_whom_the_padron_lacks_is_registered_as_removed_with_the_reason_and_no_mail_7_6(
    api, personas, aspirante
):
    r = register(api, aspirante, form(padrones.stranger()))
    assert (r.estado, r.cuerpo["estado"], r.cuerpo["situacion_registral"]) == (201, "baja", "no_encontrado")
    assert r.cuerpo["baja"]["causa"] == "sin_registro_padron"
    assert "Padrón" in show(api, aspirante, r.cuerpo["auxiliar"])["baja"]["texto"]
    assert delivered() == []
    assert list(Unico.scan()) == []


def test_a_true_clave_under_an_invented_name_is_refused_and_says_nothing_of_the_padron_7_6(
    api, personas, aspirante
):
    """Otherwise anybody could ask the padrón about a clave (18.5)."""
    inventado = {"nombre": "XIMENA", "apellido_paterno": "WALDO", "apellido_materno": "YZTA"}
    r = register(api, aspirante, form(personas[0]) | inventado)
    assert (r.estado, r.cuerpo["faltas"][0]["campo"]) == (422, "clave_elector")
    de_nadie = register(api, aspirante, form(padrones.stranger()) | inventado)
    assert de_nadie.cuerpo["faltas"] == r.cuerpo["faltas"]
    assert Auxiliar.count() == 3, "those of the small world"


def test_whom_the_lista_nominal_lacks_is_told_of_at_registration_with_what_to_do_and_stays_7_4(
    api, personas, aspirante
):
    """«deberán ser mayores de 18 años, contar con CPV vigente y estar inscrito en Padrón Electoral»: 7.6 removes whom
    the padrón lacks, and nobody else.
    """
    assert register(api, aspirante, form(personas[0])).cuerpo["avisos"] == []
    padrones.load(padrones.row(personas[1], situacion="padron"))
    r = register(api, aspirante, form(personas[1], "dos@muestra.invalid"))
    assert (r.estado, r.cuerpo["estado"], r.cuerpo["situacion_registral"]) == (201, "vigente", "padron")
    (aviso,) = r.cuerpo["avisos"]
    assert aviso["campo"] == "clave_elector"
    for parte in (
        "no en la Lista Nominal",
        "listanominal.ine.mx",
        "Módulo de Atención Ciudadana",
        "Puede seguir",
    ):
        assert parte in aviso["texto"]
    assert show(api, aspirante, r.cuerpo["auxiliar"])["aviso_registral"] == aviso["texto"]
    camino = "/v1/aspirantes/ASPA/auxiliares"
    lineas = api.pide("GET", camino, aspirante).cuerpo["elementos"]
    (suya,) = [x for x in lineas if x["auxiliar"] == r.cuerpo["auxiliar"]]
    assert suya["situacion_registral"] == "padron"


def test_why_somebody_left_the_padron_is_not_told_18_5(api, personas, aspirante):
    padrones.load(padrones.row(personas[0], situacion="baja", causa_baja="suspension_derechos_politicos"))
    r = register(api, aspirante, form(personas[0]))
    ficha = show(api, aspirante, r.cuerpo["auxiliar"])
    assert ficha["baja"]["causa"] == "baja_padron"
    assert "suspension" not in repr([r.cuerpo, ficha, tables()])


def test_whom_the_padron_lacked_can_be_registered_once_it_has_them_7_6(api, personas, aspirante):
    persona = padrones.stranger()
    primera = register(api, aspirante, form(persona)).cuerpo["auxiliar"]
    padrones.load(padrones.row(persona))
    r = api.pide("POST", f"/v1/auxiliares/{primera}/reingreso", aspirante)
    assert (r.estado, r.cuerpo["estado"]) == (201, "vigente")
    assert r.cuerpo["auxiliar"] != primera


def test_while_the_padron_is_loaded_nobody_is_registered_7_6(api, aspirante, personas):
    padrones.take_away()
    r = register(api, aspirante, form(personas[0]))
    assert (r.estado, r.codigo) == (503, "padron_en_carga")
    assert Auxiliar.count() == 3


def test_every_fault_is_told_at_once_and_nothing_changes_7_4(api, personas, aspirante):
    antes = tables()
    r = register(
        api,
        aspirante,
        form(personas[0], "sin-arroba", proveedor="otro", nombre="R2", curp="NADA", telefono_movil="1"),
    )
    assert (r.estado, r.codigo) == (422, "datos_no_admitidos")
    assert {f["campo"] for f in r.cuerpo["faltas"]} == {
        "correo",
        "proveedor",
        "nombre",
        "curp",
        "telefono_movil",
    }
    assert tables() == antes


def test_an_auxiliar_is_18_to_the_day_7_4(api, aspirante):
    hoy = datetime.now(CENTRO).date()
    faltas = []
    for nacimiento in (hoy.replace(year=hoy.year - 18, day=1), hoy.replace(year=hoy.year - 17)):
        clave = f"HRGRJN{nacimiento:%y%m%d}11H900"
        datos = {
            "nombre": "JUAN",
            "apellido_paterno": "HERRERA",
            "apellido_materno": "GARCIA",
            "fecha_nacimiento": nacimiento.isoformat(),
            "clave_elector": clave,
            "correo": "x@muestra.invalid",
            "proveedor": "x",
        }
        r = register(api, aspirante, datos)
        faltas.append([f["campo"] for f in r.cuerpo.get("faltas", [])])
    assert faltas == [[], ["fecha_nacimiento"]]


def test_a_person_is_one_auxiliar_of_an_aspirante_and_may_be_one_of_another_7_3(api, personas, aspirante):
    auxiliar = registered(api, aspirante, form(personas[0]))
    r = register(api, aspirante, form(personas[0], "otro@muestra.invalid"))
    assert (r.estado, r.codigo, r.cuerpo["auxiliar"]) == (409, "auxiliar_ya_registrado", auxiliar)
    assert register(api, candidate(api, "ASPB"), form(personas[0]), "ASPB").estado == 201


def test_a_mail_is_one_auxiliar_s_7_3(api, personas, aspirante):
    auxiliar = registered(api, aspirante, form(personas[0]))
    r = register(api, aspirante, form(personas[1], "UNO@muestra.invalid"))
    assert (r.estado, r.codigo, r.cuerpo["auxiliar"]) == (409, "correo_en_uso", auxiliar)


@pytest.mark.parametrize("quien", [0, 1])
def test_of_two_who_register_the_same_person_or_mail_at_once_one_does_7_3(api, personas, aspirante, quien):
    otras: list[str] = []
    correos = ("uno@muestra.invalid", "dos@muestra.invalid")
    with meanwhile(lambda: otras.append(registered(api, aspirante, form(personas[0], correos[quien])))):
        r = register(api, aspirante, form(personas[quien], correos[quien]))
    assert r.estado == 409
    assert r.cuerpo["auxiliar"] == otras[0]
    assert Auxiliar.count() == 3 + 1


def test_nobody_is_registered_while_a_bulk_load_is_in_course_7_4(api, personas, aspirante):
    load_in_course("CARGA1")
    r = register(api, aspirante, form(personas[0]))
    assert (r.estado, r.codigo) == (409, "carga_en_curso")
    load_in_course(None)
    assert register(api, aspirante, form(personas[0])).estado == 201


def test_a_bulk_load_that_begins_meanwhile_stops_the_registration_7_4(api, personas, aspirante):
    with meanwhile(lambda: load_in_course("CARGA1")):
        r = register(api, aspirante, form(personas[0]))
    assert (r.estado, r.codigo) == (409, "carga_en_curso")
    assert Auxiliar.count() == 3


@pytest.mark.parametrize("estado", ["registrado", "baja"])
def test_an_aspirante_whose_registration_is_not_in_force_registers_nobody_6_1_f(
    api, personas, aspirante, estado
):
    Aspirante("ASPA").update(actions=[Aspirante.estado.set(estado)])
    r = register(api, aspirante, form(personas[0]))
    assert (r.estado, r.codigo) == (409, "aspirante_no_vigente")


def test_who_has_no_padron_yet_is_told_to_wait_7_6(api):
    mundo.open_world()
    ensure_secret()
    persona = padrones.citizens(1)[0]
    assert register(api, candidate(api), form(persona)).codigo == "padron_en_carga"


def test_a_removal_is_a_date_with_its_cause_set_once_and_the_auxiliar_is_told_7_1_a(api, personas, aspirante):
    auxiliar = registered(api, aspirante, form(personas[0]))
    delivered()
    r = remove(api, aspirante, auxiliar, causa="renuncia", detalle="Se mudó de ciudad")
    assert r.estado == 200
    baja = r.cuerpo["baja"]
    assert (baja["causa"], baja["detalle"]) == ("renuncia", "Se mudó de ciudad")
    [(destino, _, texto)] = delivered()
    assert destino == "uno@muestra.invalid"
    assert "Se mudó de ciudad" in texto and "inconsistencia" in texto
    assert remove(api, aspirante, auxiliar, causa="renuncia").cuerpo["baja"] == baja
    otra = remove(api, aspirante, auxiliar)
    assert (otra.estado, otra.codigo) == (409, "auxiliar_de_baja")
    assert show(api, aspirante, auxiliar)["baja"] == baja
    assert delivered() == []
    assert b"mud" not in bytes(Auxiliar.get(auxiliar).detalle_baja)


def test_of_two_removals_at_once_one_stands_7_7(api, personas, aspirante):
    auxiliar = registered(api, aspirante, form(personas[0]))
    with meanwhile(lambda: remove(api, aspirante, auxiliar, causa="renuncia")):
        r = remove(api, aspirante, auxiliar)
    assert (r.estado, r.codigo) == (409, "auxiliar_de_baja")
    historia = show(api, aspirante, auxiliar)["historia"]
    assert [h["detalle"] for h in historia if h["que"] == "baja"] == ["renuncia"]


@pytest.mark.parametrize("causa", ["sin_registro_padron", "imagenes_no_corresponden", "otra"])
def test_an_aspirante_gives_no_other_s_cause_7_1_a(api, personas, aspirante, causa):
    auxiliar = registered(api, aspirante, form(personas[0]))
    assert remove(api, aspirante, auxiliar, causa=causa).codigo == "cuerpo_invalido"


def test_a_removed_person_returns_under_another_id_and_their_mail_is_free_7_1_a(api, personas, aspirante):
    primera = registered(api, aspirante, form(personas[0]))
    assert api.pide("POST", f"/v1/auxiliares/{primera}/reingreso", aspirante).codigo == "auxiliar_vigente"
    remove(api, aspirante, primera)
    r = api.pide("POST", f"/v1/auxiliares/{primera}/reingreso", aspirante)
    assert (r.estado, r.cuerpo["estado"]) == (201, "vigente")
    segunda = r.cuerpo["auxiliar"]
    assert show(api, aspirante, segunda)["vuelta"] == 1
    assert show(api, aspirante, primera)["estado"] == "baja"
    assert (
        api.pide("POST", f"/v1/auxiliares/{primera}/reingreso", aspirante).codigo == "auxiliar_ya_registrado"
    )
    remove(api, aspirante, segunda)
    assert register(api, aspirante, form(personas[1])).estado == 201


def test_who_came_in_a_load_is_not_changed_before_it_ends_7_4(api, personas, aspirante):
    auxiliar = registered(api, aspirante, form(personas[0]))
    Auxiliar(auxiliar).update(actions=[Auxiliar.carga.set("CARGA1")])
    load_in_course("CARGA1")
    assert remove(api, aspirante, auxiliar).codigo == "carga_en_curso"
    assert move(api, aspirante, auxiliar, "dos@muestra.invalid").codigo == "carga_en_curso"
    load_in_course("CARGA2")  # another load is no obstacle: it touches only its own rows
    assert remove(api, aspirante, auxiliar).estado == 200
