"""Deadlines of requirements: metrics for an alarm, and daily mails to the INE's accounts (Protocolo 16.2)."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from chalicelib.base.metricas import record_metric
from chalicelib.notices import requerimientos as texto
from chalicelib.rules.base.centro import dia_centro
from chalicelib.rules.base.permisos import Rol
from chalicelib.rules.requerimientos.plazo import EstadoPlazoLegal
from chalicelib.store.base.tabla import instante
from chalicelib.store.cuentas.titulares import INE, find_titular, titulares_of
from chalicelib.store.procesos.procesos import Proceso, all_processes, get_proceso
from chalicelib.store.requerimientos.requerimientos import ABIERTOS, Requerimiento, requirements_of
from chalicelib.workflows.correos.carta import AvisoCorreo, Carta, Redactor
from chalicelib.workflows.cuentas.titular import official_of
from chalicelib.workflows.requerimientos.calendario import state_at

PLANTILLA = "plazo_requerimiento"
METRICAS = {
    EstadoPlazoLegal.VENCIDO: "RequerimientosVencidos",
    EstadoPlazoLegal.POR_VENCER: "RequerimientosPorVencer",
}
"""Names of the metrics that the alarms of infra/recursos.yaml watch."""


def measure_deadlines(ahora: datetime) -> Counter[EstadoPlazoLegal]:
    """Count the requirements of all processes whose deadline is past, and those whose deadline is near."""
    cuenta: Counter[EstadoPlazoLegal] = Counter(
        estado for p in all_processes() for _, estado in _pressing(str(p.proceso), ahora)
    )
    for estado, metrica in METRICAS.items():
        record_metric(metrica, cuenta[estado])
    return cuenta


def requirement_notices(p: Proceso, ahora: datetime) -> list[AvisoCorreo]:
    """The day's mails about one process, one to each of the INE's accounts. A second run on the same day gives the same
    mails."""
    dia = dia_centro(ahora)
    return [
        AvisoCorreo(
            PLANTILLA,
            f"{PLANTILLA}#{p.proceso}#{r.requerimiento}#{dia}#{t.cuenta}",
            {
                "proceso": str(p.proceso),
                "requerimiento": r.requerimiento,
                "vence": str(r.vence),
                "estado": estado.value,
                "cuenta": str(t.cuenta),
            },
        )
        for r, estado in _pressing(str(p.proceso), ahora)
        for t in titulares_of(INE)
        if t.estado == "activa" and t.rol == Rol.INE
    ]


def requirement_deadline_letter(ref: dict[str, str]) -> Carta | None:
    """The mail about a deadline to one official; None when the account is no longer active."""
    titular = find_titular(ref["cuenta"])
    if titular is None or titular.estado != "activa":
        return None
    vencido = ref["estado"] == EstadoPlazoLegal.VENCIDO
    partes = texto.render_requirement_deadline(
        get_proceso(ref["proceso"]).nombre, ref["requerimiento"], instante(ref["vence"]), vencido=vencido
    )
    return Carta(official_of(titular.cuenta, titular.datos)["correo"], *partes)


def _pressing(proceso: str, ahora: datetime) -> Iterator[tuple[Requerimiento, EstadoPlazoLegal]]:
    for r in requirements_of(proceso):
        if r.estado in ABIERTOS:
            estado = state_at(instante(r.notificado_en), ahora)
            if estado in METRICAS:
                yield r, estado


REDACTORES: dict[str, Redactor] = {PLANTILLA: requirement_deadline_letter}
