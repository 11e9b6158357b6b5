"""The first account of the INE, made from the console (Protocolo 5.4)."""

from datetime import datetime

from chalicelib.base import config
from chalicelib.problemas.cuentas import CuentaDuplicada
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.cuentas import EstadoCuenta, PeticionDeCuenta, account_faults
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.cuentas import usuarios
from chalicelib.store.cuentas.cuentas import SIN_SESION
from chalicelib.store.cuentas.titulares import INE, Titular, titulares_of
from chalicelib.workflows.base.bitacora_nota import note_event
from chalicelib.workflows.base.cuentas import accounts_key
from chalicelib.workflows.cuentas.actos import account_row
from chalicelib.workflows.cuentas.credenciales import temporary_password
from chalicelib.workflows.cuentas.cuentas import keep_account, prepare_account
from chalicelib.workflows.cuentas.titular import official_of

CONSOLA = Principal("consola", Rol.INE, cuenta="consola")


class CuentaNoAdmitida(ValueError):
    """The first account cannot be made so; the message says why, in Spanish."""


def ensure_first_account(
    correo: str, nombre: str, cargo: str, telefono: str, oficio: str, ahora: datetime
) -> str:
    """Create the INE's first account, active, unless it exists, and set a new temporary password. Raises
    `CuentaNoAdmitida`.

    Its declaration is on file outside of the system, by that oficio. Once another account of the INE lives, the
    console makes none and changes no password.
    """
    peticion = PeticionDeCuenta(Rol.INE, nombre, cargo, correo, telefono, oficio)
    if faltas := account_faults(peticion, Rol.INE, config.dominio_institucional()):
        raise CuentaNoAdmitida(" ".join(f.texto for f in faltas))
    titular = _found(correo) or _made(peticion, ahora)
    sujeto = usuarios.ensure_user(correo)
    fila = account_row(titular, sujeto, EstadoCuenta.ACTIVA, ahora)
    # A session there was ends with its password; whoever logs in within this very second may.
    fila.sesion, fila.sesion_desde = SIN_SESION, int(ahora.timestamp()) - 1
    fila.seal(accounts_key())
    with transaction() as tx:
        tx.update(Titular(titular.cuenta), actions=[Titular.sujeto.set(sujeto)])
        tx.save(fila)  # whole: who died half-way left nothing in between
    note_event(CONSOLA, Evento.CUENTA_OTORGADA, titular.cuenta, ahora)
    usuarios.enable_user(correo)
    clave = temporary_password()
    usuarios.set_temporary_password(correo, clave)
    return clave


def _found(correo: str) -> Titular | None:
    """The INE's account with that mail, if the INE has no other account in force."""
    vivas = [t for t in titulares_of(INE) if t.rol == Rol.INE and t.estado != EstadoCuenta.TERMINADA]
    if not vivas:
        return None
    primera: Titular = vivas[0]
    if len(vivas) > 1 or official_of(primera.cuenta, primera.datos)["correo"] != correo:
        raise CuentaNoAdmitida("Ya hay cuentas del INE: pida esta en el Portal Web, con una de ellas.")
    if primera.estado != EstadoCuenta.ACTIVA:
        raise CuentaNoAdmitida(f"La cuenta está {primera.estado}.")
    return primera


def _made(peticion: PeticionDeCuenta, ahora: datetime) -> Titular:
    titular = prepare_account(peticion, CONSOLA.cuenta, ahora, EstadoCuenta.ACTIVA)
    try:
        keep_account(titular, CONSOLA)
    except CuentaDuplicada as error:
        raise CuentaNoAdmitida(error.detalle) from None
    return titular
