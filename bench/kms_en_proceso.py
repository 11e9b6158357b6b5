"""KMS inside this process, for measuring processor time without the work that AWS does on its own machines.

Data keys are unwrapped once, before anything is timed, and remembered. The time of its answers is added up in `cpu`,
so that a measurement can subtract it.
"""

# ruff: noqa: N803  boto3 names its arguments so
import io
import os
from time import thread_time
from typing import Any

from aws_encryption_sdk.internal.formatting.deserialize import deserialize_header
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ARN = "arn:aws:kms:mx-central-1:000000000000:key/bench-"
CAPTURA, RESGUARDO = ARN + "captura", ARN + "resguardo"
OAEP = padding.OAEP(padding.MGF1(SHA256()), SHA256(), None)


class KmsEnProceso:
    """Answers `decrypt` and `generate_data_key` as boto3's client does; `cpu` in seconds, `llamadas` counted."""

    def __init__(self) -> None:
        self._rsa = rsa.generate_private_key(65537, 4096)
        self._claros: dict[bytes, bytes] = {}
        self.cpu, self.llamadas = 0.0, 0

    @property
    def publica_der(self) -> bytes:
        """Public half, in DER, to which phones seal."""
        return self._rsa.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def learn(self, sellado: bytes) -> None:
        """Unwrap and remember the data key of a sealed record."""
        header, _ = deserialize_header(io.BytesIO(sellado))
        for wrapped in header.encrypted_data_keys:
            blob = wrapped.encrypted_data_key
            self._claros[blob] = self._rsa.decrypt(blob, OAEP)

    def decrypt(self, CiphertextBlob: bytes, KeyId: str, **_: Any) -> dict[str, Any]:
        inicio = thread_time()
        answer = {"KeyId": KeyId, "Plaintext": self._claros[CiphertextBlob]}
        self._spent(inicio)
        return answer

    def generate_data_key(self, KeyId: str, NumberOfBytes: int, **_: Any) -> dict[str, Any]:
        inicio = thread_time()
        # As long as KMS's wrapped keys; nobody unwraps it here.
        answer = {"KeyId": KeyId, "Plaintext": os.urandom(NumberOfBytes), "CiphertextBlob": os.urandom(184)}
        self._spent(inicio)
        return answer

    def _spent(self, inicio: float) -> None:
        self.cpu += thread_time() - inicio
        self.llamadas += 1
