"""The sample of the Mesa's verdicts that a second person looks at (Protocolo 13.4, 13.6).

`SHA-256(seed ‖ folio)` decides. Whoever does not know the seed cannot foresee which records are drawn; whoever is shown
the seed afterwards can recompute them. The sample of a larger share contains that of a smaller one.
"""

from hashlib import sha256

PORCENTAJE = 5
"""Share of the Mesa's verdicts, in percent, where the OPL sets no other."""
_BYTES = 8


def is_sampled(semilla: bytes, folio: str, porcentaje: int) -> bool:
    """Whether that record belongs to the sample of so many percent (0 to 100)."""
    lugar = int.from_bytes(sha256(semilla + folio.encode()).digest()[:_BYTES])
    return lugar * 100 < porcentaje << (8 * _BYTES)


def seed_fingerprint(semilla: bytes) -> str:
    """Digest (hexadecimal) of the seed, published before the seed itself, so that it cannot be replaced later."""
    return sha256(semilla).hexdigest()
