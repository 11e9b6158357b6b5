"""Asking for an institutional account, and seeing those there are (Protocolo 5.2, 5.3)."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from chalicelib.base import config
from chalicelib.problemas import CuerpoInvalido, DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.cuentas import CuentaDuplicada
from chalicelib.rules.base.permisos import Principal, Rol, reaches_opl
from chalicelib.rules.cuentas import (
    EstadoCuenta,
    FaltaDeCuenta,
    PeticionDeCuenta,
    account_faults,
    comparable_name,
)
from chalicelib.store.base import cursor as paginas
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.base.unicos import key_owners
from chalicelib.store.correos.salidas import Salida, owe
from chalicelib.store.cuentas.cuentas import accounts_of
from chalicelib.store.cuentas.titulares import INE, Titular, add_titular, find_titular, titulares_of
from chalicelib.store.procesos.opls import find_opl
from chalicelib.store.procesos.procesos import Proceso, get_proceso
from chalicelib.vault.secretos import blind_index
from chalicelib.workflows.base.cuentas import accounts_in_force
from chalicelib.workflows.base.secretos import secreto_sistema
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.cuentas.acceso import list_with_access
from chalicelib.workflows.cuentas.cartas import request_mails
from chalicelib.workflows.cuentas.titular import (
    lacks_declaration,
    reachable_titular,
    seal_official,
    sealed_act,
    titular_details,
)

_SIGNOS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another


def request_account(principal: Principal, peticion: PeticionDeCuenta, ahora: datetime) -> dict[str, Any]:
    """Keep the request of an account; an OPL's is told to the DERFE by mail.

    Raises `DatosNoAdmitidos` with every fault, `CuentaDuplicada`.
    """
    faltas = account_faults(peticion, principal.rol, config.dominio_institucional())
    faltas += _unknown(principal, peticion)
    if faltas:
        raise DatosNoAdmitidos("Corrija los datos que se señalan.", faltas=[asdict(f) for f in faltas])
    titular = prepare_account(peticion, principal.cuenta, ahora)
    avisos = request_mails(titular.cuenta) if principal.rol is Rol.OPL else []
    debidas = [salidas.owed_mail(m, ahora) for m in avisos]
    keep_account(titular, principal, debidas)
    salidas.send_owed(debidas)
    return titular_details(titular)


def prepare_account(
    p: PeticionDeCuenta, por: str, ahora: datetime, estado: EstadoCuenta = EstadoCuenta.SOLICITADA
) -> Titular:
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
        nombre_ciego=blind_index(secreto, "nombre institucional", comparable_name(p.nombre)),
        datos=seal_official(cuenta, datos),
        historia=[sealed_act(cuenta, "solicitar", por, ahora)],
    )


def keep_account(titular: Titular, principal: Principal, debidas: Sequence[Salida] = ()) -> None:
    """Store a new account's row with its unique claims and the mails it owes; of two at the same time one is kept
    (5.2).

    Raises `CuentaDuplicada`, and `Ocupado` when others keep writing the same.
    """

    def attempt() -> None:
        if key_owners(titular.unicos):
            raise _duplicate(titular, principal)
        with transaction() as tx:
            add_titular(tx, titular)
            owe(tx, *debidas)

    try:
        until_unraced(attempt)
    except Contienda:
        raise Ocupado("Otra persona está solicitando la misma cuenta. Intente de nuevo.") from None


def list_accounts(
    principal: Principal, opl: str, despues: str, cuantos: int, *, sin_declaracion: bool = False
) -> dict[str, Any]:
    """Accounts and requests of an OPL (the INE's own when it names none). Raises `NoEncontrado`, `CuerpoInvalido`.

    `sin_declaracion`: those granted, and not ended, whose signed declaration is not kept; a page may then be short.
    """
    institucion = opl or principal.opl or INE
    if institucion != INE and not reaches_opl(principal, institucion):
        raise NoEncontrado
    if institucion == INE and principal.rol is not Rol.INE:
        raise NoEncontrado
    try:
        desde = paginas.decode_cursor(despues, institucion={institucion}, cuenta=set())
    except paginas.CursorInvalido:
        raise CuerpoInvalido("Use el cursor que dio la página anterior.", campo="despues") from None
    pagina = titulares_of(institucion, limit=cuantos, last_evaluated_key=desde)
    titulares = list(pagina)
    primera = desde["cuenta"]["S"] if desde else ""
    ultima = titulares[-1].cuenta if pagina.last_evaluated_key else ""
    elementos = list_with_access(titulares, accounts_of(institucion, primera, ultima))
    if sin_declaracion:
        elementos = [e for e in elementos if lacks_declaration(e)]
    return {"elementos": elementos, "siguiente": paginas.encode_cursor(pagina.last_evaluated_key)}


def show_account(principal: Principal, cuenta: str) -> dict[str, Any]:
    """An account with everything on file. Raises `NoEncontrado` also for what is out of reach."""
    return titular_details(reachable_titular(principal, cuenta))


def own_accounts(principal: Principal) -> dict[str, Any]:
    """The caller's accounts in force, to choose one by `X-Cuenta`."""
    campos = ("cuenta", "rol", "opl", "proceso", "aspirante", "auxiliar", "operador")
    cuentas = [c.principal for c in accounts_in_force(principal.sujeto)] or [principal]
    return {"cuentas": [{c: str(getattr(p, c)) for c in campos} for p in cuentas]}


def _unknown(principal: Principal, p: PeticionDeCuenta) -> list[FaltaDeCuenta]:
    """Faults of an OPL or process that does not exist or is out of reach: both get the same words."""
    if p.opl and (not reaches_opl(principal, p.opl) or find_opl(p.opl) is None):
        return [FaltaDeCuenta("opl", "No hay un OPL con esa clave.")]
    if p.proceso and not _has(p.opl, p.proceso):
        return [FaltaDeCuenta("proceso", "El OPL no tiene un proceso con esa clave.")]
    return []


def _has(opl: str, proceso: str) -> bool:
    try:
        return bool(get_proceso(proceso).opl == opl)
    except Proceso.DoesNotExist:
        return False


def _duplicate(titular: Titular, principal: Principal) -> CuentaDuplicada:
    """Refusal of a duplicate; it names the existing account only to a caller within whose reach it is."""
    for dueno in key_owners(titular.unicos).values():
        otro = find_titular(dueno)
        if otro is not None and reaches_opl(principal, otro.opl):
            return CuentaDuplicada(_DUPLICADA, cuenta=dueno)
    return CuentaDuplicada(_DUPLICADA)


_DUPLICADA = (
    "Ya hay una cuenta o solicitud de esa persona: a cada funcionario se asigna una sola (5.2). Si es otra persona con "
    "el mismo nombre, indíquelo en homonimo con su motivo."
)
