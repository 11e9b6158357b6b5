"""Once a day: whoever can mend it is told what a period still lacks, and what of the Mesa is late or soon will be
(Protocolo 5, 6.1, 13.2, 13.9, 15.1), and which requirements are (16.2)."""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.base.registro import describe_error, log
from chalicelib.rules.base.centro import dia_centro
from chalicelib.rules.procesos.preparacion import missing_points, points_to_notify
from chalicelib.store.base.tabla import iso
from chalicelib.store.procesos.procesos import Proceso, all_processes
from chalicelib.workflows.correos.carta import AvisoCorreo, enqueue_mails
from chalicelib.workflows.mesa.cartas import deadline_notices
from chalicelib.workflows.procesos.cartas import PLANTILLA, administrators
from chalicelib.workflows.procesos.preparacion import Preparacion, readiness_of
from chalicelib.workflows.requerimientos.plazos import requirement_notices


class SinVigilar(RuntimeError):
    """The watch failed for some processes: Lambda retries it, and then an alarm tells whoever operates the system."""


def queue_daily_notices(ahora: datetime) -> int:
    """Queue the day's notices and return how many; running it again the same day sends nobody another.

    Raises `SinVigilar` once all others had their turn: the repetition does it all again.
    """
    n, fallan = 0, 0
    for p in all_processes():
        try:
            n += _tell(p, ahora)
        except Exception as error:  # noqa: BLE001 - one process's trouble must not cost the others their limits
            log.error("proceso sin vigilar", extra={"proceso": p.proceso, **describe_error(error)})
            fallan += 1
    if fallan:
        raise SinVigilar(f"{fallan} procesos")
    return n


def _tell(p: Proceso, ahora: datetime) -> int:
    por_contar = [x for x in readiness_of(p, ahora) if points_to_notify(x.puntos, ahora)]
    avisos = (
        [a for x in por_contar for a in _notices(p, x, ahora)]
        + deadline_notices(p, ahora)
        + requirement_notices(p, ahora)
    )
    enqueue_mails(avisos)
    return len(avisos)


def _notices(p: Proceso, lista: Preparacion, ahora: datetime) -> Iterator[AvisoCorreo]:
    """One mail for each official, with everything that is missing."""
    periodo = lista.periodo.periodo
    faltan = ",".join(x.requisito.clave for x in missing_points(lista.puntos))
    ref = {"proceso": p.proceso, "periodo": periodo, "momento": iso(ahora), "faltan": faltan}
    for titular in administrators(p):
        clave = f"{PLANTILLA}#{p.proceso}#{periodo}#{dia_centro(ahora)}#{titular.cuenta}"
        yield AvisoCorreo(PLANTILLA, clave, {**ref, "cuenta": titular.cuenta})
