"""The emulator of the rehearsal, with one opened package for all functions; runs in `.venv-ensayo`.

ministack opens the zip anew for each process of each function: some forty copies, 5,000 files and 151 MB each. To write
and to delete them took longer than everything that is rehearsed. Here the zip is opened once, read only as on Lambda,
and the folder of each process holds links to what the zip has at its top, and nothing else.
"""

import hashlib
import os
import tempfile
import threading
import types
import zipfile
from pathlib import Path
from typing import Any

_turno = threading.Lock()


class ZipCompartido(zipfile.ZipFile):
    """A zip file that is extracted once; every later extraction makes links to the first one, in whatever folder."""

    def extractall(self, path: Any = None, *_: Any) -> None:
        """Links in `path` to the shared copy. The file itself, a copy that ministack wrote, is removed."""
        for entrada in sorted(self._shared().iterdir()):
            Path(path or ".", entrada.name).symlink_to(entrada)
        Path(str(self.filename)).unlink()

    def _shared(self) -> Path:
        indice = [(i.filename, i.CRC, i.file_size) for i in self.infolist()]
        copia = Path(tempfile.gettempdir(), hashlib.sha256(repr(indice).encode()).hexdigest()[:16])
        with _turno:
            if not copia.exists():
                super().extractall(copia)
                _read_only(copia)
        return copia


def _read_only(carpeta: Path) -> None:
    for aqui, carpetas, archivos in os.walk(carpeta):
        for nombre in (*carpetas, *archivos):
            Path(aqui, nombre).chmod(0o555)


if __name__ == "__main__":
    # PYTHONPATH served to find this module; functions inherit the environment and must not see this repository.
    os.environ.pop("PYTHONPATH", None)
    from ministack.app import main
    from ministack.core import lambda_runtime

    lambda_runtime.zipfile = types.SimpleNamespace(**{**vars(zipfile), "ZipFile": ZipCompartido})
    main()
