"""Benchmark of a million records: cost of a new one, keys that its writes fall on, cost of reading progress.

Runs twice, each in a process and a cloud of its own: all records for one aspirante, and over 300. The records are
copies put into the emulator (`emulador.py`); all that is measured goes over HTTP. The emulator's times mean nothing.
"""

import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from time import monotonic, thread_time
from typing import Any

from rich.console import Console
from rich.progress import Progress

from bench.calientes import heat
from bench.claves import Claves, hottest
from bench.copias import SECCIONES, Reparto, place
from bench.informe import show, write
from bench.llamadas import Medicion, total
from bench.llena import NubeLlenable
from bench.sistema import BUILD, Fallo, Sistema
from local.nube import ROOT
from local.siembra import ASPIRANTES, ENTIDAD, OPL, PERIODO, PROCESO, Cuentas
from sintetico.casos import Caso
from sintetico.ciudadanos import BAJA
from sintetico.lectura import lectura

POCOS, MEDIO = 1_000, 100_000
REPARTOS = (1, 300)
VECES = 5
GENTE = 600
GRANDE = 100
"""Number of records whose whole way is measured by keys."""
UNO = next(iter(ASPIRANTES))
AVANCES = {
    "avance de un aspirante": f"/v1/aspirantes/{UNO}/avance",
    "por lugares: 50 municipios": f"/v1/aspirantes/{UNO}/avance/lugares",
    "por auxiliares: 50 de ellos": f"/v1/aspirantes/{UNO}/avance/auxiliares",
    "avance de un proceso": f"/v1/procesos/{PROCESO}/avance",
    "lista: 50 registros": f"/v1/aspirantes/{UNO}/apoyos",
}
LENTA = "lista: 50 registros"


def measure_million(consola: Console, registros: int) -> None:
    """Run everything, write build/bench/millon.json, show the tables."""
    from bench.grafica_millon import draw
    from bench.tablas_millon import tables

    repartos = {str(n): _apart(n, registros) for n in REPARTOS}
    write("millon", {"registros": registros, "repartos": repartos})
    show(consola, *tables(registros, repartos))
    consola.print(str(draw()))


def _apart(aspirantes: int, registros: int) -> dict[str, Any]:
    salida = BUILD / f"millon-{aspirantes}.json"
    orden = [sys.executable, "-m", "bench.millon", str(aspirantes), str(registros), str(salida)]
    subprocess.run(orden, cwd=ROOT, check=True)
    medido: dict[str, Any] = json.loads(salida.read_text())
    return medido


class Escenario:
    """Measurements on one cloud: filled to `POCOS`, measured, filled to `registros`, measured again."""

    def __init__(self, sistema: Sistema, nube: NubeLlenable, aspirantes: int, avance: Progress) -> None:
        from chalicelib.store.apoyos.apoyos import PARTES

        self._sistema, self._nube, self._aspirantes = sistema, nube, aspirantes
        _say_threshold()
        _more_aspirantes(aspirantes)
        cuentas = Cuentas(nube)
        self._ficha = cuentas.add(sistema.mundo, "institucional", "opl@ieeg.invalid", rol="opl", opl=OPL)
        self.medicion = Medicion(sistema, avance)
        inicio = f"{datetime.now(UTC) - timedelta(days=61):%Y-%m-%d}T15:00:00Z"
        operadores = tuple(sistema.mundo.operadores)
        self.reparto = Reparto(PROCESO, ENTIDAD, aspirantes, PARTES, operadores, inicio)
        self.medido: dict[str, Any] = {"lotes": {}, "avances": {}, "guardado": {}}
        self._hechos = 0

    def run(self, registros: int) -> dict[str, Any]:
        """Take all measurements on this cloud."""
        m = self.medicion
        iguales, otras = _alike(m.people(GENTE), 10 * len((POCOS, registros)))
        m.measure("modelo", [next(otras)])
        bajas = [c for c in self._sistema.mundo.ciudadanos if c.situacion == BAJA and c.entidad == ENTIDAD]
        m.measure("modelo de baja", bajas[:1])
        for guardados in sorted({POCOS, min(MEDIO, registros), registros}):
            self._fill_to(guardados)
            if guardados in (POCOS, registros):
                m.measure("(entibia)", list(islice(otras, 10)))  # every operator's first look costs more
                m.measure("lote de 10", [next(iguales) for _ in range(10)])
                self._note(guardados)
            self.medido["avances"][guardados] = {n: self._read(n, camino) for n, camino in AVANCES.items()}
            self._check(guardados)
        m.measure("lote de 100", list(islice(otras, GRANDE)))
        claves = Claves(self._nube.client("dynamodb"))
        recorrido = hottest(claves.units(self._sistema.grabadora.llamadas))
        self.medido["claves_del_recorrido"] = {"registros": GRANDE, "tablas": [asdict(c) for c in recorrido]}
        self.medido["contadores"] = heat(self._sistema, self.reparto, m.folio("R00001"), registros)
        return self.medido

    def _fill_to(self, guardados: int) -> None:
        folios = [self.medicion.folio(r) for r in ("R00001", "R00002")]
        inicio = monotonic()
        self._nube.fill(self.reparto, folios, self._hechos, guardados)
        self._hechos = guardados
        hay = self._nube.stored()
        print(f"{guardados:,} en {monotonic() - inicio:.0f} s, {hay['memoria_mb']:,} MB", flush=True)
        self.medido["guardado"][guardados] = hay

    def _note(self, guardados: int) -> None:
        gastos = self.medicion.gastos["lote de 10"]
        etapas = {e: g.plain() for e, g in gastos.items()} | {"total": total(gastos).plain()}
        self.medido["lotes"][guardados] = etapas

    def _read(self, nombre: str, camino: str) -> dict[str, Any]:
        """Cost of reading a report: requests, read units, KB, ms of our processor (with the client's), ms in all."""
        cpu, medidas = [], 1 if nombre == LENTA else VECES
        for _ in range(medidas + 1):  # the first reading warms up
            self._sistema.grabadora.clear()
            inicio = thread_time()
            respuesta = self._sistema.api("avance", "GET", camino, self._ficha)
            cpu.append((thread_time() - inicio) * 1000)
        llamadas = self._sistema.grabadora.llamadas
        return {
            "llamadas": dict(Counter(ll.operacion for ll in llamadas)),
            "RCU": sum(ll.lectura for ll in llamadas),
            "WCU": sum(ll.escritura for ll in llamadas),
            "KB": round(sum(ll.recibidos for ll in llamadas) / 1000, 1),
            "KB_respuesta": round(len(json.dumps(respuesta)) / 1000, 1),
            "cpu_ms": round(median(cpu[1:]), 1),
            "elementos": len(respuesta.get("elementos", [])),
        }

    def _check(self, guardados: int) -> None:
        """Check that the totals count each stored record once; otherwise the figures would mean nothing."""
        cifras = self._sistema.api("", "GET", AVANCES["avance de un proceso"], self._ficha)
        totales = cifras["totales"]
        recibidos, clases = totales["recibidos"], sum(c["n"] for c in totales["clases"])
        hay = self._nube.stored()["articulos"][f"{self._nube.prefijo}-apoyos"]
        if not recibidos == clases == sum(d["n"] for d in cifras["dias"]) == hay:
            raise Fallo(f"{hay} registros, {recibidos} recibidos, {clases} en clases")
        print(f"{guardados:,}: {recibidos:,} recibidos = Σ clases = Σ días = guardados", flush=True)


