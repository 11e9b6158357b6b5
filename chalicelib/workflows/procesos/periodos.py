"""Capture periods: registered, changed, activated and deactivated by the OPL (Protocolo 6.1 A).

Each write raises the process's version and is conditional on it, for what it rests on lies beside the period: the
other active periods (no two for one office and place). A key of the OPL that is late or missing stops no period: the
law fixes its start (15.1, decisions/0301).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from chalicelib.problemas import (
    Conflicto,
    DatosNoAdmitidos,
    NoEncontrado,
    Ocupado,
    VersionAnterior,
)
from chalicelib.rules.base.centro import in_words
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.procesos.cargos import CARGOS
from chalicelib.rules.procesos.periodo_propuesto import (
    Falta,
    Propuesta,
    period_change_faults,
    period_faults,
    periods_overlap,
    sphere_faults,
)
from chalicelib.rules.procesos.plazos import MARGEN, may_move_start
from chalicelib.rules.procesos.umbral import umbral_from_dict, umbral_to_dict
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.procesos.periodos import Periodo, read_periodo
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.procesos.procesos import reachable_process

_NO_SE_GUARDO = "El periodo no se guardó: corrija lo que se indica."


def register_period(
    principal: Principal, proceso: str, periodo: str, make: Callable[[Proceso], Propuesta], ahora: datetime
) -> Periodo:
    """Register an inactive period; repeating the same gives what is there.

    Raises `NoEncontrado`, `DatosNoAdmitidos`, `Conflicto` when another period has that id, `Ocupado`.
    """

    def attempt() -> Periodo:
        p = reachable_process(principal, proceso, fresh=True)
        propuesta = make(p)
        if (hallado := _find(proceso, periodo)) is not None:
            if proposal_of(hallado) != propuesta:
                raise Conflicto("Ya hay un periodo con ese identificador y otros datos: elija otro.")
            return hallado
        refuse_if([*sphere_faults(propuesta.cargo, p.opl), *period_faults(propuesta, ahora)])
        nuevo = Periodo(proceso=proceso, periodo=periodo, estado="inactivo", **_attributes(propuesta))
        return _write(p, nuevo, Periodo.periodo.does_not_exist())

    return _unraced(attempt)


def change_period(
    principal: Principal,
    proceso: str,
    periodo: str,
    version: int,
    make: Callable[[Proceso], Propuesta],
    ahora: datetime,
) -> Periodo:
    """Change the period as it was read under `version`.

    Raises `NoEncontrado`, `DatosNoAdmitidos`, `VersionAnterior`, `Conflicto`, `Ocupado`.
    """

    def attempt() -> Periodo:
        p, actual = _both(principal, proceso, periodo)
        propuesta = make(p)
        if actual.version != version:
            if proposal_of(actual) == propuesta and actual.version == version + 1:
                return actual  # this very change, asked for again
            raise VersionAnterior(
                "Otra persona cambió el periodo: consúltelo y repita su cambio sobre la versión vigente."
            )
        refuse_if(period_change_faults(proposal_of(actual), propuesta, ahora))
        nuevo = _copy(actual, **_attributes(propuesta))
        if actual.activo:
            _check_active(p, nuevo)
        return _write(p, nuevo, Periodo.version == version)

    return _unraced(attempt)


def activate_period(principal: Principal, proceso: str, periodo: str, ahora: datetime) -> Periodo:
    """Make the period active: aspirantes are offered, and records received within its dates.

    Raises `NoEncontrado`, `Conflicto`, `Ocupado`.
    """

    def attempt() -> Periodo:
        p, actual = _both(principal, proceso, periodo)
        if actual.activo:
            return actual
        if ahora >= actual.captacion.fin:
            raise Conflicto("El periodo ya terminó: no se activa.")
        nuevo = _copy(actual, estado="activo")
        _check_active(p, nuevo)
        return _write(p, nuevo, Periodo.version == actual.version)

    return _unraced(attempt)


def deactivate_period(principal: Principal, proceso: str, periodo: str, ahora: datetime) -> Periodo:
    """Make the period inactive: before its start, or once its reception is closed.

    In between there may be records, and a single request must not refuse them all. Raises `NoEncontrado`, `Conflicto`,
    `Ocupado`.
    """

    def attempt() -> Periodo:
        p, actual = _both(principal, proceso, periodo)
        if not actual.activo:
            return actual
        captacion = actual.captacion
        if not may_move_start(captacion.inicio, ahora) and ahora <= captacion.cierre_recepcion + MARGEN:
            raise Conflicto(
                "El periodo está en captación o por iniciar: se desactiva antes de su inicio o después del cierre "
                f"de la recepción, {in_words(captacion.cierre_recepcion)}."
            )
        return _write(p, _copy(actual, estado="inactivo"), Periodo.version == actual.version)

    return _unraced(attempt)


def show_period(principal: Principal, proceso: str, periodo: str) -> Periodo:
    """The period as of now. Raises `NoEncontrado`."""
    return _both(principal, proceso, periodo)[1]


def list_periods(principal: Principal, proceso: str) -> list[Periodo]:
    """The periods of a process: some tens. Raises `NoEncontrado`."""
    reachable_process(principal, proceso)
    return list(Periodo.query(proceso, consistent_read=True))


def proposal_of(p: Periodo) -> Propuesta:
    """The period as a proposal, to be compared with a change of it."""
    cargo = CARGOS.get(p.cargo)
    prefijo = f"{cargo.nombre}: " if cargo else ""
    return Propuesta(
        cargo=p.cargo,
        entidad=p.entidad,
        inicio=instante(p.inicio),
        fin=instante(p.fin),
        complemento=p.nombre.removeprefix(prefijo) if p.nombre.startswith(prefijo) else "",
        unidades=p.unidades.as_dict(),
        umbral=umbral_from_dict(p.umbral) if p.umbral else None,
        excepcion=tuple(p.excepcion),
        carga_referencia=int(p.carga_referencia),
        exige_cedula=p.exige_cedula,
    )


def active_starts(periodos: Iterable[Periodo]) -> list[datetime]:
    """When each active period starts."""
    return [p.captacion.inicio for p in periodos if p.activo]


def _attributes(p: Propuesta) -> dict[str, Any]:
    return {
        "cargo": p.cargo,
        "nombre": p.nombre,
        "inicio": iso(p.inicio),
        "fin": iso(p.fin),
        "nivel": CARGOS[p.cargo].nivel,
        "entidad": p.entidad,
        "unidades": dict(p.unidades),
        "umbral": umbral_to_dict(p.umbral) if p.umbral else None,
        "excepcion": list(p.excepcion),
        "carga_referencia": p.carga_referencia,
        "exige_cedula": p.exige_cedula,
    }


def _copy(actual: Periodo, **cambios: Any) -> Periodo:
    """The period's next version."""
    datos: dict[str, Any] = actual.attribute_values | cambios
    return Periodo(**{**datos, "version": int(actual.version) + 1})


