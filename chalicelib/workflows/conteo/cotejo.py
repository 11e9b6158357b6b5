"""Each record against its seal, its turn at the Mesa and the audit log (Protocolo 13.6, 18.7).

    another hand in the table                 ─► the seal does not fit
    an older state of the whole row put back  ─► the turn was judged, and the history knows of no verdict
    a verdict that nobody gave by the API     ─► no entry of the audit log names it

The three are written by the same act, in three places, under two keys. What else is kept of a record is looked at in
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
"""Acts that write a verdict into a record, each entry with its folio; paper's are noted by run of cédulas."""


@dataclass
class CotejoDeRegistros:
    """Faults found by a pass: folio -> the gravest fault of the record, in Spanish."""

    hallados: dict[str, str] = field(default_factory=dict)

    def look_at(self, imagenes: Sequence[Imagen], turnos: Iterable[Turno]) -> None:
        """Compare records, as the table has them, with these turns of theirs and with the audit log."""
        con_dictamen = {t.folio for t in turnos if t.revisado is not None}
        apoyos = [read_record(i) for i in imagenes]
        self.hallados |= misjudged(apoyos)
        for apoyo in apoyos:
            if que := find_fault(apoyo, juzgado=apoyo.folio in con_dictamen):
                self.hallados[apoyo.folio] = que


def read_record(imagen: Imagen) -> Apoyo:
    """The record of an image."""
    apoyo = Apoyo()
    apoyo.deserialize(imagen)
    return apoyo


def find_fault(apoyo: Apoyo, *, juzgado: bool) -> str:
    """The fault of a record, or the empty text. `juzgado`: its turn at the Mesa has a verdict."""
    if que := seal_or_turn_fault(apoyo, juzgado=juzgado):
        return que
    dados = [h for h in apoyo.hechos if isinstance(h, Revisado) and h.etapa is not Etapa.CAPTURA]
    return SIN_ASIENTO if dados and _entries_of(apoyo, dados) < len(dados) else ""


def seal_or_turn_fault(apoyo: Apoyo, *, juzgado: bool) -> str:
    """`find_fault` without the audit log."""
    if not is_as_written(apoyo):
        return ALTERADO
    de_la_mesa = any(r.etapa is Etapa.MESA for r in standing_verdicts(apoyo.hechos))
    if de_la_mesa != juzgado:
        return SIN_TURNO if de_la_mesa else SIN_DICTAMEN
    return ""


def standing_verdicts(hechos: Iterable[Hecho]) -> list[Revisado]:
    """Verdicts that were not taken back, oldest first."""
    pila: list[Revisado] = []
    for hecho in hechos:
        if isinstance(hecho, Revisado):
            pila.append(hecho)
        elif isinstance(hecho, Deshecho) and pila:
            pila.pop()
    return pila


def _entries_of(apoyo: Apoyo, dados: list[Revisado]) -> int:
    """Entries of the log that name the record and give a verdict, on the days of its verdicts or the day after each:
    whoever got no answer may have asked again past midnight."""
    opl = str(get_proceso(apoyo.proceso).opl)
    dias = {date.fromisoformat(r.en[:10]) + timedelta(days=n) for r in dados for n in (0, 1)}
    return sum(_verdicts_noted(opl, dia.isoformat())[apoyo.folio] for dia in dias)


@lru_cache(maxsize=400)
def _verdicts_noted(opl: str, dia: str) -> Counter[str]:
    """How many entries of a day (UTC) of an OPL give a verdict on each record; not those whose MAC does not fit."""
    llave = mac_key()
    asientos = entries_between(f"{opl}#{dia}", f"{dia}T", f"{dia}U")
    propios = (_verdict_on(a) for a in asientos if a.sello == a.mac(llave))
    return Counter(folio for folio in propios if folio)


def _verdict_on(a: Asiento) -> str:
    """The folio that an entry gives a verdict on, also one whose outcome was not known when it was noted."""
    evento, objeto = str(a.evento), str(a.objeto)
    if evento == Evento.ACTO_SIN_DESENLACE:
        evento, objeto, _ = objeto.split(" ", 2)
    return objeto if evento in DICTAMINAN else ""


def forget_log() -> None:
    """Forget the entries read so far. Call it before each pass, so that the log is read again."""
    _verdicts_noted.cache_clear()
