"""The OPL names its enlaces for the Mesa de Control (Protocolo 13.2)."""

import secrets
from base64 import b32encode
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pynamodb.exceptions import TransactWriteError

from chalicelib.problemas import Conflicto, NoEncontrado, Ocupado
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.procesos.plazos import is_late, links_limit
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.base.transacciones import Contienda, lost_a_race, transaction, until_unraced
from chalicelib.store.base.unicos import claim_key, key_owners, release_key
from chalicelib.store.correos.salidas import owe
from chalicelib.store.procesos.enlaces import Enlace, enlaces_of, find_enlace
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.vault.secretos import blind_index, open_fields, seal_fields
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.procesos.cartas import mails_of_enlace
from chalicelib.workflows.procesos.periodos import active_starts
from chalicelib.workflows.procesos.procesos import reachable_process


def name_enlace(principal: Principal, proceso: str, datos: dict[str, str], ahora: datetime) -> Enlace:
    """Name somebody (`nombre`, `puesto`, `correo`, `telefono`); the same again gives who is there.

    The DERFE is told by mail and, where its address is given, the UTVOPL. Late naming is taken, and shown as late.
    Raises `NoEncontrado`, `Conflicto` when the mail is another enlace's, `Ocupado`.
    """
    reachable_process(principal, proceso)
    secreto = secreto_de(proceso)
    nuevo = Enlace(
        proceso=proceso,
        enlace=b32encode(secrets.token_bytes(10)).decode(),
        correo_ciego=blind_index(secreto, "correo de enlace", datos["correo"]),
        nombrado_en=iso(ahora),
    )
    nuevo.datos = seal_fields(secreto, nuevo.identidad, datos)
    debidas = [salidas.owed_mail(m, ahora) for m in mails_of_enlace(nuevo, "nombrado")]
    try:
        with transaction() as tx:
            claim_key(tx, _claim_key(nuevo), nuevo.enlace)
            tx.save(nuevo, condition=Enlace.enlace.does_not_exist())
            owe(tx, *debidas)
    except TransactWriteError as error:
        if not lost_a_race(error):
            raise
        return _already_named(nuevo, datos)
    salidas.send_owed(debidas)
    return nuevo


def show_enlace(principal: Principal, proceso: str, enlace: str) -> Enlace:
    """An enlace in force. Raises `NoEncontrado`."""
    reachable_process(principal, proceso)
    hallado = find_enlace(proceso, enlace)
    if hallado is None or hallado.baja is not None:
        raise NoEncontrado
    return hallado


def list_enlaces(principal: Principal, proceso: str) -> list[Enlace]:
    """The enlaces in force. Raises `NoEncontrado`."""
    reachable_process(principal, proceso)
    return enlaces_of(proceso)


def remove_enlace(principal: Principal, proceso: str, enlace: str, ahora: datetime) -> Enlace:
    """Remove an enlace and tell whoever was told of the naming; again changes nothing.

    Raises `NoEncontrado`, `Ocupado`.
    """
    reachable_process(principal, proceso)
    try:
        return until_unraced(lambda: _remove(proceso, enlace, ahora))
    except Contienda:
        raise Ocupado("Otra persona está cambiando los enlaces: intente de nuevo.") from None


def _remove(proceso: str, enlace: str, ahora: datetime) -> Enlace:
    hallado = find_enlace(proceso, enlace)
    if hallado is None:
        raise NoEncontrado
    if hallado.baja is None:
        hallado.baja = iso(ahora)
        debidas = [salidas.owed_mail(m, ahora) for m in mails_of_enlace(hallado, "retirado")]
        with transaction() as tx:
            tx.update(
                Enlace(proceso, enlace),
                actions=[Enlace.baja.set(hallado.baja)],
                condition=Enlace.baja.does_not_exist(),
            )
            release_key(tx, _claim_key(hallado), enlace)
            owe(tx, *debidas)
        salidas.send_owed(debidas)
    return hallado


def contact_of(enlace: Enlace) -> dict[str, str]:
    """`nombre`, `puesto`, `correo`, `telefono` of an enlace."""
    return open_fields(secreto_de(enlace.proceso), enlace.identidad, enlace.datos)


def late_enlaces(proceso: str) -> "Tardanza":
    """Make the rule that says which enlaces of a process were named late, by its periods as of now."""
    return Tardanza(Periodo.query(proceso, consistent_read=True))


class Tardanza:
    """Whether an enlace was named less than 48 hours before the first active period (13.2)."""

    def __init__(self, periodos: Iterable[Periodo]) -> None:
        self.limite = links_limit(active_starts(periodos))

    def of(self, enlace: Enlace) -> bool:
        return is_late(instante(enlace.nombrado_en), self.limite)


def _claim_key(enlace: Enlace) -> str:
    return f"{enlace.proceso}#enlace#{enlace.correo_ciego}"


def _already_named(nuevo: Enlace, datos: dict[str, Any]) -> Enlace:
    dueno = key_owners([_claim_key(nuevo)]).get(_claim_key(nuevo), "")
    hallado = find_enlace(nuevo.proceso, dueno) if dueno else None
    if hallado is None:
        raise Ocupado("Otra persona está cambiando los enlaces: intente de nuevo.")
    if contact_of(hallado) != datos:
        raise Conflicto(
            "Ya hay un enlace con ese correo y otros datos: retírelo antes de nombrarlo de nuevo."
        )
    return hallado
