"""Mails to aspirantes and representatives, written when they leave the queue: the address is read then (6.1 F, 7.1)."""

from chalicelib.base import config
from chalicelib.notices import aspirantes as texto
from chalicelib.rules.aspirantes.registro import EstadoAspirante
from chalicelib.store.aspirantes import find_aspirante
from chalicelib.store.procesos.periodos import read_periodo
from chalicelib.store.procesos.procesos import get_proceso
from chalicelib.workflows.base.representante import representative_of
from chalicelib.workflows.base.secretos import persona_de
from chalicelib.workflows.correos.correo import Carta, Redactor


def write_confirmed(ref: dict[str, str]) -> Carta | None:
    """The confirmation (6.1 F); None once the registration ended."""
    a = find_aspirante(ref["aspirante"])
    if a is None or a.estado != EstadoAspirante.CONFIRMADO:
        return None
    persona = persona_de(a)
    cargo, proceso = read_periodo(a.proceso, a.periodo).nombre, get_proceso(a.proceso).nombre
    partes = texto.render_confirmation_mail(a.aspirante, cargo, proceso, persona["proveedor"], config.PORTAL)
    return Carta(persona["correo"], *partes)


def write_named(ref: dict[str, str]) -> Carta | None:
    """The notice to a named representative; None once another person, or nobody, holds the place."""
    a = find_aspirante(ref["aspirante"])
    quien = representative_of(a) if a is not None else None
    if a is None or a.estado != EstadoAspirante.CONFIRMADO or quien is None or quien["desde"] != ref["desde"]:
        return None
    return Carta(
        quien["correo"],
        *texto.render_representative_mail(a.nombre, a.aspirante, quien["proveedor"], config.PORTAL),
    )


REDACTORES: dict[str, Redactor] = {
    "aspirante_confirmado": write_confirmed,
    "representante_nombrado": write_named,
}
