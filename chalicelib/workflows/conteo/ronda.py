"""Scheduled round over recent records: missing steps are queued again and reported (Protocolo 9.8, 9.14, 13.1, 15.2 D).

Every hour the round reads the records received within `RECIENTES`, and once a day those within `ANTERIORES`, by the
index of each aspirante. Its cost follows the arrivals, not the number of stored records. A record younger than `REPOSO`
is skipped, because it may still be in progress. What the round finds was lost when a run died or the stream gave up;
the command `conciliar` reads all records.

The round also verifies the seals. A record that is not as the system wrote it is reported, and neither counted nor
queued (decisions/0271).
"""

from datetime import datetime, timedelta

from chalicelib.base.metricas import record_metric
from chalicelib.base.registro import describe_error, log
from chalicelib.rules.conteo import is_newer
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.tabla import instante
from chalicelib.store.conteo.contados import counted_states
from chalicelib.store.conteo.corriente import Imagen, images_of
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.store.procesos.procesos import all_processes
from chalicelib.workflows.apoyos.sellos import is_as_written, report_altered
from chalicelib.workflows.conteo.conciliacion import InformeConciliacion, queue_missing_steps, read_countable
from chalicelib.workflows.conteo.cotejo import ALTERADO, read_if_whole
from chalicelib.workflows.conteo.huerfanos import sweep_orphans
from chalicelib.workflows.conteo.totales import count_states

REPOSO = timedelta(minutes=30)
RECIENTES, ANTERIORES = timedelta(hours=8), timedelta(days=2)
HORA_LARGA = 9  # UTC: three in the morning in the centre's time zone
DESPUES_DEL_FIN = timedelta(days=8)
"""Time after the end of a period during which its last arrivals are still read. The Mesa has ten days to
review them.
"""
METRICA = "RegistrosRepuestos"


class RondaIncompleta(RuntimeError):
    """Some processes were not read; the next round reads them again."""


def make_round(ahora: datetime) -> InformeConciliacion:
    """Read the recent records of every process in course and queue what they lack. Returns the report, whose faults the
    metric counts.

    Raises `RondaIncompleta` after all other processes were read. Repeating the round changes nothing that is in order.
    """
    larga = ahora.hour == HORA_LARGA
    desde, hasta = ahora - (ANTERIORES if larga else RECIENTES), ahora - REPOSO
    informe, fallan = InformeConciliacion(), 0
    for p in all_processes():
        try:
            if _is_in_course(p.proceso, ahora):
                _look_at(p.proceso, desde, hasta, informe)
                if larga:
                    informe.faltas["huérfanos"] += sweep_orphans(p.proceso, ahora)
        except Exception as error:  # noqa: BLE001 - one process's trouble must not cost the others their watch
            log.error("proceso sin ronda", extra={"proceso": p.proceso, **describe_error(error)})
            fallan += 1
    record_metric(METRICA, informe.entregados + informe.faltas["conteo"])
    if fallan:
        raise RondaIncompleta(f"{fallan} procesos")
    return informe


def _is_in_course(proceso: str, ahora: datetime) -> bool:
    """Whether a period of the process has begun and its end is not longer ago than `DESPUES_DEL_FIN`."""
    periodos = [q for q in Periodo.query(proceso) if instante(q.inicio) <= ahora]
    return any(ahora <= instante(q.fin) + DESPUES_DEL_FIN for q in periodos)


def _look_at(proceso: str, desde: datetime, hasta: datetime, informe: InformeConciliacion) -> None:
    for aspirante in Aspirante.por_proceso.query(proceso):
        for pagina in images_of(aspirante.aspirante, desde, hasta):
            _mend_page(proceso, pagina, informe)


def _mend_page(proceso: str, pagina: list[Imagen], informe: InformeConciliacion) -> None:
    legibles = [(i, e) for i in pagina if (e := read_countable(i, informe)) is not None]
    propios = [(i, e) for i, e in legibles if _is_sealed(proceso, i, informe)]
    contados = counted_states([e.folio for _, e in propios])
    atrasados = [e for _, e in propios if is_newer(contados.get(e.folio), e)]
    count_states(atrasados)
    informe.faltas["conteo"] += len(atrasados)
    queue_missing_steps(propios, informe)
    informe.vistos += len(legibles)


def _is_sealed(proceso: str, imagen: Imagen, informe: InformeConciliacion) -> bool:
    """Whether a record is as the system wrote it; one that is not is told in the report, the log and the metric.

    A failure to open the sealing secret (a KMS fault) is raised, since it says nothing about the record.
    """
    folio = imagen["folio"]["S"]
    apoyo = read_if_whole(imagen)
    if apoyo is not None and apoyo.proceso == proceso and is_as_written(apoyo):
        return True
    informe.cotejo.hallados[folio] = ALTERADO
    report_altered(folio)
    return False
