"""The report of progress, as each may ask for it (Protocolo 7.1 B, 7.12, 7.13; LGIPE 371)."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from chalicelib.base import aws
from chalicelib.rules.conteo import Contable
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.procesos.cifras import ENTIDAD, CifrasUnidad, figures_key
from chalicelib.store.procesos.opls import Opl
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.workflows.conteo.totales import count_states
from tests.escenario import mundo
from tests.escenario.api import Api, Sesion, api, emisores
from tests.escenario.mundo import OPL, PERIODO, PROCESO

__all__ = ["api", "emisores"]

MUNICIPIOS = {
    "porcentaje": "2",
    "base": "lista_nominal",
    "dispersion": {"unidad": "municipio", "fraccion": "50", "porcentaje": "1"},
}
LEON, SILAO = "11/05/07/020/0345", "11/05/08/037/0500"


@pytest.fixture
def ella(api: Api) -> Sesion:
    """The aspirante of the small world."""
    mundo.open_world()
    Opl(opl=OPL, nombre="Instituto de Muestra", entidad=mundo.ENTIDAD).save()
    forget_copies()
    return api.entra("aspirante", proceso=PROCESO, aspirante="ASPA")


@pytest.fixture
def opl(api: Api, ella: Sesion) -> Sesion:
    return api.entra("opl", opl=OPL)


def counted(n: int, clase: str, desde: int = 0, **cambios: Any) -> None:
    """So many records of that class, counted as the stream does."""
    base = Contable("", 1, PROCESO, "ASPA", "AUX1", "2027-01-15", clase, verificado=clase != "en_proceso")
    count_states([replace(base, folio=f"F{clase}{desde + i}{cambios}", **cambios) for i in range(n)])


def threshold(umbral: dict[str, Any] | None, base: int = 0, unidades: dict[str, int] | None = None) -> None:
    Periodo(PROCESO, PERIODO).update(actions=[Periodo.umbral.set(umbral)])
    if base:
        CifrasUnidad(
            periodo=figures_key(PROCESO, PERIODO),
            unidad=ENTIDAD,
            base=base,
            unidades=unidades or {},
            capturado_en="2027-01-01T00:00:00.000Z",
        ).save()
    forget_copies()


def asked(api: Api, quien: Sesion, camino: str) -> dict[str, Any]:
    r = api.pide("GET", camino, quien)
    assert r.estado == 200, r.cuerpo
    cuerpo: dict[str, Any] = r.cuerpo
    assert "preliminar" in cuerpo["aviso"] and cuerpo["corte"].endswith("Z")
    return cuerpo


def by_class(dato: dict[str, Any]) -> dict[str, int]:
    return {c["clase"]: c["n"] for c in dato["clases"]}


SUYO = "/v1/aspirantes/ASPA/avance"


def test_before_anything_was_received_all_is_nothing_and_the_threshold_is_said_to_be_missing_7_12(api, ella):
    visto = asked(api, ella, SUYO)
    assert [visto[c] for c in ("recibidos", "verificados", "revisados", "contados")] == [0] * 4
    assert (visto["nombre"], visto["periodo_nombre"]) == ("MUESTRA 1", f"{PERIODO} (sintético)")
    assert (visto["clases"], visto["dias"], visto["modos"], visto["umbral"]) == ([], [], [], None)
    assert "no tiene umbral" in visto["sin_umbral"]
    lugares, auxiliares = asked(api, ella, f"{SUYO}/lugares"), asked(api, ella, f"{SUYO}/auxiliares")
    for pagina in (lugares, auxiliares):
        assert (pagina["elementos"], pagina["siguiente"]) == ([], None)
    assert (lugares["sin_lugar"], auxiliares["mi_apoyo"]["recibidos"]) == (0, 0)
    assert auxiliares["mi_apoyo"]["porcentaje_inconsistentes"] is None


def test_received_looked_up_reviewed_and_counted_are_told_apart_7_12(api, ella):
    counted(1, "en_proceso", noche=True)
    counted(3, "en_lista_nominal", lugar=LEON)
    counted(2, "con_inconsistencia", revisado=True, lugar=LEON, dia="2027-01-16", modo="manual")
    visto = asked(api, ella, SUYO)
    assert [visto[c] for c in ("recibidos", "verificados", "revisados", "contados")] == [6, 5, 2, 3]
    assert visto["clases"] == [
        {"clase": "en_lista_nominal", "nombre": "En Lista Nominal", "n": 3},
        {"clase": "con_inconsistencia", "nombre": "Con inconsistencia", "n": 2},
        {"clase": "en_proceso", "nombre": "En proceso", "n": 1},
    ]
    assert visto["dias"] == [{"dia": "2027-01-15", "n": 4}, {"dia": "2027-01-16", "n": 2}]
    assert visto["modos"] == [{"modo": "auxiliar", "n": 4}, {"modo": "manual", "n": 2}]
    assert visto["filtros"] == {"aspirante": "ASPA"}


def test_a_threshold_without_figures_is_said_to_lack_them_and_is_not_zero_371(api, ella):
    threshold(MUNICIPIOS)
    visto = asked(api, ella, SUYO)
    assert (visto["umbral"], "Faltan las cifras" in visto["sin_umbral"]) == (None, True)


def test_what_counts_is_compared_with_the_threshold_and_its_dispersion_371(api, ella):
    threshold(MUNICIPIOS, 1000, {"020": 300, "037": 201, "046": 499})
    counted(7, "en_lista_nominal", lugar=LEON)
    counted(2, "en_lista_nominal", lugar=SILAO)
    counted(9, "baja", lugar=SILAO)
    umbral = asked(api, ella, SUYO)["umbral"]
    dispersion = umbral.pop("dispersion")
    assert umbral.pop("solo_revisados")["requeridos"] == 20
    assert umbral == {
        "porcentaje_exigido": "2",
        "base": "lista_nominal",
        "requeridos": 20,
        "porcentaje": "45.00",
        "faltan": 11,
        "alcanzada": False,
        "cumple": False,
    }
    assert dispersion == {
        "unidad": "municipio",
        "porcentaje_exigido": "1",
        "fraccion_exigida": "50",
        "unidades": 3,
        "sin_electores": 0,
        "requeridas": 2,
        "alcanzadas": 1,
        "faltan": 1,
    }


def test_what_waits_for_review_is_told_apart_from_what_is_firm_wherever_progress_is_shown_7_13(
    api, ella, opl
):
    """7.13: the figures are preliminary, "sujetas a la revisión de la Mesa de Control"."""
    threshold(MUNICIPIOS, 1000, {"020": 300, "037": 201, "046": 0})
    counted(2, "en_lista_nominal", lugar=LEON, revisado=True)
    counted(5, "en_lista_nominal", desde=100, lugar=LEON)
    counted(3, "en_lista_nominal", desde=200, lugar=SILAO, revisado=True)
    counted(4, "con_inconsistencia", revisado=True)
    lugares = {e["unidad"]: e for e in asked(api, ella, f"{SUYO}/lugares")["elementos"]}
    auxiliar = asked(api, ella, f"{SUYO}/auxiliares")["elementos"][0]
    proceso = asked(api, opl, f"/v1/procesos/{PROCESO}/avance")
    nacional = asked(api, api.entra("ine", institucion="ine"), "/v1/avance")
    suyo = asked(api, ella, SUYO)
    sitios = [suyo, auxiliar, proceso["totales"], proceso["elementos"][0], nacional["totales"]]
    for visto in [*sitios, nacional["elementos"][0]]:
        assert [visto[c] for c in ("contados", "contados_revisados", "contados_por_revisar")] == [10, 5, 5]
    assert [lugares["020"][c] for c in ("contados", "contados_revisados", "contados_por_revisar")] == [
        7,
        2,
        5,
    ]
    assert [suyo[c] for c in ("revisados", "no_contados")] == [9, 4]
    umbral = suyo["umbral"]
    assert (
        umbral["porcentaje"],
        umbral["dispersion"]["alcanzadas"],
        umbral["dispersion"]["sin_electores"],
    ) == (
        "50.00",
        2,
        1,
    )
    assert umbral["solo_revisados"] == {
        "requeridos": 20,
        "porcentaje": "25.00",
        "faltan": 15,
        "alcanzada": False,
        "cumple": False,
        "unidades_alcanzadas": 1,
    }
    impreso = printed(api, ella, f"{SUYO}/documento")
    for dicho in (
        "Contados y revisados",
        "Contados, en espera de revisión",
        "25.00",
        "50.00",
        "5 revisados, 5 por revisar",
    ):
        assert dicho in impreso


def test_inconsistencies_are_counted_by_type_and_inciso_and_bajas_by_cause_13_7(api, ella, opl):
    """13.7: each inciso has its "tipo de inconsistencia"; the rows that the authority publishes are read off here."""
    mala = {"revisado": True}
    counted(3, "con_inconsistencia", tipo="Firma no válida", inciso="13.7 j)", **mala)
    counted(2, "con_inconsistencia", tipo="Firma no válida", inciso="13.7 l)", **mala)
    counted(1, "con_inconsistencia", tipo="Captado fuera del periodo", causa="captura_fuera_del_periodo")
    counted(4, "baja", causa="defuncion")
    counted(1, "baja", causa="suspension_derechos_politicos")
    counted(2, "en_padron_no_lista", causa="credencial_vencida")
    counted(6, "en_lista_nominal", solo_reporte=True)
    for quien, camino in ((opl, SUYO), (opl, f"/v1/procesos/{PROCESO}/avance")):
        visto = asked(api, quien, camino)
        assert visto["tipos"] == [
            {"tipo": "Captado fuera del periodo", "n": 1},
            {"tipo": "Firma no válida", "n": 5},
        ]
        assert [(i["inciso"], i["n"]) for i in visto["incisos"]] == [("13.7 j)", 3), ("13.7 l)", 2)]
        assert [(c["clase"], c["nombre"], c["n"]) for c in visto["causas"]] == [
            ("baja", "defunción", 4),
            ("baja", "suspensión de derechos políticos", 1),
            ("en_padron_no_lista", "la credencial no estaba vigente el día de la captación", 2),
        ]
        totales = visto.get("totales", visto)
        assert (totales["no_contados"], totales["solo_reporte"]) == (13, 6)
    suyo = asked(api, ella, SUYO)
    assert (suyo["causas"], len(suyo["tipos"]), suyo["solo_reporte"]) == (None, 2, 6)
    impreso = printed(api, opl, f"/v1/procesos/{PROCESO}/avance/documento")
    for dicho in ("Firma no válida", "13.7 j)", "defunción", "Total que no cuenta", "solo se informa"):
        assert dicho in impreso
    assert "defunción" not in printed(api, ella, f"{SUYO}/documento")


def test_each_unit_of_the_dispersion_has_its_goal_also_without_any_support_371(api, ella):
    threshold(MUNICIPIOS, 1000, {"020": 300, "037": 201, "046": 499})
    counted(4, "en_lista_nominal", lugar=LEON)
    counted(1, "baja", lugar=SILAO)
    counted(2, "fuera_de_ambito", lugar="09/01/01/020/0001")
    counted(3, "no_encontrado")
    visto = asked(api, ella, f"{SUYO}/lugares?nivel=municipio")
    assert (visto["sin_lugar"], visto["filtros"]["nivel"]) == (3, "municipio")
    metas = {(e["entidad"], e["unidad"]): e["meta"] for e in visto["elementos"]}
    assert metas == {
        ("09", "020"): None,  # another entidad's municipio has the same code
        ("11", "020"): {"requeridos": 3, "porcentaje": "133.33", "faltan": 0, "alcanzada": True},
        ("11", "037"): {"requeridos": 3, "porcentaje": "0.00", "faltan": 3, "alcanzada": False},
        ("11", "046"): {"requeridos": 5, "porcentaje": "0.00", "faltan": 5, "alcanzada": False},
    }
    assert [by_class(e) for e in visto["elementos"]] == [
        {"fuera_de_ambito": 2},
        {"en_lista_nominal": 4},
        {"baja": 1},
        {},
    ]
    secciones = asked(api, ella, f"{SUYO}/lugares?nivel=seccion")["elementos"]
    assert [(e["unidad"], e["recibidos"], e["meta"]) for e in secciones] == [
        ("0001", 2, None),
        ("0345", 4, None),
        ("0500", 1, None),
    ]


def test_the_dispersion_of_the_presidencia_is_by_entidad_371_1(api, ella, opl):
    """At least 1 % in at least 17 of the 32 entidades: here in two of three, with the entidades' names."""
    por_entidad = MUNICIPIOS | {"dispersion": {"unidad": "entidad", "fraccion": "53.125", "porcentaje": "1"}}
    threshold(por_entidad, 1000, {"09": 500, "11": 300, "32": 200})
    Periodo(PROCESO, PERIODO).update(actions=[Periodo.cargo.set("presidencia"), Periodo.nivel.set("pais")])
    forget_copies()
    counted(3, "en_lista_nominal", lugar=LEON)
    counted(4, "en_lista_nominal", lugar="09/01/01/020/0001")
    dispersion = asked(api, ella, SUYO)["umbral"]["dispersion"]
    assert [dispersion[c] for c in ("unidad", "unidades", "requeridas", "alcanzadas")] == ["entidad", 3, 2, 1]
    elementos = asked(api, ella, f"{SUYO}/lugares?nivel=entidad")["elementos"]
    assert [
        (e["entidad"], e["unidad_nombre"], e["meta"]["requeridos"], e["contados"]) for e in elementos
    ] == [
        ("09", "Ciudad de México", 5, 4),
        ("11", "Guanajuato", 3, 3),
        ("32", "Zacatecas", 2, 0),
    ]
    [fila, *otras] = asked(api, opl, f"/v1/procesos/{PROCESO}/avance")["elementos"]
    assert fila["dispersion"] == dispersion
    assert [o["dispersion"]["alcanzadas"] for o in otras] == [0, 0]
    impreso = printed(api, ella, f"{SUYO}/documento")
    assert "Dispersión por entidad" in impreso and "11 Guanajuato" in impreso
    de_todos = " ".join(printed(api, opl, f"/v1/procesos/{PROCESO}/avance/documento").split())
    assert "1 de 2 entidades" in de_todos


