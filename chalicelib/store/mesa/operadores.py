"""Operators of the Mesa de Control: shift, weight, open load, and what each reviewed a day (Protocolo 13.3)."""

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
    """Whether an operator takes records."""

    FUERA = "fuera"
    EN_TURNO = "en_turno"
    PAUSA = "pausa"


class Operador(Tabla):
    """An operator of a process.

    `activo`: whether the account is in force; `estado`: whether the person works now, and `desde` when that was said;
    `peso`: share of a full working day in percent; `carga`: records open now. Rows of another kind,
    under `<proceso>#<day of the centre>`, count what each reviewed that day: `revisados`, and how many of these were
    second looks at what the Mesa had judged: `segundas`.
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
    """Add to what the operator reviewed that day, with the verdict itself (-1: it was taken back).

    In a row beside the operators', under `<proceso>#<day>`: their own are read with every hand-out.
    """
    mas: list[Action] = [Operador.revisados.add(n), *([Operador.segundas.add(n)] if segunda else [])]
    tx.update(Operador(f"{proceso}#{dia}", operador), actions=mas)


def reviewed_by_operator(proceso: str, dia: str) -> dict[str, int]:
    """Records that each operator reviewed that day; who reviewed none is not in it."""
    return {r.operador: int(r.revisados) for r in operators_of(f"{proceso}#{dia}")}


def add_open_load(
    tx: TransactWrite, proceso: str, operador: str, n: int, maximo: int | None, *, presente: bool
) -> None:
    """Add `n` to what the operator has open, if the account is in force and, with `maximo`, as long as it fits.

    `presente`: only while they take records.
    """
    condicion: Condition = Operador.activo == True  # noqa: E712 - PynamoDB makes the condition of it
    if presente:
        condicion &= Operador.estado == EstadoJornada.EN_TURNO.value
    if maximo is not None:
        condicion &= Operador.carga <= maximo - n
    tx.update(Operador(proceso, operador), actions=[Operador.carga.add(n)], condition=condicion)


def take_off(tx: TransactWrite, proceso: str, operador: str, n: int) -> None:
    """Take `n` off what the operator has open."""
    tx.update(Operador(proceso, operador), actions=[Operador.carga.add(-n)])


def reviews_of(proceso: str, dia: str) -> list[Operador]:
    """What each operator reviewed that day: rows of which only `operador`, `revisados` and `segundas` say anything."""
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
    """The places at the Mesa of those who take records now; `tope` is the daily reference (13.3)."""
    return {o.operador: Puesto(int(o.carga), int(o.peso), tope) for o in operators_of(proceso) if o.recibe}


def open_loads(proceso: str) -> dict[str, int]:
    """Open load of each operator who takes records, as of now."""
    return {o: p.carga for o, p in desk_places(proceso).items()}
