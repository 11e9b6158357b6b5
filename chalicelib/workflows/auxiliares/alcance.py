"""Loading of an auxiliar within an account's reach; one out of reach is answered as if it did not exist (5.1, 18.5)."""

from chalicelib.problemas import NoEncontrado
from chalicelib.rules.base.permisos import Principal, reaches_aspirante
from chalicelib.store.aspirantes import get_aspirante
from chalicelib.store.auxiliares.auxiliares import Auxiliar, find_auxiliar


def reachable_auxiliar(principal: Principal, auxiliar: str) -> Auxiliar:
    """The auxiliar, if their aspirante is within the account's reach. Raises `NoEncontrado`."""
    fila = find_auxiliar(auxiliar)
    if fila is None:
        raise NoEncontrado
    aspirante = get_aspirante(fila.aspirante)
    if not reaches_aspirante(principal, fila.aspirante, fila.proceso, aspirante.opl):
        raise NoEncontrado
    return fila
