"""Once a day, to whoever supervises a Mesa: how many of its records are late or soon will be (Protocolo 13.9)."""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.base.metricas import measure
from chalicelib.rules.base.permisos import Rol
from chalicelib.rules.mesa.plazos import EstadoPlazo
from chalicelib.store.cuentas.titulares import Titular, of_institution
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.correos.correo import Aviso
from chalicelib.workflows.mesa.cartas_plazos import PLANTILLA
from chalicelib.workflows.mesa.plazos import read_clock


def deadline_notices(p: Proceso, ahora: datetime) -> list[Aviso]:
    """The day's notices, if any record is late or about to be; the same day again they are the same.

    The figure of late ones is measured: an alarm stands on it.
    """
    reloj = read_clock(p.proceso, ahora)
    vencidos, por_vencer = (reloj.por_estado[e] for e in (EstadoPlazo.VENCIDO, EstadoPlazo.POR_VENCER))
    measure("MesaVencidos", vencidos)
    if not vencidos and not por_vencer:
        return []
    pronostico = reloj.pronostico
    ref = {
        "proceso": str(p.proceso),
        "dia": reloj.hoy.isoformat(),
        "vencidos": str(vencidos),
        "por_vencer": str(por_vencer),
        "pendientes": str(pronostico.quedan),
        "ritmo": str(round(pronostico.ritmo)),
        "termina": pronostico.termina.isoformat() if pronostico.termina else "",
        "tarde": str(pronostico.tarde),
    }
    return [
        Aviso(PLANTILLA, f"{PLANTILLA}#{p.proceso}#{ref['dia']}#{t.cuenta}", {**ref, "cuenta": t.cuenta})
        for t in _recipients(p)
    ]


def _recipients(p: Proceso) -> Iterator[Titular]:
    """Administrators and supervisors of the OPL who reach the process."""
    for t in of_institution(p.opl):
        if t.estado == "activa" and t.rol in (Rol.OPL, Rol.SUPERVISOR) and t.proceso in ("", p.proceso):
            yield t
