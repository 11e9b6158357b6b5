"""What tells the two worlds of the access matrix from each other, and what a world is."""

from dataclasses import dataclass, field
from typing import Any

from chalicelib.rules.base.permisos import Rol
from tests.escenario.api import Sesion


@dataclass(frozen=True)
class Sede:
    """What tells one world from the other; `n` is its number."""

    n: int
    opl: str
    proceso: str
    aspirante: str
    futuro: str


PROPIA = Sede(0, "OPLX", "PRUEBA27", "ASPA", "FUTUROA")
AJENA = Sede(1, "OPLZ", "AJENO27", "ASPB", "FUTUROB")


@dataclass
class Mundo:
    """Ids by the name of the path's part, and somebody of each role who reaches them.

    `propios`: where a role has an object of its own instead; `datos`: what bodies need; `personales`: what must be
    shown to nobody of the other world.
    """

    sede: Sede
    gente: dict[Rol, Sesion]
    ids: dict[str, str] = field(default_factory=dict)
    propios: dict[Rol, dict[str, str]] = field(default_factory=dict)
    datos: dict[str, Any] = field(default_factory=dict)
    personales: list[str] = field(default_factory=list)


TIES: dict[Rol, tuple[str, ...]] = {
    Rol.INE: (),
    Rol.MATO: (),
    Rol.INETEL: (),
    Rol.OPL: ("opl",),
    Rol.SUPERVISOR: ("opl", "proceso"),
    Rol.OPERADOR: ("opl", "proceso", "operador"),
    Rol.ASPIRANTE: ("opl", "proceso", "aspirante"),
    Rol.REPRESENTANTE: ("opl", "proceso", "aspirante"),
    Rol.VISITANTE: ("correo",),
}
"""What an account of each role is tied to; auxiliares and citizens make theirs by registering."""


def ties_of(s: Sede) -> dict[str, str]:
    return {
        "opl": s.opl,
        "proceso": s.proceso,
        "aspirante": s.aspirante,
        "operador": f"OPER{s.n}",
        "correo": mail(s, "aspirante"),
    }


def mail(s: Sede, quien: str) -> str:
    return f"{quien}.{s.aspirante.lower()}@muestra.invalid"


def done(respuesta: Any) -> dict[str, Any]:
    """The answer to what must succeed."""
    assert respuesta.estado in {200, 201}, respuesta
    return dict(respuesta.cuerpo)
