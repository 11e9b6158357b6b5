"""What the processes run at the Mesa: operators who take and review, a supervisor who moves their work, the queue."""

import threading
import time
from collections import Counter
from datetime import timedelta
from random import Random

from chalicelib.problemas import NoEncontrado, Ocupado
from chalicelib.problemas.mesa import DictamenFirme, TurnoRetirado, YaDictaminado
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.historia import Deshecho, Etapa, Revisado
from chalicelib.store.base.tabla import connection
from chalicelib.store.base.transacciones import Contienda
from chalicelib.store.mesa.operadores import EstadoJornada, Operador, operators_of
from chalicelib.store.mesa.totales import read_pending
from chalicelib.store.mesa.turnos import MESA, Turno, queued_folios
from chalicelib.workflows.mesa.asignacion import assign_new_records, take_more_records
from chalicelib.workflows.mesa.escritorio import give_verdict, take_back_verdict
from chalicelib.workflows.mesa.jornada import set_shift
from chalicelib.workflows.mesa.supervision import Pedido, assign_selected, level_records, withdraw_records
from tests.escenario import mundo
from tests.escenario.mundo import AHORA, PROCESO
from tests.functional.nube.carreras import at_once, delivered

VACIAS = 4  # times that an operator finds nothing before they leave
MUCHOS = 1000  # records: without limit
DESHACEN = 0.3  # of their verdicts, at once


def wait_at_the_mesa(n: int, proceso: str) -> None:
    """So many records, which need not exist, reach a Mesa where nobody is."""
    for i in range(0, n, 10):
        assign_new_records(
            proceso, {f"{proceso}{i + j:04d}": f"2027-01-10T06:{i + j:05d}" for j in range(10)}, AHORA
        )


def take_all(operadores: list[str], proceso: str) -> list[tuple[list[str], int]]:
    """What each takes, and in how many transactions; all at once."""
    escritas: Counter[int] = Counter()
    connection().client.meta.events.register(
        "before-call.dynamodb.TransactWriteItems",
        lambda **_: escritas.update([threading.get_ident()]),
        unique_id="cuenta",
    )

    def take(operador: str) -> tuple[list[str], int]:
        return take_more_records(proceso, operador), escritas[threading.get_ident()]

    try:
        return at_once(take, operadores)
    finally:
        connection().client.meta.events.unregister(
            "before-call.dynamodb.TransactWriteItems", unique_id="cuenta"
        )


def receive_all(n: int) -> list[str]:
    return [
        mundo.receive(f"MESA{i:03d}", "ASPA", mundo.INICIO + timedelta(minutes=i)).folio for i in range(n)
    ]


def begin_shifts(operadores: list[str]) -> None:
    for quien in operadores:
        Operador(PROCESO, quien, estado=EstadoJornada.EN_TURNO).save()


def work(quienes: list[str], folios: list[str], cuantos: int) -> list[set[str]]:
    """Everybody does what they are for until nothing is left; which records each reviewed, `cuantos` at most.

    `SUPERVISOR` moves records about; `COLA…` delivers all of them, and again; the others review, and undo at times.
    """

    def one(quien: str) -> set[str]:
        if quien.startswith("COLA"):
            return _pump(Random(quien), folios)
        return _supervise(Random(quien)) if quien.startswith("SUPERVISOR") else _review(quien, cuantos)

    return at_once(one, quienes)


def _pump(azar: Random, folios: list[str]) -> set[str]:
    tandas = [folios[i : i + 10] for i in range(0, len(folios), 10)]
    for tanda in [*tandas, *azar.sample(tandas, len(tandas) // 2)]:
        delivered(lambda t=tanda: assign_new_records(PROCESO, {f: mundo.iso(AHORA) for f in t}, AHORA))
    return set()


def _supervise(azar: Random) -> set[str]:
    quienes = [o.operador for o in operators_of(PROCESO)]
    for _ in range(6):
        level_records(PROCESO, AHORA, ausentes=True, forzar=True, cuantos=60)
        withdraw_records(PROCESO, azar.choice(quienes), AHORA, repartir=azar.random() < 0.5)
        quien = azar.choice(quienes)
        set_shift(PROCESO, quien, EstadoJornada.FUERA, AHORA, devolver=True)
        set_shift(PROCESO, quien, EstadoJornada.EN_TURNO, AHORA, devolver=False)
    return set()


def _review(quien: str, cuantos: int) -> set[str]:
    hechos: set[str] = set()
    vacias, azar = 0, Random(quien)
    while vacias < VACIAS and len(hechos) < cuantos:
        try:
            folios = queued_folios(PROCESO, quien, 1) or take_more_records(PROCESO, quien)
            for folio in folios[:1]:
                _judge(quien, folio, hechos, azar.random() < DESHACEN)
        except (NoEncontrado, TurnoRetirado, YaDictaminado, DictamenFirme, Ocupado, Contienda):
            continue  # taken, or the index lags
        vacias = 0 if folios else vacias + 1
        time.sleep(0.2 if not folios else 0)
    return hechos


def _judge(quien: str, folio: str, hechos: set[str], deshace: bool) -> None:
    give_verdict(PROCESO, quien, folio, mundo.ILEGIBLE if deshace else Dictamen(), AHORA)
    hechos.add(folio)
    if deshace:
        take_back_verdict(PROCESO, quien, folio, AHORA)
        hechos.discard(folio)


def level() -> int:
    """A supervisor hands out what waits and levels the loads; how many records are still out of level (13.3)."""
    assign_selected(PROCESO, Pedido(), AHORA)
    return int(level_records(PROCESO, AHORA, ausentes=True, forzar=True)["faltan"])


def verdicts(folios: list[str]) -> list[tuple[str, int, str | None, str | None]]:
    """Of each record: who has or had it, how many verdicts are not undone, its queue and when it was reviewed."""
    turnos = {t.folio: t for t in Turno.batch_get([(f, MESA) for f in folios], consistent_read=True)}
    return [
        (
            turnos[f].operador,
            _of_the_mesa(f) - undone(f),
            turnos[f].cola,
            turnos[f].revisado,
        )
        for f in folios
    ]


def _of_the_mesa(folio: str) -> int:
    return sum(isinstance(h, Revisado) and h.etapa is Etapa.MESA for h in mundo.now(folio).hechos)


def undone(folio: str) -> int:
    """Verdicts that were taken back."""
    return sum(isinstance(h, Deshecho) for h in mundo.now(folio).hechos)


def loads() -> dict[str, int]:
    return {o.operador: int(o.carga) for o in operators_of(PROCESO)}


def left() -> int:
    """Records without a verdict, as the totals say."""
    return sum(read_pending(PROCESO).values())


def finish(quien: str) -> set[str]:
    """Whatever was left before whom, drained to one who reviews it all."""
    for o in operators_of(PROCESO):
        if o.operador != quien:
            withdraw_records(PROCESO, o.operador, AHORA, forzar=True)
    set_shift(PROCESO, quien, EstadoJornada.EN_TURNO, AHORA, devolver=False)
    return _review(quien, MUCHOS)
