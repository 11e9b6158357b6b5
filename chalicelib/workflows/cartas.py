"""Every mail that goes through the queue: its template's name, and who writes it."""

from chalicelib.workflows import recordatorios
from chalicelib.workflows.correos import Redactor

CARTAS: dict[str, Redactor] = {
    recordatorios.PLANTILLA: recordatorios.readiness_letter,
}
