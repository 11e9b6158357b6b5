"""The life of an institutional account: granted, activated, suspended, resumed, ended (Protocolo 5.4, 5.5).

    load ─► rule (rules/cuentas.py) ─► one transaction: holder, what the authorizer reads, the Mesa's operator
         ─► Cognito is brought to what the row says ─► mails, each once

Whoever repeats an act that died half-way finds the row moved, and the rest is done then.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chalicelib.problemas import Conflicto, DatosNoAdmitidos, DemasiadasSolicitudes, Ocupado
from chalicelib.problemas.cuentas import ActoImprocedente
from chalicelib.rules.base.limites import Limite
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.cuentas import (
    CON_CREDENCIALES,
    ActoDeCuenta,
    ActoNoAdmitido,
    EstadoCuenta,
    account_state_after,
    declaration_faults,
)
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.correos.salidas import Salida, owe
from chalicelib.store.cuentas import usuarios
from chalicelib.store.cuentas.cuentas import Cuenta, end_session, new_account, set_account_state
from chalicelib.store.cuentas.titulares import Titular, change_titular, free_mail
from chalicelib.store.mesa.operadores import EstadoJornada as Jornada
from chalicelib.store.mesa.operadores import Operador
from chalicelib.workflows.base.cuentas import accounts_key
from chalicelib.workflows.base.limites import take_try
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.cuentas import cartas as cartas_cuentas
from chalicelib.workflows.cuentas import credenciales
from chalicelib.workflows.cuentas.titular import official_of, reachable_titular, sealed_act, titular_details


def grant_account(principal: Principal, cuenta: str, ahora: datetime) -> dict[str, Any]:
    """Make the user and the account, blocked, and mail its credentials (5.4). Raises `ActoImprocedente`."""
    titular = reachable_titular(principal, cuenta)
    _next(titular, ActoDeCuenta.OTORGAR)
    sujeto = usuarios.ensure_user(_mail(titular))
    titular = _move(principal, cuenta, ActoDeCuenta.OTORGAR, ahora, sujeto=sujeto, entregas=1)
    _align(titular)  # whoever had an account that ended is shut out
    credenciales.send_credentials(titular, ahora)
    return titular_details(titular)


def resend_credentials(principal: Principal, cuenta: str, limite: Limite, ahora: datetime) -> dict[str, Any]:
    """Make and mail new credentials; the session there is ends. Raises `ActoImprocedente`, `DemasiadasSolicitudes`."""
    titular = reachable_titular(principal, cuenta)
    if titular.estado not in CON_CREDENCIALES:
        raise ActoImprocedente(f"Una cuenta {titular.estado} no recibe credenciales.")
    if (espera := take_try(limite, "reenviar credenciales", cuenta, ahora)) is not None:
        raise DemasiadasSolicitudes(
            f"A esa cuenta ya se le enviaron varias. Espere {espera} segundos.", reintente_en=espera
        )
    titular = credenciales.renew_credentials(
        titular, sealed_act(cuenta, "reenviar", principal.cuenta, ahora), ahora
    )
    credenciales.send_credentials(titular, ahora)
    return titular_details(titular)


def activate_account(
    principal: Principal, cuenta: str, declaracion: dict[str, str], ahora: datetime
) -> dict[str, Any]:
    """File the signed declaration and let the account in (5.4). Raises `DatosNoAdmitidos`, `ActoImprocedente`.

    `declaracion`: `referencia`, `fecha` (YYYY-MM-DD) and `sha256` of the document. Another one than that on file is a
    `Conflicto`.
    """
    if faltas := declaration_faults(declaracion["fecha"], ahora):
        raise DatosNoAdmitidos(
            "Corrija la fecha.", faltas=[{"campo": f.campo, "texto": f.texto} for f in faltas]
        )
    documento = reachable_titular(principal, cuenta).documento
    if documento is not None and documento["digesto"] != declaracion["sha256"]:
        raise Conflicto("El documento guardado de esa cuenta es otro: su SHA-256 no es el que se indica.")
    recibida = {**declaracion, "recibio": principal.cuenta}
    debe = salidas.owed_mail(cartas_cuentas.activation_mail(cuenta), ahora)
    titular = _move(principal, cuenta, ActoDeCuenta.ACTIVAR, ahora, debe=[debe], declaracion=recibida)
    if {c: titular.declaracion[c] for c in declaracion} != declaracion:
        raise Conflicto("La cuenta ya está activa con otra declaración.")
    salidas.send_owed([debe])
    return titular_details(titular)


def suspend_account(principal: Principal, cuenta: str, motivo: str, ahora: datetime) -> dict[str, Any]:
    """Let the account reach nothing until it is resumed. Raises `ActoImprocedente`."""
    return _close(principal, cuenta, ActoDeCuenta.SUSPENDER, motivo, ahora)


def resume_account(principal: Principal, cuenta: str, motivo: str, ahora: datetime) -> dict[str, Any]:
    """Let a suspended account in again, after a new login. Raises `ActoImprocedente`."""
    titular = _move(principal, cuenta, ActoDeCuenta.REANUDAR, ahora, motivo)
    _align(titular)
    return titular_details(titular)


def end_account(principal: Principal, cuenta: str, motivo: str, ahora: datetime) -> dict[str, Any]:
    """End the account, or discard its request: the official may then be given another (5.2)."""
    return _close(principal, cuenta, ActoDeCuenta.TERMINAR, motivo, ahora)


def _close(
    principal: Principal, cuenta: str, acto: ActoDeCuenta, motivo: str, ahora: datetime
) -> dict[str, Any]:
    if cuenta == principal.cuenta:
        raise ActoImprocedente("Nadie suspende ni termina su propia cuenta: pídalo a otra persona del INE.")
    titular = _move(principal, cuenta, acto, ahora, motivo)
    _align(titular)
    return titular_details(titular)


def _align(titular: Titular) -> None:
    """Enable or disable the Cognito user as the tables say, and repeat if the tables changed meanwhile.

    With two opposite acts at the same time, the last call to Cognito may not belong to the row that stands; both
    therefore read the row again after calling.
    """
    hecho = None
    while titular.sujeto and (debe := _may_log_in(titular.sujeto)) is not hecho:
        (usuarios.enable_user if debe else usuarios.disable_user)(_mail(titular))
        hecho = debe


def _may_log_in(sujeto: str) -> bool:
    """Whether any account of the user admits logins: repeating the end of an old account must not shut out a later
    one.
    """
    return any(c.estado in CON_CREDENCIALES for c in Cuenta.query(sujeto, consistent_read=True))


def _next(titular: Titular, acto: ActoDeCuenta) -> EstadoCuenta:
    try:
        return account_state_after(EstadoCuenta(titular.estado), acto)
    except ActoNoAdmitido:
        raise ActoImprocedente(f"Una cuenta {titular.estado} no se puede {acto}.") from None


def _move(
    principal: Principal,
    cuenta: str,
    acto: ActoDeCuenta,
    ahora: datetime,
    motivo: str = "",
    *,
    debe: Sequence[Salida] = (),
    **campos: Any,
) -> Titular:
    """Move the account to the state that the act leads to, unless it is there already; return the row as it is then.

    Raises `NoEncontrado`, `ActoImprocedente`, and `Ocupado` when others keep writing it.
    """

    def once() -> Titular:
        titular = reachable_titular(principal, cuenta)
        destino = _next(titular, acto)
        if destino == titular.estado:
            return titular
        hecho = sealed_act(cuenta, acto, principal.cuenta, ahora, motivo)
        with transaction() as tx:
            change_titular(tx, titular, hecho, estado=destino.value, **campos)
            _reach(tx, titular, destino, campos.get("sujeto", titular.sujeto), ahora)
            owe(tx, *debe)
        return reachable_titular(principal, cuenta)

    try:
        return until_unraced(once)
    except Contienda:
        raise Ocupado("Otra persona está cambiando la cuenta. Intente de nuevo.") from None


def _reach(tx: Any, titular: Titular, destino: EstadoCuenta, sujeto: str | None, ahora: datetime) -> None:
    """Writes that follow from the state: the row the authorizer reads, and whether the Mesa assigns records to the
    operator, who is off shift until they start one (13.3).
    """
    if destino is EstadoCuenta.TERMINADA:
        free_mail(tx, titular)
    if sujeto is None:
        return
    operador = titular.cuenta if titular.rol == Rol.OPERADOR else ""
    if destino is EstadoCuenta.BLOQUEADA:
        tx.save(account_row(titular, sujeto, destino, ahora), condition=Cuenta.cuenta.does_not_exist())
        if operador:
            tx.save(
                Operador(titular.proceso, operador, activo=False),
                condition=Operador.operador.does_not_exist(),
            )
        return
    if destino is EstadoCuenta.ACTIVA:
        set_account_state(tx, accounts_key(), sujeto, titular.cuenta, destino.value)
    else:
        desde = credenciales.last_login(sujeto, titular.cuenta, ahora)
        end_session(tx, accounts_key(), sujeto, titular.cuenta, desde, estado=destino.value)
    if operador:
        tx.update(
            Operador(titular.proceso, operador),
            actions=[
                Operador.activo.set(destino is EstadoCuenta.ACTIVA),
                Operador.estado.set(Jornada.FUERA.value),
            ],
            condition=Operador.operador.exists(),
        )


def account_row(titular: Titular, sujeto: str, estado: EstadoCuenta, ahora: datetime) -> Cuenta:
    """The row of `cuentas` that the authorizer will read."""
    return new_account(
        accounts_key(),
        sujeto,
        titular.cuenta,
        Rol(titular.rol),
        ahora,
        estado=estado.value,
        opl=titular.opl,
        proceso=titular.proceso,
        operador=titular.cuenta if titular.rol == Rol.OPERADOR else "",
        institucion=titular.institucion,
        datos=titular.datos,
    )


def _mail(titular: Titular) -> str:
    return official_of(titular.cuenta, titular.datos)["correo"]
