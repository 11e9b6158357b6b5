"""Build of the web programs, only when their sources are newer than the last build; only then Node is needed."""

import fcntl
import shutil
import subprocess
from pathlib import Path

from local.nube import ROOT, NubeError

WEB = ROOT / "web"
_FUENTES = ("comun", "portal", "app")
_SUELTOS = ("package-lock.json", "vite.portal.ts", "vite.app.ts", "tsconfig.json")


def built(sitio: str) -> Path:
    """Folder of a built site, built now if it is stale. NubeError says in Spanish what is missing."""
    destino = WEB / "dist" / sitio
    indice = destino / "index.html"
    destino.parent.mkdir(exist_ok=True)
    # Two runs of this machine at once (workers of the tests, a run beside the rehearsal): the second finds it built.
    with (destino.parent / f".{sitio}.candado").open("w") as candado:
        fcntl.flock(candado, fcntl.LOCK_EX)
        if not indice.exists() or indice.stat().st_mtime < _newest():
            _build(sitio)
    return destino


def _newest() -> float:
    fuentes = [p for carpeta in _FUENTES for p in (WEB / carpeta).rglob("*") if p.is_file()]
    return max(p.stat().st_mtime for p in [*fuentes, *(WEB / s for s in _SUELTOS)])


def _build(sitio: str) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise NubeError("Falta Node.js 20 o posterior para construir las páginas: instale «nodejs» y «npm».")
    if not (WEB / "node_modules" / ".package-lock.json").exists():
        _npm(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    _npm(npm, "run", "--silent", sitio)


def _npm(npm: str, *orden: str) -> None:
    hecho = subprocess.run([npm, *orden], cwd=WEB, capture_output=True, text=True, check=False)
    if hecho.returncode:
        raise NubeError(f"npm {' '.join(orden)} falló:\n{hecho.stdout}{hecho.stderr}")
