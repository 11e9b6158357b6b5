"""The secrets in use: one of each process, one of the padrón. Unwrapped once per warm container."""

from chalicelib import aws, config
from chalicelib.store import padron, procesos
from chalicelib.vault.secretos import SecretoProceso, open_secret


def secreto_de(proceso: str) -> SecretoProceso:
    """The process's secret: index of its persons, seal of its small fields."""
    p = procesos.get_proceso(proceso)
    return open_secret(aws.client("kms"), p.secreto, p.llave_resguardo, {"proceso": proceso})


def secreto_padron() -> SecretoProceso:
    """The secret of the padrón's index."""
    envuelto = procesos.kept(("padron",), padron.wrapped_secret)
    return open_secret(aws.client("kms"), envuelto, config.ALIAS_PADRON, {"uso": "padron"})
