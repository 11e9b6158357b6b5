"""What is done to an object in the intake is done to the one that was read, and the quarantine keeps them all."""

import pytest

from tests.functional.nube import entrada

pytestmark = pytest.mark.nube


def test_what_the_phone_uploaded_meanwhile_is_neither_set_aside_nor_removed(obreros):
    hecho = obreros.do(entrada.set_aside, b"malo", b"bueno")
    assert hecho["rechazados"] == ["PreconditionFailed"] * 2
    assert hecho["queda"] == b"bueno"
    assert not {b"malo", b"bueno"} & set(hecho["cuarentena"])


def test_what_was_read_is_set_aside_and_removed_and_removing_it_again_changes_nothing(obreros):
    hecho = obreros.do(entrada.set_aside, b"feo", None, 2)
    assert (hecho["rechazados"], hecho["queda"]) == ([], None)
    assert b"feo" in hecho["cuarentena"]


def test_two_damaged_originals_under_one_key_are_both_kept(obreros):
    obreros.do(entrada.set_aside, b"uno", None)
    assert {b"uno", b"otro"} <= set(obreros.do(entrada.set_aside, b"otro", None)["cuarentena"])
