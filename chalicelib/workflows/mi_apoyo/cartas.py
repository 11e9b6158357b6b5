"""The notice to a citizen whose activation of Mi Apoyo ended (Protocolo 10.2, 10.6)."""

from chalicelib.notices import mi_apoyo as texto
from chalicelib.store.mi_apoyo.ciudadanos import REEMPLAZADO
from chalicelib.workflows.captacion.remitentes import RemitenteDesconocido, find_remitente
from chalicelib.workflows.correos.carta import Carta


def write_replaced_mail(ref: dict[str, str]) -> Carta | None:
    """The mail to that citizen; None if they are in force again."""
    try:
        remitente = find_remitente(ref["ciudadano"])
    except RemitenteDesconocido:
        return None
    if getattr(remitente.fila, "estado", "") != REEMPLAZADO:
        return None
    return Carta(remitente.correo, *texto.render_replaced())
