"""An issuer of ID tokens on loopback, as a Cognito pool is one: real RS256 signatures, keys published as JWKS."""

import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CLIENTE = "cliente-sintetico"
KID = "llave-1"


class Emisor:
    """Issuer that signs any claims; `url` is its name, under which its keys are published."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.consultas = 0  # number of requests for the keys
        self.llave = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def claims(self, **cambios: Any) -> dict[str, Any]:
        """Claims of a valid ID token, with changes; a value of None removes a claim."""
        ahora = datetime.now(UTC)
        buenos = {
            "iss": self.url,
            "aud": CLIENTE,
            "sub": "persona-1",
            "token_use": "id",
            "iat": ahora,
            "auth_time": int(ahora.timestamp()),
            "origin_jti": "sesion-1",
            "exp": ahora + timedelta(hours=1),  # as Cognito gives them
        }
        return {c: v for c, v in (buenos | cambios).items() if v is not None}

    def token(self, kid: str = KID, **cambios: Any) -> str:
        return jwt.encode(self.claims(**cambios), self.llave, "RS256", headers={"kid": kid})

    def public_pem(self) -> bytes:
        return self.llave.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def jwks(self) -> bytes:
        llave = jwt.algorithms.RSAAlgorithm.to_jwk(self.llave.public_key(), as_dict=True)
        return json.dumps({"keys": [{**llave, "kid": KID, "use": "sig", "alg": "RS256"}]}).encode()


@contextmanager
def issuer() -> Iterator[Emisor]:
    """An issuer whose keys are served while the context lasts.

    Each issuer's name is unique. Ports are reused, and a verifier that keeps keys by name would take an earlier one's.
    """
    grupo = f"grupo-{secrets.token_hex(4)}"

    class Publicacion(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            emisor.consultas += 1
            hallada = self.path == f"/{grupo}/.well-known/jwks.json"
            self.send_response(200 if hallada else 404)
            self.end_headers()
            self.wfile.write(emisor.jwks() if hallada else b"")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Publicacion) as servidor:
        emisor = Emisor(f"http://127.0.0.1:{servidor.server_port}/{grupo}")
        hilo = threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.05})
        hilo.start()
        yield emisor
        servidor.shutdown()
        hilo.join()
