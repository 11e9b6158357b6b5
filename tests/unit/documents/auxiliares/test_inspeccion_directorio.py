"""A book whose ZIP directory is a bomb is refused by the directory's declared size, before anything lists it."""

import tracemalloc

import pytest

from chalicelib.documents.auxiliares.inspeccion import inspect_sheets
from chalicelib.documents.auxiliares.renglones import TablaIlegible
from tests.unit.vault.test_archivo import directory_bomb


@pytest.mark.parametrize("zip64", [False, True])
def test_a_book_with_thousands_of_parts_that_declares_six_is_not_listed(zip64):
    bomba = directory_bomb(zip64=zip64)
    tracemalloc.start()
    try:
        with pytest.raises(TablaIlegible) as motivo:
            inspect_sheets(bomba)
        assert tracemalloc.get_traced_memory()[1] < 2 * len(bomba)
    finally:
        tracemalloc.stop()
    assert motivo.value.args[0].codigo == "libro_excesivo"