def test_a_unit_has_its_name_where_an_office_of_the_process_is_elected_by_such_units(api, ella):
    counted(2, "en_lista_nominal", lugar=LEON)
    assert [e["unidad_nombre"] for e in asked(api, ella, f"{SUYO}/lugares")["elementos"]] == [""]
    mundo.add_period("AYTOS", entre_aspirantes=True)
    ayuntamientos = [Periodo.nivel.set("municipio"), Periodo.unidades.set({"020": "León"})]
    Periodo(PROCESO, "AYTOS").update(actions=ayuntamientos)
    forget_copies()
    assert [e["unidad_nombre"] for e in asked(api, ella, f"{SUYO}/lugares")["elementos"]] == ["León"]
    assert "11 · 020 León" in printed(api, ella, f"{SUYO}/documento")


def test_units_come_page_by_page_each_once_7_12(api, ella):
    count_states(
        [
            Contable(f"F{n}", 1, PROCESO, "ASPA", "AUX1", "2027-01-15", "baja", lugar=f"11/1/1/020/{n:04d}")
            for n in range(7)
        ]
    )
    vistas, despues = [], ""
    while despues is not None:
        pagina = asked(api, ella, f"{SUYO}/lugares?nivel=seccion&cuantos=3&despues={despues}")
        vistas += [e["unidad"] for e in pagina["elementos"]]
        despues = pagina["siguiente"]
    assert vistas == [f"{n:04d}" for n in range(7)]
    assert api.pide("GET", f"{SUYO}/lugares?nivel=colonia", ella).codigo == "cuerpo_invalido"
    assert api.pide("GET", f"{SUYO}/lugares?despues=x", ella).codigo == "cuerpo_invalido"


