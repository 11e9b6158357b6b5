"""Clarification of a record's captured data by the operator who has it (Protocolo 13.4, 13.6)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pynamodb.transactions import TransactWrite

from chalicelib.problemas import NoEncontrado, Ocupado
from chalicelib.problemas.mesa import TurnoRetirado
from chalicelib.problemas.padron import PadronEnCarga
from chalicelib.rules.mesa.correcciones import check_corrections
from chalicelib.store.apoyos.apoyos import get_apoyo
from chalicelib.store.base.transacciones import Contienda
from chalicelib.store.mesa.turnos import Turno, get_turn
from chalicelib.workflows.apoyos.correccion import correct_apoyo
from chalicelib.workflows.base.faltas import refuse_faltas
from chalicelib.workflows.mesa.dictamen import RETIRADO
from chalicelib.workflows.mesa.escritorio import NO_SUYO, OTROS, open_turn
from chalicelib.workflows.mesa.hoja import data_in_force
from chalicelib.workflows.padron.fuente import PadronIncompleto


def clarify_record(
    proceso: str, operador: str, folio: str, datos: Mapping[str, str], ahora: datetime
) -> dict[str, Any]:
    """Replace misread data by those printed on the card; return the data in force, with their findings.

    Repeating it with the same data changes nothing. Raises `NoEncontrado`, `TurnoRetirado`, `YaDictaminado`,
    `DatosNoAdmitidos`, `PadronEnCarga`, `Ocupado`.
    """
    turno, apoyo = open_turn(proceso, operador, folio), get_apoyo(folio)
    if apoyo is None:
        raise NoEncontrado(NO_SUYO)
    refuse_faltas(check_corrections(apoyo.modelo, datos))
    try:
        corregido = correct_apoyo(folio, operador, datos, ahora, con=lambda tx: _still(tx, turno, operador))
    except PadronIncompleto:
        raise PadronEnCarga("El padrón se está actualizando: intente de nuevo más tarde.") from None
    except Contienda:
        raise Ocupado(OTROS) from None
    return data_in_force(corregido)


def _still(tx: TransactWrite, turno: Turno, operador: str) -> None:
    """Require, at each attempt, that the operator still has the record; one who lost it gets `TurnoRetirado`."""
    actual = get_turn(turno.folio, turno.etapa)
    if actual is None or not actual.held_by(operador):
        raise TurnoRetirado(RETIRADO)
    tx.condition_check(
        Turno, turno.folio, turno.etapa, condition=(Turno.operador == operador) & Turno.cola.exists()
    )
