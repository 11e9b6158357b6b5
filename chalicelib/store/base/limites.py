"""Tries counted in windows of time; the rows go by themselves."""

from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.rules.base.limites import Limite
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import Tabla, meta


class Intentos(Tabla):
    """Tries of one window; `llave` holds a blind index, never an address or a name."""

    Meta = meta("limites")
    llave = UnicodeAttribute(hash_key=True)
    n = NumberAttribute()
    caduca = NumberAttribute()


def count_try(limite: Limite, que: str, quien: str, ahora: datetime) -> bool:
    """Count one try of `que` by `quien` (a blind index). False, without counting, when the window is full."""
    uso = Intentos(f"{que}#{limite.por}#{quien}#{limite.window(ahora)}")
    return write_unless_refused(
        lambda: uso.update(
            actions=[
                Intentos.n.add(1),
                Intentos.caduca.set(int((ahora + 2 * limite.cada + timedelta(days=1)).timestamp())),
            ],
            condition=Intentos.n.does_not_exist() | (Intentos.n < limite.veces),
        )
    )
