"""The watch over records: what a recent record still lacks is done, and told (Protocolo 9.8, 9.14, 13.1, 15.2 D).

Every hour it looks at the records received within `RECIENTES`, once a day at those within `ANTERIORES`, by the index of
each aspirante: its cost follows what arrived, not what there is. A record younger than `REPOSO` may be on its way.
What it finds was lost by a death, or by a stream that gave up; `conciliar` looks at all there is.

Of what it reads it verifies the seals as well: a record that is not as the system wrote it is named, and neither
counted nor handed out (decisions/0271).
"""

from datetime import datetime, timedelta

from chalicelib.base.metricas import record_metric
from chalicelib.base.registro import describe_error, log
from chalicelib.rules.conteo import is_newer
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.tabla import instante
from chalicelib.store.conteo.contados import Contado
from chalicelib.store.conteo.corriente import Imagen, images_of
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.store.procesos.procesos import all_processes
from chalicelib.workflows.apoyos.sellos import is_as_written
from chalicelib.workflows.conteo.conciliacion import InformeConciliacion, queue_missing_steps, read_countable
from chalicelib.workflows.conteo.cotejo import ALTERADO, read_record
from chalicelib.workflows.conteo.huerfanos import sweep_orphans
from chalicelib.workflows.conteo.totales import count_states

REPOSO = timedelta(minutes=30)
RECIENTES, ANTERIORES = timedelta(hours=8), timedelta(days=2)
HORA_LARGA = 9  # UTC: three in the morning of the centre
DESPUES_DEL_FIN = timedelta(days=8)
"""The Mesa has ten days; what arrived last is watched for so long after the end of its period."""
METRICA = "RegistrosRepuestos"


class RondaIncompleta(RuntimeError):
    """Some processes were not looked at; the next round looks again."""


def make_round(ahora: datetime) -> InformeConciliacion:
    """Look at the recent records of every process in course, mend them, and say how many there were to mend.

    Raises `RondaIncompleta` once all others had their turn. Again, it changes nothing that is in order.
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
    """Whether a period of the process has begun and has not ended long ago."""
    periodos = [q for q in Periodo.query(proceso) if instante(q.inicio) <= ahora]
    return any(ahora <= instante(q.fin) + DESPUES_DEL_FIN for q in periodos)


def _look_at(proceso: str, desde: datetime, hasta: datetime, informe: InformeConciliacion) -> None:
    for aspirante in Aspirante.por_proceso.query(proceso):
        for pagina in images_of(aspirante.aspirante, desde, hasta):
            _mend_page(proceso, pagina, informe)


def _mend_page(proceso: str, pagina: list[Imagen], informe: InformeConciliacion) -> None:
    legibles = [(i, e) for i in pagina if (e := read_countable(i, informe)) is not None]
    propios = [(i, e) for i, e in legibles if _is_sealed(proceso, i, informe)]
    folios = [e.folio for _, e in propios]
    contados = (
        {c.folio: c.contable for c in Contado.batch_get(folios, consistent_read=True)} if folios else {}
    )
    atrasados = [e for _, e in propios if is_newer(contados.get(e.folio), e)]
    count_states(atrasados)
    informe.faltas["conteo"] += len(atrasados)
    queue_missing_steps(propios, informe)
    informe.vistos += len(legibles)


def _is_sealed(proceso: str, imagen: Imagen, informe: InformeConciliacion) -> bool:
    """Whether a record is as the system wrote it; one that is not is told in the report, the log and the metric.

    A sealing secret that does not open (a KMS fault) is raised, and is no finding about the record.
    """
    folio = imagen["folio"]["S"]
    apoyo = _read_whole(imagen)
    if apoyo is not None and apoyo.proceso == proceso and is_as_written(apoyo):
        return True
    informe.cotejo.hallados[folio] = ALTERADO
    log.error("registro alterado", extra={"folio": folio})
    record_metric("Alterados", 1)
    return False


def _read_whole(imagen: Imagen) -> Apoyo | None:
    """The record of an image; None if a value is of another type than our writers write."""
    try:
        return read_record(imagen)
    except (LookupError, TypeError, ValueError):
        return None
