"""A plain KMS with one RSA key and one symmetric key, for tests that need no cloud.

It answers as boto3's client does, with the same exceptions, and counts what it was asked.
"""

# ruff: noqa: N803  boto3 names its arguments so
import os
from typing import Any

from botocore.exceptions import ClientError
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256

OAEP = padding.OAEP(padding.MGF1(SHA256()), SHA256(), None)
ARN = "arn:aws:kms:us-east-1:000000000000:key/"
LLAVE_REPOSO = ARN + "00000000-0000-4000-8000-0000000000aa"


def refusal(code: str, operation: str = "Decrypt") -> ClientError:
    """A KMS error as botocore raises it."""
    return ClientError({"Error": {"Code": code, "Message": ""}}, operation)


class KmsFalso:
    """`answers_as` makes it lie about the key it used; `fails_with` makes every call fail with that code."""

    def __init__(self, llave_captura: str = "", private_key: rsa.RSAPrivateKey | None = None) -> None:
        self.llave_captura, self.private_key = llave_captura, private_key
        self.symmetric = AESGCM(os.urandom(32))
        self.calls: list[str] = []
        self.answers_as = self.fails_with = ""

    def decrypt(
        self,
        CiphertextBlob: bytes,
        KeyId: str,
        EncryptionAlgorithm: str = "SYMMETRIC_DEFAULT",
        EncryptionContext: dict[str, str] | None = None,
    ) -> dict[str, Any]:
        self._called("Decrypt")
        try:
            if EncryptionAlgorithm == "SYMMETRIC_DEFAULT":
                clear = self._open(CiphertextBlob, EncryptionContext)
            else:
                assert EncryptionAlgorithm == "RSAES_OAEP_SHA_256" and self.private_key
                clear = self.private_key.decrypt(CiphertextBlob, OAEP)
        except (ValueError, InvalidTag) as error:
            raise refusal("InvalidCiphertextException") from error
        return {"KeyId": self.answers_as or KeyId, "Plaintext": clear}

    def generate_data_key(
        self, KeyId: str, NumberOfBytes: int, EncryptionContext: dict[str, str]
    ) -> dict[str, Any]:
        self._called("GenerateDataKey")
        clear, nonce = os.urandom(NumberOfBytes), os.urandom(12)
        blob = nonce + self.symmetric.encrypt(nonce, clear, repr(sorted(EncryptionContext.items())).encode())
        return {"KeyId": self.answers_as or KeyId, "Plaintext": clear, "CiphertextBlob": blob}

    def generate_data_key_without_plaintext(self, **arguments: Any) -> dict[str, Any]:
        made = self.generate_data_key(**arguments)
        del made["Plaintext"]
        return made

    def _open(self, blob: bytes, contexto: dict[str, str] | None) -> bytes:
        aad = repr(sorted((contexto or {}).items())).encode()
        return self.symmetric.decrypt(blob[:12], blob[12:], aad)

    def _called(self, operation: str) -> None:
        self.calls.append(operation)
        if self.fails_with:
            raise refusal(self.fails_with, operation)
