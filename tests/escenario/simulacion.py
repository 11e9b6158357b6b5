"""The whole flow of records in one process, with queues and a clock of its own, under faults.

    S3 notice ─► recepcion ─► stream ─► reparto ─► registral, mesa, acuses
                                └─────► contadores

A queue gives a message out when it is due. A message comes twice by chance, comes again when its work failed (at the
time that the function named, or after six minutes when it died), and goes to the dead-letter queue after `RECIBOS`
receipts. Time passes only when nothing is due. The workflows get this clock; they are called in the place of handlers.
"""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import ConnectTimeoutError
from chalice.app import SQSEvent

from chalicelib.base import aws, config
from chalicelib.borde.lotes import by_group
from chalicelib.store.base.objetos import LlaveDeObjeto
from chalicelib.store.base.tabla import connection
from chalicelib.workflows.apoyos.duplicados import sweep_supports
from chalicelib.workflows.apoyos.registral import look_up_apoyo
from chalicelib.workflows.captacion.correo_acuses import send_receipts
from chalicelib.workflows.captacion.recepcion import receive_object
from chalicelib.workflows.captacion.reparto import queue_new_records, read_new_record
from chalicelib.workflows.conteo.totales import count_states, read_countable_state
from chalicelib.workflows.correos.salidas import send_overdue
from chalicelib.workflows.mesa.asignacion import assign_new_records
from tests.escenario.fallas import ENVIAN
from tests.escenario.flujo import Flujo
from tests.escenario.mensajes import taken
from tests.escenario.muertes import ESCRIBEN, Muerte

RECIBOS = 100
VISIBILIDAD = timedelta(minutes=6)
LOTES = {config.COLA_RECEPCION: 5, config.COLA_REGISTRAL: 10, config.COLA_ACUSES: 20, config.COLA_MESA: 10}


@dataclass(eq=False)
class Mensaje:
    """A message; `recibos`: number of times that it was given out."""

    cuerpo: dict[str, Any]
    cuando: datetime
    recibos: int = 0


