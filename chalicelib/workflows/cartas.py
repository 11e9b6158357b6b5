"""Every mail that goes through the queue: its template's name, and who writes it."""

from chalicelib.workflows import oleadas
from chalicelib.workflows.correos import Redactor

CARTAS: dict[str, Redactor] = {oleadas.PLANTILLA: oleadas.write}
