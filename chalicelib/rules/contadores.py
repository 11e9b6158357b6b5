"""What is counted of a record, and how the totals move when it changes (Protocolo 7.12, 15.2 D)."""

from collections import Counter
from dataclasses import dataclass

from chalicelib.rules.folio import is_citizen, is_paper


@dataclass(frozen=True)
class Contable:
    """The part of a record that totals depend on. `version` grows by one with each change of the record."""

    folio: str
    version: int
    aspirante: str
    auxiliar: str
    dia: str
    clase: str
    revisado: bool


Clave = tuple[str, str]  # (what the total belongs to, which total)


def totals(c: Contable | None) -> Counter[Clave]:
    """The totals to which a record adds one."""
    if c is None:
        return Counter()
    aspirante, remitente = f"aspirante#{c.aspirante}", _sender(c)
    claves = [
        (aspirante, "recibidos"),
        (aspirante, f"clase#{c.clase}"),
        (aspirante, f"dia#{c.dia}"),
        (remitente, "recibidos"),
        (remitente, f"clase#{c.clase}"),
    ]
    if c.revisado:
        claves.append((aspirante, "revisados"))
    return Counter(claves)


def _sender(c: Contable) -> str:
    """Each auxiliar has totals of its own (7.12). Citizens have them together, by aspirante: one row for each of them
    would say who supported whom, and be as many as the records. What was typed from paper is together too (11.4)."""
    if is_paper(c.auxiliar):
        return f"papel#{c.aspirante}"
    return f"mi_apoyo#{c.aspirante}" if is_citizen(c.auxiliar) else f"auxiliar#{c.auxiliar}"


def movement(antes: Contable | None, despues: Contable) -> dict[Clave, int]:
    """Total -> how much it grows (or shrinks) when the counted state goes from `antes` to `despues`.

    An event older than what was counted moves nothing: the counted state is absolute, so events may repeat or
    arrive in any order.
    """
    if not is_newer(antes, despues):
        return {}
    cambio = totals(despues)
    cambio.subtract(totals(antes))
    return {clave: n for clave, n in cambio.items() if n}


def is_newer(antes: Contable | None, despues: Contable) -> bool:
    """Whether `despues` is a later state of the record than the one counted."""
    return antes is None or antes.version < despues.version
