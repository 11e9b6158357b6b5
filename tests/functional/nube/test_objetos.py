"""What is done to an object in the intake is done to the one that was read, and the quarantine keeps them all."""

import pytest

from tests.functional.nube import entrada

pytestmark = pytest.mark.nube


def test_what_the_phone_uploaded_meanwhile_is_neither_set_aside_nor_removed(obreros):
    hecho = obreros.do(entrada.set_aside, b"malo", b"bueno")
    assert hecho["rechazados"] == ["PreconditionFailed"] * 2
    assert hecho["queda"] == b"bueno"
    assert hecho["cuarentena"] == []


def test_what_was_read_is_set_aside_and_removed_and_removing_it_again_changes_nothing(obreros):
    hecho = obreros.do(entrada.set_aside, b"malo", None, 2)
    assert hecho == {"rechazados": [], "queda": None, "cuarentena": [b"malo"]}


def test_two_damaged_originals_under_one_key_are_both_kept(obreros):
    hecho = obreros.do(entrada.set_aside, b"peor", None)
    assert sorted(hecho["cuarentena"]) == [b"malo", b"peor"]
