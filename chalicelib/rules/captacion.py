"""Which circumstances of its sending make a received record inconsistent (Protocolo 7.1 A, 7.7, 8.10, 8.11, 12.4), and
how many records that the registry does not know a sender may have before somebody looks (7.12, 18.5).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.rules.apoyos.historia import CausaRecepcion
from chalicelib.rules.auxiliares.dispositivos import Vigencia, registered_at
from chalicelib.rules.auxiliares.registro import DEL_ASPIRANTE, CausaBaja
from chalicelib.rules.base.periodo import PeriodoCaptacion


@dataclass(frozen=True)
class Bajas:
    """Who was no longer there, and since when: the auxiliar, with the cause of the removal, and the aspirante."""

    auxiliar: datetime | None = None
    causa: CausaBaja | None = None
    aspirante: datetime | None = None


def reception_causes(
    periodo: PeriodoCaptacion,
    captura: datetime,
    recibido: datetime,
    *,
    bajas: Bajas,
    dispositivo: Iterable[Vigencia],
) -> tuple[CausaRecepcion, ...]:
    """Causes found, the weightiest first; empty when all is in order.

    Whether the device was registered is decided by the time of capture (8.11). `dispositivo` without stretches: never
    registered.
    """
    causas = []
    if bajas.aspirante is not None and recibido > bajas.aspirante:
        causas.append(CausaRecepcion.ASPIRANTE_BAJA)
    if (del_auxiliar := _removal_cause(bajas, captura, recibido)) is not None:
        causas.append(del_auxiliar)
    if not registered_at(dispositivo, captura):
        causas.append(CausaRecepcion.DISPOSITIVO)
    if not periodo.covers(captura):
        causas.append(CausaRecepcion.FUERA_DE_PERIODO)
    return tuple(causas)


def _removal_cause(bajas: Bajas, captura: datetime, recibido: datetime) -> CausaRecepcion | None:
    """What an auxiliar's removal makes of a record.

    Removed by the OPL: whatever arrives later is inconsistent, by the server's clock ("los registros … que el Auxiliar
    envíe después de la fecha de baja", 7.7). Removed by the aspirante, or gone by their own decision (7.1 A): only
    what was captured later.
    """
    if bajas.auxiliar is None:
        return None
    if bajas.causa not in DEL_ASPIRANTE:
        return CausaRecepcion.AUXILIAR_BAJA if recibido > bajas.auxiliar else None
    if captura <= bajas.auxiliar:
        return None
    renuncio = bajas.causa is CausaBaja.RENUNCIA
    return CausaRecepcion.AUXILIAR_RENUNCIO if renuncio else CausaRecepcion.AUXILIAR_RETIRADO


DESCONOCIDOS = 20
"""Records unknown to the registry that any sender may have without somebody looking at them."""
UNO_DE = 10
"""Share of a large sender's records that may be unknown, one in this many: claves are misread."""
MAXIMO_DESCONOCIDOS = 200
"""Most unknown records that wait for nobody, however many were sent: true records must not buy tries."""


def unknown_allowed(recibidos: int) -> int:
    """How many records unknown to the registry a sender of so many may have before somebody looks (7.12, 18.5)."""
    return min(MAXIMO_DESCONOCIDOS, max(DESCONOCIDOS, recibidos // UNO_DE))


def must_be_looked_at(recibidos: int, desconocidos: int, vistos: int) -> bool:
    """Whether a sender waits until somebody has looked at their records.

    Each record tells the aspirante whether the registry knows somebody, which is owed (7.12); who sends invented data
    by the hundred is asking about people. `vistos`: how many of the unknown ones somebody has looked at.
    """
    return desconocidos - vistos >= unknown_allowed(recibidos)
