"""Which records are looked at twice (Protocolo 13.4, 13.6): a sample that nobody can choose or foresee.

`SHA-256(seed ‖ folio)` is as good as drawn by lot to whoever does not know the seed, and can be recomputed by whoever
is shown it afterwards. A larger share holds every record of a smaller one.
"""

from hashlib import sha256

PORCENTAJE = 5
"""Share of the Mesa's verdicts, in percent, where the OPL sets no other."""
_BYTES = 8


def is_sampled(semilla: bytes, folio: str, porcentaje: int) -> bool:
    """Whether that record belongs to the sample of so many percent (0 to 100)."""
    lugar = int.from_bytes(sha256(semilla + folio.encode()).digest()[:_BYTES])
    return lugar * 100 < porcentaje << (8 * _BYTES)


def fingerprint(semilla: bytes) -> str:
    """What is shown of the seed before it may be: nobody can put another in its place later. Hexadecimal."""
    return sha256(semilla).hexdigest()
