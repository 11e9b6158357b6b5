"""What a leaf of the log says: one line in clear with kind, version and a digest (Protocolo 9.14, 10.20, 12.3, 15.2).

A leaf of a reception is *blinded*: its digest is over a salt of 32 bytes that only the receipt of that record has.
Without the salt nobody can find out which folio, expediente or time a leaf is of, nor try guesses.
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
    DISPOSICION = "disposicion"  # certificate of a disposal, or that its keys are kept (16.1)


@dataclass(frozen=True)
class RecepcionAnotada:
    """Data that a receipt states about a record. `recibido_en`: RFC 3339, as the receipt writes it."""

    folio: str
    integridad: str
    recibido_en: str


def reception_entry(recepcion: RecepcionAnotada, sal: bytes) -> bytes:
    """The entry of a record's reception. ValueError: a salt of another length, or a field with a line break."""
    if len(sal) != SAL:
        raise ValueError("salt")
    campos = (recepcion.folio, recepcion.integridad, recepcion.recibido_en)
    if any("\n" in campo for campo in campos):
        raise ValueError("a field has a line break")
    dicho = "".join(f"{campo}\n" for campo in campos).encode()
    return leaf_entry(Especie.RECEPCION, sha256(sal + dicho).digest())


def document_entry(especie: Especie, contenido: bytes) -> bytes:
    """The entry of a document that whoever has it can hash: a manifest, a certificate."""
    return leaf_entry(especie, sha256(contenido).digest())


def leaf_entry(especie: Especie, digesto: bytes) -> bytes:
    """An entry, whatever it is of."""
    return f"captacion/{especie}/{VERSION} {digesto.hex()}\n".encode()
