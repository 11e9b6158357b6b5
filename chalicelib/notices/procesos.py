"""Mails about what prepares a process: what a period lacks, the OPL's key, its enlaces (Protocolo 13.2, 15.1)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from chalicelib.rules.base.centro import in_words
from chalicelib.rules.procesos.plazos import ANTES_LLAVE, is_late
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


def key_handed_over(
    proceso: str, opl: str, huella: str, en: datetime, limite: datetime | None, *, reemplaza: bool
) -> tuple[str, str]:
    """Subject and plain text of a key handed over (15.1); `limite`: until when it was in time. No personal data."""
    tardia = is_late(en, limite)
    partes = [
        f"Proceso: {proceso}",
        f"OPL: {opl}",
        f"Fecha: {in_words(en)}",
        f"Huella (SHA-256): {huella}",
        "",
        "El OPL entregó la llave pública con la que se cifrarán sus resultados.",
    ]
    if reemplaza:
        partes.append("Sustituye a la anterior: las entregas que se ordenen desde ahora se cifran con esta.")
    if tardia and limite is not None:
        partes.append(
            f"Se recibió fuera de plazo: debía entregarse a más tardar el {in_words(limite)}, {ANTES_LLAVE.days} días "
            "antes del inicio del periodo (15.1). El periodo inicia en su fecha."
        )
    partes += [
        "",
        "Compare la huella con la que mostró el equipo del OPL. Si nadie del OPL la entregó, avise de inmediato a la "
        "DERFE respondiendo a este correo.",
    ]
    return (
        f"{proceso}: llave pública del OPL {'entregada fuera de plazo' if tardia else 'entregada'}",
        "\n".join(partes),
    )


def enlace_changed(
    proceso: str, opl: str, que: str, datos: Mapping[str, str], portal: str
) -> tuple[str, str]:
    """Subject and plain text of an enlace `nombrado` or `retirado` (13.2): name and post; the rest is in the Portal."""
    frase = {
        "nombrado": "El OPL nombró a una persona como enlace con la DERFE para la Mesa de Control (13.2).",
        "retirado": "La persona ya no es enlace del OPL con la DERFE para la Mesa de Control (13.2).",
    }[que]
    partes = [
        f"Proceso: {proceso}",
        f"OPL: {opl}",
        f"Nombre: {datos['nombre']}",
        f"Puesto: {datos['puesto']}",
        "",
        frase,
        f"Su correo y su teléfono están en el Portal, en los enlaces del proceso: {portal}",
    ]
    return f"{proceso}: enlace {que}", "\n".join(partes)
