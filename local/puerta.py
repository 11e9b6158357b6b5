"""The API on loopback: Chalice's own local gateway, corrected where it differs from API Gateway.

Runs in a child process (`python -m local.puerta PROJECT STAGE TEMPLATE PORT FD`), for it imports the project's
`app.py`. Corrected are the 10 MB limit, text values in the authorizer's context, the answer when an authorizer
raises, and gateway errors, which have the shape that the API's definition gives them. Unknown routes and unknown
methods are one case, as in API Gateway (MISSING_AUTHENTICATION_TOKEN). The access log names the route's template, as
API Gateway's does (`AccessLogSetting` in infra/recursos.yaml), never the path that was asked for.
"""

import functools
import json
import re
import subprocess
import sys
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Self

from chalice import local as chalice_local
from chalice.cli.factory import CLIFactory
from chalice.local import LocalGatewayException

from local import hijo
from local.despliegue import Template
from local.nube import HOST, ROOT, Nube, NubeError
from local.servidor import Discreto, Servidor, note_failure

BODY_LIMIT = 10 * 1024 * 1024
START_SECONDS = 30

DEFAULTS: dict[str, tuple[int, str, str]] = {
    "UNAUTHORIZED": (401, "no-autenticado", "Inicie sesión: falta la credencial de acceso o no es válida."),
    "ACCESS_DENIED": (403, "acceso-denegado", "Su cuenta no tiene permiso para esta operación."),
    "MISSING_AUTHENTICATION_TOKEN": (
        404,
        "ruta-inexistente",
        "Esta dirección no existe o no admite ese método.",
    ),
    "REQUEST_TOO_LARGE": (413, "solicitud-muy-grande", "La solicitud pasa de 10 MB."),
    "AUTHORIZER_FAILURE": (500, "fallo-de-autorizacion", "No se pudo comprobar su acceso; intente de nuevo."),
    "AUTHORIZER_CONFIGURATION_ERROR": (500, "fallo-de-autorizacion", "No se pudo comprobar su acceso."),
    "INTEGRATION_FAILURE": (502, "fallo-interno", "El servicio no respondió; intente de nuevo."),
}
"""Status, code and detail of gateway errors for which the API's definition declares no answer."""


