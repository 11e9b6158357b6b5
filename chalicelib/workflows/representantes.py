"""The representative whom an aspirante names: same reach, but cannot name another (Protocolo 7.1)."""

from collections.abc import Mapping

from chalicelib.rules.faltas import Falta
from chalicelib.rules.ficha import check_name, normal_name, normal_provider
from chalicelib.store.procesos import Aspirante
from chalicelib.vault.secretos import open_fields
from chalicelib.workflows.fichas import normal_mail
from chalicelib.workflows.secretos import secreto_de

LARGO_NOMBRE = 180


def representative_of(a: Aspirante) -> dict[str, str] | None:
    """Name, mail, provider, and since when (RFC 3339); None when there is none."""
    if a.representante is None:
        return None
    return open_fields(secreto_de(a.proceso), identity_of(a.aspirante), a.representante)


def identity_of(aspirante: str) -> str:
    """What the representative's data are bound to."""
    return f"representante {aspirante}"


def read_representative(
    datos: Mapping[str, str], persona: Mapping[str, str]
) -> tuple[dict[str, str], list[Falta]]:
    """The data as they are kept, and their faults; the mail is not the aspirante's own."""
    nombre = normal_name(datos["nombre"])
    correo, proveedor = normal_mail(datos["correo"].strip()), normal_provider(datos["proveedor"])
    faltas = check_name("nombre", nombre, LARGO_NOMBRE)
    if correo is None:
        faltas.append(
            Falta("correo", "correo_invalido", "Revise el correo: no tiene la forma nombre@dominio.")
        )
    elif correo == persona.get("correo"):
        faltas.append(
            Falta("correo", "correo_propio", "Indique un correo distinto al de la persona aspirante.")
        )
    if proveedor is None:
        faltas.append(Falta("proveedor", "proveedor_invalido", "Indique google, facebook o x."))
    return {"nombre": nombre, "correo": correo or "", "proveedor": proveedor or ""}, faltas