def test_each_auxiliar_is_shown_by_id_and_initials_and_citizens_together_7_12(api, ella):
    for n in range(3):
        mundo.auxiliar(f"AUX1{n}").save()
        counted(3, "en_lista_nominal", auxiliar=f"AUX1{n}")
        counted(n, "con_inconsistencia", auxiliar=f"AUX1{n}", noche=True)
    counted(1, "en_lista_nominal", auxiliar="PAPEL", modo="manual")
    counted(2, "en_lista_nominal", auxiliar="CABCDEFGHJK", modo="mi_apoyo")
    primera = asked(api, ella, f"{SUYO}/auxiliares?cuantos=2")
    assert primera["elementos"][1] == {
        "auxiliar": "AUX11",
        "iniciales": "M.",
        "recibidos": 4,
        "contados": 3,
        "contados_revisados": 0,
        "contados_por_revisar": 3,
        "inconsistentes": 1,
        "porcentaje_inconsistentes": "25.00",
        "de_noche": 1,
        "clases": [
            {"clase": "en_lista_nominal", "nombre": "En Lista Nominal", "n": 3},
            {"clase": "con_inconsistencia", "nombre": "Con inconsistencia", "n": 1},
        ],
    }
    segunda = asked(api, ella, f"{SUYO}/auxiliares?cuantos=2&despues={primera['siguiente']}")
    assert [(e["auxiliar"], e["iniciales"]) for e in segunda["elementos"]] == [("AUX12", "M.")]
    assert segunda["siguiente"] is None
    assert (primera["mi_apoyo"]["recibidos"], primera["papel"]["recibidos"]) == (2, 1)
    assert "CABCDEFGHJK" not in str([primera, segunda])


