"""The mail of what a period still lacks, as it leaves (Protocolo 13.2, 15.1)."""

from chalicelib.notices.procesos import render_readiness_mail
from chalicelib.rules.procesos.preparacion import unmet_requirements
from chalicelib.store.base.tabla import instante
from chalicelib.store.cuentas.titulares import find_titular
from chalicelib.store.procesos.periodos import get_periodo
from chalicelib.store.procesos.procesos import get_proceso
from chalicelib.workflows.correos.correo import Carta
from chalicelib.workflows.cuentas.titular import official_of

PLANTILLA = "preparacion"


def readiness_letter(ref: dict[str, str]) -> Carta | None:
    """The mail to one official, of `ref`: proceso, periodo, cuenta, momento, faltan (keys of requirements).

    None when the account is no longer in force. What is missing was decided when it was queued, minutes ago: whoever
    sends mails need not read all that the list is made of.
    """
    titular = find_titular(ref["cuenta"])
    if titular is None or titular.estado != "activa":
        return None
    periodo = get_periodo(ref["proceso"], ref["periodo"])
    inicio = periodo.captacion.inicio
    faltan = unmet_requirements(ref["faltan"].split(","), inicio, instante(ref["momento"]))
    asunto, cuerpo = render_readiness_mail(get_proceso(ref["proceso"]).nombre, periodo.nombre, inicio, faltan)
    return Carta(official_of(titular.cuenta, titular.datos)["correo"], asunto, cuerpo)
