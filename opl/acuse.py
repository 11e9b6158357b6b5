"""Checking a complete receipt: that a record was received, when, and what (Protocolo 9.14, 10.20, 12.3)."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from opl.bitacora import Incluida, LlaveSistema, check, read_proof
from opl.fallas import PruebaInvalida

_CAMPOS = ("folio", "integridad", "recibido_en", "sal")


@dataclass(frozen=True)
class Acuse:
    """What the receipt says, once it was proved. `integridad`: SHA-256 of the clear expediente, 64 hex digits."""

    folio: str
    integridad: str
    recibido_en: str
    incluida: Incluida


def check_receipt(texto: str, llave: LlaveSistema) -> Acuse:
    """The receipt in a `.tlog-proof`, proved. Raises `PruebaInvalida`."""
    prueba = read_proof(texto)
    folio, integridad, recibido, sal = _claims(prueba.extra)
    dicho = f"{folio}\n{integridad}\n{recibido}\n".encode()
    entrada = f"captacion/recepcion/v1 {sha256(sal + dicho).hexdigest()}\n".encode()
    return Acuse(folio, integridad, recibido, check(prueba, entrada, llave))


def check_content(expediente: Path, integridad: str) -> None:
    """That the clear expediente is the one received. Raises `PruebaInvalida`."""
    if sha256(expediente.read_bytes()).hexdigest() != integridad:
        raise PruebaInvalida("El expediente no es el que se recibió: su código de integridad es otro.")


def _claims(extra: bytes) -> tuple[str, str, str, bytes]:
    try:
        datos = json.loads(extra)
        folio, integridad, recibido, sal = (datos[campo] for campo in _CAMPOS)
        crudo = bytes.fromhex(sal)
    except (ValueError, KeyError, TypeError):
        raise PruebaInvalida("La prueba no trae los datos de un acuse: folio, código, fecha y sal.") from None
    textos = (folio, integridad, recibido)
    if not all(isinstance(t, str) and "\n" not in t for t in textos) or len(crudo) != 32:
        raise PruebaInvalida("Los datos del acuse no tienen la forma debida.")
    return folio, integridad, recibido, crudo
