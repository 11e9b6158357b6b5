"""The notice of what a capture period still lacks (Protocolo 13.2, 15.1)."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.rules.base.centro import in_words
from chalicelib.rules.procesos.preparacion import EstadoDelRequisito, EstadoRequisito


def render_readiness_mail(
    proceso: str, periodo: str, inicio: datetime, faltan: Sequence[EstadoDelRequisito]
) -> tuple[str, str]:
    """Subject and plain text; `proceso` and `periodo` are names. No personal data in it."""
    n = len(faltan)
    asunto = f"{proceso}, {periodo}: {'falta 1 requisito' if n == 1 else f'faltan {n} requisitos'} antes del inicio"
    partes = [
        f"Proceso: {proceso}",
        f"Periodo: {periodo}",
        f"Inicio de la captación: {in_words(inicio)}",
        "",
        "Antes del inicio falta:",
        "",
        *(_one(p) for p in faltan),
        "La lista completa está en el Portal, en la preparación del proceso.",
        "Dudas: responda a este correo.",
    ]
    return asunto, "\n".join(partes)


def _one(p: EstadoDelRequisito) -> str:
    plazo = "venció el" if p.estado is EstadoRequisito.VENCIDO else "a más tardar el"
    return f"- {p.requisito.nombre} ({p.requisito.numeral}): {plazo} {in_words(p.limite)}.\n  {p.requisito.tarea}\n"