def _write(p: Proceso, periodo: Periodo, condicion: Any) -> Periodo:
    """Both rows or none; see the module's text for why the process's version."""
    with transaction() as tx:
        tx.update(
            Proceso(p.proceso), actions=[Proceso.version.add(1)], condition=Proceso.version == int(p.version)
        )
        tx.save(periodo, condition=condicion)
    forget_copies()
    return periodo


def _check_active(p: Proceso, nuevo: Periodo) -> None:
    otros = [
        q for q in Periodo.query(p.proceso, consistent_read=True) if q.periodo != nuevo.periodo and q.activo
    ]
    propuesta = proposal_of(nuevo)
    if any(periods_overlap(propuesta, proposal_of(q)) for q in otros if q.cargo):
        raise Conflicto(
            "Otro periodo activo del proceso es del mismo cargo y lugar: desactívelo o quite la unidad."
        )


def _both(principal: Principal, proceso: str, periodo: str) -> tuple[Proceso, Periodo]:
    p = reachable_process(principal, proceso, fresh=True)
    actual = _find(proceso, periodo)
    if actual is None:
        raise NoEncontrado
    return p, actual


def _find(proceso: str, periodo: str) -> Periodo | None:
    try:
        return read_periodo(proceso, periodo)
    except Periodo.DoesNotExist:
        return None


def refuse_if(faltas: Sequence[Falta], texto: str = _NO_SE_GUARDO) -> None:
    """Raise `DatosNoAdmitidos` with every fault there is."""
    if faltas:
        raise DatosNoAdmitidos(texto, faltas=[{"campo": c, "texto": t} for c, t in faltas])


def _unraced(attempt: Callable[[], Periodo]) -> Periodo:
    try:
        return until_unraced(attempt)
    except Contienda:
        raise Ocupado("Otras personas están cambiando el proceso: intente de nuevo.") from None
