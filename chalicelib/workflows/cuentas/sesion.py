"""Signing out: the tokens of a person stop serving at once, and not when they expire (Protocolo 5.5)."""

from datetime import datetime
from typing import Any

from chalicelib.rules.base.permisos import Principal
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.cuentas.cuentas import end_session
from chalicelib.workflows.base.cuentas import accounts_in_force, accounts_key
from chalicelib.workflows.cuentas.credenciales import last_login


def close_sessions(principal: Principal, ahora: datetime) -> dict[str, Any]:
    """End every session of the person in all their accounts; a later login works again.

    Repeating it changes only the instant. `cerradas`: number of accounts that had a session. A visitor has no account,
    so there is no row in which to record that the token was given up.
    """
    cuentas = accounts_in_force(principal.sujeto)
    if cuentas:
        with transaction() as tx:
            for c in cuentas:
                end_session(tx, accounts_key(), c.sujeto, c.cuenta, last_login(c.sujeto, c.cuenta, ahora))
    return {"cuenta": principal.cuenta, "cerradas": len(cuentas)}