@dataclass(frozen=True)
class GatewayResponses:
    """The gateway's own answers that the API's definition declares, by kind."""

    declared: Mapping[str, Mapping[str, Any]]

    @classmethod
    def read(cls, template: Template) -> Self:
        definition = template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]
        return cls(definition.get("x-amazon-apigateway-gateway-responses", {}))

    def render(self, kind: str, request_id: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of the gateway's own answer of this kind."""
        status, code, detail = DEFAULTS[kind]
        own = self.declared.get(kind) or self.declared.get(f"DEFAULT_{status // 100}XX") or {}
        status = int(own.get("statusCode", status))
        variables = {
            "context.requestId": request_id,
            "context.error.message": detail,
            "context.error.messageString": json.dumps(detail, ensure_ascii=False),
            "context.error.responseType": kind,
        }
        templates = own.get("responseTemplates") or {}
        body = next(iter(templates.values()), None)
        text = _fill(body, variables) if body else _problem(status, code, detail)
        prefix = "gatewayresponse.header."
        headers = {"Content-Type": "application/problem+json"} | {
            name.removeprefix(prefix): _fill(value.strip("'"), variables)
            for name, value in (own.get("responseParameters") or {}).items()
            # Headers that come from a parameter of the template are left out: here page and API have one origin.
            if name.startswith(prefix) and isinstance(value, str)
        }
        return status, headers, text.encode()


def _fill(text: str, variables: Mapping[str, str]) -> str:
    return re.sub(r"\$([a-zA-Z.]+[a-zA-Z])", lambda m: variables.get(m[1], m[0]), text)


def _problem(status: int, code: str, detail: str) -> str:
    """RFC 9457."""
    title = HTTPStatus(status).phrase
    problem = {"type": "about:blank", "title": title, "status": status, "code": code, "detail": detail}
    return json.dumps(problem, ensure_ascii=False)


class GatewayError(Exception):
    """The gateway itself answers, not the app; `args[0]` is the ResponseType."""


class Authorizer(chalice_local.LocalGatewayAuthorizer):
    def authorize(self, *args: Any) -> Any:
        try:
            return super().authorize(*args)
        except (LocalGatewayException, GatewayError):
            raise
        except Exception as error:
            note_failure(error)
            raise GatewayError("AUTHORIZER_FAILURE") from error

    def _update_lambda_event(self, event: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
        """Pass the authorizer's context on as API Gateway does: values as text, nested values refused."""
        if any(isinstance(value, dict | list) for value in result["context"].values()):
            raise GatewayError("AUTHORIZER_CONFIGURATION_ERROR")
        context = {key: _as_text(value) for key, value in result["context"].items()}
        updated: dict[str, Any] = super()._update_lambda_event(event, {**result, "context": context})
        return updated


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


class Handler(Discreto, chalice_local.ChaliceRequestHandler):
    """Chalice's handler; its two members are set on a subclass when the server starts."""

    gateway_responses: GatewayResponses
    routes: chalice_local.RouteMatcher

    def log_request(self, code: int | str = "-", _size: int | str = "-") -> None:
        """Write one line of JSON for each answer; method and route are null when the API has no such route."""
        moment = datetime.now(UTC).isoformat(timespec="milliseconds")
        method = self.command if hasattr(self, f"do_{self.command}") else None
        entry = {"momento": moment, "metodo": method, "ruta": method and self._route(), "estado": int(code)}
        sys.stderr.write(json.dumps(entry) + "\n")

    def _route(self) -> str | None:
        """Template of the route that was asked for, as `/v1/envios/{envio}`."""
        try:
            return str(self.routes.match_route(self.path).route)
        except ValueError:
            return None

    def _generic_handle(self) -> None:
        self.local_gateway._authorizer = Authorizer(self.local_gateway._app_object)
        try:
            super()._generic_handle()
        except GatewayError as error:
            self._send_gateway_error(error.args[0])
        except Exception as error:  # noqa: BLE001 - whatever goes wrong, the client gets an answer
            note_failure(error)
            self._send_gateway_error("INTEGRATION_FAILURE")

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = do_PATCH = do_OPTIONS = _generic_handle  # noqa: N815

    def _parse_payload(self) -> tuple[dict[str, str], bytes | None]:
        if int(self.headers.get("content-length", "0")) > BODY_LIMIT:
            self.close_connection = True  # the body is left unread
            raise GatewayError("REQUEST_TOO_LARGE")
        parsed: tuple[dict[str, str], bytes | None] = super()._parse_payload()
        return parsed

    def _send_error_response(self, error: LocalGatewayException) -> None:
        kinds = {"ForbiddenError": "ACCESS_DENIED", "NotAuthorizedError": "UNAUTHORIZED"}
        kind = kinds.get(type(error).__name__, "AUTHORIZER_CONFIGURATION_ERROR")
        if error.headers.get("x-amzn-ErrorType") == "UnauthorizedException" and error.CODE == 403:
            kind = "MISSING_AUTHENTICATION_TOKEN"
        self._send_gateway_error(kind)

    def _send_http_response(self, code: int, headers: dict[str, Any], body: str | bytes | None) -> None:
        if code == 405:  # API Gateway knows methods; Chalice's app never sees a wrong one there
            self._send_gateway_error("MISSING_AUTHENTICATION_TOKEN")
            return
        named = {"Content-Type" if n.lower() == "content-type" else n: v for n, v in headers.items()}
        super()._send_http_response(code, named, body)

    def _send_gateway_error(self, kind: str) -> None:
        status, headers, body = self.gateway_responses.render(kind, str(uuid.uuid4()))
        if self.close_connection:
            headers["Connection"] = "close"
        super()._send_http_response(status, headers, body)


class Puerta:
    """The gateway's child process as a context manager; `url` once it is open."""

    def __init__(self, nube: Nube, project: Path, stage: str, template: Path, env: Mapping[str, str]) -> None:
        self._nube, self._project, self._stage, self._template, self._env = (
            nube,
            project,
            stage,
            template,
            env,
        )
        self._process: subprocess.Popen[bytes] | None = None
        self.url = ""

    def open(self, port: int = 0) -> Self:
        """Serve on this port, or any free one; NubeError if the app does not start."""
        ours, theirs = Pipe()
        log = self._nube.build / "puerta.log"
        what = [str(self._project), self._stage, str(self._template), str(port), str(theirs.fileno())]
        env = {
            **self._env,
            **self._nube.env(),
            "PYTHONPATH": f"{self._project}:{ROOT}",
            "PYTHONUNBUFFERED": "1",
        }
        command = [sys.executable, "-m", "local.puerta", *what]
        self._process = hijo.start(command, env, log, self._project, [theirs.fileno()])
        theirs.close()
        try:
            if not ours.poll(START_SECONDS):
                raise EOFError
            self.url = f"http://{HOST}:{ours.recv()}"
        except EOFError:
            self.close()
            raise NubeError(f"La API no arrancó: véase {log}.") from None
        return self

    def close(self) -> None:
        if self._process:
            hijo.stop(self._process)


def main(project: str, stage: str, template: str, port: str, descriptor: str) -> None:
    hijo.die_with_parent()
    config = CLIFactory(project).create_config_obj(stage)
    members = {
        "gateway_responses": GatewayResponses.read(json.loads(Path(template).read_text())),
        "routes": chalice_local.RouteMatcher(list(config.chalice_app.routes)),
    }
    # Chalice's server is made for its effects on the app alone, so its own socket is closed at once.
    server = chalice_local.create_local_server(config.chalice_app, config, HOST, 0)
    server.server.server_close()
    handler = type("Handler", (Handler,), members)
    server.server = Servidor(
        (HOST, int(port)), functools.partial(handler, app_object=config.chalice_app, config=config)
    )
    Connection(int(descriptor)).send(server.server.server_address[1])
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
