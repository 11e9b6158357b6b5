"""An operator's shift: on it, in a pause, or out (Protocolo 13.3)."""

from datetime import datetime
from typing import Any

from chalicelib.problemas import CuerpoInvalido, NoEncontrado
from chalicelib.rules.base.centro import dia_centro
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import iso
from chalicelib.store.mesa.operadores import EstadoJornada, Operador, find_operator, reviewed_by_operator
from chalicelib.workflows.mesa.supervision import withdraw_records

NADIE = "Su cuenta no es de un operador de la Mesa de Control."


def show_shift(proceso: str, operador: str, ahora: datetime) -> dict[str, Any]:
    """State of the operator's own shift; out, for an account that was never an operator of the Mesa."""
    fila = find_operator(proceso, operador) or Operador(proceso, operador)
    return {
        "estado": fila.estado,
        "desde": fila.desde,
        "peso": int(fila.peso),
        "abiertos": int(fila.carga),
        "revisados_hoy": reviewed_by_operator(proceso, dia_centro(ahora)).get(operador, 0),
        "devueltos": 0,
    }


def set_shift(
    proceso: str, operador: str, estado: EstadoJornada, ahora: datetime, *, devolver: bool
) -> dict[str, Any]:
    """Begin, pause or end the shift; with `devolver` the records not begun go back to the unassigned ones.

    The state is written first: from then on the operator is handed no record, so that none arrives after the return.
    Raises `NoEncontrado`, `CuerpoInvalido`.
    """
    if devolver and estado is EstadoJornada.EN_TURNO:
        raise CuerpoInvalido("Los registros se devuelven al salir o en pausa.", campo="devolver")
    fila = find_operator(proceso, operador)
    if fila is None or not fila.activo:
        raise NoEncontrado(NADIE)
    if fila.estado != estado.value:
        _write(fila, estado, ahora)
    devueltos = len(withdraw_records(proceso, operador, ahora).movidos) if devolver else 0
    return show_shift(proceso, operador, ahora) | {"devueltos": devueltos}


def _write(fila: Operador, estado: EstadoJornada, ahora: datetime) -> None:
    if not write_unless_refused(
        lambda: fila.update(
            actions=[Operador.estado.set(estado.value), Operador.desde.set(iso(ahora))],
            condition=Operador.activo == True,  # noqa: E712 - PynamoDB makes the condition of it
        )
    ):
        raise NoEncontrado(NADIE)  # the account was suspended meanwhile
