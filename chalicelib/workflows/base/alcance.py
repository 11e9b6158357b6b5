"""Which aspirantes an account reaches, and the one answer for all that it does not reach (Protocolo 7.1, 7.12)."""

from chalicelib.problemas import NoEncontrado
from chalicelib.rules.base.permisos import Principal, reaches_aspirante
from chalicelib.store.aspirantes import Aspirante, get_aspirante, read_aspirante

PRELIMINAR = "Información preliminar, sujeta a verificación registral y a revisión en Mesa de Control (7.13)."


def reachable_aspirante(principal: Principal, aspirante: str) -> Aspirante:
    """The aspirante, at most a minute old, if within the account's reach. Raises `NoEncontrado`."""
    try:
        a = get_aspirante(aspirante)
    except Aspirante.DoesNotExist:
        raise NoEncontrado from None
    if not reaches_aspirante(principal, aspirante, a.proceso, a.opl):
        raise NoEncontrado
    return a


def reach_aspirante(principal: Principal, aspirante: str) -> Aspirante:
    """The aspirante as of now, if within the account's reach: what a decision rests on. Raises `NoEncontrado`."""
    try:
        a = read_aspirante(aspirante)
    except Aspirante.DoesNotExist:
        raise NoEncontrado from None
    if not reaches_aspirante(principal, aspirante, a.proceso, a.opl):
        raise NoEncontrado
    return a
