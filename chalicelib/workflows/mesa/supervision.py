"""A supervisor's acts on the Mesa's work: view, assignment, withdrawal and levelling (Protocolo 13.3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado
from chalicelib.rules.base.centro import dia_centro
from chalicelib.rules.mesa.asignacion import targets
from chalicelib.store.apoyos.apoyos import received_at
from chalicelib.store.base.cursor import Pedida, page_rows
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.mesa.operadores import Operador, find_operator, operators_of, reviewed_by_operator
from chalicelib.store.mesa.turnos import Turno, desk_queue, queued_folios
from chalicelib.store.procesos.periodos import daily_reference
from chalicelib.workflows.cuentas.titular import officials_with_names
from chalicelib.workflows.mesa.calidad import return_second_looks
from chalicelib.workflows.mesa.seleccion import FiltroDeSeleccion, Seleccion, select_records
from chalicelib.workflows.mesa.traslados import (
    POR_PIEZA,
    POR_SOLICITUD,
    DestinoDeTraslado,
    ReglasTraslado,
    Traslado,
    move_records,
    operator_place,
    to_nobody,
    to_these,
    to_those_on_shift,
)


def list_operators(proceso: str, pagina: Pedida, ahora: datetime) -> dict[str, Any]:
    """A page of the operators, each with the records open and reviewed today, and the oldest open one's reception.

    Supervisors see operators' names (13.3).
    """
    hoy = reviewed_by_operator(proceso, dia_centro(ahora))

    def show(o: Operador) -> dict[str, Any]:
        return {
            "operador": o.operador,
            "nombre": officials_with_names([o.operador])[0]["nombre"],
            "activo": bool(o.activo),
            "estado": o.estado,
            "desde": o.desde,
            "peso": int(o.peso),
            "abiertos": int(o.carga),
            "revisados_hoy": hoy.get(o.operador, 0),
            "mas_antiguo": _oldest(proceso, o.operador) if o.carga else None,
        }

    return page_rows(operators_of(proceso), lambda o: str(o.operador), pagina, show)


def _oldest(proceso: str, operador: str) -> str | None:
    """Reception of the oldest record in the operator's queue, or None."""
    primero = next(iter(Turno.por_cola.query(desk_queue(proceso, operador), limit=1)), None)
    return received_at(primero.orden) if primero else None


def set_weight(proceso: str, operador: str, peso: int) -> dict[str, Any]:
    """Set the share of a full working day that an operator works, in percent. Raises `NoEncontrado`."""
    if not write_unless_refused(
        lambda: Operador(proceso, operador).update(
            actions=[Operador.peso.set(peso)], condition=Operador.operador.exists()
        )
    ):
        raise NoEncontrado
    return {"operador": operador, "peso": peso}


@dataclass(frozen=True)
class Pedido:
    """A supervisor's request of an assignment: `cuantos` records of the filter, after the cursor `despues`.

    `operadores`: the receivers, on shift or not (empty: balanced over those on shift); `reasignar`: also records that
    others have open; `forzar`: also records that they have begun.
    """

    filtro: FiltroDeSeleccion = field(default_factory=FiltroDeSeleccion)
    operadores: tuple[str, ...] = ()
    cuantos: int = POR_SOLICITUD
    despues: str = ""
    reasignar: bool = False
    forzar: bool = False


def count_selected(proceso: str, pedido: Pedido, ahora: datetime) -> dict[str, Any]:
    """Number of records that `assign_selected` would move now, without writing. Raises as `assign_selected`."""
    hallados, _ = _select(proceso, pedido, ahora)
    quedan = Traslado(quedan=hallados.quedan).told()["quedan"]
    return {"registros": len(hallados.folios), "quedan": quedan, "siguiente": hallados.siguiente}


def assign_selected(proceso: str, pedido: Pedido, ahora: datetime) -> dict[str, Any]:
    """Assign the records that a supervisor chose to operators. Raises `NoEncontrado`, `DatosNoAdmitidos`."""
    hallados, reglas = _select(proceso, pedido, ahora)
    send = (
        partial(to_these, proceso, pedido.operadores)
        if pedido.operadores
        else partial(to_those_on_shift, proceso)
    )
    hecho = Traslado(quedan=hallados.quedan)
    hecho.add(move_records(reglas, hallados.folios, send))
    return {**hecho.told(), "siguiente": hallados.siguiente}


def _select(proceso: str, pedido: Pedido, ahora: datetime) -> tuple[Seleccion, ReglasTraslado]:
    _check_operators(proceso, pedido.operadores)
    reglas = ReglasTraslado(
        proceso,
        ahora,
        de=None if pedido.reasignar else frozenset({None}),
        salvo=frozenset(pedido.operadores),
        forzar=pedido.forzar,
    )
    return select_records(reglas, pedido.filtro, pedido.cuantos, pedido.despues), reglas


