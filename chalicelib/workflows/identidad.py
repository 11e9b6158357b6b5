"""Who asks: a Cognito ID token, verified whole, and the account behind it."""

from functools import cache
from typing import Any

import jwt

from chalicelib import config
from chalicelib.rules.permisos import Principal
from chalicelib.store.cuentas import find_principal


def identify(autorizacion: str) -> Principal | None:
    """The principal of a `Bearer` ID token, or None for anything that is not wholly in order."""
    tipo, _, token = autorizacion.partition(" ")
    if tipo.lower() != "bearer" or not token:
        return None
    reclamos = _verify(token.strip())
    return find_principal(f"{reclamos['iss']}|{reclamos['sub']}") if reclamos else None


def _verify(token: str) -> dict[str, Any] | None:
    """The claims of a token signed by one of our pools, for our client, in force; None otherwise.

    Raises `PyJWKClientConnectionError` when the pool's keys cannot be had: that says nothing of the token.
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
            options={"require": ["exp", "iat", "iss", "aud", "sub", "token_use"]},
        )
    except jwt.PyJWKClientConnectionError:
        raise
    except (jwt.PyJWTError, KeyError):
        return None
    return reclamos if reclamos["token_use"] == "id" else None


@cache
def _keys(emisor: str) -> jwt.PyJWKClient:
    """Signing keys of a pool, kept while the container is warm."""
    return jwt.PyJWKClient(config.jwks_url(emisor), cache_keys=True, lifespan=3600, timeout=5)
