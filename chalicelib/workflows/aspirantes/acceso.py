"""Access of an aspirante and their representative with the registered federated account (Protocolo 6.1 D, 7.2).

No password is stored. A person gets the account by signing in with the registered mail and provider, as the identity
provider states them, and typing the folio from the mail. If Cognito gives the same person another subject, the new
subject replaces the old one.
"""

import hmac
from datetime import datetime
from typing import Any

from pynamodb.transactions import TransactWrite

from chalicelib.problemas import NoEncontrado, Ocupado
from chalicelib.rules.aspirantes.registro import EstadoAspirante, Hito, TipoHito
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.aspirantes import Aspirante, append_hito, aspirante_unmoved, find_aspirante
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.cuentas.cuentas import Cuenta, new_account, set_state
from chalicelib.workflows.base.cuentas import accounts_key
from chalicelib.workflows.base.representante import representative_of
from chalicelib.workflows.base.secretos import persona_de

TERMINADA = "terminada"
_CAMPO = {Rol.ASPIRANTE: Aspirante.sujeto, Rol.REPRESENTANTE: Aspirante.representante_sujeto}
_QUE = {Rol.ASPIRANTE: TipoHito.ACCESO, Rol.REPRESENTANTE: TipoHito.REPRESENTANTE_ACCESO}


def claim_access(principal: Principal, folio: str, ahora: datetime) -> Cuenta:
    """Account of the signed-in person as the aspirante of `folio` or as their representative; created if missing.

    Raises `NoEncontrado`, the same for an unknown folio, a draft, an ended registration, another mail and a suspended
    account, so that it reveals none of them. Raises `Ocupado`.
    """

    def attempt() -> Cuenta:
        a = find_aspirante(folio)
        rol = _role(a, principal) if a is not None else None
        if a is None or rol is None:
            raise NoEncontrado
        return _enter(a, rol, principal, ahora)

    try:
        cuenta = until_unraced(attempt)
    except Contienda:
        raise Ocupado("Otra solicitud está en curso. Intente de nuevo.") from None
    forget_copies()
    return cuenta


def _role(a: Aspirante, principal: Principal) -> Rol | None:
    if a.estado != EstadoAspirante.CONFIRMADO or not a.datos:
        return None
    if _is(persona_de(a), principal):
        return Rol.ASPIRANTE
    quien = representative_of(a)
    return Rol.REPRESENTANTE if quien is not None and _is(quien, principal) else None


def _is(persona: dict[str, str], principal: Principal) -> bool:
    dicho = f"{principal.proveedor} {principal.correo}".encode()
    return bool(principal.correo and principal.proveedor) and hmac.compare_digest(
        dicho, f"{persona['proveedor']} {persona['correo']}".encode()
    )


def _enter(a: Aspirante, rol: Rol, principal: Principal, ahora: datetime) -> Cuenta:
    anterior = _account(_subject(a, rol), rol, a.aspirante)
    if anterior is not None and anterior.estado not in ("activa", TERMINADA):
        raise NoEncontrado
    if anterior is not None and anterior.estado == "activa" and anterior.sujeto == principal.sujeto:
        return anterior
    alcance: Any = {"opl": a.opl, "proceso": a.proceso, "aspirante": a.aspirante}
    quien = (principal.sujeto, _name(rol, a.aspirante), rol)
    nueva = new_account(accounts_key(), *quien, ahora, **alcance)
    hito = Hito(_QUE[rol].value, iso(ahora), nueva.cuenta, rol.value, int(a.version))
    with transaction() as tx:
        tx.update(
            a, actions=[_CAMPO[rol].set(principal.sujeto), append_hito(hito)], condition=aspirante_unmoved(a)
        )
        # An account that was suspended meanwhile stays suspended; only an ended one is replaced.
        tx.save(nueva, condition=Cuenta.sujeto.does_not_exist() | (Cuenta.estado == TERMINADA))
        if anterior is not None and anterior.sujeto != principal.sujeto:
            _end(tx, anterior)
    return nueva


def end_accounts(tx: TransactWrite, a: Aspirante, *roles: Rol) -> None:
    """End, within a transaction, the aspirante's accounts with those roles; with all roles if none is given."""
    for rol in roles or _CAMPO:
        cuenta = _account(_subject(a, rol), rol, a.aspirante)
        if cuenta is not None:
            _end(tx, cuenta)


def _end(tx: TransactWrite, cuenta: Cuenta) -> None:
    acciones = set_state(accounts_key(), cuenta.sujeto, cuenta.cuenta, TERMINADA)
    tx.update(cuenta, actions=acciones, condition=Cuenta.sujeto.exists())


def _subject(a: Aspirante, rol: Rol) -> str | None:
    sujeto: str | None = a.sujeto if rol is Rol.ASPIRANTE else a.representante_sujeto
    return sujeto


def _name(rol: Rol, aspirante: str) -> str:
    return f"{rol}-{aspirante}"


def _account(sujeto: str | None, rol: Rol, aspirante: str) -> Cuenta | None:
    if sujeto is None:
        return None
    try:
        return Cuenta.get(sujeto, _name(rol, aspirante), consistent_read=True)
    except Cuenta.DoesNotExist:
        return None
