"""The mail of the Mesa's deadlines, as it leaves (Protocolo 13.9)."""

from chalicelib.notices.mesa_plazos import render
from chalicelib.store.cuentas.titulares import find_titular
from chalicelib.store.procesos.procesos import get_proceso
from chalicelib.workflows.correos.correo import Carta
from chalicelib.workflows.cuentas.titular import official_of

PLANTILLA = "plazos_mesa"


def deadline_letter(ref: dict[str, str]) -> Carta | None:
    """The mail to one official, of `ref`: proceso, cuenta, and the day's figures. None when the account is no longer in
    force."""
    titular = find_titular(ref["cuenta"])
    if titular is None or titular.estado != "activa":
        return None
    asunto, cuerpo = render(get_proceso(ref["proceso"]).nombre, ref)
    return Carta(official_of(titular.cuenta, titular.datos)["correo"], asunto, cuerpo)
