"""Every mail that goes through the queue: its template's name, and who writes it."""

from chalicelib.workflows import cartas_auxiliares, oleadas
from chalicelib.workflows.correos import Redactor
from chalicelib.workflows.reemplazos import replaced

CARTAS: dict[str, Redactor] = {
    "mi_apoyo_reemplazado": replaced,
    **cartas_auxiliares.REDACTORES,
    oleadas.PLANTILLA: oleadas.write,
}
