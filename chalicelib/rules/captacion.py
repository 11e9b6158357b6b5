"""Which circumstances of its sending make a received record inconsistent (Protocolo 7.7, 8.10, 8.11)."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.rules.apoyos.historia import CausaRecepcion
from chalicelib.rules.auxiliares.dispositivos import Vigencia, registered_at
from chalicelib.rules.base.periodo import Periodo


def circumstances(
    periodo: Periodo,
    captura: datetime,
    recibido: datetime,
    *,
    auxiliar_baja: datetime | None,
    dispositivo: Iterable[Vigencia],
) -> tuple[CausaRecepcion, ...]:
    """Causes found, the weightiest first; empty when all is in order.

    An auxiliar's removal is decided by the server's clock ("envíe después de la fecha de baja", 7.7); whether
    the device was registered, by the time of capture (8.11). `dispositivo` without stretches: never registered.
    """
    causas = []
    if auxiliar_baja is not None and recibido > auxiliar_baja:
        causas.append(CausaRecepcion.AUXILIAR_BAJA)
    if not registered_at(dispositivo, captura):
        causas.append(CausaRecepcion.DISPOSITIVO)
    if not periodo.covers(captura):
        causas.append(CausaRecepcion.FUERA_DE_PERIODO)
    return tuple(causas)
