"""Which records a sender may send: an auxiliar those of others, a citizen only the own one (Protocolo 10.1, 10.2)."""

from chalicelib.rules.mi_apoyo import MODELOS, MODO
from chalicelib.vault.registro import Credencial, Registro
from chalicelib.workflows.captacion.remitentes import Remitente

Motivo = tuple[str, str]
"""Stable code and Spanish text."""


def sender_objection(registro: Registro, remitente: Remitente) -> Motivo | None:
    """Why a record is not the sender's to send; None when it is.

    A citizen sends only the own support: with `modo` Mi Apoyo, and a CPV that was activated. Nobody else sends with
    that `modo`.
    """
    if registro.modo != remitente.modo:
        return "modo_distinto", "El registro es de otra modalidad que la de quien lo envía."
    if remitente.modo != MODO:
        return None
    if registro.credencial.modelo not in MODELOS:
        return (
            "modelo_no_admitido",
            "Esta credencial no sirve en Mi Apoyo (numeral 10.1): dé su apoyo por medio de un auxiliar.",
        )
    if not any(_same(registro.credencial, activada) for activada in remitente.datos["credenciales"]):
        return (
            "credencial_distinta",
            "La credencial no es la que activó (numeral 10.2): capture la suya, o actívela si es nueva.",
        )
    return None


def _same(leida: Credencial, activada: dict[str, str]) -> bool:
    return all(getattr(leida, dato) == valor for dato, valor in activada.items())
