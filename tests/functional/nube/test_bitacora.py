"""The log signed by KMS, and two processes that put leaves into it at once (9.14, 10.20, 12.3)."""

import pytest
from proofbundle.tlogproof import verify_tlog_proof

from opl.bitacora import open_note, read_key
from tests.functional.nube import bitacora
from tests.functional.nube.obreros import Obreros

pytestmark = pytest.mark.nube
HOJAS, DE_A = 400, 25


def test_two_sequencers_at_once_put_each_leaf_once_and_another_implementation_accepts_every_proof(
    obreros: Obreros,
) -> None:
    partes = [range(n, n + DE_A) for n in range(0, HOJAS, DE_A)]
    repetidas = [range(n, n + DE_A) for n in range(10, HOJAS - DE_A, 3 * DE_A)]
    obreros.all_at_once(bitacora.sequence_some, [*partes, *repetidas])
    llave, tamano, pruebas = obreros.do(bitacora.proved, list(range(HOJAS)))
    assert tamano == HOJAS
    for entrada, texto in pruebas:
        assert verify_tlog_proof(texto, entrada.encode(), llave)["ok"]
    # The same key signs what a delivery's manifest says (15.2 F).
    dicho = "captacion/entrega/v1 00\n"
    assert open_note(obreros.do(bitacora.signed, dicho), read_key(llave)) == dicho
