"""Capture periods through the API: what is refused, what repeats, and two officials at once (Protocolo 6.1 A)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.problemas import Conflicto, DatosNoAdmitidos, VersionAnterior
from chalicelib.problemas.captacion import RecepcionCerrada
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import iso
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.procesos.periodos import Periodo, active_periods, read_periodo
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.captacion.envio import announce_records
from chalicelib.workflows.padron.cortes import begin_cut
from chalicelib.workflows.procesos.llave import hand_over_key
from chalicelib.workflows.procesos.periodos import (
    activate_period,
    change_period,
    deactivate_period,
    proposal_of,
    register_period,
)
from tests.escenario import mundo, padrones
from tests.escenario.api import api, emisores
from tests.escenario.movil import meanwhile
from tests.functional.captacion.test_envios import announcement
from tests.functional.procesos.periodos import (
    DIA,
    OPL,
    PERIODOS,
    body,
    centro,
    change,
    do,
    faults,
    public_key,
    register,
    save_period,
)

__all__ = ["api", "emisores"]
AHORA = datetime(2027, 1, 10, 6, tzinfo=UTC)


@pytest.fixture
def opl(api):
    mundo.open_process(mundo.PROCESO)
    return api.entra("opl", opl=mundo.OPL)


def rows():
    return {p.periodo: (int(p.version), p.estado) for p in Periodo.scan()}


def test_a_period_is_registered_inactive_with_all_that_6_1_a_asks(api, opl):
    r = register(api, opl, complemento="ordinaria 2027")
    assert r.estado == 201
    esperado = {
        "periodo": "GUB2027",
        "proceso": mundo.PROCESO,
        "nombre": "Gubernatura: ordinaria 2027",
        "cargo": "gubernatura",
        "ambito": "local",
        "nivel": "entidad",
        "entidad": "11",
        "estado": "inactivo",
        "inicio_centro": body()["inicio"],
        "fin_centro": body()["fin"],
        "unidades": {},
        "umbral": None,
        "excepcion": [],
        "carga_referencia": 400,
        "duplicados": {
            "aplica": True,
            "propuesta": True,
            "decidida_en": None,
            "fundamento": "",
            "tardia": False,
        },
        "version": 1,
    }
    assert esperado.items() <= r.cuerpo.items()
    assert r.cuerpo["inicio"].endswith("Z")
    assert api.pide("GET", f"{PERIODOS}/GUB2027", opl).cuerpo == r.cuerpo
    assert [a.evento for a in auditoria.entries_of(opl.sujeto)][-1] == "periodo_registrado"


def test_registering_the_same_again_changes_nothing_and_another_under_its_id_is_refused(api, opl):
    cuerpo = body()
    una, otra = (api.pide("POST", PERIODOS, opl, cuerpo) for _ in range(2))
    assert una.cuerpo == otra.cuerpo
    distinto = api.pide("POST", PERIODOS, opl, cuerpo | {"cargo": "senaduria"})
    assert (distinto.estado, distinto.codigo) == (409, "conflicto")
    assert rows() == {"GUB2027": (1, "inactivo")}


@pytest.mark.parametrize(
    ("cambio", "campos"),
    [
        ({"cargo": "alcaldia", "unidades": {"002": "X"}}, ["cargo"]),
        ({"cargo": "ayuntamiento"}, ["unidades"]),
        ({"cargo": "ayuntamiento", "unidades": {"20": "León"}}, ["unidades"]),
        ({"unidades": {"020": "León"}}, ["unidades"]),
        ({"fin": "2022-01-01T00:00"}, ["fin"]),
        ({"inicio": "2022-04-03T02:30", "fin": "2022-10-30T01:30"}, ["inicio", "fin"]),
        ({"inicio": "2022-04-03T03:30"}, ["inicio"]),
        ({"inicio": "2027-02-30T00:00"}, ["inicio"]),
        ({"umbral": {"porcentaje": "0", "base": "padron"}}, ["umbral"]),
        ({"umbral": {"porcentaje": "100.5", "base": "padron"}}, ["umbral"]),
        ({"excepcion": ["020", "020"]}, ["excepcion"]),
        ({"fin": "2022-01-01T00:00", "excepcion": ["20"]}, ["fin", "excepcion"]),
    ],
)
def test_a_period_that_breaks_rules_is_refused_with_every_fault_and_nothing_written(api, opl, cambio, campos):
    assert faults(register(api, opl, **cambio)) == campos
    assert rows() == {}
    assert [a.evento for a in auditoria.entries_of(opl.sujeto)] == ["sesion_iniciada"]


@pytest.mark.parametrize(
    "cambio",
    [
        {"periodo": "x"},
        {"cargo": "rey"},
        {"inicio": "2027-01-10"},
        {"inicio": "2027-01-10T00:00Z"},
        {"umbral": {"porcentaje": 3, "base": "padron"}},
        {"umbral": {"porcentaje": "3", "base": "censo"}},
        {"unidades": {"León": "020"}},
        {"carga_referencia": 0},
        {"entidad": "12"},
        {"nombre": "Gubernatura"},
        {"entre_aspirantes": False},
    ],
)
def test_a_period_without_the_published_form_is_refused(api, opl, cambio):
    assert register(api, opl, **cambio).codigo == "cuerpo_invalido"
    assert rows() == {}


def test_an_office_of_municipios_keeps_their_names_and_the_threshold_as_written_371(api, opl):
    umbral = {
        "porcentaje": "2.5",
        "base": "lista_nominal",
        "dispersion": {"unidad": "seccion", "fraccion": "50", "porcentaje": "1"},
    }
    unidades = {"020": "León", "015": "Guanajuato"}
    r = register(api, opl, cargo="ayuntamiento", unidades=unidades, umbral=umbral, excepcion=["007"])
    assert (r.cuerpo["unidades"], r.cuerpo["umbral"], r.cuerpo["excepcion"]) == (unidades, umbral, ["007"])


def test_a_change_is_made_on_the_version_that_was_read(api, opl):
    register(api, opl)
    r = change(api, opl, "GUB2027", 1, fin=centro(60))
    assert (r.estado, r.cuerpo["version"], r.cuerpo["fin_centro"]) == (200, 2, centro(60))
    otra = change(api, opl, "GUB2027", 1, fin=centro(70))
    assert (otra.estado, otra.codigo) == (409, "version_anterior")
    assert read_periodo(mundo.PROCESO, "GUB2027").captacion.fin < datetime.now(UTC) + 61 * DIA


def test_the_same_change_asked_for_again_is_answered_as_it_was(api, opl):
    register(api, opl)
    cuerpo = {c: v for c, v in body(fin=centro(60)).items() if c != "periodo"} | {"version": 1}
    una, otra = (api.pide("PUT", f"{PERIODOS}/GUB2027", opl, cuerpo) for _ in range(2))
    assert una.cuerpo == otra.cuerpo
    assert rows() == {"GUB2027": (2, "inactivo")}


def test_a_change_that_breaks_rules_is_refused_and_nothing_written(api, opl):
    register(api, opl, cargo="ayuntamiento", unidades={"020": "León"})
    assert faults(change(api, opl, "GUB2027", 1)) == ["cargo"]
    assert faults(
        change(api, opl, "GUB2027", 1, cargo="ayuntamiento", unidades={"015": "Guanajuato"}, fin=centro(1))
    ) == ["fin", "unidades"]
    assert rows() == {"GUB2027": (1, "inactivo")}


def test_once_it_has_started_only_the_end_moves_and_only_later_6_1_a(api, opl):
    inicio = datetime.now(UTC).replace(second=0, microsecond=0) - 2 * DIA
    save_period("GUB2027", inicio)
    igual = {"inicio": centro_of(inicio), "fin": centro_of(inicio + 30 * DIA)}
    assert faults(change(api, opl, "GUB2027", 1, **igual | {"inicio": centro(5)})) == ["inicio"]
    assert faults(change(api, opl, "GUB2027", 1, **igual | {"fin": centro(5)})) == ["fin"]
    ampliado = change(api, opl, "GUB2027", 1, **igual | {"fin": centro(40)})
    assert (ampliado.estado, ampliado.cuerpo["estado"]) == (200, "activo")


def centro_of(momento):
    return centro((momento - datetime.now(UTC)) / DIA)


def test_two_who_change_at_once_one_is_told_of_the_other_6_1_a(api, opl):
    """Both read version 1; the second to write finds 2."""
    register(api, opl)
    respuestas = []
    with meanwhile(lambda: respuestas.append(change(api, opl, "GUB2027", 1, fin=centro(60)))):
        respuestas.append(change(api, opl, "GUB2027", 1, fin=centro(70)))
    assert sorted(r.estado for r in respuestas) == [200, 409]
    assert rows() == {"GUB2027": (2, "inactivo")}


def test_a_race_that_is_lost_within_the_transaction_is_read_again_6_1_a(opl):
    """Somebody writes between the reading and the writing: the proposal is made in between."""
    save_period("GUB2027", AHORA, activo=False)
    actual = proposal_of(read_periodo(mundo.PROCESO, "GUB2027"))
    mia = replace(actual, fin=actual.fin + DIA)

    def proposal_while_another_writes(_):
        Periodo(mundo.PROCESO, "GUB2027").update(actions=[Periodo.version.add(1)])
        return mia

    with pytest.raises(VersionAnterior):
        change_period(OPL, mundo.PROCESO, "GUB2027", 1, proposal_while_another_writes, AHORA - DIA)


def test_a_period_is_activated_and_deactivated_before_its_start_and_repeating_is_nothing_6_1_a(api, opl):
    register(api, opl)
    for que, estado, version in (("activacion", "activo", 2), ("desactivacion", "inactivo", 3)):
        for _ in range(2):
            r = do(api, opl, "GUB2027", que)
            assert (r.estado, r.cuerpo["estado"], r.cuerpo["version"]) == (200, estado, version)


def test_two_active_periods_for_one_office_and_place_are_refused_385(api, opl):
    register(api, opl)
    do(api, opl, "GUB2027", "activacion")
    register(api, opl, periodo="GUBOTRA")
    r = do(api, opl, "GUBOTRA", "activacion")
    assert (r.estado, r.codigo) == (409, "conflicto")
    do(api, opl, "GUB2027", "desactivacion")
    assert do(api, opl, "GUBOTRA", "activacion").estado == 200


def test_a_municipio_of_another_active_period_is_not_added_385(api, opl):
    for periodo, unidades in (("AYUNUNO", {"020": "León"}), ("AYUNDOS", {"015": "Guanajuato"})):
        register(api, opl, periodo=periodo, cargo="ayuntamiento", unidades=unidades)
        assert do(api, opl, periodo, "activacion").estado == 200
    ambas = {"020": "León", "015": "Guanajuato"}
    assert change(api, opl, "AYUNDOS", 2, cargo="ayuntamiento", unidades=ambas).codigo == "conflicto"


@pytest.mark.parametrize("entregada", [timedelta(days=10), timedelta(days=9), None])
def test_a_late_or_missing_key_stops_no_period_whose_date_the_law_fixes_15_1(opl, entregada):
    """«La llave pública deberá ser proporcionada por el OPL a más tardar 10 días antes del inicio del periodo»: late is
    flagged (test_llave_opl, test_preparacion); without one there is no delivery (15.2 E, test_compuerta).
    """
    save_period("GUB2027", AHORA, activo=False)
    if entregada:
        hand_over_key(OPL, mundo.PROCESO, public_key(), AHORA - entregada)
    assert activate_period(OPL, mundo.PROCESO, "GUB2027", AHORA - timedelta(days=1)).activo


@pytest.mark.parametrize(
    ("momento", "se_puede"),
    [
        (AHORA - timedelta(minutes=16), True),
        (AHORA - timedelta(minutes=15), False),
        (AHORA + DIA, False),
        (AHORA + 31 * DIA, False),
        (AHORA + 31 * DIA + timedelta(minutes=15), False),
        (AHORA + 31 * DIA + timedelta(minutes=16), True),
    ],
)
def test_a_period_is_not_deactivated_while_records_may_arrive_6_1_a(opl, momento, se_puede):
    save_period("GUB2027", AHORA)
    if se_puede:
        assert not deactivate_period(OPL, mundo.PROCESO, "GUB2027", momento).activo
    else:
        with pytest.raises(Conflicto, match="cierre"):
            deactivate_period(OPL, mundo.PROCESO, "GUB2027", momento)
        assert read_periodo(mundo.PROCESO, "GUB2027").activo


def test_an_ended_period_is_not_activated_6_1_a(opl):
    save_period("GUB2027", AHORA - 30 * DIA, activo=False)
    with pytest.raises(Conflicto, match="ya terminó"):
        activate_period(OPL, mundo.PROCESO, "GUB2027", AHORA)


def test_an_inactive_period_receives_nothing_and_an_active_one_does_6_1_a(opl):
    mundo.open_world()
    Periodo(mundo.PROCESO, mundo.PERIODO).update(actions=[Periodo.estado.set("inactivo")])
    with pytest.raises(RecepcionCerrada):
        announce_records("AUX1", "DISP1", [announcement()], mundo.AHORA)
    Periodo(mundo.PROCESO, mundo.PERIODO).update(actions=[Periodo.estado.set("activo")])
    assert (
        announce_records("AUX1", "DISP1", [announcement()], mundo.AHORA)["registros"][0]["estado"]
        == "permitido"
    )


def test_readers_see_a_change_at_once_in_the_function_that_made_it(opl):
    save_period("GUB2027", AHORA, activo=False)
    hand_over_key(OPL, mundo.PROCESO, public_key(), AHORA - 20 * DIA)
    assert active_periods(AHORA) == []
    activate_period(OPL, mundo.PROCESO, "GUB2027", AHORA - 11 * DIA)
    assert [p.periodo for p in active_periods(AHORA) if p.in_force(AHORA)] == ["GUB2027"]


CAMINOS = [
    ("GET", "", None),
    ("POST", "", body()),
    ("GET", "/GUB2027", None),
    ("PUT", "/GUB2027", {c: v for c, v in body().items() if c != "periodo"} | {"version": 1}),
    ("POST", "/GUB2027/activacion", None),
    ("POST", "/GUB2027/desactivacion", None),
    ("PUT", "/GUB2027/duplicados", {"aplica": True, "fundamento": "LGIPE 385"}),
    ("GET", "/GUB2027/cifras/11", None),
    ("PUT", "/GUB2027/cifras/11", {"base": 1}),
    ("PUT", "/GUB2027/cifras/11/corte", {"corte": "20270101"}),
]


@pytest.mark.parametrize(("metodo", "resto", "cuerpo"), CAMINOS)
def test_what_is_anothers_looks_as_if_it_were_not_there_5_1(api, opl, metodo, resto, cuerpo):
    register(api, opl)
    ajeno = api.entra("opl", opl="OTRO")
    de_otro_proceso = api.entra("opl", opl=mundo.OPL, proceso="OTRO27")
    nada = api.pide(metodo, f"/v1/procesos/NADA27/periodos{resto}", opl, cuerpo)
    for quien in (ajeno, de_otro_proceso):
        r = api.pide(metodo, PERIODOS + resto, quien, cuerpo)
        assert (r.estado, r.cuerpo) == (404, nada.cuerpo)
    assert rows() == {"GUB2027": (1, "inactivo")}


@pytest.mark.parametrize(
    "rol", ["ine", "supervisor", "operador", "aspirante", "auxiliar", "mato", "visitante"]
)
def test_only_an_administrator_of_the_opl_configures_periods_5_1(api, opl, rol):
    quien = api.entra(rol, opl=mundo.OPL, proceso=mundo.PROCESO)
    for metodo, resto, cuerpo in CAMINOS:
        if metodo != "GET":
            assert api.pide(metodo, PERIODOS + resto, quien, cuerpo).codigo == "acceso_denegado"


def test_authorities_see_the_periods_of_a_process_page_by_page_5_1(api, opl):
    for periodo in ("PERB", "PERA", "PERC"):
        register(api, opl, periodo=periodo)
    for quien in (opl, api.entra("ine"), api.entra("supervisor", opl=mundo.OPL, proceso=mundo.PROCESO)):
        primera = api.pide("GET", f"{PERIODOS}?cuantos=2", quien).cuerpo
        segunda = api.pide("GET", f"{PERIODOS}?cuantos=2&despues={primera['siguiente']}", quien).cuerpo
        assert [p["periodo"] for p in primera["elementos"] + segunda["elementos"]] == ["PERA", "PERB", "PERC"]
        assert segunda["siguiente"] is None


def test_an_unknown_period_is_not_found(api, opl):
    for metodo, resto, cuerpo in CAMINOS[2:]:
        assert api.pide(metodo, PERIODOS + resto, opl, cuerpo).codigo == "no_encontrado"


DISPERSO = {"porcentaje": "3", "base": "lista_nominal", "dispersion": None}
AYUNTAMIENTO = {"cargo": "ayuntamiento", "unidades": {"020": "León"}}
POR_SECCION = DISPERSO | {"dispersion": {"unidad": "seccion", "fraccion": "50", "porcentaje": "1"}}


def test_figures_of_a_unit_are_kept_and_say_what_the_threshold_takes_371(api, opl):
    register(api, opl, cargo="ayuntamiento", unidades={"020": "León"}, umbral=POR_SECCION)
    camino = f"{PERIODOS}/GUB2027/cifras/020"
    assert api.pide("GET", camino, opl).estado == 404
    cifras = {"base": 1001, "unidades": {"0001": 500, "0002": 300, "0003": 201}}
    r = api.pide("PUT", camino, opl, cifras)
    assert r.cuerpo == cifras | {
        "unidad": "020",
        "requeridos": 31,
        "unidades_requeridas": 2,
        "corte": "",
    }
    assert api.pide("GET", camino, opl).cuerpo == r.cuerpo
    assert faults(api.pide("PUT", camino, opl, cifras | {"base": 1000})) == ["base"]
    assert api.pide("PUT", f"{PERIODOS}/GUB2027/cifras/015", opl, cifras).codigo == "no_encontrado"
    assert api.pide("GET", camino, opl).cuerpo == r.cuerpo


def test_figures_wait_for_the_threshold_and_those_of_an_entidad_go_under_its_code_371(api, opl):
    register(api, opl)
    camino = f"{PERIODOS}/GUB2027/cifras/11"
    assert faults(api.pide("PUT", camino, opl, {"base": 100})) == ["umbral"]
    change(api, opl, "GUB2027", 1, umbral=DISPERSO)
    assert api.pide("PUT", camino, opl, {"base": 100}).cuerpo["requeridos"] == 3
    assert api.pide("PUT", camino, opl, {"base": 0}).codigo == "cuerpo_invalido"


def test_figures_of_a_unit_are_taken_from_a_cut_of_the_padron_and_say_so_371(api, opl):
    """Ten live in a municipio, in two secciones; of one the credential ran out before the day of the list."""
    register(api, opl, **AYUNTAMIENTO, umbral=POR_SECCION)
    gente = [
        padrones.row(c, municipio="020", seccion=f"000{1 + n % 2}", vigencia="2026" if n == 9 else "2030")
        for n, c in enumerate(padrones.citizens(10))
    ]
    ajenos = [padrones.row(c, municipio="021", seccion="0003") for c in padrones.citizens(12)[10:]]
    padrones.load(*gente, *ajenos)
    camino = f"{PERIODOS}/GUB2027/cifras/020"
    r = api.pide("PUT", f"{camino}/corte", opl, {"corte": padrones.CORTE})
    cifras = {"base": 9, "unidades": {"0001": 5, "0002": 4}, "corte": padrones.CORTE}
    assert r.cuerpo == cifras | {"unidad": "020", "requeridos": 1, "unidades_requeridas": 1}
    assert api.pide("GET", camino, opl).cuerpo == r.cuerpo
    change(api, opl, "GUB2027", 1, **AYUNTAMIENTO, umbral=POR_SECCION | {"base": "padron"})
    assert api.pide("PUT", f"{camino}/corte", opl, {"corte": padrones.CORTE}).cuerpo["base"] == 10
    tecleadas = {"base": 9, "unidades": {"0001": 9}}
    assert api.pide("PUT", camino, opl, tecleadas).cuerpo["corte"] == ""


def test_figures_are_not_taken_from_a_cut_that_is_not_ready_or_has_nobody_there_371(api, opl):
    register(api, opl, **AYUNTAMIENTO)
    camino = f"{PERIODOS}/GUB2027/cifras/020/corte"
    [persona] = padrones.citizens(1)
    padrones.load(padrones.row(persona, municipio="021"))
    assert faults(api.pide("PUT", camino, opl, {"corte": padrones.CORTE})) == ["umbral"]
    change(api, opl, "GUB2027", 1, **AYUNTAMIENTO, umbral=POR_SECCION)
    begin_cut("20270115", "2027-01-15", "2027-01-15", "0" * 64, "una", AHORA)
    for corte in (padrones.CORTE, "20270115", "20270116"):
        assert faults(api.pide("PUT", camino, opl, {"corte": corte})) == ["corte"]
    assert api.pide("GET", camino.removesuffix("/corte"), opl).estado == 404


def test_an_entidad_of_7000_secciones_fits_in_one_request_371(api, opl):
    register(api, opl, umbral=POR_SECCION)
    cifras = {"base": 13_000_000, "unidades": {f"{n:04}": 1800 for n in range(1, 7001)}}
    r = api.pide("PUT", f"{PERIODOS}/GUB2027/cifras/11", opl, cifras)
    assert (r.estado, r.cuerpo["unidades_requeridas"]) == (200, 3500)


def test_an_aspirante_is_no_part_of_this(api, opl):
    """Nothing of a period's configuration reaches further than its authorities."""
    Aspirante(aspirante="ASPA", proceso=mundo.PROCESO, periodo="GUB2027", opl=mundo.OPL, nombre="M").save()
    quien = api.entra("aspirante", aspirante="ASPA", proceso=mundo.PROCESO, opl=mundo.OPL)
    assert api.pide("GET", PERIODOS, quien).estado == 403


