"""Sealing an expediente to the public key of intake: an AWS Encryption SDK message, made without network."""

import aws_encryption_sdk
from aws_encryption_sdk.identifiers import Algorithm, EncryptionKeyType, WrappingAlgorithm
from aws_encryption_sdk.internal.crypto.wrapping_keys import WrappingKey
from aws_encryption_sdk.key_providers.raw import RawMasterKeyProvider
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

TRAMO = 64 * 1024
_SDK = aws_encryption_sdk.EncryptionSDKClient()


class LlavePublica(RawMasterKeyProvider):
    """One public key as a master key. `provider_id`: the published namespace."""

    provider_id = "aws-kms-rsa"

    def __init__(self, public_key_der: bytes) -> None:
        self._der = public_key_der

    def __new__(cls, public_key_der: bytes) -> "LlavePublica":  # noqa: ARG004
        return super().__new__(cls)

    def _get_raw_key(self, key_id: bytes) -> WrappingKey:  # noqa: ARG002
        public_key = load_der_public_key(self._der)
        return WrappingKey(
            wrapping_algorithm=WrappingAlgorithm.RSA_OAEP_SHA256_MGF1,
            wrapping_key=public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
            wrapping_key_type=EncryptionKeyType.PUBLIC,
        )


def contexto(registro: dict[str, str]) -> dict[str, str]:
    """Encryption context of a record: exactly these four members of the manifest."""
    return {"version": "1"} | {part: registro[part] for part in ("proceso", "dispositivo", "registro")}


def seal(clear: bytes, public_key_der: bytes, llave_arn: str, contexto: dict[str, str]) -> bytes:
    """Encrypt `clear` so that only the holder of the KMS key `llave_arn` can decrypt it; the device cannot."""
    provider = LlavePublica(public_key_der)
    provider.add_master_key(llave_arn)
    sealed, _ = _SDK.encrypt(
        source=clear,
        key_provider=provider,
        algorithm=Algorithm.AES_256_GCM_HKDF_SHA512_COMMIT_KEY,
        encryption_context=contexto,
        frame_length=TRAMO,
    )
    return bytes(sealed)
