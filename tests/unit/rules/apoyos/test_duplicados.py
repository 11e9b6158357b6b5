"""Supports of one person, by example (LGIPE 385; Protocolo 15.3). The property tests hold the general law."""

from dataclasses import replace

import pytest

from chalicelib.rules.apoyos.duplicados import Duplicidad, Juicio, Respaldo, judge_supports

GOBIERNO, DIPUTACION = "gubernatura", "diputacion-05"
CUENTA = Juicio()


def support(
    folio: str, aspirante: str, dia: int, contienda: str = GOBIERNO, *, en_pie: bool = True
) -> Respaldo:
    return Respaldo(folio, aspirante, contienda, f"2027-01-{dia:02d}T12:00:00.000Z", en_pie)


def same(folio: str) -> Juicio:
    return Juicio(Duplicidad.MISMO, folio)


def other(folio: str) -> Juicio:
    return Juicio(Duplicidad.OTRO, folio)


def test_nobody_s_supports_need_no_judging_lgipe_385():
    assert judge_supports([]) == {}


def test_several_for_one_aspirante_count_once_the_first_received_lgipe_385():
    assert judge_supports([support("F3", "A", 12), support("F1", "A", 10), support("F2", "A", 11)]) == {
        "F1": CUENTA,
        "F2": same("F1"),
        "F3": same("F1"),
    }


def test_for_several_aspirantes_to_one_office_only_the_first_received_counts_lgipe_385():
    assert judge_supports([support("F2", "B", 11), support("F1", "A", 10), support("F3", "C", 12)]) == {
        "F1": CUENTA,
        "F2": other("F1"),
        "F3": other("F1"),
    }


def test_a_second_one_for_an_aspirante_who_lost_the_first_is_still_of_another_aspirante_lgipe_385():
    """The person has no support *counted* for B, so neither of B's is "duplicado mismo aspirante"."""
    assert judge_supports([support("F1", "A", 10), support("F2", "B", 11), support("F3", "B", 12)]) == {
        "F1": CUENTA,
        "F2": other("F1"),
        "F3": other("F1"),
    }


def test_supports_for_different_offices_do_not_meet_lgipe_385():
    assert judge_supports([support("F1", "A", 10), support("F2", "B", 11, DIPUTACION)]) == {
        "F1": CUENTA,
        "F2": CUENTA,
    }


def test_one_that_does_not_stand_neither_counts_nor_takes_another_s_place_lgipe_385():
    assert judge_supports(
        [support("F1", "A", 10, en_pie=False), support("F2", "B", 11), support("F3", "B", 12)]
    ) == {
        "F1": CUENTA,
        "F2": CUENTA,
        "F3": same("F2"),
    }


def test_one_that_does_not_stand_is_nobody_s_duplicate_lgipe_385():
    assert judge_supports([support("F1", "A", 10), support("F2", "A", 11, en_pie=False)]) == {
        "F1": CUENTA,
        "F2": CUENTA,
    }


def test_when_the_first_is_taken_out_the_next_received_counts_and_when_it_returns_all_is_as_before_14_4():
    primero, segundo, tercero = support("F1", "A", 10), support("F2", "B", 11), support("F3", "A", 12)
    antes = judge_supports([primero, segundo, tercero])
    assert antes == {"F1": CUENTA, "F2": other("F1"), "F3": same("F1")}
    fuera = replace(primero, en_pie=False)
    assert judge_supports([fuera, segundo, tercero]) == {"F1": CUENTA, "F2": CUENTA, "F3": other("F2")}
    assert judge_supports([primero, segundo, tercero]) == antes


def test_of_two_received_in_the_same_instant_the_lower_folio_counts_lgipe_385():
    assert judge_supports([support("F2", "A", 10), support("F1", "B", 10)]) == {
        "F1": CUENTA,
        "F2": other("F1"),
    }


@pytest.mark.parametrize("dias", [(10, 11, 12, 13), (13, 12, 11, 10)])
def test_where_the_period_says_so_different_aspirantes_do_not_exclude_each_other_15_3(dias):
    respaldos = [
        support(f"F{i}", aspirante, dia) for i, (aspirante, dia) in enumerate(zip("AABB", dias, strict=True))
    ]
    juicios = judge_supports(respaldos, entre_aspirantes=False)
    assert sorted((j.duplicidad or "", j.excluye) for j in juicios.values()) == [
        ("", False),
        ("mismo_aspirante", True),
        ("mismo_aspirante", True),
        ("otro_aspirante", False),
    ]
    assert [j.excluye for j in judge_supports(respaldos).values()].count(True) == 3


def test_what_is_only_reported_names_the_persons_first_support_15_3():
    juicios = judge_supports(
        [support("F1", "A", 10), support("F2", "B", 11), support("F3", "B", 12)], entre_aspirantes=False
    )
    assert juicios == {
        "F1": CUENTA,
        "F2": Juicio(Duplicidad.OTRO, "F1", solo_reporte=True),
        "F3": same("F2"),
    }
