"""Opening the expediente of a record: what the desk shows, and what function `vista` measures."""

from chalicelib.base import aws
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.base import objetos
from chalicelib.store.procesos import procesos
from chalicelib.vault.expediente import Expediente, read_stored
from chalicelib.vault.sobres import open_at_rest


def open_expediente(apoyo: Apoyo) -> Expediente:
    """The record's expediente, decrypted: one KMS call.

    Raises the vault's errors if it was tampered with or is not what was received under that folio, `objetos.NoExiste`
    if it is gone.
    """
    sellado = objetos.read_sealed_expediente(
        objetos.expediente_key(apoyo.proceso, apoyo.folio, apoyo.integridad)
    )
    contexto = {"proceso": apoyo.proceso, "aspirante": apoyo.aspirante, "folio": apoyo.folio}
    resguardo = procesos.get_proceso(apoyo.proceso).llave_resguardo
    claro = open_at_rest(aws.client("kms"), sellado, resguardo, contexto)
    return read_stored(claro, apoyo.folio, apoyo.integridad)
