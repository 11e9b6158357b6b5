"""One running system for all end-to-end tests: cloud, API, functions, seeded people. Starting it takes some seconds."""

from collections.abc import Iterator

import pytest

from local.corredor import Corredor
from local.eventos import Options
from local.siembra import seed
from tests.e2e.sistema import Sistema

RAPIDO = Options(retry_after=1, longest_window=0.2)
"""What failed comes back after a second and batches do not wait: how often it may come back is the template's."""


@pytest.fixture(scope="session")
def sistema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sistema]:
    """The system, shared: a test uses records and accounts of its own and leaves no message in any queue.

    `chalicelib`'s clients in this process keep the first address they were given, so there is one such system.
    """
    carpeta = tmp_path_factory.mktemp("e2e")
    with Corredor(options=RAPIDO, build=carpeta / "local", say=lambda _: None) as corredor:
        mundo = seed(
            corredor.nube, personas=200, auxiliares=4, operadores=2, build=carpeta, tell=lambda _: None
        )
        yield Sistema(corredor, mundo)
