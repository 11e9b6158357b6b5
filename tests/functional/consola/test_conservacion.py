"""`consola conservacion contar`: a recount that does not rely on the disposal's own figures (16.1)."""

import pytest
from click.testing import CliRunner

from consola.conservacion import conservacion
from tests.escenario.movil import empty_buckets
from tests.escenario.mundo import PROCESO
from tests.escenario.recursos import empty_queues
from tests.functional.conservacion.escena import AJENO, PROPIO, disposed, listed, old_process, row


def counted(proceso: str) -> str:
    dicho = CliRunner().invoke(conservacion, ["contar", proceso])
    assert dicho.exit_code == 0, dicho.output
    return dicho.output.splitlines()[-1]


@pytest.mark.usefixtures("proceso")
def test_the_console_counts_what_the_list_counted_and_nothing_after_a_disposal():
    empty_buckets()
    empty_queues()
    old_process(PROPIO)
    old_process(AJENO)
    listed()
    esperado = sum(n for n, _ in row().listado.values())
    assert counted(PROCESO) == f"Proceso {PROCESO}, abierto: {esperado} elementos"
    from chalicelib.store.conservacion.disposiciones import Disposicion

    Disposicion(PROCESO, row().cual).delete()
    disposed()
    assert counted(PROCESO) == f"Proceso {PROCESO}, dispuesto: 0 elementos"
    assert not counted(AJENO.proceso).endswith(" 0 elementos")
    assert CliRunner().invoke(conservacion, ["contar", "NADA"]).exit_code == 1
