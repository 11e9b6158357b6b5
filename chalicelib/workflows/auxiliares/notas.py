"""Notes on an auxiliar: documents in custody, and the confirmation sent again (Protocolo 7.5, 7.9)."""

from datetime import datetime, timedelta
from typing import Any

from chalicelib.problemas import DemasiadasSolicitudes
from chalicelib.rules.auxiliares.registro import Documento, Suceso
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import Principal
from chalicelib.store.auxiliares.auxiliares import (
    Auxiliar,
    append_happening,
    auxiliar_event,
    auxiliar_in_force,
)
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import iso
from chalicelib.workflows.auxiliares.alcance import reachable_auxiliar
from chalicelib.workflows.auxiliares.auxiliar import confirmation_mail
from chalicelib.workflows.auxiliares.baja import check_in_force
from chalicelib.workflows.auxiliares.vista import describe_auxiliar
from chalicelib.workflows.base.limites import take_try
from chalicelib.workflows.correos.carta import enqueue_mails

REENVIOS = Limite(Por.CUENTA, 3, timedelta(days=1))
"""Limit of confirmation mails to one auxiliar, so that repeated requests do not flood a mailbox."""


def note_custody(
    principal: Principal, auxiliar: str, documento: Documento, en_custodia: bool, ahora: datetime
) -> dict[str, Any]:
    """Note that a document is in custody, or no longer is (7.9); removed auxiliares keep their documents.

    A note that exists already keeps its date and author. Raises `NoEncontrado`.
    """
    a = reachable_auxiliar(principal, auxiliar)
    que = Suceso.DOCUMENTO_EN_CUSTODIA if en_custodia else Suceso.DOCUMENTO_RETIRADO
    lugar: Any = Auxiliar.custodia[documento.value]
    entrada = auxiliar_event(
        que, ahora, rol=principal.rol.value, cuenta=principal.cuenta, detalle=documento.value
    )
    anota = lugar.set(f"{iso(ahora)} {principal.cuenta}") if en_custodia else lugar.remove()
    falta = lugar.does_not_exist() if en_custodia else lugar.exists()
    write_unless_refused(lambda: a.update(actions=[anota, append_happening(entrada)], condition=falta))
    a.refresh(consistent_read=True)
    return describe_auxiliar(a)


def resend_confirmation(principal: Principal, auxiliar: str, ahora: datetime) -> dict[str, Any]:
    """Send the confirmation mail once more (7.5).

    Raises `NoEncontrado`, `AuxiliarDeBaja`, `CargaEnCurso`, `DemasiadasSolicitudes`.
    """
    a = reachable_auxiliar(principal, auxiliar)
    check_in_force(a)
    if (espera := take_try(REENVIOS, "reenvio de confirmacion", a.auxiliar, ahora)) is not None:
        raise DemasiadasSolicitudes(
            f"Ya se envió varias veces hoy a este auxiliar. Espere {espera} segundos, o cambie su correo si no es el "
            "correcto.",
            reintente_en=espera,
        )
    entrada = auxiliar_event(
        Suceso.CONFIRMACION_REENVIADA, ahora, rol=principal.rol.value, cuenta=principal.cuenta
    )
    # Refused, and nothing is sent, if the auxiliar was removed meanwhile.
    write_unless_refused(
        lambda: a.update(
            actions=[Auxiliar.confirmaciones.add(1), append_happening(entrada)], condition=auxiliar_in_force()
        )
    )
    a.refresh(consistent_read=True)
    check_in_force(a)
    enqueue_mails([confirmation_mail(a)])
    return describe_auxiliar(a)