@dataclass
class Simulacion:
    """The simulation. `azar` decides order, repetitions and deaths; `muertes`: a death in so many writes (0: none)."""

    ahora: datetime
    azar: random.Random
    muertes: int = 0
    colas: dict[str, list[Mensaje]] = field(default_factory=lambda: {c: [] for c in LOTES})
    muertos: list[tuple[str, Mensaje]] = field(default_factory=list)
    fallas: int = 0

    def __post_init__(self) -> None:
        self.flujo = Flujo()
        self.sin_repartir: list[dict[str, Any]] = []
        self.sin_contar: list[dict[str, Any]] = []
        self._esperas: dict[str, int] = {}
        self._enviadas: set[str] = set()
        self._ultima = ""
        self._trabaja = False

    def upload(self, llave: LlaveDeObjeto, momento: datetime) -> None:
        """Note that S3 stored an object at that instant. Its notice comes later, and notices come in any order."""
        cuerpo = {"llave": str(llave), "momento": momento.isoformat()}
        self.colas[config.COLA_RECEPCION].append(
            Mensaje(cuerpo, momento + timedelta(seconds=self.azar.randrange(600)))
        )

    def notice_all(self) -> None:
        """Look into every queue, for others may have sent messages."""
        self._enviadas |= self.colas.keys()

    def run(self, hasta: datetime | None = None) -> None:
        """Work until nothing is left, or until that instant."""
        while hasta is None or self.ahora < hasta:
            self._fetch()
            if self._work():
                continue
            proximos = [m.cuando for cola in self.colas.values() for m in cola]
            pendiente = self.sin_repartir or self.sin_contar
            if pendiente:
                proximos.append(self.ahora + timedelta(seconds=30))
            if not proximos and not self._overdue():
                return
            self.ahora = max(self.ahora, min(proximos, default=self.ahora + timedelta(minutes=5)))

    def _overdue(self) -> bool:
        """Run the watch over what changes owe to queues; return whether it sent something."""
        self.ahora += timedelta(minutes=5)
        return bool(self._alive(lambda: send_overdue(self.ahora)))

    def _fetch(self) -> None:
        nuevos = self.flujo.news()
        self.sin_repartir += [n for n in nuevos if n["eventName"] == "INSERT"]
        self.sin_contar += nuevos
        for cola in sorted(self._enviadas & self.colas.keys()):
            for m in taken(cola):
                m.pop("grupo", None)
                for _ in range(1 + (self.azar.randrange(10) == 0)):
                    tarde = timedelta(seconds=self.azar.randrange(20))
                    self.colas[cola].append(Mensaje(m, self.ahora + tarde))
        self._enviadas.clear()

    def _work(self) -> bool:
        """One step: a batch of the stream for each reader, or of a queue that has something due."""
        hecho = False
        for pendientes, tarea in ((self.sin_repartir, self._hand_out), (self.sin_contar, self._count)):
            if pendientes and self._alive(lambda p=pendientes[:100], t=tarea: t(p) or True):  # type: ignore[misc]
                del pendientes[:100]
                hecho = True
        listas = [c for c, ms in self.colas.items() if any(m.cuando <= self.ahora for m in ms)]
        if listas:
            self._deliver(self.azar.choice(listas))
        return hecho or bool(listas)

    def _hand_out(self, noticias: list[dict[str, Any]]) -> None:
        queue_new_records([read_new_record(n["dynamodb"]["NewImage"]) for n in noticias])

    def _count(self, noticias: list[dict[str, Any]]) -> None:
        count_states([read_countable_state(n["dynamodb"]["NewImage"]) for n in noticias])

    def _deliver(self, cola: str) -> None:
        debidos = [m for m in self.colas[cola] if m.cuando <= self.ahora]
        lote = self.azar.sample(debidos, min(len(debidos), LOTES[cola]))
        for m in lote:
            self.colas[cola].remove(m)
            m.recibos += 1
        registros = [
            {
                "messageId": f"m{i}",
                "receiptHandle": f"m{i}",
                "body": json.dumps(m.cuerpo),
                "attributes": {"ApproximateReceiveCount": str(m.recibos)},
            }
            for i, m in enumerate(lote)
        ]
        self._esperas = {}
        respuesta = self._alive(lambda: self._function(cola, SQSEvent({"Records": registros}, None)))
        murio = respuesta is None
        vuelven = {f["itemIdentifier"] for f in respuesta["batchItemFailures"]} if respuesta else set()
        for i, m in enumerate(lote):
            if not murio and f"m{i}" not in vuelven:
                continue
            self.fallas += 1
            espera = VISIBILIDAD if murio else timedelta(seconds=self._esperas.get(f"m{i}", 360))
            m.cuando = _next_minute(self.ahora + espera)
            if m.recibos >= RECIBOS:
                self.muertos.append((cola, m))
            else:
                self.colas[cola].append(m)

    def _function(self, cola: str, evento: SQSEvent) -> dict[str, Any]:
        """Process a batch as the function of that queue does."""
        match cola:
            case config.COLA_RECEPCION:
                return by_group(evento, dict, None, lambda ms: self._receive(ms[0]), cola)
            case config.COLA_REGISTRAL:
                return by_group(evento, dict, None, lambda ms: self._look_up(ms[0]), cola)
            case config.COLA_MESA:
                return by_group(evento, dict, lambda m: m["proceso"], self._assign, cola)
        return by_group(evento, dict, lambda m: m["auxiliar"], self._mail, cola)

    def _receive(self, m: dict[str, Any]) -> None:
        receive_object(LlaveDeObjeto.parse(m["llave"]), datetime.fromisoformat(m["momento"]), self.ahora)

    def _look_up(self, m: dict[str, Any]) -> None:
        if "persona" in m:
            sweep_supports(m["persona"], m["contienda"], self.ahora)
        else:
            look_up_apoyo(m["folio"], self.ahora)

    def _assign(self, ms: list[dict[str, Any]]) -> None:
        assign_new_records(ms[0]["proceso"], {m["folio"]: m["recibido_en"] for m in ms}, self.ahora)

    def _mail(self, ms: list[dict[str, Any]]) -> None:
        send_receipts(ms[0]["auxiliar"], [f for m in ms for f in m["folios"]], self.ahora)

    def _alive(self, work: Callable[[], Any]) -> Any:
        """Run a piece of work; return its result, or None when it failed or the process died."""
        self._trabaja = True
        try:
            return work()
        except (Exception, Muerte):  # noqa: BLE001 - the message, or the stream's batch, comes again
            return None
        finally:
            self._trabaja = False

    @contextmanager
    def connected(self) -> Iterator[None]:
        """Hook into the AWS clients, so that they die as `muertes` says and report the messages that they send."""
        sqs = aws.client("sqs")
        with ExitStack() as pila:
            for c in (connection().client, aws.client("s3"), sqs, aws.client_once("ses")):
                pila.enter_context(_hook(c, "before-call", self._die))
            pila.enter_context(
                _hook(sqs, "provide-client-params.sqs.ChangeMessageVisibility", self._note_wait)
            )
            pila.enter_context(_hook(sqs, "provide-client-params.sqs.SendMessageBatch", self._note_queue))
            yield

    def _die(self, model: Any, **_: Any) -> None:
        """Die at a write, by chance. Never right after a mail was sent: the mail might go twice (docs/limits.md)."""
        antes, self._ultima = self._ultima, model.name
        puede = self._trabaja and self.muertes and model.name in ESCRIBEN and antes not in ENVIAN
        if puede and not self.azar.randrange(self.muertes):
            self.fallas += 1
            raise Muerte

    def _note_queue(self, params: dict[str, Any], **_: Any) -> None:
        self._enviadas.add(params["QueueUrl"].rpartition("/")[2])

    def _note_wait(self, params: dict[str, Any], **_: Any) -> None:
        self._esperas[params["ReceiptHandle"]] = params["VisibilityTimeout"]


def _next_minute(momento: datetime) -> datetime:
    """The next whole minute, at which messages come again, so that they share batches as in a full queue."""
    return momento.replace(second=0, microsecond=0) + timedelta(minutes=1)


@contextmanager
def outage(servicio: str) -> Iterator[None]:
    """Outage of a service: no request gets through, not even reads, and the SDK gives up at once."""
    clientes = (
        [connection().client] if servicio == "dynamodb" else [aws.client(servicio), aws.client_once(servicio)]
    )
    caidas: list[Exception] = []

    def send(request: Any, **_: Any) -> None:
        caidas.append(ConnectTimeoutError(endpoint_url=request.url))
        raise caidas[-1]

    def again(caught_exception: Exception | None, **_: Any) -> bool | None:
        return False if any(caught_exception is c for c in caidas[-3:]) else None

    with ExitStack() as pila:
        for c in clientes:
            pila.enter_context(_hook(c, "before-send", send))
            pila.enter_context(_hook(c, "needs-retry", again))
        yield


@contextmanager
def _hook(cliente: Any, cuando: str, gancho: Callable[..., Any]) -> Iterator[None]:
    cliente.meta.events.register_first(cuando, gancho)
    try:
        yield
    finally:
        cliente.meta.events.unregister(cuando, gancho)
