"""The sheet of a record for an official of a hearing (Protocolo 14.4)."""

from base64 import b64encode
from typing import Any

from chalicelib.rules.apoyos.folio import is_paper
from chalicelib.rules.apoyos.historia import Revisado
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.audiencias.audiencias import Audiencia
from chalicelib.store.papel.soportes import scans_of
from chalicelib.workflows.apoyos.expediente import open_expediente
from chalicelib.workflows.apoyos.registral import open_reading
from chalicelib.workflows.mesa.hoja import data_in_force


def build_hearing_sheet(a: Audiencia, apoyo: Apoyo) -> dict[str, Any]:
    """Images, data and findings of a record; of one on paper, the typed data and the scans on file.

    `anteriores`: earlier verdicts in order, without authors, if the hearing was scheduled to show them. Raises the
    vault's errors if the expediente was tampered with.
    """
    papel = is_paper(apoyo.auxiliar)
    return {
        "folio": apoyo.folio,
        "modo": apoyo.modo,
        "capturado_en": apoyo.capturado_en,
        **(_on_paper(apoyo) if papel else _captured(apoyo)),
        "anteriores": _verdicts(apoyo) if a.muestra_anteriores else [],
    }


def _captured(apoyo: Apoyo) -> dict[str, Any]:
    """Captured data as at the Mesa: with later clarifications, and findings of data and images."""
    expediente, datos = open_expediente(apoyo), data_in_force(apoyo)
    return {
        "datos": datos["credencial"],
        "hallazgos": datos["hallazgos"],
        "imagenes": {nombre: b64encode(bytes_).decode() for nombre, bytes_ in expediente.imagenes.items()},
        "soportes": [],
    }


def _on_paper(apoyo: Apoyo) -> dict[str, Any]:
    soportes = [
        {"n": int(s.n), "tipo": s.tipo, "adjuntado_en": s.adjuntado_en} for s in scans_of(apoyo.folio)
    ]
    leido = {c: v for c, v in open_reading(apoyo).items() if v}
    return {"datos": leido, "hallazgos": [], "imagenes": {}, "soportes": soportes}


def _verdicts(apoyo: Apoyo) -> list[dict[str, Any]]:
    return [
        {
            "en": h.en,
            "etapa": h.etapa.value,
            "inciso": h.dictamen.inciso,
            "opcion": h.dictamen.opcion,
            "detalle": h.dictamen.detalle,
        }
        for h in apoyo.hechos
        if isinstance(h, Revisado)
    ]
