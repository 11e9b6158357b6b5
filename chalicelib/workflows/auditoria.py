"""Noting in the audit log who did what (Protocolo 5.5, 18.7)."""

from datetime import datetime

from chalicelib.rules.auditoria import Evento
from chalicelib.rules.permisos import DEL_ASPIRANTE, DEL_OPL, INSTITUCIONALES, Principal
from chalicelib.store import auditoria
from chalicelib.store.auditoria import Acto
from chalicelib.workflows.secretos import secreto_sistema


def note(principal: Principal, evento: Evento, objeto: str, ahora: datetime) -> None:
    """Append to the chain of whoever acted; `objeto` is an id. Raises `NoAnotado` or what AWS raises."""
    acto = Acto(principal.sujeto, principal.rol.value, principal.cuenta, evento, objeto, _ambito(principal))
    auditoria.note(secreto_sistema().indice, acto, ahora)


def _ambito(principal: Principal) -> str:
    if principal.rol in DEL_OPL:
        return principal.opl
    if principal.rol in INSTITUCIONALES:
        return "ine"
    return "aspirante" if principal.rol in DEL_ASPIRANTE else "app"