def test_an_opl_sees_all_the_aspirantes_of_its_process_and_their_sum_7_12(api, opl):
    threshold({**MUNICIPIOS, "dispersion": None}, 1000)
    counted(10, "en_lista_nominal")
    counted(2, "baja", aspirante="ASPB", revisado=True)
    primera = asked(api, opl, f"/v1/procesos/{PROCESO}/avance?cuantos=2")
    assert [(e["aspirante"], e["recibidos"], e["contados"]) for e in primera["elementos"]] == [
        ("ASPA", 10, 10),
        ("ASPB", 2, 0),
    ]
    assert primera["elementos"][0]["meta"] == {
        "requeridos": 20,
        "porcentaje": "50.00",
        "faltan": 10,
        "alcanzada": False,
    }
    assert (primera["totales"]["recibidos"], by_class(primera["totales"])) == (
        12,
        {"en_lista_nominal": 10, "baja": 2},
    )
    assert (primera["dias"], primera["modos"]) == (
        [{"dia": "2027-01-15", "n": 12}],
        [{"modo": "auxiliar", "n": 12}],
    )
    segunda = asked(api, opl, f"/v1/procesos/{PROCESO}/avance?cuantos=2&despues={primera['siguiente']}")
    assert [(e["aspirante"], e["recibidos"]) for e in segunda["elementos"]] == [("ASPC", 0)]
    assert segunda["siguiente"] is None


