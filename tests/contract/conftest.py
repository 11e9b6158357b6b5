"""A KMS that does RSA, on loopback, for the contract of the envelope."""

from collections.abc import Iterator
from typing import Any

import pytest

from local.nube import Nube


@pytest.fixture(scope="session")
def kms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A boto3 KMS client of a local cloud that lives as long as the session."""
    with Nube(build=tmp_path_factory.mktemp("nube")) as nube:
        yield nube.client("kms")
