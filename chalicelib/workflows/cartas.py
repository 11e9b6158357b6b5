"""Every mail that goes through the queue: its template's name, and who writes it."""

from chalicelib.workflows.aspirantes import cartas as cartas_aspirantes
from chalicelib.workflows.atencion import cartas as cartas_atencion
from chalicelib.workflows.audiencias import cartas as cartas_audiencias
from chalicelib.workflows.auxiliares import cartas as cartas_auxiliares
from chalicelib.workflows.correos import oleadas
from chalicelib.workflows.correos.carta import Redactor
from chalicelib.workflows.cuentas import cartas as cartas_cuentas
from chalicelib.workflows.mesa import cartas as cartas_mesa
from chalicelib.workflows.mi_apoyo import cartas as reemplazos
from chalicelib.workflows.procesos import cartas as cartas_procesos
from chalicelib.workflows.requerimientos import plazos as cartas_requerimientos

CARTAS: dict[str, Redactor] = {
    **cartas_aspirantes.REDACTORES,
    **cartas_audiencias.REDACTORES,
    **cartas_auxiliares.REDACTORES,
    **cartas_cuentas.REDACTORES,
    **cartas_mesa.REDACTORES,
    **cartas_procesos.REDACTORES,
    **cartas_requerimientos.REDACTORES,
    "mi_apoyo_reemplazado": reemplazos.write_replaced_mail,
    oleadas.PLANTILLA: oleadas.write_announcement_mail,
    cartas_atencion.PLANTILLA: cartas_atencion.attention_letter,
}
