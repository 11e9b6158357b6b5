"""Reconciliation: the records against everything that should follow from them (Protocolo 15.2 D).

The stream keeps its events for 24 hours. What its readers missed is found here because it is missing, and is done by
the same code; what was already done is not done twice. Then every total is compared with a recount, and each record's
class with the class that its history gives: two ways of counting that share nothing but the records. Each record is
also compared with its seal, its turn and the audit log (`cotejo.py`).
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from chalicelib.rules.apoyos.clases import classify
from chalicelib.rules.apoyos.folio import Folio, is_paper
from chalicelib.rules.apoyos.historia import from_dict
from chalicelib.rules.conteo import Clave, Contable, totals_of_record
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.captacion.acuses import folios_with_mail
from chalicelib.store.conservacion.disposiciones import disposals_of
from chalicelib.store.conteo.contadores import every_total, totals_of
from chalicelib.store.conteo.contados import Contado
from chalicelib.store.conteo.corriente import Imagen, every_image, images_of
from chalicelib.store.mesa.turnos import get_turns
from chalicelib.store.procesos.procesos import Proceso, read_proceso
from chalicelib.workflows.captacion.reparto import queue_new_records, read_new_record
from chalicelib.workflows.conteo.colindantes import lost_records
from chalicelib.workflows.conteo.cotejo import CotejoDeRegistros, forget_log
from chalicelib.workflows.conteo.totales import count_states, read_countable_state

DEL_ASPIRANTE = ("aspirante", "auxiliares", "mi_apoyo", "papel", "lugares", "desconocidos")


@dataclass
class InformeConciliacion:
    """Result of a reconciliation pass. Each total is a pair: (stored value, value by the records).

    `antes`, `despues`: totals that differed before and after the pass; `totales`: all totals, after it. `historias`: an
    aspirante's totals by class as the records' histories give them; `desacuerdos`: folio -> (class stored, class that
    the history gives), where they differ.
    """

    vistos: int = 0
    entregados: int = 0
    faltas: Counter[str] = field(default_factory=Counter)
    ajenos: list[str] = field(default_factory=list)
    antes: dict[Clave, tuple[int, int]] = field(default_factory=dict)
    despues: dict[Clave, tuple[int, int]] = field(default_factory=dict)
    totales: dict[Clave, tuple[int, int]] = field(default_factory=dict)
    historias: Counter[Clave] = field(default_factory=Counter)
    desacuerdos: dict[str, tuple[str, str]] = field(default_factory=dict)
    cotejo: CotejoDeRegistros = field(default_factory=CotejoDeRegistros)

    @property
    def concilia(self) -> bool:
        """Whether the totals agree with the records, the classes with the histories, and each record with its seal,
        turn and audit entries."""
        return not self.despues and not self.desacuerdos and not self.cotejo.hallados


def reconcile_totals(tell: Callable[[int], None] = lambda _: None, proceso: str = "") -> InformeConciliacion:
    """Count every record's state, queue the missing steps of records, and compare the totals with two recounts.

    `proceso`: the process to reconcile; empty for all, which scans whole tables. `tell` receives the size of each batch
    of records. While records change, totals change between the two readings: `despues` can be expected to be empty only
    in a quiet system. Raises `Proceso.DoesNotExist`, and what AWS raises. Repeating the call is safe; it starts over.
    """
    suyos = _aspirantes(proceso) if proceso else []
    cerrados = frozenset[str]() if proceso else _disposed()
    forget_log()
    informe, recuento, antes = InformeConciliacion(), Counter[Clave](), _totals(proceso, suyos, cerrados)
    for pagina in _pages(proceso, suyos, cerrados):
        propios = [(i, e) for i in pagina if (e := read_countable(i, informe)) is not None]
        for imagen, estado in propios:
            recuento.update(totals_of_record(estado))
            _classify_again(imagen, estado, informe)
        count_states([estado for _, estado in propios])
        informe.cotejo.look_at([i for i, _ in propios], get_turns([e.folio for _, e in propios]))
        queue_missing_steps(propios, informe)
        informe.vistos += len(propios)
        tell(len(propios))
    perdidos = lost_records(Contado.proceso == proceso if proceso else None)
    informe.cotejo.hallados |= {f: que for f, que in perdidos if Folio.parse(f).aspirante not in cerrados}
    informe.antes = _differing(_compare(antes, recuento))
    informe.totales = _compare(_totals(proceso, suyos, cerrados), recuento)
    informe.despues = _differing(informe.totales)
    return informe


def _aspirantes(proceso: str) -> list[str]:
    read_proceso(proceso)
    return [a.aspirante for a in Aspirante.por_proceso.query(proceso)]


def _disposed() -> frozenset[str]:
    """Ids of the processes in or after disposal and of their aspirantes: their records are removed, their totals stay
    (16.1)."""
    cerrados = [str(p.proceso) for p in Proceso.scan() if p.estado not in ("abierto", "abriendo")]
    return frozenset(cerrados).union(*(d.aspirantes for p in cerrados for d in disposals_of(p)))


def _pages(proceso: str, aspirantes: list[str], cerrados: frozenset[str]) -> Iterator[list[Imagen]]:
    if proceso:
        return (p for a in aspirantes for p in images_of(a))
    return ([i for i in p if i.get("proceso", {}).get("S") not in cerrados] for p in every_image())


def _totals(proceso: str, aspirantes: list[str], cerrados: frozenset[str]) -> Counter[Clave]:
    if not proceso:
        todos = every_total()
        return Counter({c: n for c, n in todos.items() if c[0].partition("#")[2] not in cerrados})
    return totals_of([f"proceso#{proceso}", *(f"{de}#{a}" for a in aspirantes for de in DEL_ASPIRANTE)])


def read_countable(imagen: Imagen, informe: InformeConciliacion) -> Contable | None:
    """The countable state of an item.

    An item that is not a record gives None and is reported, so that it does not stop the pass.
    """
    try:
        read_new_record(imagen)
        return read_countable_state(imagen)
    except (LookupError, TypeError, ValueError):
        informe.ajenos.append(str(imagen["folio"]["S"]))
        return None


def _classify_again(imagen: Imagen, estado: Contable, informe: InformeConciliacion) -> None:
    """Derive the class from the record's whole history, and note it if it differs from the stored class."""
    clase = classify([from_dict(json.loads(h["S"])) for h in imagen["historia"]["L"]]).clase.value
    informe.historias[f"aspirante#{estado.aspirante}", f"clase#{clase}"] += 1
    if clase != estado.clase:
        informe.desacuerdos[estado.folio] = (estado.clase, clase)


