"""The models of the Credencial para Votar, as data: adding one is one entry here (Protocolo 9.4, 9.8, 10.1).

Everything that differs between models is read from this table: what finds the person in the registry, what the back
carries, whether Mi Apoyo admits it, and which data the Mesa may correct.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Modelo:
    """A model of the credential.

    `por`: the datum that finds the person; `coteja`: the data that must agree with what was found (9.8). `mrz`, `qr`,
    `pdf417`: codes on its back. `mi_apoyo`: whether it serves in Mi Apoyo, which needs the QR (10.1). `impresos`: data
    printed on it besides those of every model. `desde`: first year of issue, where a capture before it is impossible.
    """

    letra: str
    por: str
    coteja: tuple[str, ...]
    mrz: bool = True
    qr: bool = True
    pdf417: bool = False
    mi_apoyo: bool = True
    impresos: frozenset[str] = frozenset({"cic", "identificador"})
    desde: int | None = None

    @property
    def llaves(self) -> tuple[str, ...]:
        """Data that find the person and tell one credential from another (9.8)."""
        return (self.por, *self.coteja)


_CIC = ("cic", ("identificador",))
MODELOS: Mapping[str, Modelo] = {
    m.letra: m
    for m in (
        Modelo(
            "C",
            "clave_elector",
            ("emision", "ocr"),
            mrz=False,
            qr=False,
            pdf417=True,
            mi_apoyo=False,
            impresos=frozenset(),
        ),
        Modelo("D", "cic", ("ocr",), pdf417=True, impresos=frozenset({"cic"})),
        Modelo("E", *_CIC),
        Modelo("F", *_CIC),
        Modelo("G", *_CIC),
        Modelo("H", *_CIC),
        # Approved in August 2025, issued from 2026. That it is read like H is assumed (docs/limits.md).
        Modelo("I", *_CIC, desde=2026),
    )
}
"""By letter, oldest first."""
