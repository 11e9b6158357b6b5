"""Recorder of the real AWS clients' calls, hooked into every botocore session when it is made.

PynamoDB makes sessions of its own, so the hook is botocore's initializer of sessions, not a client's. Calls within
`etapa(...)` are recorded under that stage; others are not recorded. For one thread.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import thread_time
from typing import Any

import botocore

from bench.unidades import ESCRITURAS, LECTURAS, largest_put, least_write_units, read_units


@dataclass
class Llamada:
    """One call: units, bytes on the wire, and the client's processor time in seconds by phase.

    `escritura`: write units that the service named; `piso`: those that the request alone must cost; `lectura`: read
    units by rule. `mayor`: bytes of the largest item written whole. `vacia`: the call asked a queue that was empty.
    `escrito`, `cobrado`: what a write to DynamoDB asked for, and its charge by table and index (`claves.py`).
    """

    etapa: str
    servicio: str
    operacion: str
    estado: int = 0
    lectura: float = 0.0
    escritura: float = 0.0
    piso: float = 0.0
    mayor: int = 0
    enviados: int = 0
    recibidos: int = 0
    vacia: bool = False
    fases: dict[str, float] = field(default_factory=dict)
    escrito: dict[str, Any] = field(default_factory=dict, repr=False)
    cobrado: list[dict[str, Any]] = field(default_factory=list, repr=False)

    @property
    def cpu(self) -> float:
        return sum(self.fases.values())


class Grabadora:
    """The recorder. `llamadas`: in their order; `sesiones`: the stage of each botocore session that was made."""

    def __init__(self) -> None:
        self.llamadas: list[Llamada] = []
        self.sesiones: list[str] = []
        self._etapas: list[str] = []
        self._abierta: Llamada | None = None
        self._marca = 0.0
        self._params: dict[str, Any] = {}
        botocore.register_initializer(self._on_session)

    @contextmanager
    def etapa(self, nombre: str) -> Iterator[None]:
        """Record the calls made inside under this stage; of nested stages the innermost has them."""
        self._etapas.append(nombre)
        try:
            yield
        finally:
            self._etapas.pop()

    def clear(self) -> None:
        """Forget everything recorded."""
        self.llamadas, self.sesiones = [], []

    def _on_session(self, session: Any) -> None:
        if self._etapas:
            self.sesiones.append(self._etapas[-1])
        events = session.get_component("event_emitter")
        events.register_first("before-parameter-build", self._start)
        events.register_last("before-call", self._built)
        events.register_last("before-send", self._sends)
        events.register_first("after-call", self._ends)

    def _start(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        # Signing a permit begins like a call but sends nothing: only answered calls are kept.
        self._abierta = None
        if not self._etapas:
            return
        self._abierta = Llamada(self._etapas[-1], model.service_model.service_name, model.name)
        if "ReturnConsumedCapacity" in (model.input_shape.members if model.input_shape else {}):
            params["ReturnConsumedCapacity"] = "INDEXES"
        self._params = params
        self._marca = thread_time()

    def _built(self, **_: Any) -> None:
        self._phase("armar")

    def _sends(self, request: Any, **_: Any) -> None:
        self._phase("firmar")
        if self._abierta:
            self._abierta.enviados += int(request.headers.get("Content-Length") or 0)

    def _ends(self, http_response: Any, parsed: dict[str, Any], **_: Any) -> None:
        self._phase("enviar y leer")
        llamada, self._abierta = self._abierta, None
        if llamada is None:
            return
        llamada.estado = http_response.status_code
        llamada.recibidos = int(http_response.headers.get("Content-Length") or 0)
        llamada.vacia = llamada.operacion == "ReceiveMessage" and "Messages" not in parsed
        if llamada.servicio == "dynamodb":
            self._note_units(llamada, parsed)
        self.llamadas.append(llamada)

    def _note_units(self, llamada: Llamada, parsed: dict[str, Any]) -> None:
        if llamada.operacion in ESCRITURAS:
            llamada.mayor = largest_put(llamada.operacion, self._params)
            llamada.piso = least_write_units(llamada.operacion, self._params)
            # A failed condition costs its write units all the same, and the answer does not name them.
            llamada.escritura = consumed(parsed) if llamada.estado == 200 else llamada.piso
            llamada.escrito, llamada.cobrado = self._params, by_table(parsed)
        elif llamada.operacion in LECTURAS:
            llamada.lectura = read_units(llamada.operacion, self._params, parsed)

    def _phase(self, nombre: str) -> None:
        ahora = thread_time()
        if self._abierta:
            fases = self._abierta.fases
            fases[nombre] = fases.get(nombre, 0.0) + ahora - self._marca
        self._marca = ahora


def consumed(parsed: dict[str, Any]) -> float:
    """Units that the service's answer names as consumed: of one table, or summed over several."""
    return float(sum(t["CapacityUnits"] for t in by_table(parsed)))


def by_table(parsed: dict[str, Any]) -> list[dict[str, Any]]:
    """Units that the service's answer names as consumed, by table."""
    capacity = parsed.get("ConsumedCapacity", [])
    return [capacity] if isinstance(capacity, dict) else capacity
