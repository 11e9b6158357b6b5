"""Rules of Mi Apoyo: admitted credentials, the activation code, the aspirantes offered (Protocolo 10.1, 10.6, 10.9)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from chalicelib.rules.auxiliares.dispositivos import Vigencia
from chalicelib.rules.base.periodo import TOLERANCIA_RELOJ
from chalicelib.rules.credencial import modelos as credenciales

MODELOS = frozenset(letra for letra, m in credenciales.MODELOS.items() if m.mi_apoyo)
"""Models that Mi Apoyo admits: those with a QR on the back (10.1)."""
MODO = "mi_apoyo"
LARGO_CODIGO = 8
"""Characters of an activation code: 40 random bits (10.6)."""
VIGENCIA = timedelta(hours=24)
INTENTOS = 5
LARGO_ID = 11
"""Characters of an Id de ciudadano, its prefix included: 50 random bits."""


def normalize_code(codigo: str) -> str:
    """The code in the form in which it was made, from what the person typed: case, hyphens and spaces are ignored."""
    return "".join(codigo.split()).replace("-", "").upper()


def readable_code(codigo: str) -> str:
    """The code in two halves, as it is shown (10.7)."""
    medio = LARGO_CODIGO // 2
    return f"{codigo[:medio]}-{codigo[medio:]}"


def may_support(estado: str, unidad: str, propia: str | None) -> bool:
    """Whether a citizen may support an aspirante: confirmed, and for an office elected where the citizen votes (10.9).

    `unidad`: the unit whose office the aspirante seeks; `propia`: the unit in which the citizen votes for that office
    (`rules/procesos/cargos.unit_of`), None for a citizen who does not vote for it.
    """
    return estado == "confirmado" and propia is not None and propia == unidad


def extend_registration(vigencias: Iterable[Vigencia]) -> list[Vigencia]:
    """Stretches in which a citizen's device counts as registered; each begins `TOLERANCIA_RELOJ` earlier (10.6).

    Citizens capture within minutes of activating. A phone whose clock is slow would date the capture before the
    registration.
    """
    return [replace(v, alta=v.alta - TOLERANCIA_RELOJ) for v in vigencias]
