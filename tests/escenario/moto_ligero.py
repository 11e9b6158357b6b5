"""moto made quicker, with the same answers: what it works out anew for every value it answers, it works out once.

Nearly a fifth of the functional tests' time went into looking for other names of the members of an answer: for each
attribute of an item, ten kinds of value under several names each (docs/decisions/0096-cost-of-the-tests.md).
A tenth, where users have logins, into the one RSA key that moto ships and every new pool worked out from its numbers.
"""

import json
from collections.abc import Iterable
from functools import cache
from types import SimpleNamespace
from typing import Any

from joserfc.jwk import RSAKey
from moto.cognitoidp import models as cognito
from moto.core import responses
from moto.core.serialize import AttributePickerContext, XFormedAttributePicker


def lighten() -> None:
    """Install this module's change to moto, for the rest of this process."""
    if hasattr(XFormedAttributePicker, "_sin_memoria"):
        return
    todas: Any = XFormedAttributePicker.get_possible_keys

    def get_possible_keys(self: Any, context: AttributePickerContext) -> Iterable[str]:
        """Of plain dicts the names depend on the shape alone (of objects, on their class too)."""
        if type(context.obj) is not dict or context.shape is None:
            return list(todas(self, context))
        hechas = context.shape.__dict__.setdefault("nombres_posibles", {})
        if context.key not in hechas:
            hechas[context.key] = tuple(dict.fromkeys(todas(self, context)))
        nombres: tuple[str, ...] = hechas[context.key]
        return nombres

    XFormedAttributePicker._sin_memoria = todas
    XFormedAttributePicker.get_possible_keys = get_possible_keys  # type: ignore[method-assign,assignment]
    responses.method_names_from_class = cache(responses.method_names_from_class)
    importa = cache(lambda texto: RSAKey.import_key(json.loads(texto)))
    cognito.jwk = SimpleNamespace(RSAKey=SimpleNamespace(import_key=lambda datos: importa(json.dumps(datos))))
