"""Check of the log's proofs with its published key alone: signed notes and Merkle paths (C2SP, RFC 9162).

It shares no code with the system that makes the proofs, so that both do not have the same fault.
"""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from opl.fallas import LlaveIlegible, PruebaInvalida

_PRUEBA = "c2sp.org/tlog-proof@v1"
_NUMERO = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True)
class LlaveSistema:
    """Public key by which the system's signatures are verified: its name, and 32 bytes of Ed25519."""

    nombre: str
    publica: bytes

    @property
    def identificador(self) -> bytes:
        return sha256(f"{self.nombre}\n".encode() + b"\x01" + self.publica).digest()[:4]


@dataclass(frozen=True)
class Prueba:
    """Content of a `.tlog-proof`. None of it may be trusted before `check`."""

    extra: bytes
    indice: int
    camino: list[bytes]
    nota: str


@dataclass(frozen=True)
class Incluida:
    """Result of a proof: the leaf is number `indice` of a log that had `tamano` leaves."""

    indice: int
    tamano: int
    origen: str


def read_key(texto: str) -> LlaveSistema:
    """The key in its published form, `name+id+base64`. Raises `LlaveIlegible`."""
    partes = texto.strip().split("+", 2)
    try:
        crudo = b64decode(partes[2], validate=True)
        llave = LlaveSistema(partes[0], crudo[1:])
        bien = crudo[:1] == b"\x01" and len(crudo) == 33 and llave.identificador.hex() == partes[1]
    except (IndexError, ValueError):
        bien = False
    if not bien:
        raise LlaveIlegible("La llave del sistema no se lee: copie la línea completa que publica el INE.")
    return llave


def open_note(nota: str, llave: LlaveSistema) -> str:
    """The text of a note that the system signed. Raises `PruebaInvalida`."""
    texto, separador, firmas = nota.rpartition("\n\n")
    texto += "\n"
    propias = [f for f in firmas.split("\n") if f.startswith(f"\u2014 {llave.nombre} ")]
    if not separador or not propias:
        raise PruebaInvalida("No lleva la firma del sistema.")
    for linea in propias:
        firma = _base64(linea.rpartition(" ")[2])
        if firma[:4] != llave.identificador:
            raise PruebaInvalida(
                "La firmó otra llave: compare la llave del sistema con la que publica el INE."
            )
        try:
            Ed25519PublicKey.from_public_bytes(llave.publica).verify(firma[4:], texto.encode())
        except InvalidSignature:
            raise PruebaInvalida(
                "La firma no corresponde a lo firmado: se alteró después de firmarse."
            ) from None
    return texto


def read_proof(texto: str) -> Prueba:
    """The proof in the text of a `.tlog-proof`. Raises `PruebaInvalida`."""
    texto = texto.removeprefix("\ufeff").replace("\r\n", "\n")  # as Windows editors write it
    cabeza, separador, nota = texto.partition("\n\n")
    lineas = cabeza.split("\n")
    if not separador or lineas[0] != _PRUEBA:
        raise PruebaInvalida("El archivo no es una prueba de la bitácora (.tlog-proof).")
    extra = _base64(lineas.pop(1)[6:]) if len(lineas) > 1 and lineas[1].startswith("extra ") else b""
    lugar = lineas[1] if len(lineas) > 1 else ""
    if not lugar.startswith("index ") or not _NUMERO.fullmatch(lugar[6:]):
        raise PruebaInvalida("La prueba no dice el lugar de la hoja.")
    return Prueba(extra, int(lugar[6:]), [_base64(linea) for linea in lineas[2:]], nota)


def check(prueba: Prueba, entrada: bytes, llave: LlaveSistema) -> Incluida:
    """Check that the entry is in the log that `llave` signed. Raises `PruebaInvalida`."""
    lineas = open_note(prueba.nota, llave).split("\n")
    if len(lineas) < 4 or lineas[0] != llave.nombre or not _NUMERO.fullmatch(lineas[1]):
        raise PruebaInvalida("Lo firmado no es un punto de control de la bitácora.")
    tamano, raiz = int(lineas[1]), _base64(lineas[2])
    if prueba.indice >= tamano:
        raise PruebaInvalida("La prueba nombra una hoja que la bitácora firmada no tiene.")
    hallada = _root(sha256(b"\x00" + entrada).digest(), prueba.indice, tamano, prueba.camino)
    if hallada is None:
        raise PruebaInvalida("El camino de la prueba no es el de esa hoja: le faltan o le sobran pasos.")
    if hallada != raiz:
        raise PruebaInvalida(
            "No está en la bitácora con estos datos: alguno (folio, código, fecha, sal, lugar o camino) se cambió."
        )
    return Incluida(prueba.indice, tamano, lineas[0])


def _root(hoja: bytes, indice: int, tamano: int, camino: list[bytes]) -> bytes | None:
    """Root to which the path leads, by the shape of the tree; None when the path is too short or too long."""
    tramos: list[bool] = []  # from the root down: whether the leaf is in the right half
    desde, hasta = 0, tamano
    while hasta - desde > 1:
        mitad = desde + (1 << (hasta - desde - 1).bit_length() - 1)
        tramos.append(indice >= mitad)
        desde, hasta = (mitad, hasta) if indice >= mitad else (desde, mitad)
    if len(camino) != len(tramos):
        return None
    for paso, derecha in zip(camino, reversed(tramos), strict=True):
        hoja = sha256(b"\x01" + (paso + hoja if derecha else hoja + paso)).digest()
    return hoja


def _base64(texto: str) -> bytes:
    try:
        crudo = b64decode(texto, validate=True)
    except ValueError:
        raise PruebaInvalida("El archivo está dañado: una línea no es base64.") from None
    if b64encode(crudo).decode() != texto:
        raise PruebaInvalida("El archivo está dañado: una línea no es base64.")
    return crudo
