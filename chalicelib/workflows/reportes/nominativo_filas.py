"""Rows of the nominativo: the data of a record that each role may read (Protocolo 7.12, 13.7, 14).

Each row has the class, the registral status, the Mesa's result with its inciso, and the state and result of a hearing.
Causes of the registry, CIC, OCR and other aspirantes' folios are for authorities only (decisions/0240).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.base.registro import describe_error, log
from chalicelib.rules.apoyos.clases import (
    NOMBRES,
    Resultado,
    basis_of,
    classify,
    classify_for_aspirante,
    is_reviewed,
    last_fact,
)
from chalicelib.rules.apoyos.desglose import break_down
from chalicelib.rules.apoyos.folio import is_citizen
from chalicelib.rules.apoyos.historia import Etapa, Hecho, Revisado, Verificado, verdict_in_force
from chalicelib.rules.base.permisos import Rol
from chalicelib.rules.reportes.nominativo import facts_until
from chalicelib.rules.reportes.pedido import VEN_DATOS
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.audiencias.citados import hearing_states
from chalicelib.vault.errores import CamposInvalidos
from chalicelib.vault.secretos import open_fields
from chalicelib.workflows.apoyos.duplicados import name_counting
from chalicelib.workflows.base.secretos import secreto_de

IDENTIFICAN = ("nombre", "cic", "ocr")
SOLO_NOMBRE = ("nombre",)
ILEGIBLE = "(ilegible)"


@dataclass(frozen=True)
class GradoDeDetalle:
    """How much of a record is shown. `autoridad`: causes and other aspirantes' folios too; `datos`: the person too."""

    autoridad: bool
    datos: bool = False

    @classmethod
    def of(cls, rol: Rol, *, datos: bool) -> "GradoDeDetalle":
        """The detail that a role may see; `datos`: whether personal data were requested."""
        return cls(rol in VEN_DATOS, datos)


def describe_records(apoyos: Sequence[Apoyo], vista: GradoDeDetalle, corte: str = "") -> list[dict[str, Any]]:
    """Records as rows: as they are now, or as they were at `corte` (RFC 3339 UTC)."""
    audiencias = hearing_states([a.folio for a in apoyos])
    filas = [_describe_record(a, vista, corte, audiencias.get(a.folio, "")) for a in apoyos]
    if (
        vista.autoridad and not corte
    ):  # the folio that counts now instead of a duplicate; the history has the one that counted then
        nombrados = name_counting(apoyos)
        filas = [f | {"duplicado_de": nombrados.get(f["folio"], f["duplicado_de"])} for f in filas]
    return filas


def _describe_record(apoyo: Apoyo, vista: GradoDeDetalle, corte: str, audiencia: str) -> dict[str, Any]:
    hechos = facts_until(apoyo.hechos, corte) if corte else apoyo.hechos
    resultado: Resultado = (classify if vista.autoridad else classify_for_aspirante)(hechos)
    auxiliar = apoyo.auxiliar
    return {
        **_describe_breakdown(hechos, vista),
        **_describe_review(hechos),
        "audiencia": audiencia or None,
        "folio": apoyo.folio,
        "recibido_en": apoyo.recibido_en,
        "dia": apoyo.dia,
        "modo": apoyo.modo,
        "auxiliar": None if is_citizen(auxiliar) else auxiliar,
        "clase": resultado.clase.value,
        "clase_nombre": NOMBRES[resultado.clase],
        "motivo": resultado.motivo,
        "fundamento": resultado.fundamento,
        "revisado": is_reviewed(hechos),
        "persona": _person(apoyo, vista) if vista.datos else None,
    }


def _describe_breakdown(hechos: Sequence[Hecho], vista: GradoDeDetalle) -> dict[str, Any]:
    """Type, inciso and cause (13.7, 7.12). An aspirante reads neither causes nor another aspirante's folio."""
    d = break_down(hechos)
    verificado = last_fact(hechos, Verificado)
    return {
        "situacion_registral": verificado.situacion.value if verificado else None,
        "tipo": d.tipo or None,
        "inciso": d.inciso or None,
        "causa": (d.causa or None) if vista.autoridad or d.tipo else None,
        "duplicado_de": (d.duplicado_de or None) if vista.autoridad or not d.otro_aspirante else None,
        "solo_reporte": d.solo_reporte,
    }


def _describe_review(hechos: Sequence[Hecho]) -> dict[str, Any]:
    """Results of the Mesa (on paper: of the capture) and of the hearing, in separate fields (7.12, 13.7, 14)."""
    mesa = verdict_in_force([h for h in hechos if not _of_hearing(h)])
    vigente = verdict_in_force(hechos)
    en_audiencia = vigente if vigente is not None and vigente.etapa is Etapa.AUDIENCIA else None
    return {
        "resultado_mesa": _verdict_in_word(mesa),
        "inciso_mesa": _inciso_of(mesa),
        "resultado_audiencia": _verdict_in_word(en_audiencia),
        "inciso_audiencia": _inciso_of(en_audiencia),
    }


def _of_hearing(hecho: Hecho) -> bool:
    return isinstance(hecho, Revisado) and hecho.etapa is Etapa.AUDIENCIA


def _verdict_in_word(revisado: Revisado | None) -> str | None:
    if revisado is None:
        return None
    return "valido" if revisado.dictamen.valido else "inconsistente"


def _inciso_of(revisado: Revisado | None) -> str | None:
    if revisado is None or revisado.dictamen.valido:
        return None
    return basis_of(revisado.dictamen).removeprefix("Protocolo ")


def _person(apoyo: Apoyo, vista: GradoDeDetalle) -> dict[str, str | None]:
    """The citizen as read from the credential; for the aspirante's people, the name alone.

    A record that was tampered with gets `ILEGIBLE` in these fields, so that the page does not fail.
    """
    identifican = IDENTIFICAN if vista.autoridad else SOLO_NOMBRE
    try:
        credencial = open_fields(secreto_de(apoyo.proceso), apoyo.folio, apoyo.datos)["credencial"]
    except CamposInvalidos as error:
        log.error("datos ilegibles", extra={"folio": apoyo.folio, **describe_error(error)})
        return dict.fromkeys(identifican, ILEGIBLE)
    return {c: credencial.get(c) for c in identifican}
