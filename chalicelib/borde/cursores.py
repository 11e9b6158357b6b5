"""Cursors of lists as clients see them: sealed, so that they show nobody's id, and bound to the list that gave them.

Workflows make and read cursors in clear (`store/base/cursor.py`). Here each is sealed on its way out and opened on its
way in, for every route whose query has `despues`. A cursor serves the same account, path and filters only.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NoBase64
from typing import Any

from chalice.app import Request

from chalicelib.problemas import CuerpoInvalido
from chalicelib.rules.base.permisos import Principal
from chalicelib.vault.errores import CamposInvalidos
from chalicelib.vault.secretos import open_text, seal_text
from chalicelib.workflows.base.secretos import secreto_sistema

MAXIMO = 2000
_DE_LA_PAGINA = frozenset({"despues", "cuantos"})


def open_cursor(principal: Principal, solicitud: Request, dados: dict[str, str]) -> dict[str, str]:
    """The query with its cursor in clear. Raises `CuerpoInvalido` for a cursor that this list did not give."""
    sellado = dados.get("despues")
    if not sellado:
        return dados
    try:
        if len(sellado) > MAXIMO:
            raise CamposInvalidos("campos_alterados")
        crudo = urlsafe_b64decode(sellado.encode("ascii") + b"=" * (-len(sellado) % 4))
        claro = open_text(secreto_sistema(), _list_of(principal, solicitud), crudo)
    except (CamposInvalidos, NoBase64, UnicodeEncodeError):
        raise CuerpoInvalido("Use el cursor que dio la página anterior.", campo="despues") from None
    return dados | {"despues": claro}


def seal_cursor(principal: Principal, solicitud: Request, datos: Any) -> Any:
    """The answer with its cursor sealed; unchanged when it has none."""
    claro = datos.get("siguiente") if isinstance(datos, dict) else None
    if not isinstance(claro, str):
        return datos
    sellado = seal_text(secreto_sistema(), _list_of(principal, solicitud), claro)
    return datos | {"siguiente": urlsafe_b64encode(sellado).decode().rstrip("=")}


def _list_of(principal: Principal, solicitud: Request) -> str:
    """Context to which a cursor is bound."""
    dados: Any = solicitud.query_params or {}
    filtros = sorted((c, dados[c]) for c in dados if c not in _DE_LA_PAGINA)
    return json.dumps([principal.sujeto, principal.cuenta, solicitud.path, filtros])
