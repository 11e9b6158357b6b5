"""Whatever operators, the queue and a supervisor do, in any order: no record is lost or doubled (Protocolo 13.3)."""

from functools import partial
from random import Random

import pytest

from chalicelib.rules.mesa.asignacion import CARGA_DE_REFERENCIA
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.mesa.operadores import EstadoJornada, operators_of
from chalicelib.store.mesa.turnos import MESA, SIN_ASIGNAR, Turno, desk_queue, pending_part
from chalicelib.workflows.mesa.asignacion import SE_REPARTEN, assign_new_records, take_more_records
from chalicelib.workflows.mesa.dictamen import close_turn, reopen_turn
from chalicelib.workflows.mesa.jornada import set_shift
from chalicelib.workflows.mesa.supervision import (
    Pedido,
    assign_selected,
    level_records,
    set_weight,
    withdraw_records,
)
from tests.escenario.mundo import AHORA, PROCESO
from tests.functional.mesa.mesas import begin, desks, numbered, operator

pytestmark = pytest.mark.usefixtures("proceso")

OPERADORES = [f"OPER{n}" for n in range(1, 5)]


class Mesa:
    """The Mesa beside a model of it: which records came, and which were reviewed by whom."""

    def __init__(self, azar: Random) -> None:
        self.azar = azar
        self.llegaron: dict[str, str] = {}
        self.revisados: dict[str, str] = {}
        for quien in OPERADORES:
            operator(quien, azar.choice(list(EstadoJornada)))

    def step(self) -> None:
        quien = self.azar.choice(OPERADORES)
        propios = (self.take, self.review, self.review, self.undo, self.claim, self.shift)
        de_otros = (self.arrive, self.arrive, self.repeat, self.repeat, self.supervise, self.supervise)
        self.azar.choice([*de_otros, *(partial(paso, quien) for paso in propios)])()

    def arrive(self) -> None:
        nuevos = numbered(self.azar.randrange(1, 9), len(self.llegaron))
        self.llegaron |= nuevos
        assign_new_records(PROCESO, nuevos, AHORA)

    def repeat(self) -> None:
        """The queue delivers again what it delivered."""
        otra_vez = self.azar.sample(sorted(self.llegaron), min(5, len(self.llegaron)))
        assign_new_records(PROCESO, {f: self.llegaron[f] for f in otra_vez}, AHORA)

    def take(self, quien: str) -> None:
        take_more_records(PROCESO, quien)

    def review(self, quien: str) -> None:
        for folio in desks().get(quien, [])[: self.azar.randrange(1, 4)]:
            with transaction() as tx:
                close_turn(tx, Turno.get(folio, MESA), AHORA)
            assert folio not in self.revisados
            self.revisados[folio] = quien

    def undo(self, quien: str) -> None:
        if not (suyos := sorted(f for f, o in self.revisados.items() if o == quien)):
            return
        folio = self.azar.choice(suyos)
        with transaction() as tx:
            reopen_turn(tx, Turno.get(folio, MESA), desk_queue(PROCESO, quien), pending_part(PROCESO, folio))
        del self.revisados[folio]

    def claim(self, quien: str) -> None:
        begin(desks().get(quien, [])[:1], minutos=self.azar.choice([1, 20]))

    def shift(self, quien: str) -> None:
        estado = self.azar.choice(list(EstadoJornada))
        devolver = estado is not EstadoJornada.EN_TURNO and self.azar.random() < 0.5
        set_shift(PROCESO, quien, estado, AHORA, devolver=devolver)

    def supervise(self) -> None:
        quien, otro = self.azar.sample(OPERADORES, 2)
        cuantos, si = self.azar.randrange(1, 12), self.azar.random() < 0.5
        self.azar.choice(
            [
                lambda: withdraw_records(PROCESO, quien, AHORA, cuantos=cuantos, repartir=si, forzar=not si),
                lambda: level_records(PROCESO, AHORA, ausentes=si, forzar=not si, cuantos=cuantos),
                lambda: assign_selected(PROCESO, Pedido(cuantos=cuantos), AHORA),
                lambda: assign_selected(PROCESO, Pedido(cuantos=cuantos, operadores=(quien, otro)), AHORA),
                lambda: set_weight(PROCESO, quien, self.azar.choice([25, 50, 100])),
            ]
        )()

    def check(self) -> None:
        """Each record that came is before one operator, or waits, or was reviewed; `desks` looks at the loads."""
        abiertos = [f for folios in desks().values() for f in folios]
        assert sorted([*abiertos, *self.revisados]) == sorted(self.llegaron)
        assert {t.folio: t.operador for t in Turno.scan() if not t.cola} == self.revisados
        assert max(o.carga for o in operators_of(PROCESO)) <= CARGA_DE_REFERENCIA


@pytest.mark.parametrize("semilla", range(3))
def test_no_sequence_of_steps_loses_or_doubles_a_record_13_3(semilla):
    mesa = Mesa(Random(semilla))
    for _ in range(35):
        mesa.step()
        mesa.check()
    for quien in OPERADORES:
        set_shift(PROCESO, quien, EstadoJornada.EN_TURNO, AHORA, devolver=False)
    for _ in range(len(mesa.llegaron) // SE_REPARTEN + 1):
        mesa.repeat()  # takes along what waits
    assert SIN_ASIGNAR not in desks()
