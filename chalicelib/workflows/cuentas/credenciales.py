"""Credentials of an institutional account: a temporary password, mailed once, that ends the one before (Protocolo 5.4).

The password exists only in Cognito and in the mail: whoever holds the mail's claim makes it when sending.
"""

import secrets
import string
from datetime import datetime

from pynamodb.exceptions import TransactWriteError

from chalicelib.base import config
from chalicelib.notices import cuentas as textos
from chalicelib.problemas import Ocupado
from chalicelib.rules.cuentas import CON_CREDENCIALES, EstadoCuenta
from chalicelib.store.base.transacciones import lost_a_race, transaction
from chalicelib.store.correos.entregas import EstadoEntrega
from chalicelib.store.cuentas import usuarios
from chalicelib.store.cuentas.cuentas import Cuenta, end_session
from chalicelib.store.cuentas.titulares import Titular, change_titular, find_titular
from chalicelib.workflows.base.cuentas import accounts_key
from chalicelib.workflows.correos.carta import Adjunto, Carta
from chalicelib.workflows.correos.correo import send_once
from chalicelib.workflows.cuentas.declaracion import declaration_form
from chalicelib.workflows.cuentas.titular import credentials_key, declaration_of, official_of

DIAS = 7
"""Days that a temporary password is good for; the pool's policy says the same (infra/recursos.yaml)."""
_LETRAS = "".join(c for c in string.ascii_letters + string.digits if c not in "0O1lI")


def temporary_password() -> str:
    """A random password of four groups of five characters that are hard to confuse: some 115 bits, with every kind the
    pool requires.
    """
    while True:
        grupos = ["".join(secrets.choice(_LETRAS) for _ in range(5)) for _ in range(4)]
        clave = "-".join(grupos)
        if all(
            any(c in clase for c in clave)
            for clase in (string.ascii_lowercase, string.ascii_uppercase, string.digits)
        ):
            return clave


def renew_credentials(titular: Titular, hecho: bytes, ahora: datetime) -> Titular:
    """Count one more delivery of credentials and end the current session; return the updated row. Raises `Ocupado`."""
    try:
        with transaction() as tx:
            change_titular(tx, titular, hecho, entregas=int(titular.entregas) + 1)
            desde = last_login(str(titular.sujeto), titular.cuenta, ahora)
            end_session(tx, accounts_key(), str(titular.sujeto), titular.cuenta, desde)
    except TransactWriteError as error:
        if not lost_a_race(error):
            raise
        raise Ocupado("Otra persona está cambiando la cuenta. Intente de nuevo.") from None
    return find_titular(titular.cuenta) or titular


def send_credentials(titular: Titular, ahora: datetime) -> None:
    """Mail the newest credentials unless they were sent. Raises what AWS raises; repeating the request sends them."""
    send_once(credentials_key(titular), lambda: _letter(titular), ahora)


def last_login(sujeto: str, cuenta: str, ahora: datetime) -> int:
    """Unix seconds, by our clock or the pool's, at or before which every login of the account so far was made."""
    fila = Cuenta.get(sujeto, cuenta, consistent_read=True)
    return max(int(fila.sesion_desde or 0), int(ahora.timestamp()))


def _letter(titular: Titular) -> Carta | EstadoEntrega:
    """The mail with its password; CANCELADO when newer credentials were requested, whose mail is the valid one.

    While the account is blocked, the declaration is attached. The password is set last: if making the mail fails, the
    previous one stays valid.
    """
    actual = find_titular(titular.cuenta)
    if actual is None or actual.entregas != titular.entregas or actual.estado not in CON_CREDENCIALES:
        return EstadoEntrega.CANCELADO
    datos, clave = official_of(titular.cuenta, titular.datos), temporary_password()
    bloqueada = titular.estado == EstadoCuenta.BLOQUEADA
    declaracion = declaration_of(titular) if bloqueada else []
    asunto, texto = textos.credentials_text(
        datos["nombre"], datos["correo"], clave, DIAS, declaracion, config.DECLARACIONES
    )
    carta = Carta(datos["correo"], asunto, texto, _attached(titular) if bloqueada else ())
    usuarios.set_temporary_password(datos["correo"], clave)
    return carta


def _attached(titular: Titular) -> tuple[Adjunto, ...]:
    nombre = f"declaracion-{titular.cuenta}.pdf"
    return (Adjunto(nombre, "application/pdf", declaration_form(titular)),)