def _alike(gente: list[Any], cuantas: int) -> tuple[Iterator[Any], Iterator[Any]]:
    """`cuantas` persons whose records have the same size, and the others: a longer name may cost a unit more."""
    por_bytes: dict[int, list[Any]] = defaultdict(list)
    for c in gente:
        por_bytes[len(json.dumps(lectura(Caso(c)), ensure_ascii=False).encode())].append(c)
    iguales = max(por_bytes.values(), key=len)[:cuantas]
    if len(iguales) < cuantas:
        raise Fallo(f"solo {len(iguales)} personas con registros del mismo tamaño")
    return iter(iguales), iter([c for c in gente if c not in iguales])


def _say_threshold() -> None:
    """Set a threshold with dispersion by municipio, which makes reports dearest."""
    from chalicelib.store.procesos.cifras import ENTIDAD as TODA
    from chalicelib.store.procesos.cifras import CifrasUnidad, figures_key
    from chalicelib.store.procesos.periodos import Periodo

    umbral = {"unidad": "municipio", "fraccion": "50", "porcentaje": "1"}
    periodo = Periodo.get(PROCESO, PERIODO)
    periodo.umbral = {"porcentaje": "1", "base": "lista_nominal", "dispersion": umbral}
    periodo.save()
    municipios = {place(ENTIDAD, s).split("/")[3]: 100_000 for s in range(SECCIONES)}
    base = sum(municipios.values())
    CifrasUnidad(
        figures_key(PROCESO, PERIODO),
        TODA,
        base=base,
        unidades=municipios,
        capturado_en="2026-01-01T00:00:00Z",
    ).save()


def _more_aspirantes(cuantos: int) -> None:
    from chalicelib.store.aspirantes import Aspirante

    with Aspirante.batch_write() as lote:
        for n in range(len(ASPIRANTES), cuantos):
            folio, nombre = f"ASP{n + 1:04d}", "PERSONA SINTETICA DE MUESTRA"
            lote.save(Aspirante(aspirante=folio, proceso=PROCESO, periodo=PERIODO, opl=OPL, nombre=nombre))


def _scenario(aspirantes: int, registros: int) -> dict[str, Any]:
    nube = NubeLlenable(BUILD / "nube-millon")
    with Sistema(800, print, nube=nube) as sistema, Progress(disable=True) as avance:
        return Escenario(sistema, nube, aspirantes, avance).run(registros)


def _main(argumentos: list[str]) -> None:
    aspirantes, registros, salida = argumentos
    medido = _scenario(int(aspirantes), int(registros))
    Path(salida).write_text(json.dumps(medido, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    _main(sys.argv[1:])
