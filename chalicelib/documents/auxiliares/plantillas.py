"""The empty files to fill in with auxiliares (Protocolo 7.4): made once by `hacer_plantillas`, served as they are."""

from pathlib import Path

from chalicelib.rules.auxiliares.carga import Tipo

CARPETA = Path(__file__).parent / "plantillas"


def template(tipo: Tipo) -> bytes:
    """The template of that kind."""
    return (CARPETA / f"auxiliares.{tipo}").read_bytes()
