"""Mi Apoyo: whose credential serves, what a code of activation is, and who is offered (Protocolo 10.1, 10.6, 10.9)."""

from datetime import datetime, timedelta

from chalicelib.rules.periodo import Periodo
from chalicelib.rules.registral import Ambito, Inscripcion

MODELOS = frozenset("DEFGH")
"""Models with a QR on the back; C has none (10.1)."""
MODO = "mi_apoyo"
LETRAS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""What codes and Ids of citizens are made of: no O, 0, I or 1, which are misread. 32: five bits each."""
LARGO_CODIGO = 8
"""40 bits (10.6)."""
VIGENCIA = timedelta(hours=24)
INTENTOS = 5
LARGO_ID = 11
"""Characters of an Id de ciudadano, its prefix included: 50 bits by chance."""


def normal(codigo: str) -> str:
    """The code as it was made, however it was typed: lower case, hyphens and spaces do not matter."""
    return "".join(codigo.split()).replace("-", "").upper()


def readable(codigo: str) -> str:
    """The code in two halves, as it is shown (10.7)."""
    medio = LARGO_CODIGO // 2
    return f"{codigo[:medio]}-{codigo[medio:]}"


def may_support(estado: str, ambito: Ambito, residencia: Inscripcion) -> bool:
    """Whether a citizen who lives there may support an aspirante: confirmed, and of an office elected there (10.9)."""
    return estado == "confirmado" and ambito.contains(residencia)


def is_offered(
    estado: str, periodo: Periodo, ambito: Ambito, residencia: Inscripcion, ahora: datetime
) -> bool:
    """Whether the aspirante is in the menu at that instant: as `may_support`, and the period is in course (10.9)."""
    return periodo.covers(ahora) and may_support(estado, ambito, residencia)
