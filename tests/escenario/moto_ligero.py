"""Changes that make moto quicker with the same answers: results that it computes for every value are computed once.

Nearly a third of the functional tests' time went into the answers of DynamoDB: for each value of an item, moto looks
for ten kinds of value under several names each (docs/decisions/0096-cost-of-the-tests.md). The SDK writes each
request's User-Agent twice, letter by letter. A tenth, where users have logins, went into the one RSA key that moto
ships and every new pool works out from its numbers. A pair of 4,096 bits for each new process took half a second.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import cycle
from types import SimpleNamespace
from typing import Any

from botocore import useragent
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc.jwk import RSAKey
from moto import backend_index
from moto.cognitoidp import models as cognito
from moto.core import responses
from moto.core.serialize import AttributePickerContext, JSONSerializer, XFormedAttributePicker
from moto.kms import utils as kms

PLANOS = {"S": str, "N": str, "BOOL": bool, "NULL": bool}
"""Kinds of an item's values that are answered unchanged."""
FRECUENTES = {"dynamodb", "dynamodbstreams", "kms", "sqs"}
PARES = 4
"""Number of RSA pairs of each size in moto's KMS: the fifth key has the first pair again."""


def lighten() -> None:
    """Install this module's changes, for the rest of this process."""
    if hasattr(XFormedAttributePicker, "_sin_memoria"):
        return
    _remember_names()
    _serialize_items()
    # moto tries the addresses of two hundred services in turn for each request.
    backend_index.backend_url_patterns.sort(key=lambda de: de[0] not in FRECUENTES)
    responses.method_names_from_class = cache(responses.method_names_from_class)
    importa = cache(lambda texto: RSAKey.import_key(json.loads(texto)))
    cognito.jwk = SimpleNamespace(RSAKey=SimpleNamespace(import_key=lambda datos: importa(json.dumps(datos))))
    kms.rsa = SimpleNamespace(generate_private_key=lambda **p: next(_pairs(p["key_size"])))
    useragent.sanitize_user_agent_string_component = cache(useragent.sanitize_user_agent_string_component)


@cache
def _pairs(bits: int) -> Iterator[rsa.RSAPrivateKey]:
    """Pairs of that size, made when they are asked for, and repeated from the first one on."""
    return cycle(rsa.generate_private_key(65537, bits) for _ in range(PARES))


def _remember_names() -> None:
    """Cache the other names that a member of an answer may have."""
    todas: Any = XFormedAttributePicker.get_possible_keys

    def get_possible_keys(self: Any, context: AttributePickerContext) -> Iterable[str]:
        """Cached names: for plain dicts they depend on the shape alone, for objects on their class too."""
        if type(context.obj) is not dict or context.shape is None:
            return list(todas(self, context))
        hechas = context.shape.__dict__.setdefault("nombres_posibles", {})
        if context.key not in hechas:
            hechas[context.key] = tuple(dict.fromkeys(todas(self, context)))
        nombres: tuple[str, ...] = hechas[context.key]
        return nombres

    XFormedAttributePicker._sin_memoria = todas
    XFormedAttributePicker.get_possible_keys = get_possible_keys  # type: ignore[method-assign,assignment]


def _serialize_items() -> None:
    """Answer text, numbers and what is made of them as they are; all other values go through moto's own serializer."""
    estructura: Any = JSONSerializer._serialize_type_structure

    def _serialize_type_structure(self: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
        dicho = as_answered(value) if shape.name == "AttributeValue" and key else None
        if dicho is None:
            estructura(self, serialized, value, shape, key)
        else:
            self._default_serialize(serialized, dicho, shape, key)

    JSONSerializer._serialize_type_structure = _serialize_type_structure  # type: ignore[method-assign]


def as_answered(valor: Any) -> dict[str, Any] | None:
    """JSON of an item's value; None for values that moto must write itself (bytes, and unexpected shapes)."""
    if type(valor) is not dict or len(valor) != 1:
        return None
    ((tipo, dato),) = valor.items()
    if type(dato) is PLANOS.get(tipo):
        return {tipo: dato}
    if tipo == "M" and type(dato) is dict:
        dentro = {c: as_answered(v) for c, v in dato.items()}
        return None if None in dentro.values() else {tipo: dentro}
    if tipo == "L" and type(dato) is list:
        lista = [as_answered(v) for v in dato]
        return None if None in lista else {tipo: lista}
    return None
