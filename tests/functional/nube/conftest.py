"""The local cloud with the template's resources, and processes connected to it.

chalicelib connects once in a process, and this one may be connected to moto.
"""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from local.despliegue import deploy, package
from local.nube import ROOT, Nube
from tests.functional.nube import carreras
from tests.functional.nube.obreros import PROCESOS, Obreros, connect


@pytest.fixture(scope="package")
def obreros(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Obreros]:
    carpeta = tmp_path_factory.mktemp("nube")
    with Nube(build=carpeta, prefijo="captacion-pruebas") as nube:
        deploy(nube, package(ROOT, ROOT / "infra" / "recursos.yaml", carpeta, nube.env()))
        with ProcessPoolExecutor(PROCESOS, get_context("spawn"), connect, (nube.env(),)) as pool:
            obreros = Obreros(pool, nube.endpoint)
            obreros.do(carreras.open_world)
            yield obreros
