"""The Mesa's desks as a test sees them: what waits, who has what, and whether the loads say the same."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from chalicelib.store.base.tabla import iso
from chalicelib.store.mesa.operadores import EstadoJornada, Operador, operators_of
from chalicelib.store.mesa.turnos import MESA, SIN_ASIGNAR, Turno, desk_queue
from chalicelib.workflows.mesa.asignacion import assign_new_records
from tests.escenario.mundo import AHORA, PROCESO


def numbered(n: int, primero: int = 0) -> dict[str, str]:
    """Records that need not exist to be assigned: folio -> time of reception, a minute apart."""
    return {f"F{i:03d}": iso(AHORA + timedelta(minutes=i)) for i in range(primero, primero + n)}


def operator(quien: str, estado: EstadoJornada = EstadoJornada.EN_TURNO, **campos: Any) -> None:
    Operador(PROCESO, quien, estado=estado.value, **campos).save()


def arrive(n: int, primero: int = 0) -> None:
    """Records reach the Mesa in batches of ten, as the queue gives them."""
    folios = list(numbered(n, primero).items())
    for i in range(0, n, 10):
        assign_new_records(PROCESO, dict(folios[i : i + 10]), AHORA)


def desks() -> dict[str, list[str]]:
    """Who has which records open, the oldest first (and `SIN_ASIGNAR`); the loads must say the same."""
    tienen: dict[str, list[Turno]] = {}
    for turno in Turno.scan():
        if turno.cola:
            quien = turno.operador or SIN_ASIGNAR
            assert turno.cola == desk_queue(PROCESO, quien)
            tienen.setdefault(quien, []).append(turno)
    cargas = {o.operador: int(o.carga) for o in operators_of(PROCESO)}
    assert cargas == {o: len(tienen.get(o, [])) for o in cargas}
    return {
        q: [t.folio for t in sorted(turnos, key=lambda t: t.orden)] for q, turnos in sorted(tienen.items())
    }


def counts() -> dict[str, int]:
    return {q: len(folios) for q, folios in desks().items()}


def begin(folios: Iterable[str], minutos: int = 0) -> None:
    """The operator who has these records began with them so long ago."""
    for folio in folios:
        Turno(folio, MESA).update(actions=[Turno.reclamado.set(iso(AHORA - timedelta(minutes=minutos)))])


def stays(hecho: dict[str, Any]) -> Counter[str]:
    return Counter(hecho["quedan"])
