"""Registered in the portal against read from the credential: what a reviewer sees side by side (Protocolo 7.7, 8.6).

Whether two texts agree is a hint to where to look. Whether the person is the one registered, the reviewer decides.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

EN_LA_CREDENCIAL = ("nombre_completo", "clave_elector", "curp", "fecha_nacimiento")
"""What is registered and may be read from the credential too."""
CAMPOS = {
    "nombre_completo": "Nombre",
    "clave_elector": "Clave de elector",
    "curp": "CURP",
    "fecha_nacimiento": "Fecha de nacimiento",
    "ocr": "OCR",
    "cic": "CIC",
    "emision": "Número de emisión",
    "identificador": "Identificador del ciudadano",
    "modelo": "Modelo de la credencial",
    "correo": "Correo electrónico",
    "proveedor": "Tipo de autenticación",
    "telefono_movil": "Teléfono móvil",
    "referencia": "Referencia",
}
"""What is compared or shown, in this order, and its name for people."""


@dataclass(frozen=True)
class Cotejo:
    """One datum: `registrado` and `leido` are empty where it is not known; `coincide` None unless both are."""

    campo: str
    nombre: str
    registrado: str
    leido: str
    coincide: bool | None

    @property
    def comparable(self) -> bool:
        """Whether a credential has it at all."""
        return self.campo in EN_LA_CREDENCIAL


def compare_data(registrado: Mapping[str, Any], leido: Mapping[str, Any]) -> list[Cotejo]:
    """Each datum that either side knows."""
    renglones = [_row(c, str(registrado.get(c) or ""), str(leido.get(c) or "")) for c in CAMPOS]
    return [r for r in renglones if r.registrado or r.leido]


def _row(campo: str, registrado: str, leido: str) -> Cotejo:
    coincide = _plain(registrado) == _plain(leido) if registrado and leido else None
    return Cotejo(campo, CAMPOS[campo], registrado, leido, coincide)


def _plain(texto: str) -> list[str]:
    """Words in any order, without case or accents: a credential prints surnames first, a list often last."""
    sin_marcas = "".join(c for c in unicodedata.normalize("NFKD", texto) if not unicodedata.combining(c))
    return sorted(sin_marcas.upper().split())
