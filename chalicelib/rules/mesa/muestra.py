"""The sample of the Mesa's verdicts that get a second review (Protocolo 13.4, 13.6).

`SHA-256(seed ‖ folio)` decides. Without the seed nobody can foresee the sample; once the seed is published, anybody can
recompute it. The sample of a larger share contains that of a smaller one.
"""

from hashlib import sha256

PORCENTAJE = 5
"""Default share of the Mesa's verdicts in the sample, in percent."""
_BYTES = 8


def is_sampled(semilla: bytes, folio: str, porcentaje: int) -> bool:
    """Whether the record belongs to the sample of `porcentaje` percent (0 to 100)."""
    lugar = int.from_bytes(sha256(semilla + folio.encode()).digest()[:_BYTES])
    return lugar * 100 < porcentaje << (8 * _BYTES)


def seed_fingerprint(semilla: bytes) -> str:
    """Digest (hexadecimal) of the seed, published before the seed itself, so that it cannot be replaced later."""
    return sha256(semilla).hexdigest()
