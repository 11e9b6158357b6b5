"""The OPL hands over its public key (Protocolo 15.1).

It is due ten days before the first active period starts. A key that comes later is taken and flagged: the law fixes the
start of the capture, and the gate of deliveries waits for the key (15.2 E). Each key is told to the DERFE and to the
OPL's administrators by its fingerprint, so that nobody puts one in another's place unseen.
"""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.problemas import Ocupado
from chalicelib.problemas.procesos import LlaveRechazada
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.procesos.plazos import is_late, key_limit
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.correos.salidas import owe
from chalicelib.store.procesos.llaves import LlaveOpl, list_opl_keys
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.vault.llave_opl import LlaveNoAdmitida, LlavePublica, read_public_key
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.procesos.cartas import mails_of_key
from chalicelib.workflows.procesos.periodos import active_starts
from chalicelib.workflows.procesos.procesos import reachable_process


@dataclass(frozen=True)
class LlavesDelProceso:
    """The keys of a process, the one in force first, and until when one is in time; None without an active period."""

    llaves: list[LlaveOpl]
    limite: datetime | None

    def late(self, llave: LlaveOpl) -> bool:
        """Whether a key was handed over after the limit, as the periods are now."""
        return is_late(instante(llave.entregada_en), self.limite)


def hand_over_key(principal: Principal, proceso: str, texto: str, ahora: datetime) -> LlaveOpl:
    """Store the OPL's key in the place of the former; handing over the key in force again changes nothing.

    Raises `NoEncontrado`, `LlaveRechazada`, `Ocupado`.
    """
    reachable_process(principal, proceso, fresh=True)
    try:
        llave = read_public_key(texto)
    except LlaveNoAdmitida as error:
        raise LlaveRechazada(error.texto, motivo=error.codigo) from None
    try:
        return until_unraced(lambda: _write(principal, proceso, llave, ahora))
    except Contienda:
        raise Ocupado("Otras personas están cambiando el proceso: intente de nuevo.") from None


def list_keys(principal: Principal, proceso: str) -> LlavesDelProceso:
    """The process's keys and until when one is in time. Raises `NoEncontrado`."""
    reachable_process(principal, proceso)
    return LlavesDelProceso(list_opl_keys(proceso), key_limit_of(proceso))


def key_limit_of(proceso: str) -> datetime | None:
    """Until when a key is in time; None while the process has no active period."""
    return key_limit(active_starts(Periodo.query(proceso, consistent_read=True)))


def _write(principal: Principal, proceso: str, llave: LlavePublica, ahora: datetime) -> LlaveOpl:
    """Conditional on the process's version: of two keys at once each takes a number of its own."""
    p = reachable_process(principal, proceso, fresh=True)
    anteriores = list_opl_keys(proceso)
    if anteriores and anteriores[0].huella == llave.huella:
        return anteriores[0]
    nueva = LlaveOpl(
        proceso=proceso,
        n=int(anteriores[0].n) + 1 if anteriores else 1,
        der=llave.der,
        huella=llave.huella,
        bits=llave.bits,
        exponente=str(llave.exponente),
        entregada_en=iso(ahora),
        cuenta=principal.cuenta,
    )
    debidas = [salidas.owed_mail(m, ahora) for m in mails_of_key(p, nueva, key_limit_of(proceso))]
    with transaction() as tx:
        tx.update(
            Proceso(proceso),
            actions=[
                Proceso.version.add(1),
                Proceso.huella_opl.set(llave.huella),
                Proceso.llave_opl_en.set(nueva.entregada_en),
            ],
            condition=Proceso.version == int(p.version),
        )
        tx.save(nueva, condition=LlaveOpl.proceso.does_not_exist())
        owe(tx, *debidas)
    forget_copies()
    salidas.send_owed(debidas)
    return nueva
