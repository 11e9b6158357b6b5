"""Accounts as they are on file beside what the authorizer reads of them (Protocolo 5.1, 5.4)."""

from collections.abc import Iterable, Sequence
from typing import Any

from chalicelib.rules.cuentas import EstadoCuenta
from chalicelib.store.cuentas.cuentas import Cuenta
from chalicelib.store.cuentas.titulares import Titular, find_titular
from chalicelib.workflows.base.cuentas import accounts_key
from chalicelib.workflows.cuentas.titular import titular_summary

CONFORME = "conforme"
DISTINTO = "distinto"  # another state, or another holder's subject, than on file
ALTERADO = "alterado"  # another hand wrote the row: it reaches nothing
SIN_SOLICITUD = "sin_solicitud"  # nobody asked for the account
SIN_FILA = frozenset({EstadoCuenta.SOLICITADA, EstadoCuenta.TERMINADA})
"""States in which an account may have no row that the authorizer reads."""


def list_with_access(titulares: Sequence[Titular], filas: Iterable[Cuenta]) -> list[dict[str, Any]]:
    """A page of accounts by name; `acceso`: how the row that the authorizer reads compares with what is on file.

    `filas`: the rows of the same stretch. A row of no request is a line too.
    """
    llave = accounts_key()
    leidas: dict[str, list[Cuenta]] = {}
    for fila in filas:
        leidas.setdefault(fila.cuenta, []).append(fila)
    lineas = [titular_summary(t) | {"acceso": _access(t, leidas.pop(t.cuenta, []), llave)} for t in titulares]
    sobran = (f for grupo in leidas.values() for f in grupo)
    lineas += [_unasked(f, llave) for f in sobran if find_titular(f.cuenta) is None]
    return sorted(lineas, key=lambda e: str(e["cuenta"]))


def _access(titular: Titular, filas: Sequence[Cuenta], llave: bytes) -> str:
    if not all(f.is_as_written(llave) for f in filas):
        return ALTERADO
    esperadas = {(titular.sujeto, titular.estado, titular.rol)}
    if not filas:
        return CONFORME if titular.estado in SIN_FILA else DISTINTO
    return CONFORME if {(f.sujeto, f.estado, f.rol) for f in filas} == esperadas else DISTINTO


def _unasked(fila: Cuenta, llave: bytes) -> dict[str, Any]:
    campos = ("cuenta", "rol", "opl", "proceso", "estado")
    acceso = SIN_SOLICITUD if fila.is_as_written(llave) else ALTERADO
    linea = {c: str(getattr(fila, c)) for c in campos}
    return linea | {"declaracion_guardada": False, "nombre": "", "acceso": acceso}