def test_an_aspirante_without_figures_has_no_goal_in_the_opls_report_371(api, opl):
    threshold(MUNICIPIOS)
    elementos = asked(api, opl, f"/v1/procesos/{PROCESO}/avance")["elementos"]
    assert [e["meta"] for e in elementos] == [None] * 3


def test_the_ine_sees_every_process_and_all_of_them_together_7_12(api, ella):
    mundo.open_process("OTRO27")
    counted(3, "en_lista_nominal")
    counted(4, "baja", proceso="OTRO27", aspirante="ASPX")
    ine = api.entra("ine", institucion="ine")
    visto = asked(api, ine, "/v1/avance?cuantos=1")
    assert [(e["proceso"], e["recibidos"], e["contados"]) for e in visto["elementos"]] == [("OTRO27", 4, 0)]
    assert (visto["totales"]["recibidos"], visto["totales"]["contados"]) == (7, 3)
    otra = asked(api, ine, f"/v1/avance?despues={visto['siguiente']}")
    assert [e["proceso"] for e in otra["elementos"]] == [PROCESO]


@pytest.mark.parametrize("camino", [SUYO, f"{SUYO}/lugares", f"{SUYO}/auxiliares"])
def test_nobody_elses_progress_is_reached_7_1(api, ella, camino):
    otro = api.entra("aspirante", proceso=PROCESO, aspirante="ASPB")
    ajeno = api.entra("opl", opl="OTRO")
    for quien in (otro, ajeno):
        assert api.pide("GET", camino, quien).codigo == "no_encontrado"
    assert api.pide("GET", camino, api.entra("supervisor", opl=OPL, proceso=PROCESO)).estado == 200


