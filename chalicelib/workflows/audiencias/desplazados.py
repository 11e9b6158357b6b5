"""Mails to aspirantes who lose or regain a counted support by another's hearing (14.4, LGIPE 385)."""

from datetime import datetime

from pynamodb.transactions import TransactWrite

from chalicelib.rules.apoyos.historia import Hecho
from chalicelib.store.apoyos.apoyos import get_apoyo
from chalicelib.store.apoyos.personas import LugarDeApoyo
from chalicelib.store.audiencias.audiencias import Audiencia
from chalicelib.store.correos.salidas import Salida, owe
from chalicelib.store.procesos.periodos import get_periodo
from chalicelib.workflows.apoyos.duplicados import add_fact, place_among_supports, plan_move
from chalicelib.workflows.audiencias.cartas import mails_of_displaced
from chalicelib.workflows.correos import salidas


def owe_displaced(tx: TransactWrite, a: Audiencia, folio: str, hecho: Hecho, ahora: datetime) -> list[Salida]:
    """Put the mails to the aspirantes whose supports change into the verdict's transaction.

    `hecho`: the fact appended to the hearing's record. At most one other support starts or stops counting, so there
    are at most two mails.
    """
    debe = [
        salidas.owed_mail(aviso, ahora)
        for otro, cuenta in _changed(folio, hecho)
        for aviso in mails_of_displaced(a, otro.aspirante, otro.folio, cuenta, ahora)
    ]
    owe(tx, *debe)
    return debe


def _changed(folio: str, hecho: Hecho) -> list[tuple[LugarDeApoyo, bool]]:
    """Supports of the same person for other aspirantes that stop (False) or start (True) to count with that fact."""
    apoyo = get_apoyo(folio)
    if apoyo is None:
        return []
    previo = place_among_supports(apoyo)
    add_fact(apoyo, hecho)  # on this copy alone, to compute the record's place afterwards
    entre_aspirantes = get_periodo(apoyo.proceso, apoyo.periodo).entre_aspirantes
    movimiento = plan_move(previo, place_among_supports(apoyo), entre_aspirantes=entre_aspirantes)
    vecinos = movimiento.vecinos if movimiento and entre_aspirantes else []
    return [(v.lugar, not v.juicio.excluye) for v in vecinos if v.lugar.aspirante != apoyo.aspirante]
