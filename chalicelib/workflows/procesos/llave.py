"""The OPL hands over its public key (Protocolo 15.1)."""

from datetime import datetime

from chalicelib.problemas import Ocupado, PlazoVencido
from chalicelib.problemas.procesos import LlaveRechazada
from chalicelib.rules.base.centro import in_words
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.procesos.plazos import ANTES_LLAVE, is_late, key_limit
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.procesos.llaves import LlaveOpl, list_opl_keys
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.vault.llave_opl import LlaveNoAdmitida, LlavePublica, read_public_key
from chalicelib.workflows.procesos.periodos import active_starts
from chalicelib.workflows.procesos.procesos import reachable_process


def hand_over_key(principal: Principal, proceso: str, texto: str, ahora: datetime) -> LlaveOpl:
    """Take the key, in the place of any before; the one in force again changes nothing.

    Raises `NoEncontrado`, `LlaveRechazada`, `Ocupado`; `PlazoVencido` within ten days of the first active start.
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


def list_keys(principal: Principal, proceso: str) -> tuple[list[LlaveOpl], datetime | None]:
    """The process's keys, the one in force first, and until when it can be replaced. Raises `NoEncontrado`."""
    reachable_process(principal, proceso)
    return list_opl_keys(proceso), key_limit_of(proceso)


def key_limit_of(proceso: str) -> datetime | None:
    """Until when the key is taken; None while the process has no active period."""
    return key_limit(active_starts(Periodo.query(proceso, consistent_read=True)))


def _write(principal: Principal, proceso: str, llave: LlavePublica, ahora: datetime) -> LlaveOpl:
    """Conditional on the process's version: no period is activated or moved between the check and the write."""
    p = reachable_process(principal, proceso, fresh=True)
    anteriores = list_opl_keys(proceso)
    if anteriores and anteriores[0].huella == llave.huella:
        return anteriores[0]
    limite = key_limit_of(proceso)
    if limite is not None and is_late(ahora, limite):
        raise PlazoVencido(
            f"La llave se recibió hasta el {in_words(limite)}, {ANTES_LLAVE.days} días antes del inicio del periodo "
            "(15.1). Si falta, recorra el inicio del periodo antes de que comience."
        )
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
    forget_copies()
    return nueva
