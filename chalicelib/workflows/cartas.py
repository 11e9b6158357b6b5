"""Every mail that goes through the queue: its template's name, and who writes it."""

from chalicelib.workflows import cartas_aspirantes
from chalicelib.workflows.correos import Redactor

CARTAS: dict[str, Redactor] = {**cartas_aspirantes.REDACTORES}
