"""Receipt mails: one for many records, each record in one mail (Protocolo 9.14, 12.3).

A mail is claimed before it is sent and marked after. Who dies in between leaves a claim that runs out; only then,
if SES had taken it, does somebody get the same receipt twice.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from chalicelib import aws, config
from chalicelib.notices import acuse as texto
from chalicelib.store import acuses
from chalicelib.store.apoyos import get_apoyos
from chalicelib.store.auxiliares import Auxiliar
from chalicelib.vault.errores import CamposInvalidos
from chalicelib.workflows.envios import receipt
from chalicelib.workflows.hechos import ApoyoDesconocido
from chalicelib.workflows.secretos import secreto_de

PLAZO = timedelta(seconds=90)


class EnCurso(RuntimeError):
    """Somebody else is sending these receipts right now; ask again later."""


class AcuseIlegible(RuntimeError):
    """What is stored of the record's credential does not open: somebody must look at it."""


def send_receipts(auxiliar: str, folios: list[str], ahora: datetime) -> int:
    """Mail an auxiliar the receipts of those records that no other mail carries; return how many went.

    A record whose receipt cannot be made is told once the others have theirs. Raises `EnCurso`,
    `AcuseIlegible`, `ApoyoDesconocido`, or what AWS raises.
    """
    recibos, fallas = _receipts(sorted(set(folios)))
    enviados = _mail(auxiliar, recibos, ahora) if recibos else 0
    for falla in fallas:
        raise falla
    return enviados


def _mail(auxiliar: str, recibos: dict[str, dict[str, str]], ahora: datetime) -> int:
    correo = sha256("\n".join([auxiliar, *recibos]).encode()).hexdigest()
    if not acuses.open_mail(correo, ahora, PLAZO):
        if acuses.is_sent(correo):
            return 0
        raise EnCurso(correo)
    propios = [recibo for folio, recibo in recibos.items() if _claim(folio, correo, ahora)]
    if propios:
        _send(Auxiliar.get(auxiliar).correo, propios)
    acuses.close_mail(correo, ahora)
    return len(propios)


def _receipts(folios: list[str]) -> tuple[dict[str, dict[str, str]], list[Exception]]:
    """The receipt of each record, in that order, and what was wrong with those that have none."""
    apoyos = get_apoyos(folios)
    recibos: dict[str, dict[str, str]] = {}
    fallas: list[Exception] = [ApoyoDesconocido(f) for f in folios if f not in apoyos]
    for folio in (f for f in folios if f in apoyos):
        try:
            recibos[folio] = receipt(apoyos[folio], secreto_de(apoyos[folio].proceso))
        except CamposInvalidos:
            fallas.append(AcuseIlegible(folio))
    return recibos, fallas


def _claim(folio: str, correo: str, ahora: datetime) -> bool:
    """Whether this mail is to carry the record. A mail that never left loses its records to the next."""
    duenno = acuses.claim(folio, correo)
    if duenno == correo:
        return True
    if acuses.is_sent(duenno):
        return False
    if acuses.is_open(duenno, ahora):
        raise EnCurso(duenno)
    if not acuses.take_over(folio, duenno, correo):
        raise EnCurso(folio)
    return True


def _send(destino: str, recibos: list[dict[str, str]]) -> None:
    asunto, cuerpo = texto.render(recibos)
    aws.client("ses").send_email(
        Source=config.REMITENTE,
        Destination={"ToAddresses": [destino]},
        Message={
            "Subject": {"Data": asunto, "Charset": "UTF-8"},
            "Body": {"Text": {"Data": cuerpo, "Charset": "UTF-8"}},
        },
    )
