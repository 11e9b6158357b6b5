"""Comparison of the data registered in the portal with those read from the credential (Protocolo 7.7, 8.6).

The comparison only tells the reviewer where to look. The reviewer decides whether the person is the one registered.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

EN_LA_CREDENCIAL = ("nombre_completo", "clave_elector", "curp", "fecha_nacimiento")
"""Registered data that may be read from the credential too."""
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
"""Fields compared or shown, in this order, with their Spanish names."""


@dataclass(frozen=True)
class Cotejo:
    """Comparison of one datum. `registrado`, `leido`: empty if unknown; `coincide`: None unless both are known."""

    campo: str
    nombre: str
    registrado: str
    leido: str
    coincide: bool | None

    @property
    def comparable(self) -> bool:
        """Whether a credential may carry the datum."""
        return self.campo in EN_LA_CREDENCIAL


def compare_data(registrado: Mapping[str, Any], leido: Mapping[str, Any]) -> list[Cotejo]:
    """The comparison of each datum that is known from the portal or the credential."""
    renglones = [_row(c, str(registrado.get(c) or ""), str(leido.get(c) or "")) for c in CAMPOS]
    return [r for r in renglones if r.registrado or r.leido]


def _row(campo: str, registrado: str, leido: str) -> Cotejo:
    coincide = _plain(registrado) == _plain(leido) if registrado and leido else None
    return Cotejo(campo, CAMPOS[campo], registrado, leido, coincide)


def _plain(texto: str) -> list[str]:
    """Words of a text, sorted, without case or accents: a credential prints surnames first, a list often last."""
    sin_marcas = "".join(c for c in unicodedata.normalize("NFKD", texto) if not unicodedata.combining(c))
    return sorted(sin_marcas.upper().split())
