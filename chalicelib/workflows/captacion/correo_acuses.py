"""Receipt mails: one for many records, each record in one mail (Protocolo 9.14, 10.20, 12.3).

    claim each record for this mail, for 90 s ─► send what was claimed ─► note that the mail has left

Whoever finds a record claimed by another mail leaves it, sends the rest, and asks for it again later. Who dies before
the note leaves claims that run out; only then, if SES had taken the mail, does somebody get the same receipt twice.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from chalicelib.base import config
from chalicelib.base.metricas import record_metric
from chalicelib.notices import captacion as texto
from chalicelib.store.apoyos.apoyos import get_apoyos
from chalicelib.store.base.tabla import instante
from chalicelib.store.captacion import acuses
from chalicelib.store.captacion.acuses import TurnoAcuse
from chalicelib.vault.errores import CamposInvalidos
from chalicelib.workflows.apoyos.hechos import ApoyoDesconocido
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.captacion.acuse import build_receipt
from chalicelib.workflows.captacion.remitentes import find_remitente
from chalicelib.workflows.correos.carta import Carta
from chalicelib.workflows.correos.correo import send_now

PLAZO = timedelta(seconds=90)
A_TIEMPO = timedelta(minutes=15)
"""Between a record's reception and its receipt by mail; later ones raise an alarm."""


class AcusesEnCurso(RuntimeError):
    """Somebody else is sending these receipts right now; ask again later."""


class AcuseIlegible(ValueError):
    """The stored credential data of a record cannot be opened: somebody must look at it."""


def send_receipts(remitente: str, folios: list[str], ahora: datetime) -> int:
    """Mail an auxiliar or citizen the receipts of those records that no other mail carries; return how many went.

    A record whose receipt cannot be made, or that another sender holds, is told once the others have theirs.
    Raises `EnCurso`, `AcuseIlegible`, `ApoyoDesconocido`, or what AWS raises.
    """
    recibos, fallas = _receipts(sorted(set(folios)))
    correo = uuid4().hex
    turnos = {folio: acuses.claim_receipt(folio, correo, ahora, PLAZO) for folio in recibos}
    propios = [recibos[f] for f, turno in turnos.items() if turno is TurnoAcuse.NUESTRO]
    if propios:
        quien = find_remitente(remitente)
        send_now(Carta(quien.correo, *texto.render_receipts(propios, config.PORTAL)))
        acuses.note_mail_sent(correo, quien.proceso, ahora)
        _measure_delay(propios, ahora)
    fallas += [AcusesEnCurso(f) for f, turno in turnos.items() if turno is TurnoAcuse.AJENO]
    for falla in fallas:
        raise falla
    return len(propios)


def _measure_delay(recibos: list[dict[str, Any]], ahora: datetime) -> None:
    """Record the number of receipts sent later than promised, for an alarm; nothing when all were in time."""
    tardios = sum(ahora - instante(r["recibido_en"]) > A_TIEMPO for r in recibos)
    if tardios:
        record_metric("AcusesTardios", tardios)


def _receipts(folios: list[str]) -> tuple[dict[str, dict[str, Any]], list[Exception]]:
    """The receipt of each record, in that order, and what was wrong with those that have none."""
    apoyos = get_apoyos(folios)
    recibos: dict[str, dict[str, Any]] = {}
    fallas: list[Exception] = [ApoyoDesconocido(f) for f in folios if f not in apoyos]
    for folio in (f for f in folios if f in apoyos):
        try:
            recibos[folio] = build_receipt(apoyos[folio], secreto_de(apoyos[folio].proceso))
        except CamposInvalidos:
            fallas.append(AcuseIlegible(folio))
    return recibos, fallas
