"""The emulated stream of the records' table, on which the tests of the whole flow rest."""

import pytest
from pynamodb.exceptions import TransactWriteError

from chalicelib.store.apoyos.apoyos import NUEVO, Apoyo
from chalicelib.store.base.transacciones import transaction
from tests.escenario.flujo import Flujo
from tests.escenario.mundo import AHORA, build, now, receive


def folios(flujo: Flujo) -> list[str]:
    return [r["dynamodb"]["Keys"]["folio"]["S"] for r in flujo.news()]


def test_a_reader_of_the_stream_goes_on_after_a_refused_transaction(proceso):
    """Once a turn was missing in the test of the whole flow: its record came after a refused transaction."""
    flujo, primero = Flujo(), receive("R001")
    assert folios(flujo) == [primero.folio]
    with pytest.raises(TransactWriteError), transaction() as tx:
        tx.save(build("R002", "ASPA", AHORA), condition=NUEVO)
        tx.save(build("R001", "ASPA", AHORA), condition=NUEVO)
    assert folios(flujo) == []
    assert [a.folio for a in Apoyo.scan()] == [primero.folio]
    assert folios(flujo) == [] and now(primero.folio).version == primero.version
    assert receive("R003").folio in folios(flujo)