def test_an_aspirante_does_not_see_the_others_of_the_process_7_1(api, ella):
    assert api.pide("GET", f"/v1/procesos/{PROCESO}/avance", ella).codigo == "acceso_denegado"
    assert api.pide("GET", "/v1/avance", api.entra("opl", opl=OPL)).codigo == "acceso_denegado"


def test_a_report_takes_as_many_requests_whatever_the_records_15_2_d(api, ella):
    """But for what is kept for a minute, and the limit of page of DynamoDB."""
    threshold(MUNICIPIOS, 1000, {"020": 300, "037": 201})
    counted(1, "en_lista_nominal", lugar=LEON)
    asked(api, ella, SUYO)
    pocas = requests_of(lambda: asked(api, ella, SUYO))
    for n in range(8):
        counted(4, "en_lista_nominal", desde=10 * n, lugar=f"11/05/07/020/{n:04d}", auxiliar=f"AUX{n}")
    assert requests_of(lambda: asked(api, ella, SUYO)) == pocas


def requests_of(hace: Any) -> list[str]:
    """What is asked of DynamoDB meanwhile, by every client there is."""
    pedidas: list[str] = []
    from chalicelib.store.base.tabla import connection

    def note(model: Any, **_: Any) -> None:
        pedidas.append(model.name)

    for cliente in (aws.client("dynamodb"), connection().client):
        cliente.meta.events.register("before-call.dynamodb", note)
    try:
        hace()
    finally:
        for cliente in (aws.client("dynamodb"), connection().client):
            cliente.meta.events.unregister("before-call.dynamodb", note)
    return sorted(pedidas)


def printed(api: Api, quien: Sesion, camino: str) -> str:
    """The words of a PDF that the API gives."""
    respuesta = api.pide("GET", camino, quien)
    assert (respuesta.estado, respuesta.tipo) == (200, "application/pdf")
    return " ".join(p.extract_text() for p in PdfReader(BytesIO(respuesta.cuerpo)).pages)


def test_the_report_is_printed_with_the_figures_that_the_api_tells_7_12(api, ella, opl):
    threshold(MUNICIPIOS, 1000, {"020": 100, "037": 200})
    counted(12, "en_lista_nominal", lugar=LEON)
    counted(3, "con_inconsistencia", lugar=SILAO)
    propio = printed(api, ella, "/v1/aspirantes/ASPA/avance/documento")
    for dicho in (
        "PRELIMINAR",
        "Instituto de Muestra",
        "ASPA",
        "En Lista Nominal",
        "Con inconsistencia",
        "AUX1",
    ):
        assert dicho in propio
    de_todos = printed(api, opl, f"/v1/procesos/{PROCESO}/avance/documento")
    assert "PRELIMINAR" in de_todos
    assert all(aspirante in de_todos for aspirante in mundo.ASPIRANTES)


def test_a_report_of_another_is_not_printed_7_1(api, ella):
    assert api.pide("GET", "/v1/aspirantes/ASPB/avance/documento", ella).estado == 404
    assert api.pide("GET", f"/v1/procesos/{PROCESO}/avance/documento", ella).estado == 403
