"""One running system for all stories of the Portal Web: to start it and let its people in takes a minute."""

from collections.abc import Iterator

import pytest
from rich.console import Console

from local.corredor import Corredor
from local.demo import send_plan
from local.entrada import let_in
from local.eventos import Options
from local.sitios import serve
from tests.e2e.portal_web.sistema import Portal
from tests.e2e.portal_web.visita import browser

REGISTROS = 24


@pytest.fixture(scope="package")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The system with an INE, an OPL, a Mesa of two, three aspirantes with auxiliares, and some records."""
    carpeta = tmp_path_factory.mktemp("portal")
    opciones = Options(retry_after=2, longest_window=0.2)
    with Corredor(options=opciones, build=carpeta / "local", say=lambda _: None) as corredor:
        mundo = let_in(corredor, personas=400, auxiliares=3, operadores=2, tell=lambda _: None, build=carpeta)
        send_plan(corredor, mundo, REGISTROS, carpeta, Console(quiet=True))
        claves = mundo.identidades.claves
        with (
            serve(corredor, claves, {"portal": 0}, say=lambda _: None) as sitios,
            browser(sitios["portal"], corredor.nube.endpoint) as navegador,
        ):
            yield Portal(corredor, mundo, navegador)
