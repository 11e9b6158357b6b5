"""Mi Apoyo: whose credential serves, what a code of activation is, who is offered (Protocolo 10.1, 10.6, 10.9)."""

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
"""40 bits (10.6)."""
VIGENCIA = timedelta(hours=24)
INTENTOS = 5
LARGO_ID = 11
"""Characters of an Id de ciudadano, its prefix included: 50 bits by chance."""


def normalize_code(codigo: str) -> str:
    """The code as it was made, however it was typed: lower case, hyphens and spaces do not matter."""
    return "".join(codigo.split()).replace("-", "").upper()


def readable_code(codigo: str) -> str:
    """The code in two halves, as it is shown (10.7)."""
    medio = LARGO_CODIGO // 2
    return f"{codigo[:medio]}-{codigo[medio:]}"


def may_support(estado: str, unidad: str, propia: str | None) -> bool:
    """Whether an aspirante is one whom a citizen may support: confirmed, and elected where the citizen votes (10.9).

    `unidad`: what the aspirante seeks; `propia`: the citizen's own in that office
    (`rules/procesos/cargos.unit_of`), None for who does not vote for it.
    """
    return estado == "confirmado" and propia is not None and propia == unidad


def extend_registration(vigencias: Iterable[Vigencia]) -> list[Vigencia]:
    """When a citizen's device was registered, allowing for a phone whose clock is behind (10.6).

    One activates and captures within minutes: a clock a little slow would put the capture before the registration.
    """
    return [replace(v, alta=v.alta - TOLERANCIA_RELOJ) for v in vigencias]
