"""The padrón into the cloud by DynamoDB's import from S3, on an emulator that does it by its own lights (9.8)."""

import pytest

from tests.functional.nube import importacion

pytestmark = pytest.mark.nube


def test_a_cut_imported_is_the_same_as_one_written_by_several_at_once_and_both_can_be_retired(obreros):
    importado, escrito = obreros.do(importacion.import_and_write, 200)
    assert importado == escrito
    estado, personas, items = importado
    assert (estado, personas, len(items) > 400) == ("listo", 200, True)
    assert obreros.do(importacion.retire_both) == ["retirado"] * 2
