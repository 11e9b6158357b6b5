"""Records of hearings: the official who has each, and its verdicts before and after (Protocolo 14).

    audiencias-apoyos    audiencia (hash)  folio (range)    a record of a hearing
    unicos               audiencia#<folio> ─► AU…           the one open hearing that has the record

A record is claimed in the transaction that puts it into a hearing. The claim is never freed, because a closed hearing
stays closed: a later hearing takes the claim over (`cite_record`), and closing a hearing of 5,000 records writes
nothing for each of them.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from pynamodb.attributes import (
    BooleanAttribute,
    JSONAttribute,
    UnicodeAttribute,
)
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.store.audiencias.audiencias import Audiencia, move_figures
from chalicelib.store.base.tabla import Tabla, iso, meta
from chalicelib.store.base.unicos import claim_key, key_owners, transfer_key
from chalicelib.store.mesa.turnos import Turno


class Citado(Tabla):
    """A record of a hearing. `antes`, `despues`: verdicts as `{inciso, motivo}`; `operador`: the official who has it;
    `mismo_juez`: that official gave the earlier verdict, for lack of another; `sin_materia`: the record had no
    inconsistency any more when the hearing began; `soporte`: of a record on paper, whether its document was examined or
    is missing."""

    Meta = meta("audiencias-apoyos")
    audiencia = UnicodeAttribute(hash_key=True)
    folio = UnicodeAttribute(range_key=True)
    antes = JSONAttribute()
    operador = UnicodeAttribute(null=True)
    mismo_juez = BooleanAttribute(default=False)
    sin_materia = BooleanAttribute(default=False)
    despues = JSONAttribute(null=True)
    soporte = UnicodeAttribute(null=True)
    revisado_en = UnicodeAttribute(null=True)


def find_claims(folios: Iterable[str]) -> dict[str, str]:
    """Folio -> the hearing that claimed it last, open or not."""
    return {ll.removeprefix("audiencia#"): d for ll, d in key_owners([_key(f) for f in folios]).items()}


def hearing_states(folios: Sequence[str]) -> dict[str, str]:
    """Folio -> state of the last hearing that claimed it; records of no hearing are left out."""
    suyas = find_claims(folios) if folios else {}
    audiencias = Audiencia.batch_get(set(suyas.values())) if suyas else ()
    estados = {str(a.audiencia): str(a.estado) for a in audiencias}
    return {folio: estados[a] for folio, a in suyas.items() if a in estados}


def cite_record(tx: TransactWrite, citado: Citado, antes: str | None) -> None:
    """Put a record into a hearing and claim it; `antes`: the closed hearing that still holds the claim."""
    tx.save(citado, condition=Citado.folio.does_not_exist())
    llave, dueno = _key(citado.folio), citado.audiencia
    if antes is None:
        claim_key(tx, llave, dueno)
    else:
        transfer_key(tx, llave, antes, dueno)


def _key(folio: str) -> str:
    return f"audiencia#{folio}"


def hand_out_records(
    tx: TransactWrite,
    a: Audiencia,
    turnos: Sequence[Turno],
    vacios: Sequence[str],
    juez: set[str],
    repartidos: int,
) -> None:
    """Hand records out to their officials. The conditions let only one run succeed.

    `vacios`: records without inconsistency any more; `juez`: records handed to their earlier judge; `repartidos`: the
    figure that was read.
    """
    for turno in turnos:
        tx.save(turno, condition=Turno.folio.does_not_exist())
        acciones: list[Action] = [
            Citado.operador.set(turno.operador),
            Citado.mismo_juez.set(turno.folio in juez),
        ]
        tx.update(
            Citado(a.audiencia, turno.folio), actions=acciones, condition=Citado.operador.does_not_exist()
        )
    for folio in vacios:
        tx.update(
            Citado(a.audiencia, folio),
            actions=[Citado.sin_materia.set(True)],
            condition=Citado.operador.does_not_exist() & (Citado.sin_materia == False),  # noqa: E712
        )
    cifras = {"repartidos": len(turnos) + len(vacios), "sin_materia": len(vacios)}
    move_figures(tx, a.audiencia, cifras, Audiencia.repartidos == repartidos)


def hand_on_record(
    tx: TransactWrite, a: Audiencia, citado: Citado, operador: str, cola: str, mismo: bool
) -> None:
    """Move a record without verdict from the official who has it to another."""
    tx.update(
        Turno(citado.folio, a.etapa),
        actions=[Turno.operador.set(operador), Turno.cola.set(cola)],
        condition=(Turno.operador == citado.operador) & Turno.revisado.does_not_exist(),
    )
    tx.update(
        Citado(a.audiencia, citado.folio),
        actions=[Citado.operador.set(operador), Citado.mismo_juez.set(mismo)],
        condition=(Citado.operador == citado.operador) & Citado.revisado_en.does_not_exist(),
    )


def close_record(tx: TransactWrite, citado: Citado, turno: Turno, ahora: datetime, **campos: Any) -> None:
    """Write a verdict to turn, hearing's record and figures; only once. `campos`: despues, soporte."""
    tx.update(
        Turno(turno.folio, turno.etapa),
        actions=[Turno.cola.remove(), Turno.revisado.set(iso(ahora))],
        condition=Turno.revisado.does_not_exist() & (Turno.operador == turno.operador),
    )
    acciones: list[Action] = [getattr(Citado, c).set(v) for c, v in campos.items() if v is not None]
    acciones.append(Citado.revisado_en.set(iso(ahora)))
    tx.update(
        Citado(citado.audiencia, citado.folio),
        actions=acciones,
        condition=Citado.revisado_en.does_not_exist(),
    )
    cual = "revertidos" if campos["despues"]["inciso"] is None else "confirmados"
    move_figures(tx, citado.audiencia, {"revisados": 1, cual: 1})


def reopen_record(tx: TransactWrite, citado: Citado, turno: Turno, cola: str) -> None:
    """Inverse of `close_record`: withdraw the verdict that was read."""
    tx.update(
        Turno(turno.folio, turno.etapa),
        actions=[Turno.cola.set(cola), Turno.revisado.remove()],
        condition=(Turno.revisado == turno.revisado) & (Turno.operador == turno.operador),
    )
    tx.update(
        Citado(citado.audiencia, citado.folio),
        actions=[Citado.despues.remove(), Citado.soporte.remove(), Citado.revisado_en.remove()],
        condition=Citado.revisado_en == citado.revisado_en,
    )
    cual = "revertidos" if citado.despues["inciso"] is None else "confirmados"
    move_figures(tx, citado.audiencia, {"revisados": -1, cual: -1})


def find_citado(audiencia: str, folio: str) -> Citado | None:
    """That record of the hearing as of now, or None."""
    try:
        return Citado.get(audiencia, folio, consistent_read=True)
    except Citado.DoesNotExist:
        return None


def list_cited(audiencia: str) -> list[Citado]:
    """All records of a hearing, as of now: 5,000 at most."""
    return list(Citado.query(audiencia, consistent_read=True))


def list_cited_after(audiencia: str, folio: str, cuantos: int) -> list[Citado]:
    """Records of a hearing after that folio."""
    condicion = (Citado.folio > folio) if folio else None
    return list(Citado.query(audiencia, condicion, consistent_read=True, limit=cuantos))
