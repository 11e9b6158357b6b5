"""The one authorizer: a verified token, and the accounts in force of whom it names. Otherwise nothing."""

import json
from typing import Any

from chalice.app import AuthRequest, AuthResponse, Blueprint

from chalicelib.base.reloj import ahora
from chalicelib.workflows.cuentas.identidad import identify_bearer

bp = Blueprint(__name__)
CAMPOS = ("rol", "opl", "proceso", "aspirante", "auxiliar", "operador", "cuenta", "correo", "proveedor")

MAXIMO_CUENTAS = 30
"""API Gateway takes 8 KB of an authorizer; thirty accounts with the longest ids have 7. Beyond it nobody would get in
anywhere: the newest come first (`identify_bearer`)."""


@bp.authorizer(ttl_seconds=0, name="autorizador")
def autorizador(solicitud: AuthRequest) -> Any:
    identidad = identify_bearer(solicitud.token, ahora())
    if identidad is None:
        return AuthResponse(routes=[], principal_id="nadie")
    cuentas = [
        {c: str(getattr(p, c)) for c in CAMPOS if getattr(p, c)} for p in identidad.cuentas[:MAXIMO_CUENTAS]
    ]
    contexto = {"sujeto": identidad.sujeto, "cuentas": json.dumps(cuentas)}
    return AuthResponse(routes=["*"], principal_id=identidad.sujeto, context=contexto)
