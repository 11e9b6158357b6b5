"""Operators of the Mesa de Control: shift, weight, open load, and records reviewed each day (Protocolo 13.3)."""

from enum import StrEnum

from pynamodb.attributes import (
    BooleanAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.rules.mesa.asignacion import Puesto
from chalicelib.store.base.tabla import Tabla, meta


class EstadoJornada(StrEnum):
    """State of an operator's shift; records are handed out only to those on shift."""

    FUERA = "fuera"
    EN_TURNO = "en_turno"
    PAUSA = "pausa"


class Operador(Tabla):
    """An operator of a process.

    `activo`: whether the account is in force; `estado`: state of the shift; `desde`: instant since which it holds;
    `peso`: share of a full working day in percent; `carga`: records open now.

    Rows of another kind, under `<proceso>#<day of the centre>`, count each operator's reviews of that day: `revisados`,
    and how many of these were second reviews: `segundas`.
    """

    Meta = meta("operadores")
    proceso = UnicodeAttribute(hash_key=True)
    operador = UnicodeAttribute(range_key=True)
    activo = BooleanAttribute(default=True)
    estado = UnicodeAttribute(default=EstadoJornada.FUERA.value)
    desde = UnicodeAttribute(null=True)
    peso = NumberAttribute(default=100)
    carga = NumberAttribute(default=0)
    revisados = NumberAttribute(null=True)
    segundas = NumberAttribute(null=True)

    @property
    def recibe(self) -> bool:
        """Whether records are handed to this operator now."""
        return bool(self.activo) and self.estado == EstadoJornada.EN_TURNO


def count_reviewed(
    tx: TransactWrite, proceso: str, operador: str, dia: str, n: int = 1, *, segunda: bool = False
) -> None:
    """Add `n` to the operator's reviews of that day, in the verdict's transaction (-1: it was withdrawn).

    The count is in a row of its own, under `<proceso>#<day>`, because the operators' rows are read at each assignment.
    """
    mas: list[Action] = [Operador.revisados.add(n), *([Operador.segundas.add(n)] if segunda else [])]
    tx.update(Operador(f"{proceso}#{dia}", operador), actions=mas)


def reviewed_by_operator(proceso: str, dia: str) -> dict[str, int]:
    """Operator -> records reviewed that day; operators with none are left out."""
    return {r.operador: int(r.revisados) for r in operators_of(f"{proceso}#{dia}")}


def add_open_load(
    tx: TransactWrite, proceso: str, operador: str, n: int, maximo: int | None, *, presente: bool
) -> None:
    """Add `n` to the operator's open load, on condition that the account is in force and `maximo` is not exceeded.

    `presente`: also on condition that the operator is on shift.
    """
    condicion: Condition = Operador.activo == True  # noqa: E712 - PynamoDB makes the condition of it
    if presente:
        condicion &= Operador.estado == EstadoJornada.EN_TURNO.value
    if maximo is not None:
        condicion &= Operador.carga <= maximo - n
    tx.update(Operador(proceso, operador), actions=[Operador.carga.add(n)], condition=condicion)


def take_off(tx: TransactWrite, proceso: str, operador: str, n: int) -> None:
    """Subtract `n` from the operator's open load."""
    tx.update(Operador(proceso, operador), actions=[Operador.carga.add(-n)])


def reviews_of(proceso: str, dia: str) -> list[Operador]:
    """Reviews of each operator that day; only `operador`, `revisados` and `segundas` of these rows are set."""
    return operators_of(f"{proceso}#{dia}")


def find_operator(proceso: str, operador: str) -> Operador | None:
    """The operator as of now, or None."""
    try:
        return Operador.get(proceso, operador, consistent_read=True)
    except Operador.DoesNotExist:
        return None


def operators_of(proceso: str) -> list[Operador]:
    """All operators of a process, as of now."""
    return list(Operador.query(proceso, consistent_read=True))


def desk_places(proceso: str, tope: int | None = None) -> dict[str, Puesto]:
    """Operator -> place, for those who take records now; `tope`: the daily reference (13.3)."""
    return {o.operador: Puesto(int(o.carga), int(o.peso), tope) for o in operators_of(proceso) if o.recibe}


def open_loads(proceso: str) -> dict[str, int]:
    """Operator -> open load, for those who take records, as of now."""
    return {o: p.carga for o, p in desk_places(proceso).items()}
