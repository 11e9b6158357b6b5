"""Term for requesting a hearing, which the OPL sets for each period (Protocolo 14.1, 14.3)."""

from datetime import datetime
from typing import Any

from chalicelib.problemas import NoEncontrado, Ocupado
from chalicelib.rules.audiencias import last_request
from chalicelib.rules.base.permisos import Principal
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.procesos.periodos import Periodo, read_periodo
from chalicelib.workflows.procesos.procesos import reachable_process


def show_term(principal: Principal, proceso: str, periodo: str) -> dict[str, Any]:
    """The term of a period. Raises `NoEncontrado`."""
    reachable_process(principal, proceso)
    return _shown(_period(proceso, periodo))


def set_term(principal: Principal, proceso: str, periodo: str, dias: int) -> dict[str, Any]:
    """Set the number of days after the Mesa's last deadline in which a hearing may be requested.

    Idempotent. Raises `NoEncontrado`, `Ocupado`.
    """
    reachable_process(principal, proceso, fresh=True)

    def attempt() -> None:
        actual = _period(proceso, periodo)
        if int(actual.dias_audiencia) == dias:
            return
        with transaction() as tx:
            tx.update(
                Periodo(proceso, periodo),
                actions=[Periodo.dias_audiencia.set(dias), Periodo.version.add(1)],
                condition=Periodo.version == int(actual.version),
            )

    try:
        until_unraced(attempt)
    except Contienda:
        raise Ocupado("Otras personas están cambiando el periodo: intente de nuevo.") from None
    forget_copies()
    return _shown(_period(proceso, periodo))


def request_limit(p: Periodo) -> datetime:
    """Last instant at which a hearing may be requested in that period."""
    return last_request(p.captacion, int(p.dias_audiencia))


def _period(proceso: str, periodo: str) -> Periodo:
    try:
        return read_periodo(proceso, periodo)
    except Periodo.DoesNotExist:
        raise NoEncontrado from None


def _shown(p: Periodo) -> dict[str, Any]:
    return {"periodo": p.periodo, "dias": int(p.dias_audiencia), "limite": iso(request_limit(p))}
