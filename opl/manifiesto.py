"""The manifest of a delivery, a list of its content signed by the system (15.2 F). `docs/entrega.md` describes its
members.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from opl.bitacora import Incluida, LlaveSistema, check, open_note, read_proof
from opl.fallas import ManifiestoAlterado, ParteFaltante, PruebaInvalida

MANIFIESTO, FIRMA, PRUEBA = "manifiesto.json", "manifiesto.firma", "manifiesto.tlog-proof"
FORMATO = "captacion/entrega/v1"


@dataclass(frozen=True)
class Archivo:
    """A file of the delivery, in clear and sealed."""

    nombre: str
    tabla: str
    formato: str
    filas: int
    bytes: int
    sha256: str
    sellado: str
    sellado_bytes: int
    sellado_sha256: str


@dataclass(frozen=True)
class Manifiesto:
    """A verified manifest. `totales`, and each of `aspirantes`: class -> records; `llave`: fingerprint of the OPL's
    key."""

    proceso: str
    entrega: str
    llave: str
    totales: dict[str, int]
    aspirantes: dict[str, dict[str, int]]
    archivos: list[Archivo]
    datos: dict[str, Any]
    crudo: bytes

    def files(self, tabla: str, formato: str) -> list[Archivo]:
        """The files of a table in one format."""
        return [a for a in self.archivos if (a.tabla, a.formato) == (tabla, formato)]

    def context(self, nombre: str) -> dict[str, str]:
        """Encryption context of a file. The same bytes do not open under another name or in another delivery."""
        return {"archivo": nombre, "entrega": self.entrega, "formato": FORMATO, "proceso": self.proceso}


def read_manifest(carpeta: Path, llave: LlaveSistema) -> Manifiesto:
    """The manifest of the folder, with its signature verified. Raises `ParteFaltante`, `ManifiestoAlterado`."""
    crudo = _read(carpeta / MANIFIESTO)
    try:
        firmado = open_note(_read(carpeta / FIRMA).decode("utf-8", "replace").replace("\r\n", "\n"), llave)
    except PruebaInvalida as error:
        raise ManifiestoAlterado(f"La firma del manifiesto no se acepta. {error.texto}") from None
    if firmado != manifest_entry(crudo).decode():
        raise ManifiestoAlterado("El manifiesto no es el que se firmó: descárguelo de nuevo del Portal.")
    try:
        return _parse(crudo)
    except (ValueError, KeyError, TypeError):
        raise ManifiestoAlterado(
            "El manifiesto es de un formato que esta versión no conoce: actualice la herramienta."
        ) from None


def manifest_entry(crudo: bytes) -> bytes:
    """The line that is signed and stands in the log."""
    return f"captacion/entrega/v1 {sha256(crudo).hexdigest()}\n".encode()


def check_log(carpeta: Path, manifiesto: Manifiesto, llave: LlaveSistema) -> Incluida | None:
    """Check that the manifest is in the log. Returns None without a proof in the folder. Raises `PruebaInvalida`."""
    if not (carpeta / PRUEBA).exists():
        return None
    texto = _read(carpeta / PRUEBA).decode("utf-8", "replace")
    return check(read_proof(texto), manifest_entry(manifiesto.crudo), llave)


def _parse(crudo: bytes) -> Manifiesto:
    d = json.loads(crudo)
    if d["formato"] != FORMATO:
        raise ValueError(d["formato"])
    archivos = [
        Archivo(
            a["nombre"], a["tabla"], a["formato"], a["filas"], a["bytes"], a["sha256"],
            a["sellado"]["nombre"], a["sellado"]["bytes"], a["sellado"]["sha256"],
        )
        for a in d["archivos"]
    ]  # fmt: skip
    if any(not _plain(n) for a in archivos for n in (a.nombre, a.sellado)):
        raise ValueError("names of files")
    aspirantes = {a["aspirante"]: a["clases"] for a in d["aspirantes"]}
    return Manifiesto(
        d["proceso"], d["entrega"], d["llave"], d["totales"]["clases"], aspirantes, archivos, d, crudo
    )


def _plain(nombre: str) -> bool:
    """Whether a file name stays within its folder."""
    return Path(nombre).name == nombre != "" and not set(nombre) & set("/\\:") and not nombre.startswith(".")


def _read(archivo: Path) -> bytes:
    try:
        return archivo.read_bytes()
    except FileNotFoundError:
        raise ParteFaltante(f"Falta {archivo.name} en la carpeta: descárguelo del Portal.") from None
