"""Every mail that goes through the queue: its template's name, and who writes it."""

from chalicelib.workflows import recordatorios
from chalicelib.workflows.correos import Redactor
from chalicelib.workflows.reemplazos import replaced

CARTAS: dict[str, Redactor] = {
    "mi_apoyo_reemplazado": replaced,
    recordatorios.PLANTILLA: recordatorios.readiness_letter,
}
