"""The folio of a record (Protocolo 9.14) and the identifiers it is made of.

The Protocol fixes the parts (folio of the aspirante, Id Auxiliar, Id dispositivo, Id registro) and leaves their
form open; ours is upper-case letters and digits, so that a folio can be read aloud and typed.
"""

import re
from dataclasses import dataclass

ID = re.compile(r"[A-Z0-9]{4,12}", re.ASCII)
ID_LARGO = re.compile(r"[A-Z0-9]{4,26}", re.ASCII)

LETRAS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""What Ids and codes by chance are made of: no O, 0, I or 1, which are misread. 32: five bits each."""

PREFIJO_CIUDADANO = "C"
"""An Id de ciudadano, which stands in the place of the Id Auxiliar, begins so (10.20); an Id Auxiliar never does."""


REMITENTE_PAPEL = "PAPEL"
"""In the place of the Id Auxiliar: a cédula on paper, typed by the OPL (11.4). An Id Auxiliar is longer."""


def is_paper(remitente: str) -> bool:
    """Whether that part of a folio says that the record was typed from paper (11.4)."""
    return remitente == REMITENTE_PAPEL


def is_citizen(remitente: str) -> bool:
    """Whether that part of a folio is a citizen's Id, and not an auxiliar's."""
    return remitente.startswith(PREFIJO_CIUDADANO)


class FolioInvalido(ValueError):
    """The text is not a folio; the message names the part, never its value."""


@dataclass(frozen=True)
class Folio:
    """Protocolo 9.14: aspirante + auxiliar + dispositivo + registro."""

    aspirante: str
    auxiliar: str
    dispositivo: str
    registro: str

    def __post_init__(self) -> None:
        for parte, patron in (
            ("aspirante", ID),
            ("auxiliar", ID),
            ("dispositivo", ID_LARGO),
            ("registro", ID_LARGO),
        ):
            if not patron.fullmatch(getattr(self, parte)):
                raise FolioInvalido(parte)

    def __str__(self) -> str:
        return f"{self.aspirante}-{self.auxiliar}-{self.dispositivo}-{self.registro}"

    @classmethod
    def parse(cls, texto: str) -> "Folio":
        """Raise `FolioInvalido` unless the text is the four parts joined by hyphens."""
        partes = texto.split("-")
        if len(partes) != 4:
            raise FolioInvalido("partes")
        return cls(*partes)
