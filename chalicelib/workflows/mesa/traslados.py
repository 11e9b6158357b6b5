"""Transfer of open records from one operator to another, or back to the unassigned ones (Protocolo 13.3).

Transfers may run while operators work. Each piece of records is written in one transaction, and read again if it
changed meanwhile. A record begun in the last minutes (`EN_REVISION`) stays, unless forced. An operator who loses a
record has a later verdict refused with `TurnoRetirado`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import partial

from chalicelib.rules.mesa.asignacion import EN_REVISION, Puesto, balance, recount
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.mesa.operadores import Operador, add_open_load, desk_places, operators_of, take_off
from chalicelib.store.mesa.turnos import Turno, get_turns, place_turn
from chalicelib.store.procesos.periodos import daily_reference

POR_PIEZA = 33
"""Records of a transaction of a hundred items: each may change the loads of two operators besides its own row."""
POR_SOLICITUD = 400
"""Records that one request moves at most."""


class Queda(StrEnum):
    """Why a record stays where it is."""

    EN_REVISION = "en_revision"
    DICTAMINADO = "dictaminado"
    ASIGNADO = "asignado"
    OCUPADO = "ocupado"  # other writers kept changing it
    SIN_TURNO = "sin_turno"  # it has not reached the Mesa yet


@dataclass(frozen=True)
class ReglasTraslado:
    """Rules on the records that may be moved. `de`: only those of these operators (None among them: unassigned ones);
    None admits all; `salvo`: none of these operators'; `forzar`: those under review too."""

    proceso: str
    ahora: datetime
    de: frozenset[str | None] | None = None
    salvo: frozenset[str] = frozenset()
    forzar: bool = False

    def keeps(self, turno: Turno) -> Queda | None:
        """Why the record stays, or None if it may be moved."""
        if turno.cola is None or turno.proceso != self.proceso:
            return Queda.DICTAMINADO
        if (self.de is not None and turno.operador not in self.de) or turno.operador in self.salvo:
            return Queda.ASIGNADO
        if turno.reclamado and turno.reclamado > iso(self.ahora - EN_REVISION) and not self.forzar:
            return Queda.EN_REVISION
        return None


@dataclass
class Traslado:
    """Outcome of a transfer. `movidos`: folio -> operator (None: unassigned); `quedan`: folio -> why it stays."""

    movidos: dict[str, str | None] = field(default_factory=dict)
    quedan: dict[str, str] = field(default_factory=dict)

    def add(self, otro: "Traslado") -> None:
        self.movidos.update(otro.movidos)
        self.quedan.update(otro.quedan)

    def told(self) -> dict[str, object]:
        """The outcome in numbers, as the API shows it."""
        reciben = Counter(o for o in self.movidos.values() if o)
        return {
            "movidos": len(self.movidos),
            "por_operador": dict(sorted(reciben.items())),
            "quedan": dict(sorted(Counter(self.quedan.values()).items())),
        }


@dataclass(frozen=True)
class DestinoDeTraslado:
    """Destination of records. `reparto`: folio -> operator or None; `puestos`: the receivers' places; `presente`: only
    operators on shift; `quedan`: folio -> why it stays."""

    reparto: Mapping[str, str | None]
    puestos: Mapping[str, Puesto] = field(default_factory=dict)
    quedan: Mapping[str, str] = field(default_factory=dict)
    presente: bool = True


Reparte = Callable[[Sequence[Turno]], DestinoDeTraslado]


def move_records(reglas: ReglasTraslado, folios: Sequence[str], send: Reparte) -> Traslado:
    """Move those of these records that may be moved; `send` gives their destination, again after each lost race.

    A piece that other writers keep changing stays as it is; the pieces moved before it are reported as moved.
    """
    hecho = Traslado()
    for i in range(0, len(folios), POR_PIEZA):
        pieza = folios[i : i + POR_PIEZA]
        try:
            hecho.add(until_unraced(partial(_piece, reglas, pieza, send)))
        except Contienda:
            hecho.add(Traslado(quedan=dict.fromkeys(pieza, Queda.OCUPADO.value)))
    return hecho


def sort_out(reglas: ReglasTraslado, folios: Sequence[str]) -> tuple[list[Turno], dict[str, str]]:
    """The turns that may be moved now, oldest first, and folio -> why the others stay."""
    turnos = {t.folio: t for t in get_turns(list(folios))}
    quedan: dict[str, str] = dict.fromkeys(folios, Queda.SIN_TURNO.value)
    quedan |= {f: (reglas.keeps(t) or "") for f, t in turnos.items()}
    libres = sorted((turnos[f] for f, porque in quedan.items() if not porque), key=lambda t: t.orden)
    return libres, {f: str(p) for f, p in quedan.items() if p}


def _piece(reglas: ReglasTraslado, folios: Sequence[str], send: Reparte) -> Traslado:
    libres, quedan = sort_out(reglas, folios)
    destino = send(libres) if libres else DestinoDeTraslado({})
    cambian = [t for t in libres if t.folio in destino.reparto and destino.reparto[t.folio] != t.operador]
    movidos = {t.folio: destino.reparto[t.folio] for t in cambian}
    if cambian:
        saldo = Counter(movidos.values())
        saldo.subtract(t.operador for t in cambian)
        with transaction() as tx:
            for turno in cambian:
                place_turn(tx, turno, movidos[turno.folio])
            for operador, n in saldo.items():
                if operador and n > 0:
                    maximo = destino.puestos[operador].maximo
                    add_open_load(tx, reglas.proceso, operador, n, maximo, presente=destino.presente)
                elif operador and n < 0:
                    take_off(tx, reglas.proceso, operador, -n)
    return Traslado(movidos, {**quedan, **{f: str(p) for f, p in destino.quedan.items()}})


def to_nobody(turnos: Sequence[Turno]) -> DestinoDeTraslado:
    """Destination: back to the unassigned records."""
    return DestinoDeTraslado({t.folio: None for t in turnos})


def to_those_on_shift(proceso: str, turnos: Sequence[Turno]) -> DestinoDeTraslado:
    """Destination: balanced over operators who take records now and have room, each record's present one excepted."""
    return _balanced(desk_places(proceso, daily_reference(proceso)), turnos, presente=True)


def to_these(proceso: str, operadores: Iterable[str], turnos: Sequence[Turno]) -> DestinoDeTraslado:
    """Destination: balanced over the chosen operators, on shift or not, whatever their load."""
    elegidos = set(operadores)
    filas = [o for o in operators_of(proceso) if o.operador in elegidos and o.activo]
    return _balanced({o.operador: operator_place(o) for o in filas}, turnos, presente=False)


def operator_place(o: Operador, tope: int | None = None) -> Puesto:
    """An operator's place, whether or not on shift."""
    return Puesto(int(o.carga), int(o.peso), tope)


def _balanced(puestos: Mapping[str, Puesto], turnos: Sequence[Turno], *, presente: bool) -> DestinoDeTraslado:
    salvo = {t.folio: t.operador for t in turnos if t.operador}
    folios = [t.folio for t in turnos]
    reparto = balance(puestos, folios, salvo=salvo)
    quedan = recount(puestos, folios, reparto, salvo=salvo)
    return DestinoDeTraslado(reparto, puestos, quedan, presente)
