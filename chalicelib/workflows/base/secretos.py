"""Secrets of processes and of the system, each unwrapped once per warm container."""

from typing import Protocol

from chalicelib.base import aws, config
from chalicelib.store.base import secretos
from chalicelib.store.base.copias import keep_copy
from chalicelib.store.procesos import procesos
from chalicelib.vault.secretos import SecretoProceso, open_fields, open_secret, seal_fields, wrap_secret


class FilaSellada(Protocol):
    """The row of an aspirante or an auxiliar: its personal data are sealed in `datos`, bound to the id `identidad`."""

    proceso: str
    datos: bytes

    @property
    def identidad(self) -> str: ...


def secreto_de(proceso: str) -> SecretoProceso:
    """The process's secret, for the blind index of its persons and the sealing of small fields."""
    p = procesos.get_proceso(proceso)
    return open_secret(aws.client("kms"), p.secreto, p.llave_resguardo, {"proceso": proceso})


def secreto_sistema() -> SecretoProceso:
    """The system's secret, for accounts, rate limits and the audit log, which belong to no process."""
    envuelto = keep_copy(("sistema",), lambda: secretos.read_secret(secretos.SISTEMA))
    return open_secret(aws.client("kms"), envuelto, config.ALIAS_SISTEMA, {"uso": "sistema"})


def ensure_system_secret() -> None:
    """Make the system's secret if there is none yet (`python -m consola preparar`)."""
    envuelto = wrap_secret(aws.client("kms"), config.ALIAS_SISTEMA, {"uso": "sistema"})
    secretos.keep_secret_once(secretos.SISTEMA, envuelto)


def persona_de(fila: FilaSellada) -> dict[str, str]:
    """Personal data of a row, opened from `datos`, which its process's secret seals: names, clave, mail…

    Raises `CamposInvalidos` when the row was tampered with.
    """
    return open_fields(secreto_de(fila.proceso), fila.identidad, fila.datos)


def seal_persona(proceso: str, identidad: str, datos: dict[str, str]) -> bytes:
    """Inverse of `persona_de`: bound to the row's id, so that no row's data can be put into another."""
    return seal_fields(secreto_de(proceso), identidad, datos)
