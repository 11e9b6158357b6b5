"""Counting tries (Protocolo 18.5): whose they are goes into no key in clear."""

from datetime import datetime

from chalicelib.rules.base.limites import Limite
from chalicelib.store.base import limites
from chalicelib.vault.secretos import blind_index
from chalicelib.workflows.base.secretos import secreto_sistema


def take_try(limite: Limite, que: str, quien: str, ahora: datetime) -> int | None:
    """Count a try against a rate limit; None when it is within the limit, otherwise the seconds to wait."""
    indice = blind_index(secreto_sistema(), f"limite {limite.por}", quien or "(sin)")
    return None if limites.count_try(limite, que, indice, ahora) else limite.ends_in(ahora)
