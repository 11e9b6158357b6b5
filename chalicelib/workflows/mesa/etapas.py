"""What a verdict does, by the stage of the Mesa in which it is given: the desk is one, its effects are the stage's.

    etapa            the verdict                                   taken back
    mesa             Revisado(MESA) in the record's history;       Deshecho; the record waits again, its clock runs on;
                     of a sample, a second look                    the second look is withdrawn
    calidad          kept in the turn, beside the first one's      the turn waits again

A stage of its own adds its line to `EFECTOS`, under the part of its name before `#`. What it answers must not tell
which stage it is: the operator of a second look is not to know that there was a first one.
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
    """What giving a verdict and undoing it do in one kind of stage.

    `dictaminar`: turn of the operator as read (open, or closed by their own verdict), verdict as the catalogue admits
    it, now; records it once and says the class that follows. Raises `TurnoRetirado`, `YaDictaminado`, `Contienda`.
    `deshacer`: turn and now; takes it back once. Raises `TurnoRetirado`, `DictamenFirme`, `Contienda`. `escala`:
    whether what the catalogue lacks goes from there to the OPL's authority (13.8); `determina`: whether the
    authority's word is the record's verdict, or only giving it back is possible.
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
    """Whether the turn is before the Mesa's desk: hearings have their own (14.4)."""
    return turno.etapa.partition("#")[0] in EFECTOS


def effect_of(turno: Turno) -> Efecto:
    """The effect of a verdict in that turn's stage. Raises `KeyError` for a stage without one."""
    return EFECTOS[turno.etapa.partition("#")[0]]
