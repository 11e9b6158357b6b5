"""Interface of the registry: cuts of the padrón in DynamoDB, or a service asked in real time (Protocolo 9.8).

Only this module knows which of the two is used. `CAPTACION_PADRON` names the class (`module:Class`).
"""

import pkgutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from chalicelib.base import config
from chalicelib.rules.padron.registral import Inscripcion


class PadronIncompleto(RuntimeError):
    """No padrón can answer now, so no person may be reported as not found. The caller asks again later."""


@dataclass(frozen=True)
class Contestacion:
    """Answer of the registry: the people found, by the value asked, and the cut (or service) that answered."""

    corte: str
    inscripciones: Mapping[str, Inscripcion] = field(default_factory=dict)


class Padron(Protocol):
    """A registry. It is asked with data in clear, and answers only with blind indexes under the padrón's secret."""

    def corte(self) -> str:
        """Id of the cut that answers now, or "". If two calls give the same id, that cut answered every look-up between
        them."""

    def ask(self, por: str, valores: Collection[str]) -> Contestacion:
        """Find persons by the values of one datum (`cic`, `clave_elector`).

        `Inscripcion.persona` is the blind index of the clave. `cotejos` holds those of the data of
        `rules/padron/registral.COTEJABLES` that the registry has. Raises `PadronIncompleto` when it cannot tell that a
        person is missing.
        """


def registry() -> Padron:
    """The configured registry."""
    elegido: Padron = pkgutil.resolve_name(config.padron())()
    return elegido
