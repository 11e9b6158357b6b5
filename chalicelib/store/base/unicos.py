"""What may be only once: a row here is the claim, and its key the invariant.

    llave                                dueno
    cuenta#correo#<index of an e-mail>   the institutional account that has it (titulares.py)
    <aspirante>#clave#<blind index>      the auxiliar in force with that clave de elector
    mi-apoyo#persona#<key of a person>   the citizen in force of that process for whom that person activated (10.6)
    mi-apoyo#cuenta#<proceso>#<index>    the citizen of that process to whom an account of a provider belongs (10.2)
    reporte#<kind>#<account>             the last report of that kind that the account asked for (7.1 B)

The claim goes into the transaction that makes its owner; freeing it, into the one that ends the owner. So of two who
register the same person at once, one does.
"""

from pynamodb.attributes import UnicodeAttribute
from pynamodb.transactions import TransactWrite

from chalicelib.store.base.tabla import Tabla, meta


class Unico(Tabla):
    """`llave` belongs to `dueno`."""

    Meta = meta("unicos")
    llave = UnicodeAttribute(hash_key=True)
    dueno = UnicodeAttribute()


def claim_key(tx: TransactWrite, llave: str, dueno: str) -> None:
    """Claim a key; the transaction fails (ConditionalCheckFailed) when another owner has it."""
    tx.save(Unico(llave=llave, dueno=dueno), condition=Unico.llave.does_not_exist() | (Unico.dueno == dueno))


def release_key(tx: TransactWrite, llave: str, dueno: str) -> None:
    """Free a key that this owner holds, so that it can be claimed anew."""
    tx.delete(Unico(llave=llave), condition=Unico.llave.does_not_exist() | (Unico.dueno == dueno))


def transfer_key(tx: TransactWrite, llave: str, antes: str, dueno: str) -> None:
    """Take over a key; the transaction fails unless `antes` holds it."""
    tx.save(Unico(llave=llave, dueno=dueno), condition=Unico.dueno == antes)


def key_owners(llaves: list[str]) -> dict[str, str]:
    """Owner of each key that has one (consistent reads)."""
    return {u.llave: u.dueno for u in Unico.batch_get(llaves, consistent_read=True)} if llaves else {}
