"""Faults of AWS as a client sees them: lost answers, throttling, time-outs. The seed says which and when.

The layer sits on botocore's events, below its retries: botocore sends broken requests again by itself, as in
production, but without waiting. It works with moto and with a server.

    with faults(semilla=7, cada=5) as f:        # one request in five, by chance
        ...
    with faults(solo=[Fault.LOST_ANSWER], operaciones={"PutItem"}, cada=1, veces=1):   # the first PutItem
        ...
"""

import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError, ConnectionClosedError, ConnectTimeoutError, ReadTimeoutError
from moto.core.models import botocore_stubber

from chalicelib.base import aws
from chalicelib.store.base.tabla import connection
from tests.escenario.muertes import ESCRIBEN

ENVIAN = {"SendEmail", "SendRawEmail"}
INTENTOS = 6  # as the clients are configured: five retries
SERVICIOS = ("s3", "sqs", "sns", "ses", "sesv2", "kms", "cognito-idp")


class Fault(Enum):
    """Fault of one request."""

    LOST_ANSWER = "carried out, and the connection closed before its answer"
    LATE_ANSWER = "carried out, and no answer in time"
    NOT_SENT = "no connection in time: not carried out"
    THROTTLED = "refused for its rate: not carried out"


CARRIED_OUT = {Fault.LOST_ANSWER, Fault.LATE_ANSWER}


@dataclass
class Faults:
    """Plan and log of faults: which requests are broken; `hechas` has (operation, fault) of those that were, in order.

    `hechos`: answers of transactions by their token. As DynamoDB does, and moto does not, the layer carries out a
    transaction only once, though it comes again with the same token.
    `despues`: called after each fault, before botocore sends the request again, so that another writer can act then.
    """

    semilla: int
    cada: int
    veces: int | None
    solo: Sequence[Fault]
    operaciones: set[str]
    una_vez: bool
    hechas: list[tuple[str, Fault]] = field(default_factory=list)
    errores: list[Exception] = field(default_factory=list, repr=False)
    hechos: dict[str, bytes] = field(default_factory=dict, repr=False)
    despues: Callable[[], object] = lambda: None

    def __post_init__(self) -> None:
        self._azar = random.Random(self.semilla)
        self._rotos: set[object] = set()

    def __str__(self) -> str:
        return f"faults(semilla={self.semilla}, cada={self.cada}): {[(o, f.name) for o, f in self.hechas]}"

    def choose(self, operacion: str, cuerpo: object) -> Fault | None:
        """Choose the fault of a request; None if it is to have none."""
        if self.una_vez and cuerpo in self._rotos:
            return None
        agotadas = self.veces is not None and len(self.hechas) >= self.veces
        if agotadas or operacion not in self.operaciones or self._azar.randrange(self.cada):
            return None
        falla = self._azar.choice(list(self.solo))
        self.hechas.append((operacion, falla))
        self._rotos.add(cuerpo)
        return falla

    def note(self, error: Exception) -> Exception:
        """Mark an error as made by this layer, so that botocore sends the request again."""
        self.errores.append(error)
        return error


@contextmanager
def faults(
    semilla: int = 0,
    *,
    cada: int = 1,
    veces: int | None = None,
    solo: Sequence[Fault] = tuple(Fault),
    operaciones: set[str] | None = None,
    reintenta: bool = True,
    una_vez: bool = False,
) -> Iterator[Faults]:
    """Break one request in `cada`, at most `veces` of them, of these operations (default: all that write).

    `reintenta`: botocore sends a broken request again at once (it may be broken again by chance); otherwise the caller
    gets the error, as when the retries ran out. `una_vez`: a request that was broken once is let through. The faults
    are printed, with their seed, when the test fails.
    """
    f = Faults(semilla, cada, veces, solo, operaciones or ESCRIBEN | ENVIAN, una_vez)
    with ExitStack() as pila:
        for cliente in [connection().client, *(aws.client(s) for s in SERVICIOS)]:
            pila.enter_context(_broken(cliente, f, reintenta))
        for servicio in SERVICIOS:
            pila.enter_context(_broken(aws.client_once(servicio), f, reintenta=False))
        try:
            yield f
        except BaseException:
            sys.stdout.write(f"{f}\n")
            raise


@contextmanager
def _broken(cliente: Any, f: Faults, reintenta: bool) -> Iterator[None]:
    def send(event_name: str, request: Any, **_: Any) -> AWSResponse | None:
        operacion = event_name.rpartition(".")[2]
        testigo = _token(operacion, request.body)
        falla = f.choose(operacion, request.body)
        if falla is None:
            return _answer(request.url, f.hechos[testigo]) if testigo in f.hechos else None
        if (
            testigo in f.hechos
        ):  # DynamoDB remembers the transaction: it is carried out once, whether this answer arrives or not
            raise f.note(_error(falla, request.url, operacion))
        if falla in CARRIED_OUT:
            respuesta = botocore_stubber(event_name, request) or cliente._endpoint.http_session.send(request)
            if testigo and respuesta.status_code == 200:
                f.hechos[testigo] = respuesta.content
        f.despues()
        raise f.note(_error(falla, request.url, operacion))

    def again(caught_exception: Exception | None, attempts: int, **_: Any) -> int | bool | None:
        if not any(caught_exception is e for e in f.errores):
            return None
        return 0 if reintenta and attempts < INTENTOS else False  # 0: retry at once, False: no retry

    eventos = cliente.meta.events
    eventos.register_first("before-send", send)
    eventos.register_first("needs-retry", again)
    try:
        yield
    finally:
        eventos.unregister("before-send", send)
        eventos.unregister("needs-retry", again)


def _token(operacion: str, cuerpo: bytes) -> str:
    """The token that makes a transaction idempotent, or empty."""
    return str(json.loads(cuerpo)["ClientRequestToken"]) if operacion == "TransactWriteItems" else ""


def _answer(url: str, contenido: bytes) -> AWSResponse:
    respuesta = AWSResponse(url, 200, {}, None)
    respuesta._content = contenido
    return respuesta


def _error(falla: Fault, url: str, operacion: str) -> Exception:
    if falla is Fault.LOST_ANSWER:
        return ConnectionClosedError(endpoint_url=url)
    if falla is Fault.LATE_ANSWER:
        return ReadTimeoutError(endpoint_url=url)
    if falla is Fault.NOT_SENT:
        return ConnectTimeoutError(endpoint_url=url)
    return ClientError({"Error": {"Code": "ThrottlingException", "Message": "Rate exceeded"}}, operacion)
