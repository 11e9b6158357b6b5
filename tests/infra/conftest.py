"""The template as `chalice package` makes it and `infra/plantilla` completes it: packaged once a worker."""

import copy
from typing import Any

import pytest

from local.despliegue import package
from local.nube import ROOT

ENTORNO = {
    "AWS_DEFAULT_REGION": "mx-central-1",
    "CAPTACION_PREFIJO": "captacion-local",
    "PATH": "/usr/bin:/bin",
}


@pytest.fixture(scope="session")
def _empaquetada(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return package(ROOT, ROOT / "infra" / "recursos.yaml", tmp_path_factory.mktemp("paquete"), ENTORNO)


@pytest.fixture(scope="module")
def plantilla(_empaquetada: dict[str, Any]) -> dict[str, Any]:
    """The packaged template; a copy for each file of tests."""
    return copy.deepcopy(_empaquetada)
