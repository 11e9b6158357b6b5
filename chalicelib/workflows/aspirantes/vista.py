"""Views of registrations: few data in lists, all of them for the OPL that registers them (Protocolo 6.1, 18)."""

from typing import Any

from chalicelib.rules.aspirantes.registro import Hito
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.aspirantes import Aspirante, page_of_aspirantes
from chalicelib.vault.secretos import open_fields
from chalicelib.workflows.aspirantes.confirmacion import signed_cedula
from chalicelib.workflows.aspirantes.registro import reach_process, reach_registro
from chalicelib.workflows.base.representante import representative_of
from chalicelib.workflows.base.secretos import persona_de, secreto_de

_CON_DATOS = frozenset({Rol.INE, Rol.OPL})
"""Roles that see the person's data; the Mesa's supervisors do not need them."""


def list_aspirantes(principal: Principal, proceso: str, despues: str, cuantos: int) -> dict[str, Any]:
    """A page of a process's aspirantes. Raises `NoEncontrado`."""
    reach_process(principal, proceso)
    filas, siguiente = page_of_aspirantes(proceso, despues, cuantos)
    return {"elementos": [summarize_aspirante(a) for a in filas], "siguiente": siguiente}


def summarize_aspirante(a: Aspirante) -> dict[str, Any]:
    """What a list shows: the name as the app does, the office, the state."""
    return {
        "aspirante": a.aspirante,
        "nombre": a.nombre,
        "periodo": a.periodo,
        "unidad": a.unidad,
        "estado": a.estado,
    }


def show_aspirante(principal: Principal, aspirante: str) -> dict[str, Any]:
    """A registration with its history. Raises `NoEncontrado`."""
    a = reach_registro(principal, aspirante)
    datos = persona_de(a) if principal.rol in _CON_DATOS and a.datos else None
    return {
        **summarize_aspirante(a),
        "proceso": a.proceso,
        "version": int(a.version),
        "cedula_generada": a.cedula == a.version,
        "cedula_firmada": _signed(a),
        "emblema": a.emblema is not None,
        "con_acceso": a.sujeto is not None,
        "con_representante": a.representante is not None,
        "causa_baja": _reason(a) if principal.rol in _CON_DATOS else None,
        "datos": datos,
        "historia": [vars(Hito.parse(h)) for h in a.historia],
    }


def _signed(a: Aspirante) -> dict[str, str] | None:
    """Since when the signed Cédula of the data in force is in custody, and which account noted it (6.1 F)."""
    hito = signed_cedula(a)
    return {"en": hito.en, "cuenta": hito.cuenta} if hito else None


def describe_representante(a: Aspirante) -> dict[str, Any]:
    """The representative as the aspirante sees them."""
    return {**(representative_of(a) or {}), "con_acceso": a.representante_sujeto is not None}


def _reason(a: Aspirante) -> str | None:
    if a.baja is None:
        return None
    return str(open_fields(secreto_de(a.proceso), f"baja {a.aspirante}", a.baja)["causa"])