def test_a_principal_of_nobody_reaches_no_period(opl):
    save_period("GUB2027", AHORA, activo=False)
    with pytest.raises(Exception, match="No hay nada"):
        activate_period(Principal("s", Rol.OPL), mundo.PROCESO, "GUB2027", AHORA)
    assert iso(AHORA) == read_periodo(mundo.PROCESO, "GUB2027").inicio
    with pytest.raises(DatosNoAdmitidos):
        register_period(
            OPL, mundo.PROCESO, "NUEVO", lambda _: proposal_of(read_periodo(mundo.PROCESO, "GUB2027")), AHORA
        )


@pytest.mark.parametrize("cargo", ["presidencia", "senaduria", "diputacion_federal"])
def test_a_federal_office_is_refused_under_an_opl_6_1_a(api, opl, cargo):
    """6.1 A: «Ámbito (local).»: of a period of an OPL."""
    unidades = {"unidades": {"01": "Distrito 01"}} if cargo == "diputacion_federal" else {}
    r = register(api, opl, cargo=cargo, **unidades)
    assert (r.estado, r.codigo) == (422, "datos_no_admitidos")
    assert [f["campo"] for f in r.cuerpo["faltas"]] == ["cargo"]


@pytest.mark.parametrize("cargo", ["presidencia", "senaduria", "gubernatura"])
def test_a_process_that_the_ine_runs_may_have_federal_offices_6_1_a(api, opl, cargo):
    Proceso(mundo.PROCESO).update(actions=[Proceso.opl.set("INE")])
    forget_copies()
    assert register(api, api.entra("opl", opl="INE"), cargo=cargo).estado == 201
