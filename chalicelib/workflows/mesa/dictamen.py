"""A verdict that enters a record's history, and its withdrawal: the part shared by all stages.

    transaction {the fact and its consequences, the turn, the operator's load, the stage's own writes}

The turn is read again at each attempt, so that an operator who lost it gets `TurnoRetirado` and not `Ocupado`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.base import config
from chalicelib.problemas.mesa import DictamenFirme, TurnoRetirado, YaDictaminado
from chalicelib.rules.apoyos.clases import Resultado, classify
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.historia import Deshecho, Etapa, Hecho, Revisado, verdict_in_force
from chalicelib.rules.base.centro import dia_centro
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.base.transacciones import Escritura
from chalicelib.store.mesa.operadores import Operador, count_reviewed, take_off
from chalicelib.store.mesa.totales import add_pending
from chalicelib.store.mesa.turnos import MESA, Turno, get_turn
from chalicelib.store.mesa.turnos import desk_queue as cola_de
from chalicelib.workflows.apoyos.hechos import append_fact

RETIRADO = "El registro ya no está asignado a usted: se retiró, se reasignó o se escaló."


def record_verdict(
    turno: Turno, dictamen: Dictamen, etapa: Etapa, ahora: datetime, *, con: Escritura | None = None
) -> Resultado:
    """Append the verdict of the turn's operator and close the turn, once; `con`: further writes of the transaction.

    Raises `TurnoRetirado`, `YaDictaminado` for another verdict than the one given, `Contienda`.
    """
    operador = str(turno.operador)
    as_of_now = turn_reader(turno)

    def once(apoyo: Apoyo) -> Hecho | None:
        actual = as_of_now()
        if actual.held_by(operador):
            return Revisado(iso(ahora), operador, dictamen, etapa)
        previo = verdict_in_force(apoyo.hechos)
        if actual.operador != operador or actual.revisado is None:
            raise TurnoRetirado(RETIRADO)
        if previo is None or previo.operador != operador or not same_words(previo.dictamen, dictamen):
            raise YaDictaminado("El registro ya tiene un dictamen distinto.")
        return None

    def close(tx: TransactWrite) -> None:
        close_turn(tx, turno, ahora)
        if con is not None:
            con(tx)

    return classify(append_fact(turno.folio, once, ahora, con=close).hechos)


def take_back_fact(
    turno: Turno, etapa: Etapa, ahora: datetime, reopen: Callable[[TransactWrite, Turno], None]
) -> Resultado:
    """Withdraw the verdict that closed the turn; the record waits for the same operator again. Idempotent.

    `reopen`: restores the turn's queue on condition that the turn is as it was read. Raises `TurnoRetirado`,
    `DictamenFirme`, `Contienda`.
    """
    operador = str(turno.operador)
    as_of_now = turn_reader(turno)
    leido = turno

    def once(apoyo: Apoyo) -> Hecho | None:
        nonlocal leido
        leido = as_of_now()
        if leido.operador != operador:
            raise TurnoRetirado(RETIRADO)
        if leido.held_by(operador) and _took_back(apoyo, operador):
            return None
        check_may_undo(leido, verdict_in_force(apoyo.hechos), etapa, ahora)
        return Deshecho(iso(ahora), operador)

    return classify(append_fact(turno.folio, once, ahora, con=lambda tx: reopen(tx, leido)).hechos)


def close_turn(
    tx: TransactWrite, turno: Turno, ahora: datetime, *, queda: str | None = None, mas: Sequence[Action] = ()
) -> None:
    """Remove the record from its operator's queue; the conditions make a second verdict impossible.

    `queda`: list that the record enters, if any; `mas`: further changes of the turn.
    """
    donde = Turno.cola.set(queda) if queda else Turno.cola.remove()
    tx.update(
        turno,
        actions=[
            donde,
            Turno.pendiente.remove(),
            Turno.revisado.set(iso(ahora)),
            Turno.revisor.set(cola_de(turno.proceso, str(turno.operador))),
            *mas,
        ],
        condition=Turno.revisado.does_not_exist() & Turno.cola.exists() & (Turno.operador == turno.operador),
    )
    take_off(tx, turno.proceso, turno.operador, 1)
    _count(tx, turno, dia_centro(ahora), 1)


def reopen_turn(
    tx: TransactWrite, turno: Turno, cola: str, pendiente: str | None, *, mas: Sequence[Action] = ()
) -> None:
    """Put the record back into its operator's queue, on condition that no later stage has begun."""
    waits = [Turno.pendiente.set(pendiente)] if pendiente else []
    tx.update(
        Turno(turno.folio, turno.etapa),
        actions=[Turno.revisado.remove(), Turno.revisor.remove(), Turno.cola.set(cola), *waits, *mas],
        condition=(Turno.revisado == turno.revisado)
        & Turno.firme.does_not_exist()
        & (Turno.operador == turno.operador),
    )
    tx.update(Operador(turno.proceso, turno.operador), actions=[Operador.carga.add(1)])
    _count(tx, turno, dia_centro(instante(turno.revisado)), -1)


def _count(tx: TransactWrite, turno: Turno, dia: str, n: int) -> None:
    """Update the totals of the day of review and of the day of arrival (13.9)."""
    operador = str(turno.operador)
    count_reviewed(tx, turno.proceso, operador, dia, n, segunda=turno.etapa != MESA)
    if turno.etapa == MESA:
        add_pending(tx, turno.proceso, dia_centro(instante(turno.llegada)), operador, -n)


def same_words(uno: Dictamen, otro: Dictamen) -> bool:
    """Whether two verdicts say the same, apart from the version of the catalogue that they name."""
    return (uno.inciso, uno.opcion, uno.detalle) == (otro.inciso, otro.opcion, otro.detalle)


def turn_reader(turno: Turno) -> Callable[[], Turno]:
    """Function that gives the turn as read the first time, and reads it again each later time."""
    leidos = [turno]

    def read() -> Turno:
        actual = leidos.pop() if leidos else get_turn(turno.folio, turno.etapa)
        if actual is None:
            raise TurnoRetirado(RETIRADO)
        return actual

    return read


def _took_back(apoyo: Apoyo, operador: str) -> bool:
    """Whether the record's last human act is that operator's withdrawal of their own verdict."""
    dichos = [h for h in apoyo.hechos if isinstance(h, Revisado | Deshecho)]
    return bool(dichos) and isinstance(dichos[-1], Deshecho) and dichos[-1].operador == operador


def check_may_undo(turno: Turno, previo: Revisado | None, etapa: Etapa, ahora: datetime) -> None:
    if turno.revisado is None or previo is None:
        raise DictamenFirme("No ha emitido un dictamen de este registro.")
    if turno.firme or (previo.operador, previo.etapa) != (turno.operador, etapa):
        raise DictamenFirme("El registro ya pasó a otra etapa de su revisión.")
    plazo = timedelta(minutes=config.MINUTOS_PARA_DESHACER)
    if ahora - instante(turno.revisado) > plazo:
        raise DictamenFirme(
            f"Pasaron más de {config.MINUTOS_PARA_DESHACER} minutos: avise a quien supervisa si el dictamen es erróneo."
        )
