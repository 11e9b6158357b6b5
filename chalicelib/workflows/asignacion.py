"""Who reviews which record (Protocolo 13.3).

Apart from the desk, which opens expedientes: whoever only assigns need not import cryptography and images.
"""

from collections import Counter
from datetime import datetime

from pynamodb.transactions import TransactWrite

from chalicelib.rules.asignacion import CARGA_DE_REFERENCIA, balance
from chalicelib.store.mesa import SIN_ASIGNAR, Operador, Turno, cola, get_turns, new_turn, places
from chalicelib.store.transacciones import transaction, until_unraced

# Unassigned records handed out with each batch of new ones: with the ten of a batch and an operator each they fill
# the hundred items of a transaction.
SE_REPARTEN = 40


def assign(proceso: str, nuevos: dict[str, str], ahora: datetime) -> None:
    """Put new records (folio -> time of reception) before the operators, balanced, each exactly once.

    Without operators on shift they wait as unassigned, and go out with the next ones. Raises `Contienda`.
    """
    until_unraced(lambda: _assign(proceso, nuevos, ahora))


def hand_out_waiting(proceso: str, ahora: datetime) -> dict[str, str]:
    """Hand out the oldest unassigned records of a process, as many as one transaction takes; folio -> operator.

    Raises `Contienda`.
    """
    return until_unraced(lambda: _assign(proceso, {}, ahora))


def _assign(proceso: str, nuevos: dict[str, str], ahora: datetime) -> dict[str, str]:
    conocidos = {t.folio for t in get_turns(list(nuevos))}
    turnos = [
        new_turn(proceso, folio, recibido, ahora)
        for folio, recibido in nuevos.items()
        if folio not in conocidos
    ]
    puestos = places(proceso, CARGA_DE_REFERENCIA)
    esperan = _waiting(proceso) if puestos else []
    todos = sorted([*turnos, *esperan], key=lambda t: t.orden)
    reparto = balance(puestos, [t.folio for t in todos])
    mueven = [t for t in todos if t.cola is None or t.folio in reparto]
    if not mueven:
        return {}
    with transaction() as tx:
        for turno in mueven:
            _place(tx, turno, reparto.get(turno.folio))
        for operador, n in sorted(Counter(reparto.values()).items()):
            tx.update(Operador(proceso, operador), actions=[Operador.carga.add(n)])
    return reparto


def _waiting(proceso: str) -> list[Turno]:
    llaves = [t.folio for t in Turno.por_cola.query(cola(proceso, SIN_ASIGNAR), limit=SE_REPARTEN)]
    return [t for t in get_turns(llaves) if t.cola == cola(proceso, SIN_ASIGNAR)]


def _place(tx: TransactWrite, turno: Turno, operador: str | None) -> None:
    """New records ask not to exist yet; waiting ones, to wait still."""
    condicion = Turno.folio.does_not_exist() if turno.cola is None else Turno.cola == turno.cola
    turno.operador = operador
    turno.cola = cola(turno.proceso, operador or SIN_ASIGNAR)
    tx.save(turno, condition=condicion)
