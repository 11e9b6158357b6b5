"""The manifest of a delivery: one signed JSON document that lists its files and its inputs (15.2 F, 15.3)."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

FORMATO = "captacion/entrega/v1"


@dataclass(frozen=True)
class Sellado:
    """A sealed file, encrypted to the OPL's key, as it is handed over. `sha256`: 64 hex digits."""

    nombre: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class ArchivoDeEntrega:
    """A file of the delivery in both forms: in clear, which is stored nowhere, and sealed, which the OPL downloads."""

    nombre: str
    tabla: str
    formato: str
    filas: int
    bytes: int
    sha256: str
    sellado: Sellado

    @classmethod
    def from_json(cls, a: Mapping[str, Any]) -> "ArchivoDeEntrega":
        """The file as `asdict` wrote it."""
        return cls(**{**a, "sellado": Sellado(**a["sellado"])})


@dataclass(frozen=True)
class Base:
    """Inputs of a delivery. `llave`: fingerprint of the OPL's key; `corte`: the instant whose state it reports.

    `anterior`: number and manifest's SHA-256 of the previous delivery, None for the first; `punto`: the log's
    checkpoint when the delivery was made, empty before the log's first leaf; `imagenes`: which expedientes were chosen.
    """

    proceso: str
    opl: str
    entrega: str
    numero: int
    corte: str
    llave: str
    motivo: str
    anterior: dict[str, Any] | None = None
    punto: str = ""
    imagenes: str = ""


@dataclass
class CifrasDeEntrega:
    """Figures gathered row by row: class -> records of each aspirante, cuts and catalogues used, changes of class."""

    aspirantes: dict[str, Counter[str]] = field(default_factory=dict)
    cortes: Counter[str] = field(default_factory=Counter)
    catalogos: Counter[str] = field(default_factory=Counter)
    cambios: Counter[str] = field(default_factory=Counter)

    def count(self, aspirante: str, clase: str, corte: str, catalogos: Iterable[str]) -> None:
        """Count a record by its class, the cut that answered for it (if any) and the catalogues of its verdicts."""
        self.aspirantes.setdefault(aspirante, Counter())[clase] += 1
        if corte:
            self.cortes[corte] += 1
        self.catalogos.update(catalogos)

    @property
    def totales(self) -> Counter[str]:
        """Class -> records of all aspirantes."""
        return sum(self.aspirantes.values(), Counter())

    def to_json(self) -> dict[str, Any]:
        """JSON form, kept between runs."""
        return {
            "aspirantes": {a: dict(sorted(c.items())) for a, c in sorted(self.aspirantes.items())},
            "cortes": dict(sorted(self.cortes.items())),
            "catalogos": dict(sorted(self.catalogos.items())),
            "cambios": dict(sorted(self.cambios.items())),
        }

    @classmethod
    def from_json(cls, datos: Mapping[str, Any]) -> "CifrasDeEntrega":
        """Inverse of `to_json`."""
        return cls(
            {a: Counter(c) for a, c in datos["aspirantes"].items()},
            Counter(datos["cortes"]),
            Counter(datos["catalogos"]),
            Counter(datos["cambios"]),
        )


def delivery_manifest(base: Base, cifras: CifrasDeEntrega, archivos: Iterable[ArchivoDeEntrega]) -> bytes:
    """The manifest in bytes. The same delivery always gives the same bytes, whoever makes it."""
    totales = cifras.totales
    por_aspirante = [
        {"aspirante": a, "recibidos": sum(c.values()), "clases": dict(sorted(c.items()))}
        for a, c in sorted(cifras.aspirantes.items())
    ]
    documento = {
        "formato": FORMATO,
        **asdict(base),
        "totales": {"recibidos": sum(totales.values()), "clases": dict(sorted(totales.items()))},
        "aspirantes": por_aspirante,
        "padron": dict(sorted(cifras.cortes.items())),
        "catalogos": dict(sorted(cifras.catalogos.items())),
        "cambios": dict(sorted(cifras.cambios.items())),
        "archivos": [asdict(a) for a in sorted(archivos, key=lambda a: a.nombre)],
    }
    return (json.dumps(documento, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def file_context(proceso: str, entrega: str, nombre: str) -> dict[str, str]:
    """Encryption context of a sealed file. The file does not open under another name or in another delivery."""
    return {"archivo": nombre, "entrega": entrega, "formato": FORMATO, "proceso": proceso}
