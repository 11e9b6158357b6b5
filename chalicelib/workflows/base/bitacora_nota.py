"""Noting in the audit log who did what (Protocolo 5.5, 18.7)."""

import hmac
from datetime import datetime
from hashlib import sha256

from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import DEL_ASPIRANTE, DEL_OPL, INSTITUCIONALES, Principal
from chalicelib.store.base.transacciones import Escritura
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.privacidad.bitacora import ActoAnotado
from chalicelib.workflows.base.secretos import secreto_sistema


def note_event(
    principal: Principal, evento: Evento, objeto: str, ahora: datetime, con: Escritura | None = None
) -> bool:
    """Append an entry to the actor's chain in the audit log; `objeto` is an id. Raises `NoAnotado` or what AWS raises.

    `con`: updates that happen with the entry or not at all; False when one of their conditions does not hold.
    """
    return auditoria.append_entry(mac_key(), act_of(principal, evento, objeto), ahora, con)


def act_of(principal: Principal, evento: Evento, objeto: str) -> ActoAnotado:
    """The act that an audit entry is about: account, event and object."""
    return ActoAnotado(
        principal.sujeto, principal.rol.value, principal.cuenta, evento, objeto, _ambito(principal)
    )


def mac_key() -> bytes:
    """MAC key of the audit chains, derived from the system's secret for this purpose alone."""
    return hmac.digest(secreto_sistema().indice, b"bitacora v1", sha256)


def _ambito(principal: Principal) -> str:
    if principal.rol in DEL_OPL:
        return principal.opl
    if principal.rol in INSTITUCIONALES:
        return "ine"
    return "aspirante" if principal.rol in DEL_ASPIRANTE else "app"
