"""Entries of the public log: one line in clear with kind, version and a digest (Protocolo 9.14, 10.20, 12.3, 15.2).

The leaf of a reception is *blinded*: its digest covers a salt of 32 bytes that only the receipt of that record has.
Without the salt nobody can find out the folio, expediente or time of a leaf, or test guesses of them.
"""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

SAL = 32  # bytes
VERSION = "v1"


class Especie(StrEnum):
    """Kinds of leaves."""

    RECEPCION = "recepcion"
    ENTREGA = "entrega"  # the manifest of a delivery (15.2 F)
    AUDITORIA = "auditoria"  # the manifest of an hour of the audit log (18.7)
    DISPOSICION = "disposicion"  # certificate of a disposal, or the notice that its keys were kept (16.1)


@dataclass(frozen=True)
class RecepcionAnotada:
    """Data that a receipt states about a record. `recibido_en`: RFC 3339 text, exactly as in the receipt."""

    folio: str
    integridad: str
    recibido_en: str


def reception_entry(recepcion: RecepcionAnotada, sal: bytes) -> bytes:
    """Entry of a record's reception. ValueError: a salt of another length, or a field with a line break."""
    if len(sal) != SAL:
        raise ValueError("salt")
    campos = (recepcion.folio, recepcion.integridad, recepcion.recibido_en)
    if any("\n" in campo for campo in campos):
        raise ValueError("a field has a line break")
    dicho = "".join(f"{campo}\n" for campo in campos).encode()
    return leaf_entry(Especie.RECEPCION, sha256(sal + dicho).digest())


def document_entry(especie: Especie, contenido: bytes) -> bytes:
    """Entry of a document, such as a manifest or a certificate. Its digest is not blinded: whoever has the document can
    compute it."""
    return leaf_entry(especie, sha256(contenido).digest())


def leaf_entry(especie: Especie, digesto: bytes) -> bytes:
    """Entry of any kind, given its digest."""
    return f"captacion/{especie}/{VERSION} {digesto.hex()}\n".encode()
