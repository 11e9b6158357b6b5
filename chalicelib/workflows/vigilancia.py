"""Once a day: whoever can mend it is told what a period still lacks (Protocolo 5, 6.1, 13.2, 15.1)."""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.rules.periodo import dia_centro
from chalicelib.rules.permisos import Rol
from chalicelib.rules.preparacion import missing, to_tell
from chalicelib.store.base import iso
from chalicelib.store.procesos import Proceso
from chalicelib.store.titulares import INE, Titular, of_institution
from chalicelib.workflows.correos import Aviso, enqueue
from chalicelib.workflows.preparacion import Preparacion, readiness_of
from chalicelib.workflows.recordatorios import PLANTILLA


def tell_missing(ahora: datetime) -> int:
    """Queue the day's notices and return how many; running it again the same day sends nobody another.

    Raises `NoEncolado` or what AWS raises: the repetition does it all again.
    """
    n = 0
    for p in Proceso.scan():
        if p.abierto:
            por_contar = [x for x in readiness_of(p, ahora) if to_tell(x.puntos, ahora)]
            avisos = [a for x in por_contar for a in _notices(p, x, ahora)]
            enqueue(avisos)
            n += len(avisos)
    return n


def _notices(p: Proceso, lista: Preparacion, ahora: datetime) -> Iterator[Aviso]:
    """One for each official, with all that is missing, whichever of it is near its limit."""
    periodo = lista.periodo.periodo
    faltan = ",".join(x.requisito.clave for x in missing(lista.puntos))
    ref = {"proceso": p.proceso, "periodo": periodo, "momento": iso(ahora), "faltan": faltan}
    for titular in _recipients(p):
        clave = f"{PLANTILLA}#{p.proceso}#{periodo}#{dia_centro(ahora)}#{titular.cuenta}"
        yield Aviso(PLANTILLA, clave, {**ref, "cuenta": titular.cuenta})


def _recipients(p: Proceso) -> Iterator[Titular]:
    """Administrators of the OPL who reach the process, and the INE's accounts."""
    for institucion, rol in ((p.opl, Rol.OPL), (INE, Rol.INE)):
        for t in of_institution(institucion):
            if t.estado == "activa" and t.rol == rol and t.proceso in ("", p.proceso):
                yield t
