"""Schemas of the API document in the form that common client generators accept.

msgspec writes correct JSON Schema that some generators cannot read: component names with module paths, patterns with
look-ahead, tuples with `items: false`. Instants that are stored as texts get the format of a time. Nothing here changes
what the API accepts or answers.
"""

import re
from collections import Counter
from typing import Any

_Json = dict[str, Any]
_COMPONENTE = "#/components/schemas/"


def published_schemas(documento: _Json) -> _Json:
    """The same document with short, unique component names and titles, plain patterns and plain arrays."""
    limpio: _Json = _plain(documento)
    nombres = short_names(limpio["components"]["schemas"])
    renombrado: _Json = _rename(limpio, {_COMPONENTE + v: _COMPONENTE + n for v, n in nombres.items()})
    esquemas = renombrado["components"]["schemas"]
    renombrado["components"]["schemas"] = {
        nombres[viejo]: {**esquema, "title": nombres[viejo]} for viejo, esquema in sorted(esquemas.items())
    }
    return renombrado


def short_names(esquemas: _Json) -> dict[str, str]:
    """Each component's name -> its class's name, followed by its room where two rooms use that name.

    Raises `ValueError` if two components would still share a name: one of the classes needs another.
    """
    cuenta = Counter(_class_of(n) for n in esquemas)
    nombres = {n: _class_of(n) if cuenta[_class_of(n)] == 1 else _class_of(n) + _room_of(n) for n in esquemas}
    repetidos = [n for n, c in Counter(nombres.values()).items() if c > 1]
    if repetidos:
        raise ValueError(f"two schemas are called {', '.join(sorted(repetidos))}: rename one of the classes")
    return nombres


def _class_of(componente: str) -> str:
    """Name of the class of a component: `chalicelib.handlers.mesa.calidad.Desacuerdo` gives `Desacuerdo`."""
    return componente.rpartition(".")[2]


def _room_of(componente: str) -> str:
    """The room of a component, as a suffix in CamelCase: `chalicelib.rules.mi_apoyo.X` gives `MiApoyo`."""
    partes = componente.split(".")[2:-1]
    return "".join(p.capitalize() for p in (partes[0] if partes else "").split("_"))


def _plain(nodo: Any) -> Any:
    if isinstance(nodo, list):
        return [_plain(n) for n in nodo]
    if not isinstance(nodo, dict):
        return nodo
    plano = {c: _plain(v) for c, v in nodo.items()}
    if isinstance(plano.get("pattern"), str):
        plano["pattern"] = plain_pattern(plano["pattern"])
    if isinstance(plano.get("properties"), dict):
        plano["properties"] = {c: _timed(c, v) for c, v in plano["properties"].items()}
    if plano.get("items") is False and "prefixItems" in plano:
        plano["items"] = _any_of(plano.pop("prefixItems"))
    return plano


def is_instant(campo: str) -> bool:
    """Whether a member of that name is an instant (RFC 3339, UTC): `recibido_en`, `vence`, `momento`."""
    return (campo.endswith("_en") and campo != "licencia_en") or campo in ("vence", "momento")


def _timed(campo: str, esquema: Any) -> Any:
    """Schema of a member, with the format of an instant where it is one. Wall-clock times have a pattern and are left
    as they are."""
    if not is_instant(campo) or not isinstance(esquema, dict):
        return esquema
    if "anyOf" in esquema:
        return {**esquema, "anyOf": [_timed(campo, e) for e in esquema["anyOf"]]}
    tipos = esquema.get("type")
    libre = tipos == "string" or (isinstance(tipos, list) and "string" in tipos)
    return {**esquema, "format": "date-time"} if libre and not esquema.keys() & _DICHOS else esquema


_DICHOS = {"pattern", "format", "enum"}


def plain_pattern(patron: str) -> str:
    """A pattern in the syntax of JSON Schema: `$` for the end of the text, which Python writes `\\Z` or `$(?!\\n)`."""
    return re.sub(r"\\Z|\$\(\?!\\n\)", "$", patron)


def _any_of(esquemas: list[Any]) -> Any:
    """A schema that admits any of these."""
    distintos = [e for i, e in enumerate(esquemas) if e not in esquemas[:i]]
    return distintos[0] if len(distintos) == 1 else {"anyOf": distintos}


def _rename(nodo: Any, nombres: dict[str, str]) -> Any:
    if isinstance(nodo, list):
        return [_rename(n, nombres) for n in nodo]
    if isinstance(nodo, dict):
        return {c: nombres.get(v, v) if c == "$ref" else _rename(v, nombres) for c, v in nodo.items()}
    return nodo
