"""The one authorizer: a verified token, an active account, its role and reach. Otherwise nothing."""

from typing import Any

from chalice.app import AuthRequest, AuthResponse, Blueprint

from chalicelib.workflows.identidad import identify

bp = Blueprint(__name__)


@bp.authorizer(ttl_seconds=0, name="autorizador")
def autorizador(solicitud: AuthRequest) -> Any:
    principal = identify(solicitud.token)
    if principal is None:
        return AuthResponse(routes=[], principal_id="nadie")
    contexto = {
        c: str(getattr(principal, c))
        for c in ("sujeto", "rol", "opl", "proceso", "aspirante", "auxiliar", "operador")
    }
    return AuthResponse(routes=["*"], principal_id=principal.sujeto, context=contexto)
