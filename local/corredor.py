"""The whole system on this machine: cloud, resources, API, events and mailbox, opened and closed together."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from local.buzon import Buzon
from local.despliegue import deploy, package
from local.eventos import Options, Pump
from local.nube import BUILD, ROOT, Nube, NubeError
from local.plantilla import Function, read_functions
from local.puerta import Puerta

STATE = "corredor.json"
"""File in the build folder while a run is open: addresses and environment for other commands; readable by its owner."""


class Corredor:
    """The running system as a context manager: `url` of the API, `buzon` (its address), `nube`, `pump`."""

    def __init__(
        self,
        caos: bool = False,
        puerto: int = 0,
        puerto_buzon: int = 0,
        *,
        options: Options | None = None,
        project: Path = ROOT,
        merge: Path | None = None,
        stage: str = "local",
        parameters: Mapping[str, str] | None = None,
        build: Path = BUILD,
        say: Callable[[str], None] = print,
    ) -> None:
        self._options = options or Options(chaos=caos)
        self._ports = puerto, puerto_buzon
        self._project, self._merge = project, merge or project / "infra" / "recursos.yaml"
        self._stage, self._parameters, self._build, self._say = stage, parameters, build, say
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self.nube = stack.enter_context(Nube(self._build))
            self._say(f"Nube local en {self.nube.endpoint}")
            self._deploy(stack)
            self.buzon = stack.enter_context(Buzon(self.nube.endpoint, self._ports[1])).url
            self._write_state(stack)
            self._say(f"API en {self.url}")
            self._say(f"Buzón en {self.buzon}")
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _deploy(self, stack: ExitStack) -> None:
        out = self._build / "paquete"
        template = package(self._project, self._merge, out, self.nube.env(), self._stage)
        deployment = deploy(self.nube, template, self._parameters)
        self.functions = functions = read_functions(template, deployment)
        served = len(template["Resources"]) - len(deployment.left_out)
        self._say(f"Recursos desplegados: {served}; funciones: {', '.join(sorted(functions))}")
        for function in functions.values():
            if function.unset:
                self._say(f"{function.name}: sin valor local para {', '.join(function.unset)}")
        self.pump = Pump(self.nube, functions.values(), self._options, self._project, self._say)
        stack.enter_context(self.pump)
        self._template, self._gateway = out / "sam.json", gateway_env(functions)
        self._puerta = self._open(self._ports[0])
        stack.callback(lambda: self._puerta.close())
        self.url = self._puerta.url

    def _open(self, port: int, **env: str) -> Puerta:
        puerta = Puerta(self.nube, self._project, self._stage, self._template, self._gateway | env)
        return puerta.open(port)

    @contextmanager
    def earlier(self, how_much: timedelta) -> Iterator[None]:
        """Run the API with its clock that much behind, for what must be done weeks before a period starts.

        Only our own clock moves (`chalicelib/base/reloj.py`); tokens, S3 and mail stay in the present.
        """
        port = urlsplit(self.url).port or 0
        self._puerta.close()
        self._puerta = self._open(port, CAPTACION_DESFASE_S=str(-how_much.total_seconds()))
        try:
            yield
        finally:
            self._puerta.close()
            self._puerta = self._open(port)

    def _write_state(self, stack: ExitStack) -> None:
        state = self._build / STATE
        state.touch(mode=0o600)
        state.write_text(json.dumps({"api": self.url, "buzon": self.buzon, "nube": self.nube.env()}))
        stack.callback(state.unlink, missing_ok=True)


def gateway_env(functions: Mapping[str, Function]) -> dict[str, str]:
    """Environment of the gateway's process: the merged ones of the API and its authorizers, which run in it."""
    env: dict[str, str] = {}
    for function in functions.values():
        if not function.sources:
            clash = {name for name in env.keys() & function.env.keys() if env[name] != function.env[name]}
            if clash:
                raise NubeError(f"{function.name} da otro valor a {', '.join(sorted(clash))} que la API.")
            env |= function.env
    return env
