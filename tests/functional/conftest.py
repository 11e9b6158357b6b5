"""An emulated AWS in this process, fresh for each test, with the resources of the template in it."""

import os
from collections.abc import Iterator

# Before anything of chalicelib is imported: it reads these when it is.
os.environ.setdefault("AWS_DEFAULT_REGION", "mx-central-1")
os.environ.setdefault("AWS_REGION", os.environ["AWS_DEFAULT_REGION"])

import pytest
from moto import mock_aws

from chalicelib.base import aws
from chalicelib.store.base import tabla as base
from chalicelib.store.base.copias import forget_copies
from tests.escenario import mundo
from tests.escenario.limites_dynamodb import enforce_limits
from tests.escenario.moto_ligero import lighten
from tests.escenario.moto_transacciones import undo_by_item
from tests.escenario.permisos_iam import enforce_policies
from tests.escenario.recursos import CUENTA, empty_cloud

enforce_policies()
enforce_limits()
lighten()
undo_by_item()


@pytest.fixture(scope="package")
def moto() -> Iterator[None]:
    """moto, single thread, for the whole package: each test empties it.

    Other tests of this process may use a local cloud: its address and the clients that know it are set aside.
    """
    with pytest.MonkeyPatch.context() as entorno:
        entorno.delenv("AWS_ENDPOINT_URL", raising=False)
        entorno.setenv("MOTO_ACCOUNT_ID", CUENTA)
        # moto does not know the hosts of single accounts, which botocore prefers for streams.
        entorno.setenv("AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled")
        _forget_clients()
        with mock_aws():
            yield
        _forget_clients()


@pytest.fixture
def aws_fingido(moto: None) -> None:
    """The template's resources, empty."""
    empty_cloud()


@pytest.fixture
def proceso(aws_fingido: None) -> str:
    """An open process with its period, three aspirantes and their auxiliares (all synthetic)."""
    mundo.open_world()
    return mundo.PROCESO


def _forget_clients() -> None:
    forget_copies()
    aws.client.cache_clear()
    aws.queue_url.cache_clear()
    base.connection.cache_clear()
