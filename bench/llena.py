"""A local cloud that can be filled: the usual emulator with a thread that stores copies on orders through a socket."""

import json
import os
import socket
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Self

from bench.copias import Copia, Reparto, copy_number
from local.nube import ROOT, Nube

TABLAS = ("apoyos", "contados", "personas", "mesa", "acuses")
FILAS = 50_000
PACIENCIA = 600  # seconds: the emulator looks at every row of a partition at each query


class NubeLlenable(Nube):
    """The local cloud; `fill` writes copies of records, and their totals, without HTTP."""

    modulo = "bench.emulador"

    def __enter__(self) -> Self:
        super().__enter__()
        os.environ.update(self.env())
        from chalicelib.store.base.tabla import CONEXION

        CONEXION["read_timeout_seconds"] = (
            PACIENCIA  # tables take the prefix when their modules are first imported
        )
        return self

    def fill(self, reparto: Reparto, folios: list[str], desde: int, hasta: int) -> None:
        """Store copies `desde` up to `hasta` (numbers of `copy_number`) of these records, which went the whole way.

        Raises RuntimeError when one of them left nothing in some table.
        """
        tablas = {t: self._name(t) for t in TABLAS}
        orden = {"que": "llena", "tablas": tablas, "modelos": folios, "desde": desde, "hasta": hasta}
        with ThreadPoolExecutor(1) as hilo:
            pedido = hilo.submit(self._ask, orden | {"reparto": asdict(reparto)})
            totales = _totals(reparto, folios, desde, hasta)
            hecho = pedido.result()
        if any(dejado != sorted(TABLAS) for dejado in hecho["modelos"]):
            raise RuntimeError(f"los modelos dejaron solo {hecho['modelos']}")
        filas = list(_rows(totales))
        for i in range(0, len(filas), FILAS):
            self._ask({"que": "suma", "tabla": self._name("contadores"), "filas": filas[i : i + FILAS]})

    def clone(self, tabla: str, modelo: str, filas: list[dict[str, dict[str, str]]]) -> None:
        """Store copies of the item of that hash key, each with other attributes; no event tells a function of them."""
        for i in range(0, len(filas), FILAS):
            orden = {"que": "clona", "tabla": self._name(tabla), "modelo": modelo}
            self._ask(orden | {"filas": filas[i : i + FILAS]})

    def stored(self) -> dict[str, Any]:
        """Number of items by table, and the emulator's resident memory in MB."""
        contado: dict[str, Any] = self._ask(
            {"que": "cuenta", "tablas": [self._name(t) for t in (*TABLAS, "contadores")]}
        )
        return contado

    def _name(self, tabla: str) -> str:
        return f"{self.prefijo}-{tabla}"

    def _server_env(self) -> dict[str, str]:
        return {
            **super()._server_env(),
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "CAPTACION_LLENADO": str(self._socket),
        }

    @property
    def _socket(self) -> Path:
        return Path(self._scratch, "llenado")

    def _ask(self, orden: dict[str, Any]) -> Any:
        with socket.socket(socket.AF_UNIX) as s:
            s.connect(str(self._socket))
            with s.makefile("rwb") as linea:
                linea.write(json.dumps(orden).encode() + b"\n")
                linea.flush()
                respuesta = json.loads(linea.readline())
        if "error" in respuesta:
            raise RuntimeError(respuesta["error"])
        return respuesta["hecho"]


def _totals(r: Reparto, folios: list[str], desde: int, hasta: int) -> Counter[tuple[str, str]]:
    """Totals that the copies add, by the rule that counts records."""
    from chalicelib.rules.conteo import totals_of_record
    from chalicelib.store.conteo.contados import Contado

    modelos = [Contado.get(folio, consistent_read=True).contable for folio in folios]
    suma: Counter[tuple[str, str]] = Counter()
    for n in range(desde, hasta):
        c = copy_number(r, n)
        suma.update(totals_of_record(counted(modelos[c.modelo], c)))
    return suma


def counted(modelo: Any, c: Copia) -> Any:
    """The counted state of a copy (`rules/conteo.Contable`)."""
    propio = ("folio", "aspirante", "auxiliar", "dia", "noche", "revisado")
    cambios = {campo: getattr(c, campo) for campo in propio}
    return replace(modelo, **cambios, lugar=c.lugar if modelo.lugar else "")


def _rows(totales: Counter[tuple[str, str]]) -> Iterable[tuple[str, str, int]]:
    """Rows of the totals, each total spread evenly over its parts."""
    from chalicelib.store.conteo.contadores import total_parts

    for (ambito, clave), n in totales.items():
        partes = total_parts(ambito)
        for i, parte in enumerate(partes):
            if suyo := n // len(partes) + (i < n % len(partes)):
                yield parte, clave, suyo
