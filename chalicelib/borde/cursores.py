"""Sealed cursors of lists: clients cannot read ids from a cursor, and it only serves the list that gave it.

Workflows make and read cursors in clear (`store/base/cursor.py`). For every route whose query has `despues`, this
module seals the cursor of the answer and opens the cursor of the query. A cursor serves the same account, path and
filters only.
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
    """The query with its cursor in clear. Raises `CuerpoInvalido` for a cursor that another list gave."""
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
    """The answer with its cursor sealed. An answer without cursor is unchanged."""
    claro = datos.get("siguiente") if isinstance(datos, dict) else None
    if not isinstance(claro, str):
        return datos
    sellado = seal_text(secreto_sistema(), _list_of(principal, solicitud), claro)
    return datos | {"siguiente": urlsafe_b64encode(sellado).decode().rstrip("=")}


def _list_of(principal: Principal, solicitud: Request) -> str:
    """Encryption context of a cursor."""
    dados: Any = solicitud.query_params or {}
    filtros = sorted((c, dados[c]) for c in dados if c not in _DE_LA_PAGINA)
    return json.dumps([principal.sujeto, principal.cuenta, solicitud.path, filtros])
