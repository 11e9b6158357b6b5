"""The registry: our own cuts of the padrón, or a service asked in real time (Protocolo 9.8).

No other module knows which of the two answers. `CAPTACION_PADRON` names the class (`module:Class`).
"""

import pkgutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from chalicelib.base import config
from chalicelib.rules.padron.registral import Inscripcion


class PadronIncompleto(RuntimeError):
    """No padrón can answer now, so nobody may be reported as not found. Ask again later."""


@dataclass(frozen=True)
class Contestacion:
    """The people the registry knows, by the value asked, and the cut (or service) that says so."""

    corte: str
    inscripciones: Mapping[str, Inscripcion] = field(default_factory=dict)


class Padron(Protocol):
    """A registry. Data come in clear; what it answers holds them as blind indexes of the padrón's secret only."""

    def corte(self) -> str:
        """Id of the cut that answers now, or "". A look-up between two equal values of it was answered by that cut."""

    def ask(self, por: str, valores: Collection[str]) -> Contestacion:
        """Find persons by one datum (`cic`, `clave_elector`) each.

        `Inscripcion.persona` is the blind index of the clave, `cotejos` those of all it knows of
        `rules/padron/registral.COTEJABLES`. Raises `PadronIncompleto` when it cannot say that somebody is not there.
        """


def registry() -> Padron:
    """The registry in use."""
    elegido: Padron = pkgutil.resolve_name(config.padron())()
    return elegido
