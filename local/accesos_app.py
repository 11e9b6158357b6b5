"""Ways into the app of a run: as an auxiliar, as a citizen, and with a card before the camera."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from local.camara import record
from local.entrada import PROCESO, Mundo
from local.navegador import CHROMIUM

CIUDADANIA = "ciudadania@muestra.invalid"
"""Mail of the citizen who signs in to Mi Apoyo; any other would do."""


def ways_in(mundo: Mundo, direccion: str, buzon: str) -> Iterator[str]:
    """Lines that tell how to get into the app at that address."""
    quien = mundo.auxiliares[0]
    ids = f"Id Proceso {PROCESO}, Id Auxiliar {quien.auxiliar}"
    yield f"  Modo Auxiliar: «Entrar con Google» como {quien.correo}; {ids}"
    yield f"  Mi Apoyo: «Entrar con Google» como {CIUDADANIA}; el código de activación llega a {buzon}"
    yield f"  La aplicación ({direccion}) pide cámara y ubicación; con una credencial sintética: make run CAMARA=G"


def camera_line(mundo: Mundo, modelo: str, direccion: str, carpeta: Path) -> str:
    """Line with the command of a browser whose camera shows a card of that model, of a person in the Lista Nominal.

    Raises LookupError when no card of that model is drawn.
    """
    personas = [c for c in mundo.elegibles if c.modelo == modelo]
    if not personas:
        raise LookupError(f"No hay credenciales sintéticas del modelo {modelo}: use C, D, E o G.")
    video = record(carpeta / f"camara-{modelo}.mjpeg", personas[-1])
    orden = [
        str(CHROMIUM),
        f"--user-data-dir={carpeta / f'navegador-{modelo}'}",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={video}",
        direccion,
    ]
    return shlex.join(orden)
