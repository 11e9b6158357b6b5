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
from chalicelib.workflows.envios import receipt
from chalicelib.workflows.hechos import ApoyoDesconocido
from chalicelib.workflows.secretos import secreto_de

PLAZO = timedelta(seconds=90)


class EnCurso(RuntimeError):
    """Somebody else is sending these receipts right now; ask again later."""


def send_receipts(auxiliar: str, folios: list[str], ahora: datetime) -> int:
    """Mail an auxiliar the receipts of those records that no other mail carries; return how many went.

    Raises `EnCurso`, `ApoyoDesconocido`, or what AWS raises.
    """
    folios = sorted(set(folios))
    correo = sha256("\n".join([auxiliar, *folios]).encode()).hexdigest()
    if not acuses.open_mail(correo, ahora, PLAZO):
        if acuses.is_sent(correo):
            return 0
        raise EnCurso(correo)
    propios = [f for f in folios if _claim(f, correo, ahora)]
    if propios:
        _send(Auxiliar.get(auxiliar).correo, propios)
    acuses.close_mail(correo, ahora)
    return len(propios)


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


def _send(destino: str, folios: list[str]) -> None:
    apoyos = get_apoyos(folios)
    if faltan := [f for f in folios if f not in apoyos]:
        raise ApoyoDesconocido(faltan[0])
    recibos = [receipt(apoyos[f], secreto_de(apoyos[f].proceso)) for f in folios]
    asunto, cuerpo = texto.render(recibos)
    aws.client("ses").send_email(
        Source=config.REMITENTE,
        Destination={"ToAddresses": [destino]},
        Message={
            "Subject": {"Data": asunto, "Charset": "UTF-8"},
            "Body": {"Text": {"Data": cuerpo, "Charset": "UTF-8"}},
        },
    )
