"""Findings shown at the Mesa (Protocolo 13.6): contradictions in the reading, the registry's answer, the images."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from stdnum.mx import curp as stdnum_curp

from chalicelib.rules.apoyos.causas import FUERA_DE_LISTA
from chalicelib.rules.apoyos.historia import Hecho, Verificado
from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.credencial.credencial import is_curp_shaped
from chalicelib.rules.mesa.cruces import cross_check
from chalicelib.rules.mesa.hallazgos import Hallazgo, describe_findings


def show_findings(
    credencial: Mapping[str, Any], capturado: datetime, hechos: Iterable[Hecho], vistos: Iterable[str] = ()
) -> list[dict[str, Any]]:
    """All findings of a record, in the catalogue's order, as the API shows them. `capturado`: aware.

    Findings of the reading are computed each time, so that an improved comparison serves earlier records too.
    `vistos`: codes of the findings of its images.
    """
    leidos = find_findings(credencial, capturado)
    todos = describe_findings([*(h.codigo for h in leidos), *_kept(hechos), *vistos])
    return [asdict(h) for h in todos]


def find_findings(credencial: Mapping[str, Any], capturado: datetime) -> tuple[Hallazgo, ...]:
    """The findings of a reading, its CURP's check digit included."""
    curp = credencial.get("curp") or ""
    digito = stdnum_curp.calc_check_digit(curp) if is_curp_shaped(curp) else None
    return cross_check(credencial, capturado.astimezone(CENTRO).date(), digito_curp=digito)


def _kept(hechos: Iterable[Hecho]) -> tuple[str, ...]:
    """Findings of the registry's last answer, which is the one in force."""
    respuestas = [h for h in hechos if isinstance(h, Verificado)]
    if not respuestas:
        return ()
    ultima = respuestas[-1]
    return (*ultima.hallazgos, ultima.causa) if ultima.causa in FUERA_DE_LISTA else ultima.hallazgos
