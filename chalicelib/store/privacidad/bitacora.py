"""The audit log: each actor's entries form a chain that cannot be rewritten unseen (Protocolo 18.7).

    actor (hash)   n (range)   previo            sello
    ab12…          1           (32 zero bytes)   MAC of entry 1     <─┐
    ab12…          2           MAC of entry 1 ────────────────────────┘   MAC of entry 2

`n` is written once (conditional put). A changed entry no longer fits its own MAC, a removed entry leaves a gap, and an
inserted entry needs a key that only KMS opens. The removal of a chain's newest entries shows in a comparison with the
sealed hours (docs/decisions/0350).
"""

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import TransactWriteError
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.rules.base.eventos import Evento
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import Tabla, iso, meta
from chalicelib.store.base.transacciones import Escritura, lost_a_race, transaction, wait

PRIMERO = bytes(32)
INTENTOS = 20


class AsientosPorAmbito(GlobalSecondaryIndex["Asiento"]):
    """Entries of an OPL (or `ine`) by day."""

    class Meta:
        index_name = "por_ambito"
        projection = AllProjection()

    ambito_dia = UnicodeAttribute(hash_key=True)
    momento = UnicodeAttribute(range_key=True)


class Asiento(Tabla):
    """An entry: who (`actor`, the subject of the account), as what, when, did what, to which object."""

    Meta = meta("auditoria")
    actor = UnicodeAttribute(hash_key=True)
    n = NumberAttribute(range_key=True)
    momento = UnicodeAttribute()
    rol = UnicodeAttribute()
    cuenta = UnicodeAttribute(default="")
    evento = UnicodeAttribute()
    objeto = UnicodeAttribute(default="")
    ambito_dia = UnicodeAttribute()
    previo = BinaryAttribute(legacy_encoding=False)
    sello = BinaryAttribute(legacy_encoding=False)
    por_ambito = AsientosPorAmbito()

    def mac(self, llave: bytes) -> bytes:
        """The MAC that `sello` must equal."""
        partes = [
            self.actor,
            int(self.n),
            self.momento,
            self.rol,
            self.cuenta,
            self.evento,
            self.objeto,
            self.ambito_dia,
        ]
        return hmac.digest(llave, self.previo + json.dumps(partes).encode(), sha256)


class NoAnotado(RuntimeError):
    """The audit entry could not be written; the audited act must therefore not happen."""


@dataclass(frozen=True)
class ActoAnotado:
    """What is to be noted; `ambito` is the OPL of the account, or `ine`, `aspirante`, `app`."""

    actor: str
    rol: str
    cuenta: str
    evento: Evento
    objeto: str
    ambito: str


_ultimos: dict[str, tuple[int, bytes]] = {}


def append_entry(llave: bytes, acto: ActoAnotado, ahora: datetime, con: Escritura | None = None) -> bool:
    """Append to the actor's chain; `llave` is the MAC key. Raises `NoAnotado` or what AWS raises.

    `con`: writes that happen with the entry or not at all; False, and nothing written, when a condition of theirs does
    not hold. A concurrent append to the same chain is retried, so that simultaneous requests are all recorded.
    """
    for intento in range(INTENTOS):
        recordado = _ultimos.get(acto.actor) if intento == 0 else None
        n, previo = recordado or _last(acto.actor)
        asiento = _entry(llave, acto, ahora, n + 1, previo)
        puesto = _put(asiento) if con is None else _put_with(asiento, con)
        if puesto is not None:
            if puesto:
                _ultimos[acto.actor] = (n + 1, asiento.sello)
            return puesto
        wait(intento)
    raise NoAnotado


def _entry(llave: bytes, acto: ActoAnotado, ahora: datetime, n: int, previo: bytes) -> Asiento:
    momento = iso(ahora)
    asiento = Asiento(
        actor=acto.actor,
        n=n,
        momento=momento,
        rol=acto.rol,
        cuenta=acto.cuenta,
        evento=acto.evento.value,
        objeto=acto.objeto,
        ambito_dia=f"{acto.ambito}#{momento[:10]}",
        previo=previo,
    )
    asiento.sello = asiento.mac(llave)
    return asiento


def _put(asiento: Asiento) -> bool | None:
    """True; None when another entry has that number."""
    if not write_unless_refused(lambda: asiento.save(condition=Asiento.actor.does_not_exist())):
        return None
    return True


def _put_with(asiento: Asiento, con: Escritura) -> bool | None:
    """As `_put`; False when the accompanying writes are refused and the entry's number is still free."""
    try:
        with transaction() as tx:
            tx.save(asiento, condition=Asiento.actor.does_not_exist())
            con(tx)
    except TransactWriteError as error:
        if not lost_a_race(error):
            raise
        rehusada = any(m and m.code == "ConditionalCheckFailed" for m in error.cancellation_reasons)
        return False if rehusada and _last(asiento.actor)[0] < int(asiento.n) else None
    return True


def walk_chain(llave: bytes, actor: str) -> Iterator[tuple[Asiento, bool]]:
    """An actor's entries, oldest first, each with whether its number, previous MAC and own MAC verify."""
    previo = PRIMERO
    for n, asiento in enumerate(entries_of(actor), start=1):
        yield (
            asiento,
            int(asiento.n) == n and asiento.previo == previo and asiento.sello == asiento.mac(llave),
        )
        previo = asiento.sello


def find_break(llave: bytes, actor: str) -> int | None:
    """Number of the first entry of a chain that does not verify, or None."""
    return next((n for n, (_, encaja) in enumerate(walk_chain(llave, actor), start=1) if not encaja), None)


def entries_of(actor: str) -> Iterator[Asiento]:
    """An actor's entries, oldest first."""
    return iter(Asiento.query(actor, consistent_read=True))


def newest_entries_of(actor: str) -> Iterator[Asiento]:
    """An actor's entries, newest first, read a few at a time."""
    return iter(Asiento.query(actor, consistent_read=True, scan_index_forward=False, page_size=10))


def entries_between(particion: str, desde: str, hasta: str, **pagina: Any) -> Any:
    """Entries of a partition (`<ambito>#<day, UTC>`) of an instant and before another, oldest first.

    `pagina`: limit and last_evaluated_key.
    """
    tramo = Asiento.momento.between(desde, hasta)
    return Asiento.por_ambito.query(particion, range_key_condition=tramo, **pagina)


def list_actors() -> set[str]:
    """Everybody who has a chain; reads the whole table."""
    return {a.actor for a in Asiento.scan(attributes_to_get=["actor"])}


def forget_chain_ends() -> None:
    """Empty the cache of chain ends (for tests, which empty the table)."""
    _ultimos.clear()


def _last(actor: str) -> tuple[int, bytes]:
    for asiento in Asiento.query(actor, consistent_read=True, scan_index_forward=False, limit=1):
        return int(asiento.n), asiento.sello
    return 0, PRIMERO
