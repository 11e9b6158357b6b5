"""The list, the papers in custody, who reaches an auxiliar and what is noted of it (Protocolo 5.1, 7.1, 7.9, 18)."""

import json

import pytest

from chalicelib.rules.auxiliares.registro import EstadoAuxiliar
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.workflows.auxiliares.vista import list_auxiliares
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.portal import aspirante, candidate, form, personas, registered, remove, show, tables

__all__ = ["api", "aspirante", "emisores", "personas"]


def test_the_list_is_in_pages_without_gap_or_repetition_and_names_nobody_7_1_a(api, personas, aspirante):
    ids = {registered(api, aspirante, form(p, f"u{n}@muestra.invalid")) for n, p in enumerate(personas)}
    for n in range(20):
        mundo.auxiliar(f"AUXX{n}", "ASPA").save()
    ids |= {"AUX1", *(f"AUXX{n}" for n in range(20))}
    vistos, siguiente, crudo = [], "", ""
    while siguiente is not None:
        r = api.pide("GET", f"/v1/aspirantes/ASPA/auxiliares?cuantos=7&despues={siguiente}", aspirante)
        assert r.estado == 200
        vistos += [e["auxiliar"] for e in r.cuerpo["elementos"]]
        siguiente, crudo = r.cuerpo["siguiente"], crudo + json.dumps(r.cuerpo, ensure_ascii=False)
    assert sorted(vistos) == sorted(ids)
    for persona in personas:
        assert persona.clave_elector not in crudo and persona.apellido_paterno not in crudo
    assert "muestra.invalid" not in crudo


def test_the_list_is_filtered_by_state_7_1_a(api, personas, aspirante):
    de_baja = registered(api, aspirante, form(personas[0]))
    remove(api, aspirante, de_baja)
    vigente = registered(api, aspirante, form(personas[1]))
    camino = "/v1/aspirantes/ASPA/auxiliares?estado="
    bajas = api.pide("GET", camino + "baja", aspirante).cuerpo["elementos"]
    assert [(e["auxiliar"], e["causa_baja"]) for e in bajas] == [(de_baja, "decision_aspirante")]
    vigentes = api.pide("GET", camino + "vigente", aspirante).cuerpo["elementos"]
    assert {e["auxiliar"] for e in vigentes} == {vigente, "AUX1"}
    assert api.pide("GET", camino + "otro", aspirante).codigo == "cuerpo_invalido"


def test_a_filter_that_few_pass_does_not_read_the_whole_list_at_once_7_1_a(api, personas, aspirante):
    for n in range(12):
        mundo.auxiliar(f"AUXX{n}", "ASPA", baja=mundo.AHORA if n % 6 == 0 else None).save()
    quien = Principal("s", Rol.ASPIRANTE, proceso=mundo.PROCESO, aspirante="ASPA")
    paginas, siguiente = [], ""
    while siguiente is not None:
        r = list_auxiliares(quien, "ASPA", EstadoAuxiliar.BAJA, siguiente, 50, miran=5)
        paginas.append([e["auxiliar"] for e in r["elementos"]])
        siguiente = r["siguiente"]
    assert len(paginas) == 3  # thirteen rows
    assert sorted(a for pagina in paginas for a in pagina) == ["AUXX0", "AUXX6"]


def test_each_document_in_custody_has_since_when_and_who_noted_it_7_9(api, personas, aspirante):
    auxiliar = registered(api, aspirante, form(personas[0]))

    def note(documento: str, esta: bool):
        return api.pide(
            "PUT",
            f"/v1/auxiliares/{auxiliar}/custodia",
            aspirante,
            {"documento": documento, "en_custodia": esta},
        )

    note("fura", True)
    remove(api, aspirante, auxiliar)  # the papers of a removed auxiliar stay in custody
    note("copia_cpv", True)
    primera = {d["documento"]: d for d in show(api, aspirante, auxiliar)["custodia"]}
    assert {d: e["en_custodia"] for d, e in primera.items()} == {
        "fura": True,
        "responsiva": False,
        "copia_cpv": True,
    }
    assert primera["fura"]["anoto"] == aspirante.cuenta
    note("fura", True)
    assert {d["documento"]: d for d in show(api, aspirante, auxiliar)["custodia"]} == primera
    r = note("fura", False)
    assert not {d["documento"]: d["en_custodia"] for d in r.cuerpo["custodia"]}["fura"]
    assert note("acta", True).codigo == "cuerpo_invalido"


