"""Agreement of two blind looks, and who is looked at twice (Protocolo 13.6, 13.7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.mesa.calidad import VALIDO, agreement, by_category, verdict_category
from chalicelib.rules.mesa.muestra import is_sampled, seed_fingerprint

V = VALIDO
FOLIOS = [f"ASPA-AUX1-DISP1-R{i}" for i in range(4000)]


def test_cohen_s_own_way_of_reckoning_13_6():
    """The example of every textbook: 50 pairs, 35 equal, by chance 25."""
    a = agreement({(V, V): 20, (V, "a"): 5, ("a", V): 10, ("a", "a"): 15})
    assert (a.pares, a.iguales, a.razon) == (50, 35, 0.7)
    assert a.kappa == pytest.approx(0.4)


def test_whoever_never_looks_agrees_often_and_by_chance_alone_13_6():
    a = agreement({(V, V): 9025, (V, "l"): 475, ("l", V): 475, ("l", "l"): 25})
    assert (a.razon, a.kappa) == (0.905, 0.0)


def test_without_pairs_or_without_variety_there_is_no_kappa_13_6():
    assert agreement({}) == agreement({(V, V): 0})
    assert (agreement({}).razon, agreement({(V, V): 7}).kappa) == (None, None)
    assert agreement({(V, V): 7}).razon == 1


def test_each_inciso_against_all_others_13_7():
    por_inciso = by_category({(V, V): 8, ("a", "b"): 1, ("a", "a"): 1})
    assert {x: a.iguales for x, a in por_inciso.items()} == {"a": 9, "b": 9, V: 10}
    assert por_inciso[V].kappa == 1


def test_a_detail_in_other_words_is_no_disagreement_13_7():
    assert (verdict_category(None), verdict_category("m")) == (V, "m")


incisos = st.sampled_from([V, *"abcdefghijklmn"])
tablas = st.dictionaries(st.tuples(incisos, incisos), st.integers(0, 200), max_size=20)


@given(tablas)
def test_kappa_is_at_most_one_and_one_means_full_agreement_13_6(tabla):
    a = agreement(tabla)
    if a.kappa is not None:
        assert -1 <= a.kappa <= 1
        assert (a.kappa == 1) == (a.iguales == a.pares)


@given(tablas)
def test_agreement_does_not_depend_on_who_was_first_13_6(tabla):
    assert agreement(tabla) == agreement({(b, a): n for (a, b), n in tabla.items()})


@given(tablas)
def test_incisos_disagree_twice_for_each_pair_that_does_13_6(tabla):
    a = agreement(tabla)
    assert sum(x.pares - x.iguales for x in by_category(tabla).values()) == 2 * (a.pares - a.iguales)


def test_the_sample_is_the_share_that_was_set_and_a_larger_one_holds_it_13_6():
    cinco, veinte = ({f for f in FOLIOS if is_sampled(b"semilla", f, p)} for p in (5, 20))
    assert 150 < len(cinco) < 250
    assert cinco < veinte
    assert not any(is_sampled(b"semilla", f, 0) for f in FOLIOS)
    assert all(is_sampled(b"semilla", f, 100) for f in FOLIOS)


def test_another_seed_draws_another_sample_and_shows_another_fingerprint_13_6():
    una, otra = ([is_sampled(s, f, 50) for f in FOLIOS[:400]] for s in (b"una", b"otra"))
    assert una != otra
    assert seed_fingerprint(b"una") != seed_fingerprint(b"otra")
