"""Conciliation: the table of records against all that should follow from it (Protocolo 15.2 D).

The stream forgets after 24 hours. Whatever its readers never did is found here by its absence, and done again by the
same code; what was done already bears it.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from chalicelib import aws, config
from chalicelib.rules.contadores import Clave, Contable, totals
from chalicelib.rules.folio import Folio, is_paper
from chalicelib.rules.historia import Verificado, from_dict
from chalicelib.store.acuses import with_mail
from chalicelib.store.contadores import every_total
from chalicelib.store.mesa import Turno
from chalicelib.workflows.contadores import count, state_of
from chalicelib.workflows.reparto import hand_out, new_record

POR_PAGINA = 100
Imagen = dict[str, Any]


@dataclass
class Informe:
    """What a pass saw. `antes` and `despues`: total -> (what it said, what the records say), where they differ."""

    vistos: int = 0
    entregados: int = 0
    faltas: Counter[str] = field(default_factory=Counter)
    ajenos: list[str] = field(default_factory=list)
    antes: dict[Clave, tuple[int, int]] = field(default_factory=dict)
    despues: dict[Clave, tuple[int, int]] = field(default_factory=dict)


def reconcile(tell: Callable[[int], None] = lambda _: None) -> Informe:
    """Count every record's state, hand out those with something missing, and compare the totals with a recount.

    Reads whole tables; `tell` hears how many records more are done. While records move, the totals move between the
    two readings: only a quiet system can be asked to have none in `despues`. Raises what AWS raises; running again
    starts over and is safe.
    """
    informe, recuento, antes = Informe(), Counter[Clave](), every_total()
    for pagina in _pages():
        propios = [(i, e) for i in pagina if (e := _state(i, informe)) is not None]
        for _, estado in propios:
            recuento.update(totals(estado))
        count([estado for _, estado in propios])
        _hand_out_again([imagen for imagen, _ in propios], informe)
        informe.vistos += len(propios)
        tell(len(propios))
    informe.antes = _differences(antes, recuento)
    informe.despues = _differences(every_total(), recuento)
    return informe


def _pages() -> Iterator[list[Imagen]]:
    """The records as the stream shows them: its readers' own code takes them from here."""
    paginas = (
        aws.client("dynamodb")
        .get_paginator("scan")
        .paginate(
            TableName=config.tabla("apoyos"), ConsistentRead=True, PaginationConfig={"PageSize": POR_PAGINA}
        )
    )
    return (p["Items"] for p in paginas)


def _state(imagen: Imagen, informe: Informe) -> Contable | None:
    """None, and noted, for an item that is no record: it must not keep the others from being reconciled."""
    try:
        new_record(imagen)
        imagen["historia"]["L"]
        return state_of(imagen)
    except (LookupError, TypeError, ValueError):
        informe.ajenos.append(str(imagen["folio"]["S"]))
        return None


def _hand_out_again(imagenes: list[Imagen], informe: Informe) -> None:
    folios = [i["folio"]["S"] for i in imagenes]
    con_turno = {t.folio for t in Turno.batch_get(folios, consistent_read=True)} if folios else set()
    con_acuse = with_mail(folios) if folios else set()
    nuevos = []
    for imagen in imagenes:
        folio = imagen["folio"]["S"]
        de_papel = is_paper(Folio.parse(folio).auxiliar)  # has neither turn nor receipt (11.4)
        tiene = {
            "verificación": _verified(imagen),
            "turno": de_papel or folio in con_turno,
            "acuse": de_papel or folio in con_acuse,
        }
        if faltan := [que for que, hecho in tiene.items() if not hecho]:
            informe.faltas.update(faltan)
            nuevos.append(new_record(imagen))
    hand_out(nuevos)
    informe.entregados += len(nuevos)


def _verified(imagen: Imagen) -> bool:
    return any(isinstance(from_dict(json.loads(h["S"])), Verificado) for h in imagen["historia"]["L"])


def _differences(dicen: Counter[Clave], recuento: Counter[Clave]) -> dict[Clave, tuple[int, int]]:
    return {
        c: (dicen[c], recuento[c]) for c in sorted(dicen.keys() | recuento.keys()) if dicen[c] != recuento[c]
    }
