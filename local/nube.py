"""The emulated AWS on loopback: a process that starts empty, is waited for, and always stopped.

Differences between the emulator and AWS: docs/decisions/0010-local-cloud.md.
"""

import http.client
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

from local import hijo

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "local"
HOST = "127.0.0.1"
REGION = "mx-central-1"
ACCOUNT = "123456789012"
READY_SECONDS = 30


class NubeError(RuntimeError):
    """The local cloud cannot start; the message says in Spanish what to do."""


class Nube:
    """The local cloud, as a context manager; `port` is any free one unless given."""

    modulo = "ministack"
    """Python module that the child runs (bench/llena.py has another)."""
    entorno = ".venv-nube"
    """Folder of the child's virtual environment (infra/ensayo has one with Lambda's Python)."""

    def __init__(
        self,
        build: Path = BUILD,
        port: int | None = None,
        prefijo: str = "captacion-local",
    ) -> None:
        self.build, self.prefijo = build, prefijo
        self._port = port
        self._process: subprocess.Popen[bytes] | None = None
        self._clients: dict[str, Any] = {}
        self._lock = threading.Lock()
        self._access_key = "LOCAL" + secrets.token_hex(8).upper()
        self._secret_key = secrets.token_urlsafe(30)

    def __enter__(self) -> Self:
        self._scratch = tempfile.mkdtemp(prefix="captacion-nube-")
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def port(self) -> int:
        if self._port is None:
            raise NubeError("La nube local no está en marcha.")
        return self._port

    @property
    def endpoint(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def pid(self) -> int:
        if self._process is None:
            raise NubeError("La nube local no está en marcha.")
        return self._process.pid

    def env(self) -> dict[str, str]:
        """Environment of a child process that talks to this cloud and to nothing else."""
        return {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": self._access_key,
            "AWS_SECRET_ACCESS_KEY": self._secret_key,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_REGION": REGION,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            "CAPTACION_PREFIJO": self.prefijo,
            "CAPTACION_DOMINIO_INSTITUCIONAL": "ine.invalid",  # as the template's parameter has it by default
        }

    def client(self, service: str) -> Any:
        """boto3 client of this cloud, made once and shared: clients are thread-safe, making them is not."""
        with self._lock:
            if service not in self._clients:
                self._clients[service] = boto3.Session(
                    aws_access_key_id=self._access_key,
                    aws_secret_access_key=self._secret_key,
                    region_name=REGION,
                ).client(
                    service,
                    endpoint_url=self.endpoint,
                    config=Config(
                        max_pool_connections=64,
                        signature_version="s3v4" if service == "s3" else None,
                        proxies={"http": None},  # requests to loopback never go through a proxy
                    ),
                )
            return self._clients[service]

    def get(self, path: str) -> bytes:
        return get(self.endpoint, path)

    def stop(self) -> None:
        if self._process:
            hijo.stop(self._process)
            self._process = None
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _start(self) -> None:
        python = ROOT / self.entorno / "bin" / "python"
        if not python.exists():
            raise NubeError(f"Falta {self.entorno}: instale requirements-nube.txt en ese entorno virtual.")
        if self._port is None:
            self._port = _free_port()
        command = [str(python), str(Path(hijo.__file__)), self.modulo]
        self._process = hijo.start(command, self._server_env(), self.build / "nube.log")
        self._wait_until_ready()

    def _server_env(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "TMPDIR": self._scratch,
            "HOME": self._scratch,
            "GATEWAY_PORT": str(self.port),
            "BIND_HOST": HOST,
            "MINISTACK_HOST": HOST,
            "MINISTACK_REGION": REGION,
            "MINISTACK_ACCOUNT_ID": ACCOUNT,
            "AUTH": "true",
            "AWS_ACCESS_KEY_ID": self._access_key,
            "AWS_SECRET_ACCESS_KEY": self._secret_key,
            # Services of the emulator that listen on ports of their own, on every address: none is used here.
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "DOCKER_HOST": f"unix://{self._scratch}/none",  # the emulator must not look at the machine's containers
            "LOG_LEVEL": "WARNING",
        }

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            if self._process and self._process.poll() is not None:
                raise NubeError(f"La nube local terminó al arrancar: véase {self.build / 'nube.log'}.")
            try:
                self.get("/_ministack/ready")
                return
            except (OSError, NubeError):
                time.sleep(0.05)
        raise NubeError(f"La nube local no respondió en {READY_SECONDS} s: véase {self.build / 'nube.log'}.")


def get(endpoint: str, path: str) -> bytes:
    """Body of an unsigned GET to the emulator itself (`/_ministack/...`); never through a proxy."""
    connection = http.client.HTTPConnection(urlsplit(endpoint).netloc, timeout=5)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read()
    finally:
        connection.close()
    if response.status != 200:
        raise NubeError(f"La nube local respondió {response.status} a {path}.")
    return body


def require_free(puertos: Mapping[str, int]) -> None:
    """Raise `NubeError` naming the first port that is in use and the option that changes it; 0 is any free port."""
    for opcion, puerto in puertos.items():
        with socket.socket() as prueba:
            prueba.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                prueba.bind((HOST, puerto))
            except OSError:
                raise NubeError(f"El puerto {puerto} está en uso: elija otro con {opcion}.") from None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
