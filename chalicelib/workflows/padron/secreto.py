"""Secret of the padrón's index, decrypted once for each warm container."""

from chalicelib.base import aws, config
from chalicelib.store.base.copias import keep_copy
from chalicelib.store.padron.registro_cortes import wrapped_secret
from chalicelib.vault.secretos import SecretoProceso, open_secret


def secreto_padron() -> SecretoProceso:
    """The secret with which CIC and clave are indexed in every cut."""
    envuelto = keep_copy(("padron",), wrapped_secret)
    return open_secret(aws.client("kms"), envuelto, config.ALIAS_PADRON, {"uso": "padron"})
