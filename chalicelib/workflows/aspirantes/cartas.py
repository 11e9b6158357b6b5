"""Mails to aspirantes and representatives, written when they leave the queue: the address is read then (6.1 F, 7.1)."""

from chalicelib.base import config
from chalicelib.notices import aspirantes as texto
from chalicelib.rules.aspirantes.registro import EstadoAspirante
from chalicelib.store.aspirantes import find_aspirante
from chalicelib.store.procesos.periodos import read_periodo
from chalicelib.store.procesos.procesos import get_proceso
from chalicelib.workflows.aspirantes.en_palabras import NOMBRES_DE_DATOS
from chalicelib.workflows.aspirantes.versiones import CORREGIDO, MUDADO, changed_fields, data_of_version
from chalicelib.workflows.base.representante import representative_of
from chalicelib.workflows.base.secretos import persona_de
from chalicelib.workflows.correos.carta import Carta, Redactor


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


def write_corrected(ref: dict[str, str]) -> Carta | None:
    """The notice of the correction that made that version, to the address in force (6.1, 9.17)."""
    a, version = find_aspirante(ref["aspirante"]), int(ref["version"])
    if a is None or a.estado != EstadoAspirante.CONFIRMADO:
        return None
    cambiados = changed_fields(a, version)
    persona = persona_de(a)
    proveedor = persona["proveedor"] if {"correo", "proveedor"} & set(cambiados) else ""
    nombres = [NOMBRES_DE_DATOS.get(c, c.replace("_", " ")) for c in cambiados]
    return Carta(persona["correo"], *texto.corrected(a.aspirante, nombres, proveedor, config.PORTAL))


def write_moved(ref: dict[str, str]) -> Carta | None:
    """The notice to the former address, which the correction to that version replaced (9.17)."""
    a = find_aspirante(ref["aspirante"])
    if a is None:
        return None
    return Carta(data_of_version(a, int(ref["version"]) - 1)["correo"], *texto.moved(a.aspirante))


REDACTORES: dict[str, Redactor] = {
    "aspirante_confirmado": write_confirmed,
    "representante_nombrado": write_named,
    CORREGIDO: write_corrected,
    MUDADO: write_moved,
}
