"""Wrapped secrets that belong to no process: today that of the system, for accounts, limits and the audit log."""

from pynamodb.attributes import BinaryAttribute, UnicodeAttribute

from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import Tabla, meta

SISTEMA = "sistema"


class Secreto(Tabla):
    """A wrapped secret; only KMS can unwrap `envuelto`."""

    Meta = meta("secretos")
    nombre = UnicodeAttribute(hash_key=True)
    envuelto = BinaryAttribute(legacy_encoding=False)


def read_secret(nombre: str) -> bytes:
    """The wrapped secret. Raises `Secreto.DoesNotExist` before the system was prepared."""
    envuelto: bytes = Secreto.get(nombre).envuelto
    return envuelto


def keep_secret_once(nombre: str, envuelto: bytes) -> None:
    """Keep a secret unless there is one: replacing it would lose what it sealed."""
    write_unless_refused(
        lambda: Secreto(nombre=nombre, envuelto=envuelto).save(condition=Secreto.nombre.does_not_exist())
    )
