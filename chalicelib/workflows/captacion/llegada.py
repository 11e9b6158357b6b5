"""The arrival of a record: its time, and the inconsistencies that follow from its circumstances (Protocolo 7.1 A,
7.7, 8.10, 8.11, 9.16, 12.4).
"""

from collections.abc import Callable
from datetime import datetime

from chalicelib.rules.apoyos.folio import Folio
from chalicelib.rules.apoyos.historia import CausaRecepcion, Recibido
from chalicelib.rules.base.periodo import PeriodoCaptacion
from chalicelib.rules.captacion import Bajas, reception_causes
from chalicelib.rules.mi_apoyo import MODO, extend_registration
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.aspirantes import get_aspirante, read_aspirante
from chalicelib.store.auxiliares.dispositivos import Dispositivo, find_dispositivo
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.procesos.periodos import get_periodo, read_periodo
from chalicelib.workflows.apoyos.hechos import Cambio, append_facts
from chalicelib.workflows.captacion.destinos import withdrawn_at
from chalicelib.workflows.captacion.remitentes import Remitente, find_remitente


def period_of(folio: Folio, favourable: Callable[[PeriodoCaptacion], bool]) -> PeriodoCaptacion:
    """The record's period. Nothing is decided against a record on a copy in memory: then the table is read again."""
    aspirante = get_aspirante(folio.aspirante)
    periodo = get_periodo(aspirante.proceso, aspirante.periodo).captacion
    if favourable(periodo):
        return periodo
    return read_periodo(aspirante.proceso, aspirante.periodo).captacion


def causes_of(
    folio: Folio,
    captura: datetime,
    recibido: datetime,
    remitente: Remitente,
    dispositivo: Dispositivo | None,
) -> tuple[CausaRecepcion, ...]:
    """Causes for which a record that arrived at that time is received and yet inconsistent."""
    vigencias = dispositivo.vigencias if dispositivo else []
    aspirante = withdrawn_at(read_aspirante(folio.aspirante))
    return reception_causes(
        period_of(folio, lambda p: p.covers(captura)),
        captura,
        recibido,
        bajas=Bajas(remitente.baja, remitente.causa, aspirante),
        dispositivo=extend_registration(vigencias) if remitente.modo == MODO else vigencias,
    )


def move_reception_back(apoyo: Apoyo, recibido: datetime, ahora: datetime) -> None:
    """Note an earlier arrival of a received record, and judge its circumstances and its person's supports again.

    A later arrival changes nothing. Raises `Contienda`, or what AWS raises.
    """
    if iso(recibido) >= apoyo.recibido_en:
        return
    folio, captura = Folio.parse(apoyo.folio), instante(apoyo.capturado_en)
    dispositivo = find_dispositivo(folio.dispositivo, folio.auxiliar)
    causas = causes_of(folio, captura, recibido, find_remitente(folio.auxiliar), dispositivo)

    def earlier(actual: Apoyo) -> Cambio | None:
        if iso(recibido) >= actual.recibido_en:
            return None
        return Cambio((Recibido(iso(recibido), causas),), recibido=recibido)

    append_facts(apoyo.folio, earlier, ahora)
