"""What is known of an account's holder, opened and shown; and who reaches it (Protocolo 5, 18)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from chalicelib.notices.cuentas import declaration_lines
from chalicelib.problemas import NoEncontrado
from chalicelib.rules.base.permisos import Principal, reaches_opl
from chalicelib.rules.cuentas import EstadoCuenta
from chalicelib.store.base.tabla import iso
from chalicelib.store.correos import entregas as correos
from chalicelib.store.cuentas.titulares import Titular, find_titular
from chalicelib.store.procesos.opls import find_opl
from chalicelib.vault.secretos import open_fields, seal_fields
from chalicelib.workflows.base.secretos import secreto_sistema


def seal_official(cuenta: str, datos: dict[str, str]) -> bytes:
    """An official's data, bound to the account."""
    return seal_fields(secreto_sistema(), f"cuenta {cuenta}", datos)


def official_of(cuenta: str, datos: bytes) -> dict[str, str]:
    """Inverse of `seal_official`, for the rows of `titulares` and of `cuentas`. Raises `CamposInvalidos`."""
    return open_fields(secreto_sistema(), f"cuenta {cuenta}", datos)


def officials_with_names(cuentas: Sequence[str]) -> list[dict[str, str]]:
    """The accounts with the name and the login of whoever holds each."""
    hallados = {c: find_titular(c) for c in cuentas}
    datos = {c: official_of(c, t.datos) if t else {} for c, t in hallados.items()}
    return [
        {"cuenta": c, "nombre": d.get("nombre", ""), "usuario": d.get("correo", "")} for c, d in datos.items()
    ]


def declaration_of(titular: Titular) -> list[str]:
    """The paragraphs of the declaration that the holder is to sign (5.4)."""
    datos = official_of(titular.cuenta, titular.datos)
    opl = find_opl(titular.opl) if titular.opl else None
    institucion = opl.nombre if opl else titular.opl or "Instituto Nacional Electoral"
    return declaration_lines(datos["nombre"], datos["cargo"], datos["correo"], institucion, titular.oficio)


def sealed_act(cuenta: str, acto: str, por: str, ahora: datetime, motivo: str = "") -> bytes:
    """An entry of the account's history, sealed: a reason may name somebody."""
    hecho = {"acto": acto, "en": iso(ahora), "por": por, "motivo": motivo}
    return seal_fields(secreto_sistema(), f"historia {cuenta}", hecho)


def reachable_titular(principal: Principal, cuenta: str) -> Titular:
    """The holder. Raises `NoEncontrado` also for what is out of reach: the INE reaches all, an OPL its own (5.1)."""
    titular = find_titular(cuenta)
    if titular is None or not reaches_opl(principal, titular.opl):
        raise NoEncontrado
    return titular


def lacks_declaration(resumen: Mapping[str, Any]) -> bool:
    """Whether the account of a list's line was granted, goes on, and its signed declaration is not kept (5.4)."""
    pide = resumen["estado"] not in (EstadoCuenta.SOLICITADA, EstadoCuenta.TERMINADA)
    return pide and not resumen["declaracion_guardada"]


def titular_summary(titular: Titular) -> dict[str, Any]:
    """The line of a list: enough to find somebody, without contact data (18)."""
    return {
        "cuenta": titular.cuenta,
        "rol": titular.rol,
        "opl": titular.opl,
        "proceso": titular.proceso,
        "estado": titular.estado,
        "declaracion_guardada": titular.documento is not None,
        "nombre": official_of(titular.cuenta, titular.datos)["nombre"],
    }


def titular_details(titular: Titular) -> dict[str, Any]:
    """Everything that is on file of an account."""
    datos = official_of(titular.cuenta, titular.datos)
    secreto = secreto_sistema()
    return {
        **titular_summary(titular),
        **{c: datos[c] for c in ("cargo", "correo", "telefono", "motivo_homonimo")},
        "oficio": titular.oficio,
        "credenciales": _delivery(titular),
        "declaracion": titular.declaracion,
        "documento": titular.documento,
        "historia": [open_fields(secreto, f"historia {titular.cuenta}", h) for h in titular.historia],
    }


def credentials_key(titular: Titular) -> str:
    """Key under which the mail with an account's newest credentials leaves once."""
    return f"credenciales#{titular.cuenta}#{int(titular.entregas)}"


def _delivery(titular: Titular) -> str | None:
    estado = correos.read_mail_states([credentials_key(titular)]) if titular.entregas else {}
    return next((e.value for e in estado.values()), None)