def queue_missing_steps(propios: list[tuple[Imagen, Contable]], informe: InformeConciliacion) -> None:
    """Queue again the records that lack a look-up, a turn or a receipt, and count what was missing in the report."""
    folios = [e.folio for _, e in propios]
    con_turno = {t.folio for t in get_turns(folios)}
    con_acuse = folios_with_mail(folios) if folios else set()
    nuevos = []
    for imagen, e in propios:
        de_papel = is_paper(e.auxiliar)  # a paper record has neither turn nor receipt (11.4)
        tiene = {
            "verificación": e.verificado,
            "turno": de_papel or e.folio in con_turno,
            "acuse": de_papel or e.folio in con_acuse,
        }
        if faltan := [que for que, hecho in tiene.items() if not hecho]:
            informe.faltas.update(faltan)
            nuevos.append(read_new_record(imagen))
    queue_new_records(nuevos)
    informe.entregados += len(nuevos)


def _compare(dicen: Counter[Clave], recuento: Counter[Clave]) -> dict[Clave, tuple[int, int]]:
    return {c: (dicen[c], recuento[c]) for c in sorted(dicen.keys() | recuento.keys())}


def _differing(totales: dict[Clave, tuple[int, int]]) -> dict[Clave, tuple[int, int]]:
    return {c: par for c, par in totales.items() if par[0] != par[1]}
