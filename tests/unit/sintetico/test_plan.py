"""The plan of a capture: the mix asked for, and nobody in a record that was not intended."""

from collections import Counter

import pytest

from sintetico import casos
from sintetico.casos import CLASES, VARIANTES, Caso
from sintetico.ciudadanos import BAJA, LISTA_NOMINAL, PADRON, Ciudadano, generate_ciudadanos
from sintetico.firma import signed_name
from sintetico.mezclas import MEZCLA_2018, MEZCLA_2021
from sintetico.plan import plan_casos

ASPIRANTES = ["ASP001", "ASP002", "ASP003"]
PADRON_5000 = list(generate_ciudadanos(1, 5000))

Plan = list[tuple[str, Caso]]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_casos(7, 2000, PADRON_5000, ASPIRANTES)


def of_class(plan: Plan, clase: str) -> list[tuple[str, Caso]]:
    return [(aspirante, caso) for aspirante, caso in plan if caso.clase_esperada == clase]


def people_of(plan: Plan, clase: str) -> list[Ciudadano]:
    return [caso.ciudadano for _, caso in of_class(plan, clase)]


def test_the_same_seed_plans_the_same_and_another_seed_otherwise() -> None:
    assert plan_casos(7, 200, PADRON_5000, ASPIRANTES) == plan_casos(7, 200, PADRON_5000, ASPIRANTES)
    assert plan_casos(7, 200, PADRON_5000, ASPIRANTES) != plan_casos(8, 200, PADRON_5000, ASPIRANTES)


@pytest.mark.parametrize("mezcla", [MEZCLA_2021, MEZCLA_2018])
def test_the_shares_of_a_mix_add_up_to_one_and_name_every_variant(mezcla: dict[str, float]) -> None:
    assert sum(mezcla.values()) == pytest.approx(1)
    assert set(VARIANTES) < set(mezcla)


def test_the_mix_of_2021_comes_out_in_its_proportions(plan: Plan) -> None:
    assert len(plan) == 2000
    classes = Counter(caso.clase_esperada for _, caso in plan)
    assert classes[casos.EN_LISTA_NOMINAL] / 2000 == pytest.approx(0.782, abs=0.005)
    assert classes[casos.DUPLICADO_MISMO] / 2000 == pytest.approx(0.042, abs=0.001)
    assert classes[casos.DUPLICADO_OTRO] / 2000 == pytest.approx(0.024, abs=0.001)
    assert classes[casos.BAJA] / 2000 == pytest.approx(0.011, abs=0.001)
    frauds = Counter(caso.fraude for _, caso in plan)
    assert frauds["e"] / 2000 == pytest.approx(0.037, abs=0.001)
    assert sum(frauds[i] for i in "ghi") / 2000 == pytest.approx(0.064, abs=0.002)


def test_photocopies_and_simulation_weigh_as_in_2018() -> None:
    frauds = Counter(caso.fraude for _, caso in plan_casos(7, 1000, PADRON_5000, ASPIRANTES, MEZCLA_2018))
    assert 0.14 < (frauds["e"] + frauds["n"]) / 1000 < 0.51


@pytest.mark.parametrize("n", [150, 300])
def test_from_150_records_on_every_class_and_every_inciso_is_there(n: int) -> None:
    plan = plan_casos(7, n, PADRON_5000, ASPIRANTES)
    assert len(plan) == n
    assert {caso.clase_esperada for _, caso in plan} == set(CLASES)
    assert {caso.fraude for _, caso in plan} == {"", *VARIANTES}


@pytest.mark.parametrize("n", [1, 7, 60])
def test_a_small_plan_has_as_many_records_as_asked_for(n: int) -> None:
    assert len(plan_casos(7, n, PADRON_5000, ASPIRANTES)) == n


def test_a_duplicate_follows_a_valid_original_of_the_same_person(plan: Plan) -> None:
    seen = set()
    for i, (aspirante, caso) in enumerate(plan):
        if caso.despues_de is None:
            continue
        assert caso.despues_de < i
        first, original = plan[caso.despues_de]
        assert original.ciudadano == caso.ciudadano
        assert (original.clase_esperada, original.fraude, caso.fraude) == (casos.EN_LISTA_NOMINAL, "", "")
        assert (first == aspirante) == (caso.clase_esperada == casos.DUPLICADO_MISMO)
        seen.add(caso.despues_de)
    duplicates = of_class(plan, casos.DUPLICADO_MISMO) + of_class(plan, casos.DUPLICADO_OTRO)
    assert len(seen) == len(duplicates) > 0


def test_nobody_is_in_two_records_but_by_a_planned_duplicate(plan: Plan) -> None:
    first_ones = [caso.ciudadano.clave_elector for _, caso in plan if caso.despues_de is None]
    assert len(set(first_ones)) == len(first_ones)


def test_each_class_has_the_people_that_make_it_so(plan: Plan) -> None:
    padron = set(PADRON_5000)
    assert {p.situacion for p in people_of(plan, casos.EN_PADRON)} == {PADRON}
    assert {p.situacion for p in people_of(plan, casos.BAJA)} == {BAJA}
    assert all(p.entidad != "11" and p.situacion == LISTA_NOMINAL for p in people_of(plan, casos.FUERA))
    assert not padron & set(people_of(plan, casos.NO_ENCONTRADO))
    for clase in (casos.EN_LISTA_NOMINAL, casos.CON_INCONSISTENCIA):
        assert all(p in padron and p.situacion == LISTA_NOMINAL for p in people_of(plan, clase))
        assert {p.entidad for p in people_of(plan, clase)} == {"11"}


def test_a_second_person_seen_in_a_fraud_is_nobodys_supporter(plan: Plan) -> None:
    others = [caso.otro for _, caso in plan if caso.otro]
    known = {key for p in PADRON_5000 for key in (p.clave_elector, p.cic, p.ocr)}
    supporters = {caso.ciudadano for _, caso in plan}
    assert len(set(others)) == len(others) > 0
    assert all(known.isdisjoint((p.clave_elector, p.cic, p.ocr)) and p not in supporters for p in others)
    assert all(signed_name(c.otro) != signed_name(c.ciudadano) for _, c in plan if c.otro)


def test_strangers_are_strange_to_a_padron_of_the_plans_own_seed_too() -> None:
    plan = plan_casos(1, 200, PADRON_5000, ASPIRANTES)
    assert not set(PADRON_5000) & set(people_of(plan, casos.NO_ENCONTRADO))


def test_a_curp_never_contradicts_where_none_is_printed() -> None:
    plan = plan_casos(3, 1500, PADRON_5000, ASPIRANTES, MEZCLA_2018)
    simulated = [caso for _, caso in plan if caso.fraude == "n" and caso.modelo == "C"]
    assert simulated
    assert not any(caso.contradice_curp for caso in simulated)


def test_a_padron_with_too_few_people_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="too few people"):
        plan_casos(7, 300, PADRON_5000[:100], ASPIRANTES)


def test_duplicates_for_another_aspirante_need_another_aspirante() -> None:
    with pytest.raises(ValueError, match="two aspirantes"):
        plan_casos(7, 300, PADRON_5000, ASPIRANTES[:1])
