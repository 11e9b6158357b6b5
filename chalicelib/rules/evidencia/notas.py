"""Signed texts: checkpoints (C2SP signed-note, tlog-checkpoint) and the proofs of receipts (tlog-proof).

This module only builds and parses the texts. The caller makes and verifies the signatures.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

ED25519 = b"\x01"
CABECERA = "c2sp.org/tlog-proof@v1"
_RAYA = "\u2014"
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_NOMBRE = re.compile(r"[^\s+]+")
Verificador = Callable[[bytes, bytes, bytes], bool]
"""Verifier: (public key of 32 bytes, signature, signed bytes) -> whether the signature is valid."""


class NotaInvalida(ValueError):
    """A checkpoint or a proof is not valid. `codigo` says what is wrong."""

    def __init__(self, codigo: str) -> None:
        super().__init__(codigo)
        self.codigo = codigo


@dataclass(frozen=True)
class LlaveDeBitacora:
    """A log's public key: the name by which it signs, and 32 bytes of Ed25519."""

    nombre: str
    publica: bytes

    @property
    def id(self) -> bytes:
        """Key id of four bytes, by which a signature names its key."""
        return sha256(self.nombre.encode() + b"\n" + ED25519 + self.publica).digest()[:4]

    @property
    def texto(self) -> str:
        """The key as it is published: `name+id+base64` (the vkey of signed-note)."""
        return f"{self.nombre}+{self.id.hex()}+{b64encode(ED25519 + self.publica).decode()}"


@dataclass(frozen=True)
class PuntoDeControl:
    """A checkpoint: the log's name, its number of leaves, its root."""

    origen: str
    tamano: int
    raiz: bytes

    @property
    def texto(self) -> str:
        """The text that is signed."""
        return f"{self.origen}\n{self.tamano}\n{b64encode(self.raiz).decode()}\n"


@dataclass(frozen=True)
class Prueba:
    """Parts of a complete receipt: index of its leaf, path to the root, signed checkpoint, and extra data.

    Nothing authenticates `extra`.
    """

    indice: int
    camino: tuple[bytes, ...]
    punto: str
    extra: bytes = b""


def parse_key(texto: str) -> LlaveDeBitacora:
    """The key in its published text. Raises `NotaInvalida`."""
    nombre, _, resto = texto.strip().partition("+")
    id_, _, cuerpo = resto.partition("+")
    llave = LlaveDeBitacora(nombre, _decode(cuerpo)[1:])
    if not _NOMBRE.fullmatch(nombre) or len(llave.publica) != 32 or llave.texto != f"{nombre}+{id_}+{cuerpo}":
        raise NotaInvalida("llave")
    return llave


def signed_checkpoint(punto: PuntoDeControl, llave: LlaveDeBitacora, firma: bytes) -> str:
    """The checkpoint with its signature."""
    return sign_text(punto.texto, llave, firma)


def sign_text(texto: str, llave: LlaveDeBitacora, firma: bytes) -> str:
    """A text with its signature, as a signed note. A checkpoint has three lines or more; an entry of the
    log has one."""
    return f"{texto}\n{_RAYA} {llave.nombre} {b64encode(llave.id + firma).decode()}\n"


def open_checkpoint(nota: str, llave: LlaveDeBitacora, verifica: Verificador) -> PuntoDeControl:
    """The checkpoint, if `llave` signed it. Signatures of other keys are ignored. Raises `NotaInvalida`."""
    texto, separador, firmas = nota.rpartition("\n\n")
    if not separador or not nota.endswith("\n") or _CONTROL.search(nota):
        raise NotaInvalida("forma")
    texto += "\n"
    propias = [f for f in map(_signature, firmas.splitlines()) if f[:2] == (llave.nombre, llave.id)]
    if not propias:
        raise NotaInvalida("otra_llave")
    if not all(verifica(llave.publica, firma, texto.encode()) for _, _, firma in propias):
        raise NotaInvalida("firma")
    punto = _parse_checkpoint(texto)
    if punto.origen != llave.nombre:
        raise NotaInvalida("otro_origen")
    return punto


def write_proof(prueba: Prueba) -> str:
    """The text of a `.tlog-proof`."""
    extra = [f"extra {b64encode(prueba.extra).decode()}"] if prueba.extra else []
    camino = [b64encode(paso).decode() for paso in prueba.camino]
    return "\n".join([CABECERA, *extra, f"index {prueba.indice}", *camino, "", prueba.punto])


def read_proof(texto: str) -> Prueba:
    """The proof in a `.tlog-proof`. Raises `NotaInvalida`."""
    cabeza, separador, punto = texto.partition("\n\n")
    lineas = cabeza.split("\n")
    if not separador or lineas.pop(0) != CABECERA or not lineas:
        raise NotaInvalida("forma")
    extra = _decode(lineas.pop(0)[6:]) if lineas[0].startswith("extra ") else b""
    if not lineas or not lineas[0].startswith("index "):
        raise NotaInvalida("forma")
    indice = _number(lineas.pop(0)[6:])
    camino = tuple(_decode(linea) for linea in lineas)
    if any(len(paso) != 32 for paso in camino):
        raise NotaInvalida("forma")
    return Prueba(indice, camino, punto, extra)


def _parse_checkpoint(texto: str) -> PuntoDeControl:
    lineas = texto.split("\n")
    if len(lineas) < 4 or not lineas[0]:
        raise NotaInvalida("forma")
    punto = PuntoDeControl(lineas[0], _number(lineas[1]), _decode(lineas[2]))
    if len(punto.raiz) != 32:
        raise NotaInvalida("forma")
    return punto


def _signature(linea: str) -> tuple[str, bytes, bytes]:
    partes = linea.split(" ")
    if len(partes) != 3 or partes[0] != _RAYA or not _NOMBRE.fullmatch(partes[1]):
        raise NotaInvalida("forma")
    cuerpo = _decode(partes[2])
    return partes[1], cuerpo[:4], cuerpo[4:]


def _number(texto: str) -> int:
    if not _DECIMAL.fullmatch(texto):
        raise NotaInvalida("forma")
    return int(texto)


def _decode(texto: str) -> bytes:
    """Decode base64 and refuse any form but the canonical one."""
    try:
        crudo = b64decode(texto, validate=True)
    except ValueError:
        raise NotaInvalida("forma") from None
    if b64encode(crudo).decode() != texto:
        raise NotaInvalida("forma")
    return crudo
