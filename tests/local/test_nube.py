"""The local cloud: access is checked, uploads keep to their permit, nothing outlives its parent."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import boto3
import pytest
import requests
from botocore.exceptions import ClientError

from local.nube import ROOT, NubeError, require_free

pytestmark = pytest.mark.nube
ESCUCHA, LAZO = "0A", "0100007F"  # as /proc/net/tcp writes them: listening, 127.0.0.1

START = """
import sys, time
from pathlib import Path
from local.nube import Nube
from local.plantilla import Function
from local.trabajador import Pool
with Nube(build=Path(sys.argv[1])) as nube:
    worker = Pool(Function("pid", "manejadores.pid", {}), nube.env(), Path(sys.argv[2]), nube.build)
    print(nube.pid, worker.invoke({}), flush=True)
    time.sleep(60)
"""


def test_unknown_credentials_are_refused(nube):
    stranger = boto3.client(
        "sqs",
        endpoint_url=nube.endpoint,
        region_name="mx-central-1",
        aws_access_key_id="EJEMPLO",
        aws_secret_access_key="ejemplo",
    )
    with pytest.raises(ClientError, match="InvalidClientTokenId"):
        stranger.list_queues()


def test_the_cloud_and_the_functions_end_when_their_parent_is_killed(tmp_path):
    here = Path(__file__).parent
    parent = subprocess.Popen(
        [sys.executable, "-c", START, str(tmp_path), str(here)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(pids) == 2
    assert all(_runs(pid) for pid in pids)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    end = time.monotonic() + 5
    while any(_runs(pid) for pid in pids) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(_runs(pid) for pid in pids)


def _runs(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture(scope="module")
def cubo(nube):
    name = "prueba-permisos"
    nube.client("s3").create_bucket(
        Bucket=name, CreateBucketConfiguration={"LocationConstraint": "mx-central-1"}
    )
    return name


def permit(nube, cubo, seconds=60):
    """A presigned POST for the key `a/b`, of 3 to 5 bytes, as text/plain."""
    return nube.client("s3").generate_presigned_post(
        cubo,
        "a/b",
        Fields={"Content-Type": "text/plain"},
        Conditions=[["content-length-range", 3, 5], {"Content-Type": "text/plain"}],
        ExpiresIn=seconds,
    )


def upload(permit, body=b"1234", without=None, **changed):
    fields = {name: value for name, value in (permit["fields"] | changed).items() if name != without}
    return requests.post(permit["url"], data=fields, files={"file": body}, timeout=5)


def test_an_upload_that_keeps_to_its_permit_is_stored(nube, cubo):
    assert upload(permit(nube, cubo)).status_code == 204
    assert nube.client("s3").get_object(Bucket=cubo, Key="a/b")["Body"].read() == b"1234"


@pytest.mark.parametrize(
    "change",
    [
        {"key": "a/otra"},
        {"body": b"123456"},
        {"body": b"12"},
        {"Content-Type": "text/html"},
        {"without": "Content-Type"},
        {"without": "policy"},
        {"without": "x-amz-signature"},
        {"x-amz-signature": "0" * 64},
    ],
    ids=lambda change: "-".join(map(str, change.items()))[:40],
)
def test_an_upload_that_does_not_keep_to_its_permit_is_refused(nube, cubo, change):
    nube.client("s3").delete_object(Bucket=cubo, Key="a/b")
    answer = upload(permit(nube, cubo), **change)
    assert answer.status_code in (400, 403)
    assert "Contents" not in nube.client("s3").list_objects_v2(Bucket=cubo)


def test_an_upload_after_its_permit_expired_is_refused(nube, cubo):
    old = permit(nube, cubo, seconds=1)
    time.sleep(1.2)
    assert upload(old).status_code == 403


def test_a_port_in_use_is_named_with_the_option_that_changes_it():
    with socket.socket() as otro:
        otro.bind(("127.0.0.1", 0))
        otro.listen()
        ocupado = otro.getsockname()[1]
        with pytest.raises(NubeError, match=rf"El puerto {ocupado} está en uso.*--puerto-api"):
            require_free({"--puerto": 0, "--puerto-api": ocupado})


def test_the_emulator_listens_on_loopback_only(nube):
    """Every socket that the emulator listens on, as the kernel lists them."""
    suyos = {str(f.readlink()) for f in Path(f"/proc/{nube.pid}/fd").iterdir() if f.is_symlink()}
    abiertos = [
        (campos[1].partition(":")[0], f"socket:[{campos[9]}]")
        for tabla in ("tcp", "tcp6")
        for campos in map(str.split, Path(f"/proc/{nube.pid}/net/{tabla}").read_text().splitlines()[1:])
        if campos[3] == ESCUCHA
    ]
    direcciones = [direccion for direccion, enchufe in abiertos if enchufe in suyos]
    assert direcciones
    assert set(direcciones) == {LAZO}