def _check_operators(proceso: str, elegidos: tuple[str, ...]) -> None:
    vigentes = {o.operador for o in operators_of(proceso) if o.activo} if elegidos else set()
    if ajenos := [n for n, o in enumerate(elegidos) if o not in vigentes]:
        texto = "No es un operador de este proceso con cuenta vigente."
        faltas = [{"campo": f"operadores[{n}]", "texto": texto} for n in ajenos]
        raise DatosNoAdmitidos("Revise a quiénes se asigna.", faltas=faltas)


def withdraw_records(
    proceso: str,
    operador: str,
    ahora: datetime,
    *,
    cuantos: int = POR_SOLICITUD,
    repartir: bool = False,
    forzar: bool = False,
) -> Traslado:
    """Take the latest records from an operator. They wait, or go to operators on shift with room (`repartir`).

    If the operator is left with none, their second reviews are released too.

    Raises `NoEncontrado`.
    """
    if find_operator(proceso, operador) is None:
        raise NoEncontrado
    reglas = ReglasTraslado(proceso, ahora, de=frozenset({operador}), forzar=forzar)
    send = partial(_shared_out, proceso) if repartir else to_nobody
    hecho = move_records(reglas, queued_folios(proceso, operador, cuantos, ultimos=True), send)
    if len(hecho.movidos) < cuantos:
        hecho.add(Traslado(dict.fromkeys(return_second_looks(proceso, operador, reglas.keeps))))
    return hecho


def _shared_out(proceso: str, turnos: list[Turno]) -> DestinoDeTraslado:
    """Destination of withdrawn records: operators on shift with room. Records that fit nowhere wait unassigned."""
    destino = to_those_on_shift(proceso, turnos)
    return DestinoDeTraslado({**{t.folio: None for t in turnos}, **destino.reparto}, destino.puestos)


def withdraw_and_show(proceso: str, operador: str, ahora: datetime, **como: Any) -> dict[str, Any]:
    """Withdraw records and show the outcome with what the operator still has open."""
    hecho = withdraw_records(proceso, operador, ahora, **como)
    fila = find_operator(proceso, operador)
    return {**hecho.told(), "operador": operador, "abiertos": int(fila.carga) if fila else 0}


def level_records(
    proceso: str, ahora: datetime, *, ausentes: bool, forzar: bool, cuantos: int = POR_SOLICITUD
) -> dict[str, Any]:
    """Level open records over the operators on shift; with `ausentes` also those of absent operators, and their second
    reviews.

    Records above an operator's share are taken, the latest first. One request moves `cuantos`; the answer's `faltan`
    says how many are left to move, and repeating the request goes on.
    """
    reglas, hecho = ReglasTraslado(proceso, ahora, forzar=forzar), Traslado()
    while (caben := min(POR_PIEZA, cuantos - len(hecho.movidos))) > 0:
        folios = _surplus(proceso, _excess(proceso, ausentes), hecho, caben)
        if not folios:
            break
        hecho.add(move_records(reglas, folios, partial(to_those_on_shift, proceso)))
    if ausentes:
        hecho.add(_second_looks_of_absent(proceso, reglas))
    return {**hecho.told(), "faltan": sum(_excess(proceso, ausentes).values())}


def _second_looks_of_absent(proceso: str, reglas: ReglasTraslado) -> Traslado:
    """Release the second reviews of operators who do not take records; the levelling does not count them."""
    fuera = [o.operador for o in operators_of(proceso) if not o.recibe]
    devueltas = [f for o in fuera for f in return_second_looks(proceso, o, reglas.keeps)]
    return Traslado(dict.fromkeys(devueltas))


def _excess(proceso: str, ausentes: bool) -> dict[str, int]:
    """Records each operator holds above a balanced assignment, as far as others have room for them."""
    filas, tope = operators_of(proceso), daily_reference(proceso)
    puestos = {o.operador: operator_place(o, tope) for o in filas if o.recibe}
    fuera = {o.operador: int(o.carga) for o in filas if ausentes and not o.recibe and o.carga > 0}
    if not puestos:
        return {}
    metas = targets(puestos, sum(p.carga for p in puestos.values()) + sum(fuera.values()))
    faltan = sum(max(0, metas[o] - p.carga) for o, p in puestos.items())
    sobran = fuera | {o: p.carga - metas[o] for o, p in puestos.items() if p.carga > metas[o]}
    return _first(sobran, faltan)


def _first(sobran: Mapping[str, int], n: int) -> dict[str, int]:
    """How many records to take from each operator, `n` in all, beginning with the greatest surplus."""
    dan = {}
    for operador in sorted(sobran, key=lambda o: (-sobran[o], o)):
        if tomados := min(n, sobran[operador]):
            dan[operador] = tomados
            n -= tomados
    return dan


def _surplus(proceso: str, dan: Mapping[str, int], hecho: Traslado, caben: int) -> list[str]:
    """The latest records of operators with a surplus, except those that this request moved or had to leave."""
    vistos = hecho.movidos.keys() | hecho.quedan.keys()
    folios: list[str] = []
    for operador, n in dan.items():
        ultimos = queued_folios(proceso, operador, n + len(vistos), ultimos=True)
        folios += [f for f in ultimos if f not in vistos][: min(n, caben - len(folios))]
        if len(folios) >= caben:
            break
    return folios
