"""Master keys by which the AWS Encryption SDK encrypts and decrypts a message's data key with one call of KMS.

The SDK's own KMS provider hides KMS's errors (a throttled call would look like a forged message) and does not support
RSA keys. Its raw RSA provider needs the private key, which never leaves KMS.
"""

from typing import Any

from aws_encryption_sdk.exceptions import AWSEncryptionSDKClientError
from aws_encryption_sdk.identifiers import AlgorithmSuite
from aws_encryption_sdk.key_providers.base import MasterKey, MasterKeyConfig
from aws_encryption_sdk.structures import DataKey, EncryptedDataKey
from botocore.exceptions import ClientError

from chalicelib.vault.errores import SobreInvalido

_VERIFICATION_KEY = "aws-crypto-public-key"
_KMS_REFUSALS = {
    "InvalidCiphertextException": "sobre_alterado",
    "IncorrectKeyException": "sobre_otra_llave",
}
_MAX_WRAPPED = 6144
"""Most bytes that kms.decrypt accepts. More would look like a fault of this system."""


class ErrorDeKms(RuntimeError):
    """A call of KMS failed for reasons that are not in the message."""


class LlaveKms(MasterKey):
    """A KMS key and the only encryption context that it opens. The message's header is checked before KMS is called."""

    _config_class: type[MasterKeyConfig]
    opened = False

    def __new__(cls, kms: Any, llave_arn: str, contexto: dict[str, str]) -> "LlaveKms":
        llave: LlaveKms = super().__new__(cls, key_id=llave_arn)
        llave.kms, llave.llave_arn, llave.contexto = kms, llave_arn, contexto
        return llave

    def decrypt_data_key_from_list(
        self,
        encrypted_data_keys: set[EncryptedDataKey],
        algorithm: AlgorithmSuite,
        encryption_context: dict[str, str],
    ) -> DataKey:
        """The data key of a message. Raises SobreInvalido, or KMS's error if the message is not at fault."""
        if len(encrypted_data_keys) != 1:
            raise SobreInvalido("sobre_malformado")
        (wrapped,) = encrypted_data_keys
        if not self.owns_data_key(wrapped):
            raise SobreInvalido("sobre_otra_llave")
        if self.declared(encryption_context) != self.contexto:
            raise SobreInvalido("sobre_otro_contexto")
        if not self.plausible(wrapped.encrypted_data_key):
            raise SobreInvalido("sobre_malformado")
        return DataKey(self.key_provider, self._unwrap(wrapped, algorithm), wrapped.encrypted_data_key)

    def declared(self, encryption_context: dict[str, str]) -> dict[str, str]:
        """Encryption context of a message in the form that is compared with the expected one."""
        return encryption_context

    def plausible(self, wrapped: bytes) -> bool:
        """Whether the encrypted data key has a form that KMS can decrypt."""
        return 0 < len(wrapped) <= _MAX_WRAPPED

    def decrypt_arguments(self) -> dict[str, Any]:
        """Arguments of kms.decrypt besides the key and the ciphertext."""
        raise NotImplementedError

    def _unwrap(self, wrapped: EncryptedDataKey, algorithm: AlgorithmSuite) -> bytes:
        try:
            answer = self.kms.decrypt(
                KeyId=self.llave_arn, CiphertextBlob=wrapped.encrypted_data_key, **self.decrypt_arguments()
            )
            answered, data_key = answer["KeyId"], bytes(answer["Plaintext"])
        except ClientError as error:
            codigo = _KMS_REFUSALS.get(error.response["Error"]["Code"])
            if codigo is None:
                raise
            raise SobreInvalido(codigo) from error
        except (ValueError, LookupError) as error:
            # Errors of the client or its answer. As they are, they would look like errors that a message can cause.
            raise ErrorDeKms from error
        if answered != self.llave_arn:
            raise SobreInvalido("sobre_otra_llave")
        if len(data_key) != algorithm.data_key_len:
            raise SobreInvalido("sobre_alterado")
        self.opened = True
        return data_key

    def _generate_data_key(self, *_: Any, **__: Any) -> DataKey:
        raise AWSEncryptionSDKClientError("only phones wrap for this key")

    def _encrypt_data_key(self, *_: Any, **__: Any) -> Any:
        raise AWSEncryptionSDKClientError("one data key, one wrapping key: nothing else wraps it")

    def _decrypt_data_key(self, *_: Any, **__: Any) -> Any:
        raise AWSEncryptionSDKClientError("decrypt_data_key_from_list is the only way in")


class _CapturaConfig(MasterKeyConfig):
    provider_id = "aws-kms-rsa"


class LlaveCaptura(LlaveKms):
    """The RSA_4096 key of intake. Phones encrypt with its public half, without network."""

    provider_id = "aws-kms-rsa"
    _config_class = _CapturaConfig

    def declared(self, encryption_context: dict[str, str]) -> dict[str, str]:
        """The context without the key that the SDK's signing suite adds, because standard clients may sign."""
        return {k: v for k, v in encryption_context.items() if k != _VERIFICATION_KEY}

    def plausible(self, wrapped: bytes) -> bool:
        """Whether the length is right: RSA_4096 always gives 512 bytes."""
        return len(wrapped) == 512

    def decrypt_arguments(self) -> dict[str, Any]:
        """Arguments for RSA, which takes no context; the message's header authenticates it."""
        return {"EncryptionAlgorithm": "RSAES_OAEP_SHA_256"}


class _ReposoConfig(MasterKeyConfig):
    provider_id = "aws-kms"


class LlaveReposo(LlaveKms):
    """The symmetric key of a process. Its messages are ordinary KMS messages of the SDK."""

    provider_id = "aws-kms"
    _config_class = _ReposoConfig

    def decrypt_arguments(self) -> dict[str, Any]:
        """Arguments with the encryption context, so that KMS itself refuses another one."""
        return {"EncryptionContext": self.contexto}

    def _generate_data_key(self, algorithm: AlgorithmSuite, encryption_context: dict[str, str]) -> DataKey:
        made = self.kms.generate_data_key(
            KeyId=self.llave_arn, NumberOfBytes=algorithm.kdf_input_len, EncryptionContext=encryption_context
        )
        if made["KeyId"] != self.llave_arn:
            raise ValueError(
                "keys are named by their ARN: it is what the header says and what opening compares"
            )
        return DataKey(self.key_provider, made["Plaintext"], made["CiphertextBlob"])
