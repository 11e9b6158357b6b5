"""`python3.13 -I -S infra/importar.py PACKAGE HANDLER`: import a function's handler from the opened package alone.

With `todo` for HANDLER every module of `chalicelib` is imported: some are otherwise loaded at their first use only.

Runs with the target's Python, isolated: neither this repository, nor site-packages, nor the user's variables are on
its path. Afterwards every module must have come from the package or the standard library, and every shared library
from the package, from Python, or be one that the runtime has. Prints the seconds that the import took.
"""

import importlib
import os
import pkgutil
import sys
import time

DEL_SISTEMA = (
    "ld-linux",
    "libc.so",
    "libm.so",
    "libdl.so",
    "libpthread.so",
    "librt.so",
    "libutil.so",
    "libgcc_s.so",
    "libstdc++.so",
)
DE_PYTHON = (
    "libpython3",
    "libssl.so",
    "libcrypto.so",
    "libz.so",
    "libbz2.so",
    "liblzma.so",
    "libffi.so",
    "libexpat.so",
    "libuuid.so",
)
"""Prefixes of shared libraries that come with Python: its own, and those that its standard modules need."""


def main(paquete: str, manejador: str) -> None:
    sys.path = [
        paquete,
        *(p for p in sys.path if "site-packages" not in p and p.endswith(("lib-dynload", "3.13", "zip"))),
    ]
    antes = time.perf_counter()
    if manejador == "todo":
        import_everything()
    else:
        import_handler(manejador)
    tardo = time.perf_counter() - antes
    ajenos = [*strange_modules(paquete), *strange_libraries(paquete)]
    if ajenos:
        raise ImportError(f"de fuera del paquete: {', '.join(ajenos)}")
    print(f"{tardo:.2f}")


def import_handler(manejador: str) -> None:
    modulo, _, funcion = manejador.rpartition(".")
    if not callable(getattr(importlib.import_module(modulo), funcion)):
        raise TypeError(f"{manejador} no se puede llamar")


def import_everything() -> None:
    import chalicelib

    for modulo in pkgutil.walk_packages(chalicelib.__path__, "chalicelib."):
        importlib.import_module(modulo.name)


def strange_modules(paquete: str) -> list[str]:
    estandar = os.path.dirname(os.__file__)
    archivos = {str(getattr(m, "__file__", None) or paquete) for m in sys.modules.values()} - {__file__}
    return sorted(
        a for a in archivos if not a.startswith((paquete, estandar)) or f"{estandar}/site-packages" in a
    )


def strange_libraries(paquete: str) -> list[str]:
    with open("/proc/self/maps", encoding="utf-8") as mapas:
        bibliotecas = {linea.split()[-1] for linea in mapas if ".so" in linea}
    admitidas = DEL_SISTEMA + DE_PYTHON
    return sorted(
        b
        for b in bibliotecas
        if not b.startswith((paquete, sys.base_prefix + "/lib/python"))
        and not os.path.basename(b).startswith(admitidas)
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
