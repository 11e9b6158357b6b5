"""Removal of an auxiliar: its date and cause are written once and never change (Protocolo 7.1 A, 7.7, 8.6).

Account and devices stay: records still on the phone may be sent, and are classed by the date of removal (7.7).

    aspirante removes ──► write (not removed yet): done ──► keys freed, mail
    OPL removes       ──────────────► write (not removed yet): refused ──► told that it is removed
"""

from datetime import datetime

from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.problemas import Ocupado
from chalicelib.problemas.auxiliares import AuxiliarDeBaja, CargaEnCurso, CedulaReemplazada
from chalicelib.rules.auxiliares.registro import CausaBaja, Suceso
from chalicelib.rules.base.permisos import Principal
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.auxiliares.auxiliares import (
    Auxiliar,
    append_happening,
    auxiliar_event,
    auxiliar_in_force,
)
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.base.unicos import release_key
from chalicelib.store.correos.salidas import Salida, owe
from chalicelib.vault.secretos import open_fields
from chalicelib.workflows.auxiliares.alcance import reachable_auxiliar
from chalicelib.workflows.auxiliares.auxiliar import claims_of
from chalicelib.workflows.base.secretos import seal_persona, secreto_de
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.correos.carta import AvisoCorreo

OCUPADO = "Otros están cambiando los mismos datos; intente de nuevo en unos segundos."
EN_CARGA = "Hay una carga masiva de auxiliares en curso: espere a que termine e intente de nuevo."
CEDULA_REEMPLAZADA = "El auxiliar no tiene esa Cédula o ya envió otra: revise la más reciente."


def check_in_force(a: Auxiliar) -> None:
    """Raise `AuxiliarDeBaja` for a removed auxiliar, `CargaEnCurso` while the load that registered it is running."""
    if a.baja:
        raise AuxiliarDeBaja("El auxiliar ya fue dado de baja; si debe continuar, regístrelo de nuevo.")
    if a.carga and Aspirante.get(a.aspirante, consistent_read=True).carga == a.carga:
        raise CargaEnCurso(EN_CARGA)


def check_no_load(a: Auxiliar) -> None:
    """Raise `CargaEnCurso` while a load of the aspirante runs: its batch writes claim mails without a condition."""
    if Aspirante.get(a.aspirante, consistent_read=True).carga:
        raise CargaEnCurso(EN_CARGA)


def require_no_load(tx: TransactWrite, a: Auxiliar) -> None:
    """Add the condition that no load of the aspirante is running."""
    tx.condition_check(Aspirante, a.aspirante, condition=Aspirante.carga.does_not_exist())


def require_load_ended(tx: TransactWrite, a: Auxiliar) -> None:
    """Add the condition that the load which registered this auxiliar has ended: a running load may rewrite its rows."""
    if a.carga:
        tx.condition_check(
            Aspirante, a.aspirante, condition=Aspirante.carga.does_not_exist() | (Aspirante.carga != a.carga)
        )


def remove_auxiliar(
    principal: Principal,
    auxiliar: str,
    causa: CausaBaja,
    detalle: str,
    ahora: datetime,
    *,
    cedula: str | None = None,
) -> Auxiliar:
    """Remove an auxiliar as of `ahora`, release its keys and send it the notice.

    `cedula`: folio of the evidence on which the removal rests (7.7), empty when none was sent (8.5). Repeating the
    request gives the same answer, and queues the mail if an earlier run died before doing so. Raises `NoEncontrado`,
    `AuxiliarDeBaja`, `CedulaReemplazada` when `cedula` is not the latest evidence, `CargaEnCurso`, `Ocupado`.
    """

    def attempt() -> Auxiliar:
        a = reachable_auxiliar(principal, auxiliar)
        if a.baja and a.causa_baja == causa.value:
            return a
        check_in_force(a)
        if cedula is not None and (a.cedula or "") != cedula:
            raise CedulaReemplazada(CEDULA_REEMPLAZADA)
        _write(principal, a, causa, detalle, ahora, cedula)
        return a

    try:
        a = until_unraced(attempt)
    except Contienda:
        raise Ocupado(OCUPADO) from None
    salidas.send_owed([_told(a, ahora)])
    return a


def _told(a: Auxiliar, ahora: datetime) -> Salida:
    return salidas.owed_mail(
        AvisoCorreo("auxiliar_baja", f"auxiliar_baja#{a.auxiliar}", {"auxiliar": a.auxiliar}), ahora
    )


def _write(
    principal: Principal,
    a: Auxiliar,
    causa: CausaBaja,
    detalle: str,
    ahora: datetime,
    cedula: str | None,
) -> None:
    condicion = auxiliar_in_force() & (Auxiliar.correo_ciego == a.correo_ciego)
    if cedula is not None:
        condicion &= Auxiliar.cedula == cedula if cedula else Auxiliar.cedula.does_not_exist()
    with transaction() as tx:
        tx.update(a, actions=_actions(principal, a, causa, detalle, ahora), condition=condicion)
        for llave in claims_of(a):
            release_key(tx, llave, a.auxiliar)
        require_load_ended(tx, a)
        owe(tx, _told(a, ahora))
    a.refresh(consistent_read=True)


def _actions(
    principal: Principal, a: Auxiliar, causa: CausaBaja, detalle: str, ahora: datetime
) -> list[Action]:
    entrada = auxiliar_event(
        Suceso.BAJA, ahora, rol=principal.rol.value, cuenta=principal.cuenta, detalle=causa.value
    )
    sellado = seal_persona(a.proceso, _bound(a), {"detalle": detalle})
    return [
        Auxiliar.baja.set(iso(ahora)),
        Auxiliar.causa_baja.set(causa.value),
        *([Auxiliar.detalle_baja.set(sellado)] if detalle else []),
        Auxiliar.por_revisar_en.remove(),
        append_happening(entrada),
    ]


def removal_detail(a: Auxiliar) -> str:
    """The reason of the removal as its author wrote it, or empty."""
    if not a.detalle_baja:
        return ""
    detalle: str = open_fields(secreto_de(a.proceso), _bound(a), a.detalle_baja)["detalle"]
    return detalle


def _bound(a: Auxiliar) -> str:
    return f"{a.identidad} baja"
