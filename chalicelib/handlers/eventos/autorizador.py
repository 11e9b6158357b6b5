"""The only authorizer of the API: it verifies the token and finds the person's accounts in force. Anything else is
refused.
"""

import json
from typing import Any

from chalice.app import AuthRequest, AuthResponse, Blueprint

from chalicelib.base.reloj import ahora
from chalicelib.workflows.cuentas.identidad import identify_bearer

bp = Blueprint(__name__)
CAMPOS = ("rol", "opl", "proceso", "aspirante", "auxiliar", "operador", "cuenta", "correo", "proveedor")

MAXIMO_CUENTAS = 30
"""Most accounts that the authorizer returns. Thirty accounts with the longest ids take 7 KB, and API Gateway accepts 8
KB; above that, every request would be refused. The newest accounts are kept (`identify_bearer`).
"""


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
