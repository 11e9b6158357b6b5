"""The OPL decides expressly whether duplicates among aspirantes are applied in a period (Protocolo 15.3).

It is an act of its own, with its legal basis, and no field of the period's form: a default that nobody looked at is no
decision.
"""

from datetime import datetime
from typing import Any

from chalicelib.problemas import Conflicto, NoEncontrado, Ocupado
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.procesos.duplicados import PROPUESTA, decision_fault
from chalicelib.rules.procesos.plazos import is_late
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.procesos.periodos import Periodo, read_periodo
from chalicelib.workflows.procesos.procesos import reachable_process


def decide_duplicates(
    principal: Principal, proceso: str, periodo: str, aplica: bool, fundamento: str, ahora: datetime
) -> Periodo:
    """Note the decision and its legal basis; the same again changes nothing.

    Raises `NoEncontrado`, `Ocupado`; `Conflicto` once the period has started, unless the decision changes nothing.
    """
    reachable_process(principal, proceso, fresh=True)
    decision = {"fundamento": fundamento, "en": iso(ahora), "por": principal.cuenta}

    def attempt() -> Periodo:
        actual = _period(proceso, periodo)
        previa = actual.duplicados or {}
        if (previa.get("fundamento"), actual.entre_aspirantes) == (fundamento, aplica):
            return actual
        falta = decision_fault(
            actual.captacion.inicio,
            aplica_hoy=actual.entre_aspirantes,
            decidida=bool(previa),
            aplica=aplica,
            ahora=ahora,
        )
        if falta:
            raise Conflicto(falta)
        with transaction() as tx:
            tx.update(
                Periodo(proceso, periodo),
                actions=[
                    Periodo.entre_aspirantes.set(aplica),
                    Periodo.duplicados.set(decision),
                    Periodo.version.add(1),
                ],
                condition=Periodo.version == int(actual.version),
            )
        forget_copies()
        return _period(proceso, periodo)

    try:
        return until_unraced(attempt)
    except Contienda:
        raise Ocupado("Otras personas están cambiando el periodo: intente de nuevo.") from None


def show_decision(q: Periodo) -> dict[str, Any]:
    """What holds in a period, what the law proposes, and the OPL's decision, if it took one."""
    decision = q.duplicados or {}
    return {
        "aplica": q.entre_aspirantes,
        "propuesta": PROPUESTA,
        "decidida_en": decision.get("en"),
        "fundamento": decision.get("fundamento", ""),
        "tardia": bool(decision) and is_late(instante(decision["en"]), q.captacion.inicio),
    }


def decided_at(q: Periodo) -> datetime | None:
    """When the OPL took its decision on a period."""
    return instante(q.duplicados["en"]) if q.duplicados else None


def _period(proceso: str, periodo: str) -> Periodo:
    try:
        return read_periodo(proceso, periodo)
    except Periodo.DoesNotExist:
        raise NoEncontrado from None
