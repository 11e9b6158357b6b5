"""Progress without signing in: what is told to anybody, and what never is (Protocolo 7.13, 18.5)."""

import csv
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest

from chalicelib.rules.conteo import Contable
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.procesos.cifras import ENTIDAD, CifrasUnidad, figures_key
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.conteo.totales import count_states
from tests.escenario import mundo
from tests.escenario.api import Api, Respuesta, api, emisores
from tests.escenario.mundo import PERIODO, PROCESO

__all__ = ["api", "emisores"]
NACIONAL, DATOS = "/v1/publico/avance", "/v1/publico/avance/datos"
DEL_PROCESO = f"/v1/publico/procesos/{PROCESO}/avance"


@pytest.fixture
def abierto(api: Api) -> Api:
    """The small world: ASPA has 25 that count and 12 of them reviewed, 3 that do not; ASPB has 3; ASPC is a draft."""
    mundo.open_world()
    Aspirante("ASPC").update(actions=[Aspirante.estado.set("registrado")])
    Periodo(PROCESO, PERIODO).update(
        actions=[Periodo.umbral.set({"porcentaje": "2", "base": "padron", "dispersion": None})]
    )
    CifrasUnidad(
        periodo=figures_key(PROCESO, PERIODO),
        unidad=ENTIDAD,
        base=2000,
        capturado_en="2027-01-01T00:00:00.000Z",
    ).save()
    counted(12, "en_lista_nominal", "A", revisado=True)
    counted(13, "en_lista_nominal", "B")
    counted(3, "duplicado_mismo_aspirante", "C", revisado=True)
    counted(3, "en_lista_nominal", "D", aspirante="ASPB")
    forget_copies()
    return api


def counted(n: int, clase: str, de: str, **cambios: Any) -> None:
    base = Contable("", 1, PROCESO, "ASPA", "AUX1", "2027-01-15", clase, verificado=True)
    count_states([replace(base, folio=f"F{de}{i}", **cambios) for i in range(n)])


def read(api: Api, camino: str) -> Respuesta:
    r = api.pide("GET", camino)
    assert r.estado == 200, r.cuerpo
    return r


def test_anybody_reads_figures_in_tens_and_their_parts_add_up_7_13(abierto: Api):
    visto = read(abierto, NACIONAL).cuerpo
    (proceso,) = visto["procesos"]
    assert (proceso["proceso"], proceso["entidad"]) == (PROCESO, mundo.ENTIDAD)
    esperado = {
        "recibidos": 30,
        "revisados": 10,
        "por_revisar": 20,
        "contados": 20,
        "contados_revisados": 10,
        "contados_por_revisar": 10,
    }
    assert {c: proceso[c] for c in esperado} == esperado == visto["totales"]
    assert "preliminar" in visto["aviso"] and "múltiplos de 10" in visto["redondeo"]
    assert visto["licencia"] and visto["licencia_en"].startswith("https://") and visto["corte"].endswith("Z")


def test_a_process_is_told_by_office_and_confirmed_aspirante_against_what_is_required_371(abierto: Api):
    (cargo,) = read(abierto, DEL_PROCESO).cuerpo["cargos"]
    assert (cargo["cargo"], cargo["porcentaje_exigido"]) == ("Gubernatura", "2")
    una, otra = cargo["aspirantes"]
    assert (una["aspirante"], una["contados"], una["meta"]["requeridos"]) == ("MUESTRA 1", 20, 40)
    assert (una["meta"]["porcentaje"], una["meta"]["faltan"]) == ("50.00", 20)
    assert (otra["aspirante"], otra["recibidos"], otra["contados"]) == ("MUESTRA 2", 0, 0)


def test_one_record_more_is_not_seen_by_who_watches_the_figures_18_5(abierto: Api):
    antes = read(abierto, DEL_PROCESO).cuerpo
    counted(1, "en_lista_nominal", "E", revisado=True)
    forget_copies()
    despues = read(abierto, DEL_PROCESO).cuerpo
    assert despues["cargos"] == antes["cargos"]


def test_public_figures_name_no_folio_id_class_or_draft_18_5(abierto: Api):
    dicho = repr([read(abierto, c).cuerpo for c in (NACIONAL, DEL_PROCESO, DATOS)])
    for secreto in ("ASPA", "AUX1", "duplicado", "FA0", "MUESTRA 3"):
        assert secreto not in dicho


def test_an_unknown_or_unopened_process_is_not_public(abierto: Api):
    Proceso(PROCESO).update(actions=[Proceso.estado.set("abriendo")])
    forget_copies()
    assert abierto.pide("GET", DEL_PROCESO).estado == 404
    assert read(abierto, NACIONAL).cuerpo["procesos"] == []


def test_open_data_are_a_row_an_aspirante_with_licence_and_cut(abierto: Api):
    r = read(abierto, DATOS)
    assert r.tipo.startswith("text/csv")
    texto = r.cuerpo.decode("utf-8-sig") if isinstance(r.cuerpo, bytes) else r.cuerpo.lstrip("\ufeff")
    una, otra = list(csv.DictReader(StringIO(texto)))
    assert (una["aspirante"], una["contados"], una["requeridos"], una["porcentaje"]) == (
        "MUESTRA 1",
        "20",
        "40",
        "50.00",
    )
    assert una["licencia"] == otra["licencia"] != "" and una["corte"].endswith("Z")
    assert "múltiplos de 10" in otra["redondeo"]


def test_the_answer_may_be_kept_for_as_long_as_it_is_old_and_others_may_not(abierto: Api):
    for camino in (NACIONAL, DEL_PROCESO, DATOS):
        assert read(abierto, camino).cabeceras["Cache-Control"] == "public, max-age=60"
    assert read(abierto, "/v1/atencion").cabeceras["Cache-Control"] == "no-store"
    assert abierto.pide("GET", "/v1/publico/procesos/NADA/avance").cabeceras["Cache-Control"] == "no-store"


def test_what_many_ask_within_a_minute_is_read_once(abierto: Api):
    antes = read(abierto, NACIONAL).cuerpo
    counted(20, "en_lista_nominal", "G")
    assert read(abierto, NACIONAL).cuerpo == antes
