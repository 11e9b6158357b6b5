"""Check of each record against its seal, its turn at the Mesa and the audit log (Protocolo 13.6, 18.7).

    the row was changed from outside          ─► the seal does not fit
    an older state of the whole row put back  ─► the turn has a verdict, and the history has none
    a verdict that nobody gave by the API     ─► no entry of the audit log names it

One act writes the three, in three places and under two keys. Other data kept about a record are checked in
`colindantes.py`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from chalicelib.rules.apoyos.historia import Deshecho, Etapa, Hecho, Revisado
from chalicelib.rules.base.eventos import Evento
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.conteo.corriente import Imagen
from chalicelib.store.mesa.turnos import Turno
from chalicelib.store.privacidad.bitacora import Asiento, entries_between
from chalicelib.store.procesos.procesos import get_proceso
from chalicelib.workflows.apoyos.sellos import is_as_written
from chalicelib.workflows.base.bitacora_nota import mac_key
from chalicelib.workflows.conteo.colindantes import misjudged

ALTERADO = "no está como el sistema lo escribió"
SIN_TURNO = "tiene un dictamen y su turno en la Mesa no"
SIN_DICTAMEN = "su turno en la Mesa tiene dictamen y su historia no"
SIN_ASIENTO = "tiene un dictamen que la bitácora no conoce"

DICTAMINAN = frozenset(
    e.value
    for e in (
        Evento.DICTAMEN_EMITIDO,
        Evento.DESACUERDO_RESUELTO,
        Evento.ESCALADO_DETERMINADO,
        Evento.DICTAMEN_DE_AUDIENCIA,
    )
)
"""Acts that write a verdict into a record, whose entries name the folio. Verdicts of paper are noted by
run of cédulas.
"""


@dataclass
class CotejoDeRegistros:
    """Faults found by a pass: folio -> the gravest fault of the record, in Spanish."""

    hallados: dict[str, str] = field(default_factory=dict)

    def look_at(self, imagenes: Sequence[Imagen], turnos: Iterable[Turno]) -> None:
        """Check records, given as DynamoDB images, against their turns, their persons' supports and the audit log."""
        con_dictamen = {t.folio for t in turnos if t.revisado is not None}
        leidos = {str(i["folio"]["S"]): read_if_whole(i) for i in imagenes}
        self.hallados |= {folio: ALTERADO for folio, apoyo in leidos.items() if apoyo is None}
        apoyos = [a for a in leidos.values() if a is not None]
        self.hallados |= misjudged(apoyos)
        for apoyo in apoyos:
            if que := find_fault(apoyo, juzgado=apoyo.folio in con_dictamen):
                self.hallados[apoyo.folio] = que


def read_record(imagen: Imagen) -> Apoyo:
    """The record in a DynamoDB image."""
    apoyo = Apoyo()
    apoyo.deserialize(imagen)
    return apoyo


def read_if_whole(imagen: Imagen) -> Apoyo | None:
    """The record in a DynamoDB image; None if a value is of another type than our writers write."""
    try:
        return read_record(imagen)
    except (LookupError, TypeError, ValueError):
        return None


def find_fault(apoyo: Apoyo, *, juzgado: bool) -> str:
    """Fault of a record, in Spanish; empty without one. `juzgado`: whether its turn at the Mesa has a verdict."""
    if que := seal_or_turn_fault(apoyo, juzgado=juzgado):
        return que
    dados = [h for h in apoyo.hechos if isinstance(h, Revisado) and h.etapa is not Etapa.CAPTURA]
    return SIN_ASIENTO if dados and _entries_of(apoyo, dados) < len(dados) else ""


def seal_or_turn_fault(apoyo: Apoyo, *, juzgado: bool) -> str:
    """Fault of a record by its seal and its turn only, without the audit log."""
    if not is_as_written(apoyo):
        return ALTERADO
    de_la_mesa = any(r.etapa is Etapa.MESA for r in standing_verdicts(apoyo.hechos))
    if de_la_mesa != juzgado:
        return SIN_TURNO if de_la_mesa else SIN_DICTAMEN
    return ""


def standing_verdicts(hechos: Iterable[Hecho]) -> list[Revisado]:
    """Verdicts that were not undone, oldest first."""
    pila: list[Revisado] = []
    for hecho in hechos:
        if isinstance(hecho, Revisado):
            pila.append(hecho)
        elif isinstance(hecho, Deshecho) and pila:
            pila.pop()
    return pila


def _entries_of(apoyo: Apoyo, dados: list[Revisado]) -> int:
    """Number of entries of the log that note a verdict on the record, on the days of its verdicts or the day after
    each. A request without an answer may have been repeated after midnight."""
    opl = str(get_proceso(apoyo.proceso).opl)
    dias = {date.fromisoformat(r.en[:10]) + timedelta(days=n) for r in dados for n in (0, 1)}
    return sum(_verdicts_noted(opl, dia.isoformat())[apoyo.folio] for dia in dias)


@lru_cache(maxsize=400)
def _verdicts_noted(opl: str, dia: str) -> Counter[str]:
    """Folio -> number of entries of an OPL's log that note a verdict on it, on a day (UTC). Entries with a wrong MAC do
    not count."""
    llave = mac_key()
    asientos = entries_between(f"{opl}#{dia}", f"{dia}T", f"{dia}U")
    propios = (_verdict_on(a) for a in asientos if a.sello == a.mac(llave))
    return Counter(folio for folio in propios if folio)


def _verdict_on(a: Asiento) -> str:
    """Folio on which an entry notes a verdict, even if its outcome was unknown when it was noted; else
    the empty text."""
    evento, objeto = str(a.evento), str(a.objeto)
    if evento == Evento.ACTO_SIN_DESENLACE:
        evento, objeto, _ = objeto.split(" ", 2)
    return objeto if evento in DICTAMINAN else ""


def forget_log() -> None:
    """Clear the cache of entries. Call it before each pass, so that the log is read again."""
    _verdicts_noted.cache_clear()
