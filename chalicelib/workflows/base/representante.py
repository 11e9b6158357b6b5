"""The representative whom an aspirante named, as the row keeps them (Protocolo 7.1)."""

from chalicelib.store.aspirantes import Aspirante
from chalicelib.vault.secretos import open_fields
from chalicelib.workflows.base.secretos import secreto_de


def representative_of(a: Aspirante) -> dict[str, str] | None:
    """Name, mail, provider, and since when (RFC 3339); None when there is none."""
    if a.representante is None:
        return None
    return open_fields(secreto_de(a.proceso), identity_of(a.aspirante), a.representante)


def identity_of(aspirante: str) -> str:
    """Encryption context to which the representative's sealed data are bound."""
    return f"representante {aspirante}"
