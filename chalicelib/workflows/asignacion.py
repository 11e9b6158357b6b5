"""Who reviews which record (Protocolo 13.3).

Apart from the desk, which opens expedientes: whoever only assigns need not import cryptography and images.
"""

from datetime import datetime

from pynamodb.transactions import TransactWrite

from chalicelib.rules.asignacion import balance
from chalicelib.store.base import iso
from chalicelib.store.mesa import SIN_ASIGNAR, Operador, Turno, cola, open_loads
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
    conocidos = {t.folio for t in Turno.batch_get(list(nuevos), consistent_read=True)} if nuevos else set()
    turnos = [
        Turno(folio=f, proceso=proceso, orden=f"{recibido}#{f}", llegada=iso(ahora))
        for f, recibido in nuevos.items()
        if f not in conocidos
    ]
    cargas = open_loads(proceso)
    esperan = _waiting(proceso) if cargas else []
    todos = sorted([*turnos, *esperan], key=lambda t: t.orden)
    if not todos:
        return {}
    reparto = balance(cargas, [t.folio for t in todos]) if cargas else {}
    with transaction() as tx:
        for turno in todos:
            _place(tx, turno, reparto.get(turno.folio))
        for operador in sorted(set(reparto.values())):
            n = sum(o == operador for o in reparto.values())
            tx.update(Operador(proceso, operador), actions=[Operador.carga.add(n)])
    return reparto


def _waiting(proceso: str) -> list[Turno]:
    llaves = [t.folio for t in Turno.por_cola.query(cola(proceso, SIN_ASIGNAR), limit=SE_REPARTEN)]
    actuales = Turno.batch_get(llaves, consistent_read=True) if llaves else []
    return [t for t in actuales if t.cola == cola(proceso, SIN_ASIGNAR)]


def _place(tx: TransactWrite, turno: Turno, operador: str | None) -> None:
    """New records ask not to exist yet; waiting ones, to wait still."""
    condicion = Turno.folio.does_not_exist() if turno.cola is None else Turno.cola == turno.cola
    turno.operador = operador
    turno.cola = cola(turno.proceso, operador or SIN_ASIGNAR)
    tx.save(turno, condition=condicion)
