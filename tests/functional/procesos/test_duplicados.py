"""The OPL's express decision on duplicates among aspirantes (Protocolo 15.3)."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.problemas import Conflicto
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.procesos.periodos import Periodo, read_periodo
from chalicelib.workflows.procesos.duplicados import decide_duplicates
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.movil import meanwhile
from tests.functional.procesos.periodos import DIA, OPL, PERIODOS, change, do, register, save_period

__all__ = ["api", "emisores"]
CAMINO = f"{PERIODOS}/GUB2027/duplicados"
INICIO = datetime(2027, 1, 20, 6, tzinfo=UTC)
LOCAL = "Ley electoral local, artículo 99 (sintético)"
SIN_DECIDIR = {
    "aplica": True,
    "propuesta": True,
    "decidida_en": None,
    "fundamento": "",
    "tardia": False,
}


@pytest.fixture
def opl(api):
    mundo.open_process(mundo.PROCESO)
    return api.entra("opl", opl=mundo.OPL)


def decide(api, quien, aplica, fundamento=LOCAL):
    return api.pide("PUT", CAMINO, quien, {"aplica": aplica, "fundamento": fundamento})


def at(momento, aplica, fundamento=LOCAL):
    return decide_duplicates(OPL, mundo.PROCESO, "GUB2027", aplica, fundamento, momento)


def test_the_laws_default_is_proposed_and_the_opl_decides_expressly_15_3(api, opl):
    """«El análisis o cruces de la información que el INE entregue deberá ser revisado por cada OPL de acuerdo con sus
    propias reglas de operación y considerando su normatividad local, por ejemplo, cruce de duplicados entre
    Aspirantes».
    """
    assert register(api, opl).cuerpo["duplicados"] == SIN_DECIDIR
    r = decide(api, opl, aplica=False)
    assert r.estado == 200
    assert (r.cuerpo["aplica"], r.cuerpo["fundamento"], r.cuerpo["tardia"]) == (False, LOCAL, False)
    assert r.cuerpo["decidida_en"]
    assert api.pide("GET", f"{PERIODOS}/GUB2027", opl).cuerpo["duplicados"] == r.cuerpo
    assert not read_periodo(mundo.PROCESO, "GUB2027").entre_aspirantes
    assert [a.evento for a in auditoria.entries_of(opl.sujeto)][-1] == "duplicados_decididos"


def test_the_same_again_changes_nothing_and_another_replaces_it_before_the_start_15_3(api, opl):
    register(api, opl)
    una, otra = (decide(api, opl, aplica=False).cuerpo for _ in range(2))
    assert una == otra
    assert read_periodo(mundo.PROCESO, "GUB2027").version == 2
    assert decide(api, opl, aplica=True).cuerpo["aplica"]
    assert decide(api, opl, aplica=True, fundamento="Acuerdo 9/2027").cuerpo["fundamento"] == "Acuerdo 9/2027"


def test_changing_or_activating_the_period_leaves_the_decision_as_it_is_15_3(api, opl):
    register(api, opl)
    decidido = decide(api, opl, aplica=False).cuerpo
    assert change(api, opl, "GUB2027", 2, carga_referencia=300).cuerpo["duplicados"] == decidido
    assert do(api, opl, "GUB2027", "activacion").cuerpo["duplicados"] == decidido


@pytest.mark.parametrize("falta", [timedelta(minutes=15), timedelta(0), -3 * DIA])
def test_without_a_decision_at_the_start_the_laws_default_holds_and_may_still_be_confirmed_15_3(opl, falta):
    """LGIPE 385: only the first support counts. Records were judged so: another rule is not taken any more."""
    save_period("GUB2027", INICIO)
    with pytest.raises(Conflicto, match="se aplican"):
        at(INICIO - falta, aplica=False)
    assert read_periodo(mundo.PROCESO, "GUB2027").entre_aspirantes
    confirmada = at(INICIO - falta, aplica=True)
    assert confirmada.entre_aspirantes
    assert confirmada.duplicados["fundamento"] == LOCAL


@pytest.mark.parametrize(("aplica", "fundamento"), [(True, LOCAL), (False, "Otro fundamento")])
def test_once_the_period_has_started_the_decision_is_not_changed_15_3(opl, aplica, fundamento):
    save_period("GUB2027", INICIO)
    antes = at(INICIO - DIA, aplica=False)
    with pytest.raises(Conflicto, match="ya no se cambia"):
        at(INICIO, aplica, fundamento)
    assert (
        at(INICIO, aplica=False).duplicados == antes.duplicados
    )  # asked for again: the answer that was lost


def test_a_decision_after_the_start_is_flagged_15_3(api, opl):
    save_period("GUB2027", datetime.now(UTC) - DIA)
    assert decide(api, opl, aplica=True).cuerpo["tardia"]
    r = decide(api, opl, aplica=False)
    assert (r.estado, r.codigo) == (409, "conflicto")


def test_of_two_who_decide_at_once_one_follows_the_other_15_3(api, opl):
    register(api, opl)
    api.pide("GET", PERIODOS, opl)  # the session's own write is behind
    respuestas = []
    with meanwhile(lambda: respuestas.append(decide(api, opl, aplica=True))):
        respuestas.append(decide(api, opl, aplica=False))
    assert {r.estado for r in respuestas} == {200}
    q = read_periodo(mundo.PROCESO, "GUB2027")
    assert (q.version, q.entre_aspirantes) == (3, respuestas[-1].cuerpo["aplica"])


@pytest.mark.parametrize(
    "cuerpo",
    [
        {},
        {"aplica": True},
        {"aplica": "si", "fundamento": LOCAL},
        {"aplica": True, "fundamento": "  "},
        {"aplica": None, "fundamento": LOCAL},
    ],
)
def test_a_decision_without_its_basis_or_form_is_refused(api, opl, cuerpo):
    register(api, opl)
    assert api.pide("PUT", CAMINO, opl, cuerpo).codigo == "cuerpo_invalido"
    assert Periodo.get(mundo.PROCESO, "GUB2027").duplicados is None