def acts(auxiliar: str) -> list[tuple[str, str, dict | None]]:
    """Every route that names an auxiliar, with a body that would do."""
    camino = f"/v1/auxiliares/{auxiliar}"
    return [
        ("GET", camino, None),
        ("POST", f"{camino}/baja", {"causa": "renuncia"}),
        ("POST", f"{camino}/reingreso", None),
        ("POST", f"{camino}/confirmacion", None),
        ("PUT", f"{camino}/correo", {"correo": "z@muestra.invalid", "proveedor": "x"}),
        ("PUT", f"{camino}/custodia", {"documento": "fura", "en_custodia": True}),
    ]


def test_another_aspirante_s_auxiliar_and_an_unknown_one_look_the_same_5_1(api, personas, aspirante):
    auxiliar = registered(api, aspirante, form(personas[0]))
    ajeno, antes = candidate(api, "ASPB"), tables()
    for pedidos in zip(acts(auxiliar), acts("NADIE"), strict=True):
        respuestas = [api.pide(m, c, ajeno, cuerpo) for m, c, cuerpo in pedidos]
        assert [r.estado for r in respuestas] == [404, 404], pedidos
        assert respuestas[0].cuerpo == respuestas[1].cuerpo
    for metodo, cuerpo in (("POST", form(personas[1])), ("GET", None)):
        assert api.pide(metodo, "/v1/aspirantes/ASPA/auxiliares", ajeno, cuerpo).estado == 404
        assert api.pide(metodo, "/v1/aspirantes/NADA/auxiliares", ajeno, cuerpo).estado == 404
    assert tables()[:2] == antes[:2]


@pytest.mark.parametrize(
    ("rol", "alcance", "lee", "cambia"),
    [
        ("opl", {"opl": mundo.OPL}, 200, 403),
        ("supervisor", {"opl": mundo.OPL, "proceso": mundo.PROCESO}, 200, 403),
        ("ine", {}, 200, 403),
        ("opl", {"opl": "OTRO"}, 404, 403),
        ("supervisor", {"opl": mundo.OPL, "proceso": "OTRO27"}, 404, 403),
        ("operador", {"opl": mundo.OPL, "proceso": mundo.PROCESO}, 403, 403),
        ("representante", {"proceso": mundo.PROCESO, "aspirante": "ASPA"}, 200, 200),
        ("auxiliar", {"proceso": mundo.PROCESO, "aspirante": "ASPA", "auxiliar": "AUX1"}, 403, 403),
    ],
)
def test_authorities_read_and_only_the_aspirante_s_own_change_5_1_7_1_a(
    api, personas, aspirante, rol, alcance, lee, cambia
):
    auxiliar = registered(api, aspirante, form(personas[0]))
    quien = api.entra(rol, **alcance)
    assert api.pide("GET", f"/v1/auxiliares/{auxiliar}", quien).estado == lee
    assert api.pide("GET", "/v1/aspirantes/ASPA/auxiliares", quien).estado == lee
    assert remove(api, quien, auxiliar).estado == cambia


def test_whoever_reads_or_changes_an_auxiliar_is_noted_18_7(api, personas, aspirante):
    auxiliar = registered(api, aspirante, form(personas[0]))
    show(api, aspirante, auxiliar)
    api.pide("GET", "/v1/aspirantes/ASPA/auxiliares", aspirante)
    remove(api, aspirante, auxiliar)
    assert [(a.evento, a.objeto) for a in auditoria.entries_of(aspirante.sujeto)] == [
        ("auxiliar_registrado", auxiliar),
        ("auxiliar_consultado", auxiliar),
        ("auxiliares_listados", "ASPA"),
        ("auxiliar_dado_de_baja", auxiliar),
    ]
