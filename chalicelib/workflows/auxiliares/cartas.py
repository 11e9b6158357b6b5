"""Mails to auxiliares, written when they leave the queue: the address is read at that moment (7.5, 7.7, 9.17)."""

from collections.abc import Callable

from chalicelib.notices import auxiliares as texto
from chalicelib.rules.auxiliares.registro import CausaBaja
from chalicelib.store.aspirantes import get_aspirante
from chalicelib.store.auxiliares.auxiliares import find_auxiliar
from chalicelib.store.procesos.procesos import get_proceso
from chalicelib.workflows.auxiliares.baja import removal_detail
from chalicelib.workflows.base.secretos import persona_de
from chalicelib.workflows.correos.carta import Carta


def write_registered(ref: dict[str, str]) -> Carta | None:
    """The confirmation of registration (7.5); None once the auxiliar was removed."""
    a = find_auxiliar(ref["auxiliar"])
    if a is None or a.baja:
        return None
    aspirante, proceso = get_aspirante(a.aspirante), get_proceso(a.proceso)
    partes = texto.render_registration_mail(
        aspirante.nombre, a.proceso, proceso.nombre, a.auxiliar, a.proveedor
    )
    return Carta(persona_de(a)["correo"], *partes)


def write_removed(ref: dict[str, str]) -> Carta | None:
    """The notice of removal with its cause (7.7)."""
    a = find_auxiliar(ref["auxiliar"])
    if a is None or not a.baja:
        return None
    causa = CausaBaja(a.causa_baja)
    partes = texto.render_removal_mail(
        get_aspirante(a.aspirante).nombre, a.auxiliar, a.baja, causa, removal_detail(a)
    )
    return Carta(persona_de(a)["correo"], *partes)


def write_mail_changed(ref: dict[str, str]) -> Carta | None:
    """The notice to the former address after change number `n` (9.17)."""
    a = find_auxiliar(ref["auxiliar"])
    anterior = persona_de(a).get(former_mail_field(int(ref["n"]))) if a else None
    if a is None or anterior is None:
        return None
    return Carta(anterior, *texto.render_moved_mail(get_aspirante(a.aspirante).nombre, a.auxiliar))


def former_mail_field(n: int) -> str:
    """Field of the sealed data that keeps the address replaced by change number `n`."""
    return f"correo_antes_de_{n}"


REDACTORES: dict[str, Callable[[dict[str, str]], Carta | None]] = {
    "auxiliar_registrado": write_registered,
    "auxiliar_baja": write_removed,
    "auxiliar_correo_cambiado": write_mail_changed,
}
