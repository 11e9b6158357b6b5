"""After a disposal nothing of the process decrypts and no item of it is left, on the local cloud (16.1)."""

import pytest

from tests.functional.nube import disposicion
from tests.functional.nube.obreros import Obreros

pytestmark = pytest.mark.nube


def test_after_a_disposal_nothing_decrypts_and_nothing_is_left_16_1(obreros: Obreros) -> None:
    hecho = obreros.do(disposicion.dispose_of_one)
    assert hecho["estado"] == "certificada"
    assert hecho["antes"] == [True] * disposicion.REGISTROS
    assert hecho["despues"] == [False] * disposicion.REGISTROS
    assert hecho["secreto"] is False
    assert hecho["quedan"] == 0
    assert hecho["listados"] == hecho["eliminados"] > 3 * disposicion.REGISTROS - 1
