"""What is wrong with data somebody entered (Protocolo 6.1, 7.3): never the value itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Falta:
    """`campo`: as the API and the bulk file name it; `codigo`: stable; `texto`: Spanish, quotes nothing entered."""

    campo: str
    codigo: str
    texto: str
