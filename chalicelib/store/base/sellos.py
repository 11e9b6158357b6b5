"""MACs of rows that decide something: with permission to write the table, but without the key, nobody can make one.

    sello = 0x01 ‖ 16 bytes of HMAC-SHA256        the first byte is the version of the format

A chain's seal covers its links in order: no link can be changed, exchanged, inserted or left out.
"""

import hmac
import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

FORMA = b"\x01"
_LARGO = 16


def derive_key(indice: bytes, uso: str) -> bytes:
    """Derive a key for one purpose from a secret's index key; the derived key cannot compute the blind index."""
    return hmac.digest(indice, uso.encode(), sha256)


def seal_values(llave: bytes, valores: Sequence[Any]) -> bytes:
    """The seal of values (texts, numbers, booleans, None, bytes), in that order."""
    return FORMA + hmac.digest(llave, _encoded(valores), sha256)[:_LARGO]


def seal_chain(llave: bytes, origen: str, eslabones: Iterable[str], cierre: Sequence[Any]) -> bytes:
    """The seal of a chain: its origin, its links in order, and the closing values `cierre`."""
    previo = hmac.digest(llave, _encoded([origen]), sha256)
    for eslabon in eslabones:
        previo = hmac.digest(llave, previo + eslabon.encode(), sha256)
    return seal_values(llave, [previo, *cierre])


def same_seal(uno: bytes | None, otro: bytes) -> bool:
    """Whether a stored seal equals the expected one; a missing seal does not."""
    return uno is not None and hmac.compare_digest(uno, otro)


def _encoded(valores: Sequence[Any]) -> bytes:
    """Unambiguous encoding of a list of values: text and bytes of the same content differ."""
    return json.dumps(
        [{"b": v.hex()} if isinstance(v, bytes) else v for v in valores], ensure_ascii=False
    ).encode()
