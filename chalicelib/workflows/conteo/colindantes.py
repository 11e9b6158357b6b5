"""Check of records against the tables that hold something about each of them (Protocolo 15.2 D).

    contados   the state in which the totals hold the record
    mesa       the turn in which its verdict was given
    personas   the supports in force of the same person, and which of them counts

Each of these is written in a transaction of its own or in the record's, so a fault in one shows in the others. Totals
alone only tell that something is wrong; these tables tell which record it is.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from pynamodb.expressions.condition import Condition

from chalicelib.rules.conteo import Contable
from chalicelib.store.apoyos.apoyos import Apoyo, list_key, lists_of
from chalicelib.store.apoyos.personas import LugarDeApoyo, Persona, head_key
from chalicelib.store.conteo.contados import Contado, counted_states
from chalicelib.workflows.apoyos.duplicados import last_judgement, place_among_supports

SIN_CONTAR = "los totales no lo cuentan"
CONTADO_DISTINTO = "los totales lo cuentan en otro estado"
PERDIDO = "los totales lo cuentan y no está entre los registros"
FUERA_DE_LISTA = "no está en la lista de su aspirante"
SIN_PERSONA = "no está entre los apoyos vigentes de su persona"
DE_MAS = "está entre los apoyos vigentes de su persona y no está vigente"
OTRO_CUENTA = "lo que se juzgó de su duplicidad no es lo que resulta de los apoyos de su persona"
POR_PAGINA = 100


def miscounted(estados: Iterable[Contable]) -> dict[str, str]:
    """Folio -> fault, of the records whose counted state differs from their present one."""
    hoy = {e.folio: e for e in estados}
    contados = counted_states(list(hoy))
    return {
        folio: CONTADO_DISTINTO if folio in contados else SIN_CONTAR
        for folio, estado in hoy.items()
        if contados.get(folio) != estado
    }


def misjudged(apoyos: Iterable[Apoyo]) -> dict[str, str]:
    """Folio -> fault, of the records that the index of their person's supports lacks, has too many of, or judges
    otherwise."""
    con_persona = [a for a in apoyos if a.persona is not None]
    lugares = {a.folio: LugarDeApoyo(a.persona, a.contienda, a.aspirante, a.orden) for a in con_persona}
    llaves = {(de.persona, que) for de in lugares.values() for que in (de.llave, head_key(de.contienda))}
    hay = (
        {(p.persona, p.orden): p for p in Persona.batch_get(list(llaves), consistent_read=True)}
        if llaves
        else {}
    )
    faltas = {a.folio: _standing_fault(a, lugares[a.folio], hay) for a in con_persona}
    return {folio: falta for folio, falta in faltas.items() if falta}


def _standing_fault(apoyo: Apoyo, lugar: LugarDeApoyo, hay: dict[tuple[str, str], Persona]) -> str:
    item, cabeza = hay.get((lugar.persona, lugar.llave)), hay.get((lugar.persona, head_key(lugar.contienda)))
    if place_among_supports(apoyo) is None:
        return DE_MAS if item else ""
    primeros = dict(cabeza.primeros or {}) if cabeza else {}
    if item is None or not primeros:
        return SIN_PERSONA
    suyo, es_el_primero = last_judgement(apoyo).igual, lugar.orden == min(primeros.values())
    return "" if suyo == item.igual and (suyo[0] is None) == es_el_primero else OTRO_CUENTA


def lost_records(de: Condition | None) -> Iterator[tuple[str, str]]:
    """(folio, fault) of counted records that no longer exist or are in no list. It scans the table `contados`.

    `de`: condition on its rows; None for all.
    """
    contados = Contado.scan(de, consistent_read=True, attributes_to_get=["folio"])
    folios = (str(c.folio) for c in contados)
    while pagina := list(islice(folios, POR_PAGINA)):
        yield from _lost_among(pagina)


def _lost_among(folios: list[str]) -> Iterator[tuple[str, str]]:
    listas = lists_of(folios)
    for folio in folios:
        if folio not in listas:
            yield folio, PERDIDO
        elif listas[folio] != list_key(folio):
            yield folio, FUERA_DE_LISTA
