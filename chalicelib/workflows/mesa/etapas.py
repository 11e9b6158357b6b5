"""Effects of a verdict by the stage of the Mesa: all stages share one desk, and each has its own effects.

    etapa            the verdict                                   withdrawn
    mesa             Revisado(MESA) in the record's history;       Deshecho; the record waits again, its deadline stays;
                     if sampled, a second review                   the second review is withdrawn
    calidad          kept in the turn, beside the first one's      the turn waits again

A new stage adds its line to `EFECTOS`, under the part of its name before `#`. Its answers must not reveal the stage,
because the operator of a second review must not know that there was a first one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from pynamodb.transactions import TransactWrite

from chalicelib.rules.apoyos.clases import Resultado
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.historia import Etapa
from chalicelib.store.mesa.turnos import CALIDAD, MESA, Turno, desk_queue, pending_part
from chalicelib.workflows.mesa import calidad
from chalicelib.workflows.mesa.dictamen import record_verdict, reopen_turn, take_back_fact


@dataclass(frozen=True)
class Efecto:
    """Effects of giving and of withdrawing a verdict in one kind of stage.

    `dictaminar`: takes the operator's turn as read (open, or closed by their own verdict), the verdict as the catalogue
    admits it, and the instant; records the verdict once and returns the resulting class. Raises `TurnoRetirado`,
    `YaDictaminado`, `Contienda`. `deshacer`: takes the turn and the instant; withdraws the verdict once. Raises
    `TurnoRetirado`, `DictamenFirme`, `Contienda`. `escala`: whether records may be escalated to the OPL's authority
    (13.8). `determina`: whether the authority may determine the record's verdict, or only give the record back.
    """

    dictaminar: Callable[[Turno, Dictamen, datetime], Resultado]
    deshacer: Callable[[Turno, datetime], Resultado]
    escala: bool = True
    determina: bool = False


def _review(turno: Turno, dictamen: Dictamen, ahora: datetime) -> Resultado:
    con = partial(calidad.ask_second_look, turno=turno, dictamen=dictamen, ahora=ahora)
    return record_verdict(turno, dictamen, Etapa.MESA, ahora, con=con)


def _unreview(turno: Turno, ahora: datetime) -> Resultado:
    suya = desk_queue(turno.proceso, str(turno.operador))
    pendiente = pending_part(turno.proceso, turno.folio)

    def reopen(tx: TransactWrite, leido: Turno) -> None:
        reopen_turn(tx, leido, suya, pendiente)
        calidad.withdraw_second_look(tx, turno.folio)

    return take_back_fact(turno, Etapa.MESA, ahora, reopen)


EFECTOS: dict[str, Efecto] = {
    MESA: Efecto(_review, _unreview, determina=True),
    CALIDAD: Efecto(calidad.second_verdict, calidad.take_back_second),
}


def of_the_desk(turno: Turno) -> bool:
    """Whether the turn belongs to the Mesa's desk; hearings have their own desk (14.4)."""
    return turno.etapa.partition("#")[0] in EFECTOS


def effect_of(turno: Turno) -> Efecto:
    """The effect of a verdict in that turn's stage. Raises `KeyError` for a stage without one."""
    return EFECTOS[turno.etapa.partition("#")[0]]
