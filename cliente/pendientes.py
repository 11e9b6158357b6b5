"""Store of a phone's records until their receipts arrive: the sealed bytes, and the data to announce.

The state is kept in files, so that a phone can die at any line and continue from there. Every write goes to a temporary
file, which is synced and then renamed. The sealed bytes are written before the note about them, and deleted after the
note of the receipt.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

GUARDADO, SUBIDO, RECIBIDO = "guardado", "subido", "recibido"
RECHAZADO, CONFLICTO = "rechazado", "conflicto"


@dataclass(frozen=True)
class Pendiente:
    """One record. `bytes`, `sha256`: of the sealed file; `integridad`: of the clear one."""

    registro: str
    aspirante: str
    capturado_en: str
    lugar: dict[str, float] | None
    bytes: int
    sha256: str
    integridad: str
    estado: str = GUARDADO
    folio: str = ""
    envio: str = ""
    acuse: dict[str, Any] | None = None
    motivo: dict[str, str] | None = None

    def anuncio(self) -> dict[str, Any]:
        """The announcement of the record for POST /v1/envios."""
        names = ("registro", "aspirante", "capturado_en", "lugar", "bytes", "sha256")
        return {name: getattr(self, name) for name in names}


class Carpeta:
    """The records of one phone, in one directory."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        for pendiente in self.all():
            if pendiente.estado == RECIBIDO:  # the phone died after the receipt and before the deletion
                self._sealed_path(pendiente.registro).unlink(missing_ok=True)

    def add(self, registro: dict[str, Any], integridad: str, sealed: bytes) -> Pendiente:
        """Store a sealed record. Raises FileExistsError if its id was used, because a record is never replaced."""
        name = registro["registro"]
        if self._note_path(name).exists():
            raise FileExistsError(f"record {name} already exists")
        described = {key: registro[key] for key in ("registro", "aspirante", "capturado_en", "lugar")}
        digest = sha256(sealed).hexdigest()
        pendiente = Pendiente(**described, bytes=len(sealed), sha256=digest, integridad=integridad)
        _write(self._sealed_path(name), sealed)
        self.put(pendiente)
        return pendiente

    def put(self, pendiente: Pendiente) -> None:
        """Store the state of one record. If it has a receipt, its sealed bytes are deleted."""
        _write(self._note_path(pendiente.registro), json.dumps(asdict(pendiente)).encode())
        if pendiente.estado == RECIBIDO:
            self._sealed_path(pendiente.registro).unlink(missing_ok=True)

    def get(self, registro: str) -> Pendiente:
        """The record with that id."""
        return Pendiente(**json.loads(self._note_path(registro).read_bytes()))

    def sealed(self, registro: str) -> bytes:
        """The record's sealed bytes, which exist until the receipt."""
        return self._sealed_path(registro).read_bytes()

    def all(self, estado: str = "") -> Iterator[Pendiente]:
        """All records, or those in one state, ordered by id."""
        for path in sorted(self.path.glob("*.json")):
            pendiente = Pendiente(**json.loads(path.read_bytes()))
            if not estado or pendiente.estado == estado:
                yield pendiente

    def _note_path(self, registro: str) -> Path:
        return self.path / f"{registro}.json"

    def _sealed_path(self, registro: str) -> Path:
        return self.path / f"{registro}.sellado"


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(path.name + ".nuevo")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
