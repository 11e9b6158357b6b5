"""The accounts of a person that the authorizer accepts: in force, and with a seal that verifies (Protocolo 5.5).

The key of the seals is derived from the system's secret, unwrapped once per warm container, as the audit log's key is.
"""

from chalicelib.base.metricas import record_metric
from chalicelib.base.registro import log
from chalicelib.store.base.sellos import derive_key
from chalicelib.store.cuentas.cuentas import Cuenta, active_accounts
from chalicelib.workflows.base.secretos import secreto_sistema


def accounts_key() -> bytes:
    """MAC key of accounts' seals."""
    return derive_key(secreto_sistema().indice, "cuentas v1")


def accounts_in_force(sujeto: str) -> list[Cuenta]:
    """The subject's accounts in force, as of now. A row whose seal does not verify is left out and reported."""
    activas = active_accounts(sujeto)
    llave = accounts_key() if activas else b""
    return [c for c in activas if _is_ours(c, llave)]


def _is_ours(cuenta: Cuenta, llave: bytes) -> bool:
    if cuenta.is_as_written(llave):
        return True
    log.error("cuenta alterada", extra={"cuenta": cuenta.cuenta, "rol": cuenta.rol})
    record_metric("Alterados", 1)
    return False
