"""How many of a sender's unknown records somebody of the OPL has looked at, in the table of totals under keys of its
own.

    ambito               clave                  n
    vistos#<aspirante>   <auxiliar or citizen>  records looked at: it only grows

The number is no total: it cannot be computed from the records.
"""

from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.conteo.contadores import VISTOS, Contador


def note_looked_at(aspirante: str, remitente: str, cuantos: int) -> None:
    """Note that `cuantos` of that sender's unknown records were looked at. The same or a smaller number changes
    nothing."""
    write_unless_refused(
        lambda: Contador(f"{VISTOS}{aspirante}", remitente).update(
            actions=[Contador.n.set(cuantos)],
            condition=Contador.n.does_not_exist() | (Contador.n < cuantos),
        )
    )


def read_looked_at(aspirante: str) -> dict[str, int]:
    """Sender -> number of records looked at, by a consistent read."""
    return {str(c.clave): int(c.n) for c in Contador.query(f"{VISTOS}{aspirante}", consistent_read=True)}


def looked_at_of(aspirante: str, remitente: str) -> int:
    """Number of that sender's records looked at, by a consistent read; 0 when there are none."""
    llaves = [(f"{VISTOS}{aspirante}", remitente)]
    return sum(int(c.n) for c in Contador.batch_get(llaves, consistent_read=True))
