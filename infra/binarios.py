"""Check of the package's ELF files: whether the runtime has every library and symbol version that they need."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from elftools.elf.dynamic import DynamicSection
from elftools.elf.elffile import ELFFile
from elftools.elf.gnuversions import GNUVerNeedSection

from infra.destino import BIBLIOTECAS, VERSIONES, Arquitectura

Versiones = Mapping[str, tuple[int, ...]]


def faults(carpeta: Path, arquitectura: Arquitectura, versiones: Versiones = VERSIONES) -> list[str]:
    """Faults of a folder's ELF files: what they need and the runtime lacks, one Spanish line each; empty if none."""
    elfs = [archivo for archivo in sorted(carpeta.rglob("*")) if archivo.is_file() and is_elf(archivo)]
    propias = {archivo.name for archivo in elfs}
    conocidas = propias | BIBLIOTECAS | {arquitectura.cargador}
    return [
        f"{archivo.relative_to(carpeta)}: {falta}"
        for archivo in elfs
        for falta in _faults_of(archivo, conocidas, arquitectura, versiones)
    ]


def is_elf(archivo: Path) -> bool:
    with archivo.open("rb") as contenido:
        return contenido.read(4) == b"\x7fELF"


def _faults_of(
    archivo: Path, conocidas: set[str], arquitectura: Arquitectura, versiones: Versiones
) -> Iterator[str]:
    with archivo.open("rb") as contenido:
        elf = ELFFile(contenido)
        if elf["e_machine"] != arquitectura.elf:
            yield f"es de otro procesador ({elf['e_machine']})"
        for seccion in elf.iter_sections():
            if isinstance(seccion, DynamicSection):
                pedidas = {getattr(t, "needed") for t in seccion.iter_tags() if t.entry.d_tag == "DT_NEEDED"}  # noqa: B009 - untyped
                yield from (f"necesita {b}, que no hay" for b in sorted(pedidas - conocidas))
            if isinstance(seccion, GNUVerNeedSection):
                yield from _new_symbols(seccion, conocidas, versiones)


def _new_symbols(seccion: GNUVerNeedSection, conocidas: set[str], versiones: Versiones) -> Iterator[str]:
    """Symbol versions that are newer than the runtime's. Missing libraries are reported by `faults`."""
    for biblioteca, simbolos in seccion.iter_versions():
        if biblioteca.name not in conocidas:
            continue
        for simbolo in simbolos:
            familia, _, version = simbolo.name.partition("_")
            if familia in versiones and _number(version) > versiones[familia]:
                yield f"necesita {simbolo.name} de {biblioteca.name}, más nuevo que el del destino"


def _number(version: str) -> tuple[int, ...]:
    """`2.34` as (2, 34); a version without a number (GLIBC_PRIVATE) is above every other."""
    partes = version.split(".")
    return tuple(int(p) for p in partes) if all(p.isdigit() for p in partes) else (10**6,)
