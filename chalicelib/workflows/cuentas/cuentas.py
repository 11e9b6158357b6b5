"""Asking for an institutional account, and seeing those there are (Protocolo 5.2, 5.3)."""

import secrets
from dataclasses import asdict
from datetime import datetime
from typing import Any

from chalicelib.base import config
from chalicelib.problemas import CuentaDuplicada, CuerpoInvalido, DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.rules.base.permisos import Principal, Rol, reaches_opl
from chalicelib.rules.cuentas import Estado, Falta, Peticion, faults, normal_name
from chalicelib.store.base import cursor as paginas
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.base.unicos import owners
from chalicelib.store.cuentas.cuentas import active_accounts
from chalicelib.store.cuentas.titulares import INE, Titular, add, find_titular, of_institution
from chalicelib.store.procesos.opls import find_opl
from chalicelib.store.procesos.procesos import Proceso, get_proceso
from chalicelib.vault.secretos import blind_index
from chalicelib.workflows.base.alcance import NADA
from chalicelib.workflows.base.secretos import secreto_sistema
from chalicelib.workflows.cuentas.titular import act, brief, reachable, seal_official, whole

_SIGNOS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another


def ask(principal: Principal, peticion: Peticion, ahora: datetime) -> dict[str, Any]:
    """Keep the request of an account. Raises `DatosNoAdmitidos` with every fault, `CuentaDuplicada`."""
    faltas = faults(peticion, principal.rol, config.dominio_institucional())
    faltas += _unknown(principal, peticion)
    if faltas:
        raise DatosNoAdmitidos("Corrija los datos que se señalan.", faltas=[asdict(f) for f in faltas])
    titular = prepare(peticion, principal.cuenta, ahora)
    keep(titular, principal)
    return whole(titular)


def prepare(p: Peticion, por: str, ahora: datetime, estado: Estado = Estado.SOLICITADA) -> Titular:
    """The row of a new account, not stored."""
    cuenta = "CTA" + "".join(secrets.choice(_SIGNOS) for _ in range(12))
    secreto = secreto_sistema()
    datos = {
        "nombre": p.nombre,
        "cargo": p.cargo,
        "correo": p.correo,
        "telefono": p.telefono,
        "motivo_homonimo": p.motivo_homonimo if p.homonimo else "",
    }
    return Titular(
        cuenta=cuenta,
        institucion=p.opl or INE,
        rol=p.rol.value,
        opl=p.opl,
        proceso=p.proceso,
        estado=estado.value,
        oficio=p.oficio,
        homonimo=p.homonimo,
        correo_ciego=blind_index(secreto, "correo institucional", p.correo),
        nombre_ciego=blind_index(secreto, "nombre institucional", normal_name(p.nombre)),
        datos=seal_official(cuenta, datos),
        historia=[act(cuenta, "solicitar", por, ahora)],
    )


def keep(titular: Titular, principal: Principal) -> None:
    """Store a new account's row with its claims: of two at once, one is kept (5.2).

    Raises `CuentaDuplicada`, and `Ocupado` when others keep writing the same.
    """

    def attempt() -> None:
        if owners(titular.unicos):
            raise _duplicate(titular, principal)
        with transaction() as tx:
            add(tx, titular)

    try:
        until_unraced(attempt)
    except Contienda:
        raise Ocupado("Otra persona está solicitando la misma cuenta. Intente de nuevo.") from None


def list_accounts(principal: Principal, opl: str, despues: str, cuantos: int) -> dict[str, Any]:
    """Accounts and requests of an OPL (the INE's own when it names none). Raises `NoEncontrado`, `CuerpoInvalido`."""
    institucion = opl or principal.opl or INE
    if institucion != INE and not reaches_opl(principal, institucion):
        raise NoEncontrado(NADA)
    if institucion == INE and principal.rol is not Rol.INE:
        raise NoEncontrado(NADA)
    try:
        desde = paginas.decode(despues, institucion={institucion}, cuenta=set())
    except paginas.CursorInvalido:
        raise CuerpoInvalido("Use el cursor que dio la página anterior.", campo="despues") from None
    pagina = of_institution(institucion, limit=cuantos, last_evaluated_key=desde)
    elementos = [brief(t) for t in pagina]
    return {"elementos": elementos, "siguiente": paginas.encode(pagina.last_evaluated_key)}


def show(principal: Principal, cuenta: str) -> dict[str, Any]:
    """An account with everything on file. Raises `NoEncontrado` also for what is out of reach."""
    return whole(reachable(principal, cuenta))


def own_accounts(principal: Principal) -> dict[str, Any]:
    """The caller's accounts in force, to choose one by `X-Cuenta`."""
    campos = ("cuenta", "rol", "opl", "proceso", "aspirante", "auxiliar", "operador")
    cuentas = [c.principal for c in active_accounts(principal.sujeto)] or [principal]
    return {"cuentas": [{c: str(getattr(p, c)) for c in campos} for p in cuentas]}


def _unknown(principal: Principal, p: Peticion) -> list[Falta]:
    """What the request names and is not there, or not the caller's: both in the same words."""
    if p.opl and (not reaches_opl(principal, p.opl) or find_opl(p.opl) is None):
        return [Falta("opl", "No hay un OPL con esa clave.")]
    if p.proceso and not _has(p.opl, p.proceso):
        return [Falta("proceso", "El OPL no tiene un proceso con esa clave.")]
    return []


def _has(opl: str, proceso: str) -> bool:
    try:
        return bool(get_proceso(proceso).opl == opl)
    except Proceso.DoesNotExist:
        return False


def _duplicate(titular: Titular, principal: Principal) -> CuentaDuplicada:
    """Whose it is, is told only to who reaches that account."""
    for dueno in owners(titular.unicos).values():
        otro = find_titular(dueno)
        if otro is not None and reaches_opl(principal, otro.opl):
            return CuentaDuplicada(_DUPLICADA, cuenta=dueno)
    return CuentaDuplicada(_DUPLICADA)


_DUPLICADA = (
    "Ya hay una cuenta o solicitud de esa persona: a cada funcionario se asigna una sola (5.2). Si es otra persona con "
    "el mismo nombre, indíquelo en homonimo con su motivo."
)
