"""Credentials that expired and count all the same, by an agreement of the INE, for each period (Protocolo 9.8).

The INE ordered it in 2020-21, 2023-24 and 2025. Look-ups from then on, and figures taken from a cut, follow the
setting; what was answered before changes when the registry is asked again (`consola padron reverificar`).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.rules.base.permisos import Principal
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.procesos.periodos import Periodo, read_periodo
from chalicelib.workflows.procesos.procesos import reachable_process


def show_extensions(principal: Principal, proceso: str, periodo: str) -> dict[str, Any]:
    """The years of a period, and the agreement. Raises `NoEncontrado`."""
    reachable_process(principal, proceso)
    return _shown(_period(proceso, periodo))


def set_extensions(
    principal: Principal, proceso: str, periodo: str, anios: Sequence[str], acuerdo: str, ahora: datetime
) -> dict[str, Any]:
    """Set which expired years count (none: none), and by which agreement. Setting the same again changes nothing.

    Raises `NoEncontrado`, `DatosNoAdmitidos`, `Ocupado`.
    """
    reachable_process(principal, proceso, fresh=True)
    if anios and not acuerdo:
        faltas = [{"campo": "acuerdo", "texto": "Indique el acuerdo del INE que prorroga las vigencias."}]
        raise DatosNoAdmitidos("No se guardó.", faltas=faltas)
    dicho = {"anios": sorted(set(anios)), "acuerdo": acuerdo if anios else ""}

    def attempt() -> None:
        actual = _period(proceso, periodo)
        if _same(actual, dicho):
            return
        nuevas = {**dicho, "en": iso(ahora), "por": principal.cuenta}
        with transaction() as tx:
            tx.update(
                Periodo(proceso, periodo),
                actions=[Periodo.vigencias.set(nuevas), Periodo.version.add(1)],
                condition=Periodo.version == int(actual.version),
            )

    try:
        until_unraced(attempt)
    except Contienda:
        raise Ocupado("Otras personas están cambiando el periodo: intente de nuevo.") from None
    forget_copies()
    return _shown(_period(proceso, periodo))


def _same(actual: Periodo, dicho: dict[str, Any]) -> bool:
    hay = actual.vigencias or {"anios": [], "acuerdo": ""}
    return {c: hay[c] for c in dicho} == dicho


def _period(proceso: str, periodo: str) -> Periodo:
    try:
        return read_periodo(proceso, periodo)
    except Periodo.DoesNotExist:
        raise NoEncontrado from None


def _shown(p: Periodo) -> dict[str, Any]:
    v = p.vigencias or {}
    return {
        "periodo": p.periodo,
        "anios": list(v.get("anios", [])),
        "acuerdo": v.get("acuerdo", ""),
        "fijado_en": v.get("en"),
    }
