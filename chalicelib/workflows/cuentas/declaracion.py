"""The Declaración de Confidencialidad: mailed and printed to be signed, and kept sealed (Protocolo 5.4).

The sealed file first, then the row that names it: a file that no row names harms nobody. It is sealed with the system's
secret, which KMS alone unwraps, and bound to the account.
"""

from base64 import b64decode, b64encode
from datetime import datetime
from hashlib import sha256
from typing import Any

from chalicelib.base import config
from chalicelib.problemas import Conflicto, DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.cuentas import ActoImprocedente
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.cuentas import EstadoCuenta
from chalicelib.rules.papel.soporte import SoporteInvalido, check_file
from chalicelib.store.base.objetos import keep_expediente, read_sealed_expediente
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.cuentas.titulares import Titular, change_titular
from chalicelib.vault.secretos import open_fields, seal_fields
from chalicelib.workflows.base.secretos import secreto_sistema
from chalicelib.workflows.cuentas.titular import (
    declaration_of,
    reachable_titular,
    sealed_act,
    titular_details,
)

ADMITEN = frozenset({EstadoCuenta.BLOQUEADA, EstadoCuenta.ACTIVA, EstadoCuenta.SUSPENDIDA})
"""States in which a signed declaration may be put on file: once the account was granted, until it ends."""


def print_declaration(principal: Principal, cuenta: str) -> bytes:
    """The PDF to be signed, with the official's data. Raises `NoEncontrado`."""
    return declaration_form(reachable_titular(principal, cuenta))


def declaration_form(titular: Titular) -> bytes:
    """The PDF that the holder is to sign: the same for the mail with the credentials and for the route."""
    # Few requests print: the others need not wait for its library.
    from chalicelib.documents.cuentas import render_declaracion

    return render_declaracion(titular.cuenta, declaration_of(titular), list(config.DECLARACIONES))


def keep_document(
    principal: Principal, cuenta: str, tipo: str, datos: bytes, ahora: datetime
) -> dict[str, Any]:
    """Store the scan of the signed declaration.

    The same scan changes nothing; another one replaces it, unless a declaration was registered: then only that
    document is admitted. Raises `NoEncontrado`, `ActoImprocedente`, `DatosNoAdmitidos`, `Conflicto`, `Ocupado`.
    """
    _check(reachable_titular(principal, cuenta), tipo, datos)
    digesto = sha256(datos).hexdigest()
    campos = {"tipo": tipo, "contenido": b64encode(datos).decode()}
    keep_expediente(_key(cuenta, digesto), seal_fields(secreto_sistema(), _identity(cuenta, digesto), campos))
    documento = {
        "digesto": digesto,
        "tipo": tipo,
        "bytes": len(datos),
        "en": iso(ahora),
        "por": principal.cuenta,
    }

    def attempt() -> None:
        titular = reachable_titular(principal, cuenta)
        _check_state(titular, digesto)
        if titular.documento is not None and titular.documento["digesto"] == digesto:
            return
        with transaction() as tx:
            hecho = sealed_act(cuenta, "guardar declaración", principal.cuenta, ahora)
            change_titular(tx, titular, hecho, documento=documento)

    try:
        until_unraced(attempt)
    except Contienda:
        raise Ocupado("Otra persona está cambiando la cuenta. Intente de nuevo.") from None
    return titular_details(reachable_titular(principal, cuenta))


def read_declaration(principal: Principal, cuenta: str) -> tuple[str, bytes]:
    """Type and bytes of the scan on file. Raises `NoEncontrado` also when there is none."""
    titular = reachable_titular(principal, cuenta)
    if titular.documento is None:
        raise NoEncontrado
    digesto = titular.documento["digesto"]
    campos = open_fields(
        secreto_sistema(), _identity(cuenta, digesto), read_sealed_expediente(_key(cuenta, digesto))
    )
    return campos["tipo"], b64decode(campos["contenido"])


def _check(titular: Titular, tipo: str, datos: bytes) -> None:
    try:
        check_file(tipo, datos)
    except SoporteInvalido as error:
        faltas = [{"campo": "contenido", "texto": str(error)}]
        raise DatosNoAdmitidos("El documento no se guardó.", faltas=faltas) from None
    _check_state(titular, sha256(datos).hexdigest())


def _check_state(titular: Titular, digesto: str) -> None:
    if titular.estado not in ADMITEN:
        raise ActoImprocedente(f"Una cuenta {titular.estado} no recibe su Declaración de Confidencialidad.")
    if titular.declaracion is not None and titular.declaracion["sha256"] != digesto:
        raise Conflicto("La declaración registrada de esa cuenta es de otro documento: revise su SHA-256.")


def _key(cuenta: str, digesto: str) -> str:
    return f"cuentas/{cuenta}/{digesto}"


def _identity(cuenta: str, digesto: str) -> str:
    return f"declaracion {cuenta} {digesto}"
