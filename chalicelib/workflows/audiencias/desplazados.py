"""Who loses, or gets back, a counted support by another aspirante's hearing, and is told so (14.4, LGIPE 385)."""

from dataclasses import replace
from datetime import datetime

from pynamodb.transactions import TransactWrite

from chalicelib.rules.apoyos.clases import would_count
from chalicelib.rules.apoyos.duplicados import Respaldo, judge_supports
from chalicelib.rules.apoyos.historia import Hecho
from chalicelib.store.apoyos.apoyos import get_apoyo
from chalicelib.store.apoyos.personas import load_coleccion
from chalicelib.store.audiencias.audiencias import Audiencia
from chalicelib.store.correos.salidas import Salida, owe
from chalicelib.store.procesos.procesos import get_periodo
from chalicelib.workflows.audiencias.cartas import mails_of_displaced
from chalicelib.workflows.correos import salidas


def owe_displaced(tx: TransactWrite, a: Audiencia, folio: str, hecho: Hecho, ahora: datetime) -> list[Salida]:
    """Put the mails to the aspirantes whose supports change into the verdict's transaction.

    `hecho`: what is appended to the record of the hearing. One other support at most starts or stops counting, so these
    are two mails at most.
    """
    debe = [
        salidas.owed_mail(aviso, ahora)
        for otro, cuenta in _changed(folio, hecho)
        for aviso in mails_of_displaced(a, otro.aspirante, otro.folio, cuenta, ahora)
    ]
    owe(tx, *debe)
    return debe


def _changed(folio: str, hecho: Hecho) -> list[tuple[Respaldo, bool]]:
    """Supports of the same person for other aspirantes that stop (False) or start (True) to count."""
    apoyo = get_apoyo(folio)
    if apoyo is None or apoyo.persona is None:
        return []
    todos = [i.respaldo for i in load_coleccion(apoyo.persona).apoyos.values()]
    antes = [r for r in todos if r.contienda == apoyo.contienda]
    entre = get_periodo(apoyo.proceso, apoyo.periodo).entre_aspirantes
    en_pie = would_count([*apoyo.hechos, hecho])
    despues = [replace(r, en_pie=en_pie) if r.folio == folio else r for r in antes]
    previos, nuevos = (judge_supports(x, entre_aspirantes=entre) for x in (antes, despues))
    return [
        (r, not nuevos[r.folio].excluye)
        for r in antes
        if r.aspirante != apoyo.aspirante
        and r.en_pie
        and previos[r.folio].excluye is not nuevos[r.folio].excluye
    ]
