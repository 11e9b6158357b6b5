"""Who asks: a Cognito ID token, verified whole, and the accounts behind it (Protocolo 5.5, 6.1 D, 8.4)."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import jwt

from chalicelib.base import config
from chalicelib.base.metricas import record_metric
from chalicelib.base.registro import log
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import INSTITUCIONALES, Principal, Rol
from chalicelib.store.base.transacciones import Escritura
from chalicelib.store.cuentas.cuentas import SIN_SESION, Cuenta, Sesion, take_session
from chalicelib.workflows.base.bitacora_nota import note_event
from chalicelib.workflows.base.cuentas import accounts_in_force, accounts_key

# Provider by its name in the pool -> ours (6.1 B); Cognito wants three letters at least of a name.
PROVEEDORES = {"google": "google", "facebook": "facebook", "twitterx": "x", "x": "x"}
SOLO_CONFIRMADOS = frozenset({"facebook"})
PAUSA = 60  # seconds between two requests for a pool's keys on account of an unknown one


@dataclass(frozen=True)
class Identidad:
    """Claims of a verified token and the subject's accounts in force: the visitor's own first, then the newest."""

    sujeto: str
    cuentas: tuple[Principal, ...]


def identify_bearer(autorizacion: str, ahora: datetime) -> Identidad | None:
    """The identity of a `Bearer` ID token, or None for anything that is not wholly in order.

    A login later than the one that an institutional account is in session with takes its place, and is noted in the
    same transaction; an earlier one reaches nothing any more (5.5). Whoever signed in with Google, Facebook or X may
    come without account.
    """
    tipo, _, token = autorizacion.partition(" ")
    if tipo.lower() != "bearer" or not token:
        return None
    reclamos = _verify(token.strip())
    if reclamos is None:
        return None
    sujeto = f"{reclamos['iss']}|{reclamos['sub']}"
    activas = accounts_in_force(sujeto)
    if any(_signed_out(c, reclamos) for c in activas):
        return None
    vivas = sorted(activas, key=lambda c: c.alta or "", reverse=True)
    cuentas = [c.principal for c in vivas if _in_session(c, reclamos, ahora)]
    proveedor = _provider(reclamos)
    if proveedor and reclamos["iss"] in config.emisores_federados() and _verified_mail(reclamos, proveedor):
        correo = str(reclamos["email"]).lower()
        cuentas.insert(0, Principal(sujeto, Rol.VISITANTE, correo=correo, proveedor=proveedor))
    return Identidad(sujeto, tuple(cuentas)) if cuentas else None


def _signed_out(cuenta: Cuenta, reclamos: dict[str, Any]) -> bool:
    """Whether the person signed out after the login from which the token comes."""
    return cuenta.sesion == SIN_SESION and int(reclamos["auth_time"]) <= int(cuenta.sesion_desde or 0)


def _in_session(cuenta: Cuenta, reclamos: dict[str, Any], ahora: datetime) -> bool:
    if Rol(cuenta.rol) not in INSTITUCIONALES:
        return True
    # Of a refreshed token both claims are still those of the login.
    sesion, desde = str(reclamos.get("origin_jti") or reclamos.get("jti") or ""), int(reclamos["auth_time"])
    if not sesion:  # could not be told from another login
        return False

    def noted(toma: Escritura) -> bool:
        return note_event(cuenta.principal, Evento.SESION_INICIADA, cuenta.cuenta, ahora, toma)

    return take_session(accounts_key(), cuenta, sesion, desde, noted) is not Sesion.TERMINADA


def _verified_mail(reclamos: dict[str, Any], proveedor: str) -> bool:
    """Whether the address is verified. Facebook marks none as verified, but gives out only confirmed addresses."""
    dicho = str(reclamos.get("email_verified", "")).lower() == "true"
    return bool(reclamos.get("email")) and (dicho or proveedor in SOLO_CONFIRMADOS)


def _provider(reclamos: dict[str, Any]) -> str:
    """google, facebook or x: Cognito lists whence a federated user came under `identities`; empty for anybody else.

    Nobody but Cognito writes that attribute on AWS; on the local cloud the seed does (docs/decisions/0040).
    """
    identidades = reclamos.get("identities") or []
    if isinstance(identidades, str):
        identidades = json.loads(identidades)
    nombre = str(identidades[0].get("providerName", "")).lower() if identidades else ""
    return PROVEEDORES.get(nombre, "")


def _verify(token: str) -> dict[str, Any] | None:
    """The claims of a token signed by one of our pools, for our client, in force; None otherwise.

    Raises `PyJWKClientConnectionError` when the pool's keys cannot be fetched, which says nothing about the token.
    """
    try:
        emisor = str(jwt.decode(token, options={"verify_signature": False}).get("iss", ""))
        audiencia = config.emisores()[emisor]
        llave = _keys(emisor).get_signing_key_from_jwt(token)
        reclamos: dict[str, Any] = jwt.decode(
            token,
            llave.key,
            algorithms=["RS256"],
            audience=audiencia,
            issuer=emisor,
            options={"require": ["exp", "iat", "iss", "aud", "sub", "token_use", "auth_time"]},
        )
    except jwt.PyJWKClientConnectionError:
        raise
    except (jwt.PyJWTError, KeyError) as error:
        _note_refusal(type(error).__name__)
        return None
    if reclamos["token_use"] == "id":
        return reclamos
    _note_refusal("token_use")
    return None


def _note_refusal(causa: str) -> None:
    """Log why a token was refused, without any part of the token."""
    log.warning("token rechazado", extra={"causa": causa})
    record_metric("TokensRechazados", 1)


@cache
def _keys(emisor: str) -> jwt.PyJWKClient:
    """Signing keys of a pool, cached for an hour, so that a withdrawn key is trusted for an hour at most.

    An unknown key id causes a new fetch, at most once a minute: otherwise forged tokens would multiply our requests to
    the pool.
    """
    return jwt.PyJWKClient(config.jwks_url(emisor), lifespan=3600, timeout=5, cooldown_duration=PAUSA)
