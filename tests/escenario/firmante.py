"""Signer of the public log for tests on moto, which has no Ed25519; the local cloud has (`nube/test_bitacora.py`)."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chalicelib.base import config
from chalicelib.rules.evidencia.notas import LlaveDeBitacora
from opl.bitacora import LlaveSistema


class FirmanteDePrueba:
    """Signer with a key of the test's own under the log's name."""

    _privada = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
    llave = LlaveDeBitacora(config.BITACORA, _privada.public_key().public_bytes_raw())

    def sign(self, contenido: bytes) -> bytes:
        return self._privada.sign(contenido)


FIRMANTE = FirmanteDePrueba()
SISTEMA = LlaveSistema(FIRMANTE.llave.nombre, FIRMANTE.llave.publica)
