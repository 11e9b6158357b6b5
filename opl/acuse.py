"""Check of a complete receipt: that a record was received, when, and with what content (Protocolo 9.14,
10.20, 12.3).
"""

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from opl.bitacora import Incluida, LlaveSistema, check, read_proof
from opl.fallas import PruebaInvalida

_HEXADECIMAL = re.compile(r"[0-9a-f]{64}")
_FORMAS = {
    "folio": ("el folio", re.compile(r"[A-Z0-9]+(-[A-Z0-9]+){3}")),
    "integridad": ("el código de integridad", _HEXADECIMAL),
    "recibido_en": ("la fecha de recepción", re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,15}Z")),
    "sal": ("la sal", _HEXADECIMAL),
}
"""Data of a receipt: name for people, and pattern."""
_DICHOS = {"folio": "folio", "indice": "lugar", "tamano": "tamaño de la bitácora"}
"""Members of the API's answer that repeat data of the proof -> name for people."""


@dataclass(frozen=True)
class Acuse:
    """Data of a proved receipt. `integridad`: SHA-256 of the clear expediente, 64 hex digits."""

    folio: str
    integridad: str
    recibido_en: str
    incluida: Incluida


def check_receipt(texto: str, llave: LlaveSistema) -> Acuse:
    """The data of a complete receipt, given as the text of a `.tlog-proof` or the API's answer. Raises
    `PruebaInvalida`."""
    texto = texto.removeprefix("\ufeff").strip("\r\n\t ")
    if not texto.startswith("{"):
        return _prove(f"{texto}\n", llave)
    respuesta = _answer(texto)
    acuse = _prove(respuesta["prueba"], llave)
    probado = {"folio": acuse.folio, "indice": acuse.incluida.indice, "tamano": acuse.incluida.tamano}
    for campo, valor in probado.items():
        if respuesta.get(campo) != valor:
            raise PruebaInvalida(f"El acuse se contradice: su {_DICHOS[campo]} no es el que se probó.")
    return acuse


def _prove(texto: str, llave: LlaveSistema) -> Acuse:
    prueba = read_proof(texto)
    folio, integridad, recibido, sal = _claims(prueba.extra)
    dicho = f"{folio}\n{integridad}\n{recibido}\n".encode()
    entrada = f"captacion/recepcion/v1 {sha256(sal + dicho).hexdigest()}\n".encode()
    return Acuse(folio, integridad, recibido, check(prueba, entrada, llave))


def _answer(texto: str) -> dict[str, Any]:
    """The API's answer. Raises `PruebaInvalida` for other JSON, and for a receipt that has no proof yet."""
    try:
        respuesta = json.loads(texto)
    except ValueError:
        raise PruebaInvalida("El archivo está dañado: empieza como JSON y no lo es.") from None
    if not isinstance(respuesta, dict) or not isinstance(respuesta.get("prueba"), str):
        raise PruebaInvalida(
            "El acuse no está completo: no trae la prueba de la bitácora. Pídala con su cuenta y su folio."
        )
    return respuesta


def check_content(expediente: Path, integridad: str) -> None:
    """Check that the clear expediente is the one received. Raises `PruebaInvalida`."""
    if sha256(expediente.read_bytes()).hexdigest() != integridad:
        raise PruebaInvalida("El expediente no es el que se recibió: su código de integridad es otro.")


def _claims(extra: bytes) -> tuple[str, str, str, bytes]:
    try:
        datos = json.loads(extra.decode())
        folio, integridad, recibido, sal = (datos[campo] for campo in _FORMAS)
    except (ValueError, KeyError, TypeError):
        raise PruebaInvalida("La prueba no trae los datos de un acuse: folio, código, fecha y sal.") from None
    for campo, (nombre, forma) in _FORMAS.items():
        if not isinstance(datos[campo], str) or not forma.fullmatch(datos[campo]):
            raise PruebaInvalida(f"En el acuse, {nombre} no tiene la forma debida.")
    return folio, integridad, recibido, bytes.fromhex(sal)
