"""Every mail that goes through the queue: its template's name, and who writes it."""

from chalicelib.workflows import (
    cartas_aspirantes,
    cartas_atencion,
    cartas_audiencias,
    cartas_auxiliares,
    cartas_cuentas,
    cartas_mesa,
    cartas_plazos,
    oleadas,
    recordatorios,
    reemplazos,
)
from chalicelib.workflows.correos import Redactor

CARTAS: dict[str, Redactor] = {
    **cartas_aspirantes.REDACTORES,
    **cartas_audiencias.REDACTORES,
    **cartas_auxiliares.REDACTORES,
    **cartas_mesa.REDACTORES,
    "mi_apoyo_reemplazado": reemplazos.replaced,
    oleadas.PLANTILLA: oleadas.write,
    cartas_atencion.PLANTILLA: cartas_atencion.write,
    cartas_cuentas.ACTIVADA: cartas_cuentas.activated,
    cartas_plazos.PLANTILLA: cartas_plazos.deadline_letter,
    recordatorios.PLANTILLA: recordatorios.readiness_letter,
}
