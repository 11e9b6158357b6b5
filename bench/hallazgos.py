"""Benchmark of the findings of images: recall, precision and false alarms on synthetic records (decisions/0110).

Recall and precision are over equally many records of each kind, clean ones among them. For a real process, in which
nearly all records are clean, the false alarms on clean ones say more.
"""

import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.hallazgos_casos import DE_OTRO, LIMPIO, Medido, records
from bench.informe import show, write
from bench.sistema import BUILD
from chalicelib.imagenes.huellas import picture_bands
from chalicelib.imagenes.medidas import measure_images
from chalicelib.rules.mesa.vista import alike_folios
from chalicelib.store.mesa.huellas import CABEN
from local.nube import ROOT
from sintetico.casos import Caso
from sintetico.ciudadanos import generate_ciudadanos
from sintetico.expediente import expediente

TRAMO = 5
DE_CRONOMETRO = 40
PARA: Mapping[str, tuple[str, ...]] = {
    "vista_sin_firma": ("m",),
    "vista_firma_breve": ("j: equis", "j: punto", "j: linea"),
    "vista_anverso_sin_color": ("e",),
    "vista_reverso_sin_color": ("e",),
    "vista_anverso_borroso": ("f",),
    "vista_foto_borrosa": ("foto fuera de foco", "foto incompleta"),
    "vista_imagen_danada": ("foto incompleta",),
    "vista_caras_iguales": ("b",),
    "vista_mrz_no_se_ve": ("a", "b"),
    "vista_qr_no_leido": ("a", "b"),
    "vista_qr_distinto": ("datos de otra credencial",),
}
"""Kinds that each finding is for; on another kind, or on a clean record, the finding is wrong."""
Filas = list[list[Medido]]


def measure_findings(consola: Console, cada: int, semilla: int, procesos: int) -> None:
    """Run everything, show the tables, write build/bench/hallazgos.json; an unfinished earlier run is continued."""
    hasta_aqui = progress(semilla, cada)
    hechas = _read(hasta_aqui)
    faltan = [i for i in range(cada) if i not in hechas]
    tramos = [faltan[i : i + TRAMO] for i in range(0, len(faltan), TRAMO)]
    with ProcessPoolExecutor(procesos) as pool, hasta_aqui.open("a") as archivo:
        nuevas = pool.map(partial(_chunk, semilla, cada), tramos)
        for tramo in track(nuevas, "personas", len(tramos), console=consola):
            archivo.writelines(tramo)
            archivo.flush()
    report(consola, list(_read(hasta_aqui).values()), semilla)


def progress(semilla: int, cada: int) -> Path:
    """File of measured people, one a line. Its name has the code's digest, for other code measures differently."""
    fuentes = [*sorted((ROOT / "chalicelib/imagenes").glob("*.py")), ROOT / "chalicelib/rules/mesa/vista.py"]
    codigo = sha256(b"".join(f.read_bytes() for f in fuentes)).hexdigest()[:8]
    BUILD.mkdir(parents=True, exist_ok=True)
    return BUILD / f"hallazgos-{semilla}-{cada}-{codigo}.jsonl"


def line(i: int, medidos: list[Medido]) -> str:
    """Line of a measured person."""
    return json.dumps([i, [asdict(m) for m in medidos]]) + "\n"


def _read(archivo: Path) -> dict[int, list[Medido]]:
    if not archivo.exists():
        return {}
    filas = dict(map(json.loads, archivo.read_text().splitlines()))
    return {i: [Medido(**m) for m in medidos] for i, medidos in sorted(filas.items())}


def _chunk(semilla: int, cada: int, cuales: list[int]) -> list[str]:
    return [line(i, m) for i, m in zip(cuales, records(semilla, cada, cuales), strict=True)]


def report(consola: Console, filas: Filas, semilla: int) -> None:
    """The tables of what was measured."""
    por_clase: dict[str, list[Medido]] = defaultdict(list)
    for m in (m for fila in filas for m in fila):
        por_clase[m.clase].append(m)
    propias = {c: ms for c, ms in por_clase.items() if DE_OTRO not in c}
    datos = {
        "semilla": semilla,
        "personas": len(filas),
        "clases": {c: _of_kind(c, ms) for c, ms in propias.items()},
        "hallazgos": {h: _of_finding(h, propias) for h in PARA},
        "limpios": _clean_by_model(por_clase[LIMPIO]),
        "repetidas": _repeated(por_clase),
        "procesador_s": _time(semilla),
    }
    show(
        consola,
        *(_table(nombre, datos[nombre]) for nombre in ("clases", "hallazgos", "limpios", "repetidas")),
    )
    consola.print(f"procesador por registro: {datos['procesador_s']:.3f} s")
    write("hallazgos", datos)


def _of_kind(clase: str, medidos: list[Medido]) -> dict[str, Any]:
    suyos = {h for h, clases in PARA.items() if clase in clases}
    cuenta = Counter(h for m in medidos for h in m.hallazgos)
    return {
        "registros": len(medidos),
        "señalados %": _percent(sum(bool(suyos & set(m.hallazgos)) for m in medidos), len(medidos))
        if suyos
        else "–",
        "con otro hallazgo %": _percent(sum(bool(set(m.hallazgos) - suyos) for m in medidos), len(medidos)),
        "hallazgos %": ", ".join(
            f"{h.removeprefix('vista_')} {_percent(n, len(medidos))}" for h, n in cuenta.items()
        ),
    }


def _of_finding(codigo: str, por_clase: Mapping[str, list[Medido]]) -> dict[str, Any]:
    dichos = {c: sum(codigo in m.hallazgos for m in ms) for c, ms in por_clase.items()}
    suyos = sum(len(por_clase[c]) for c in PARA[codigo])
    bien = sum(dichos[c] for c in PARA[codigo])
    return {
        "clases": ", ".join(PARA[codigo]),
        "dicho en": sum(dichos.values()),
        "precisión %": _percent(bien, sum(dichos.values())),
        "exhaustividad %": _percent(bien, suyos),
        "en limpios, por 1,000": round(1000 * dichos[LIMPIO] / len(por_clase[LIMPIO]), 1),
    }


def _clean_by_model(limpios: list[Medido]) -> dict[str, Any]:
    por_modelo: dict[str, list[Medido]] = defaultdict(list)
    for m in limpios:
        por_modelo[m.modelo].append(m)
    return {
        modelo: {
            "registros": len(ms),
            "con alguno, por 1,000": round(1000 * sum(bool(m.hallazgos) for m in ms) / len(ms), 1),
        }
        for modelo, ms in sorted(por_modelo.items())
    }


def _repeated(por_clase: Mapping[str, list[Medido]]) -> dict[str, Any]:
    """Results of looking for each copy in an index of the clean records' pictures, kept as the function keeps them."""
    limpios = por_clase[LIMPIO]
    indices = {n: _index(m.huellas[n] for m in limpios) for n in ("anverso", "reverso", "foto")}
    tabla: dict[str, Any] = {}
    for nombre, indice in indices.items():
        ajenos = [len(_like(m.huellas[nombre], indice) - {str(i)}) for i, m in enumerate(limpios)]
        tabla[f"{nombre}: limpios entre sí"] = _row(0, sum(map(bool, ajenos)), len(limpios), [0, 0])
    for clase, copias in por_clase.items():
        if DE_OTRO in clase:
            nombre = clase.split()[0]
            hallados = [_like(m.huellas[nombre], indices[nombre]) for m in copias]
            bits = [
                (m.huellas[nombre] ^ o.huellas[nombre]).bit_count()
                for m, o in zip(copias, limpios, strict=True)
            ]
            bien = sum(str(i) in h for i, h in enumerate(hallados))
            tabla[clase] = _row(
                bien, sum(bool(h - {str(i)}) for i, h in enumerate(hallados)), len(copias), bits
            )
    for clase in "dghi":
        for nombre in ("anverso", "foto")[clase != "d" :][:1]:
            indice = _index(m.huellas[nombre] for m in por_clase[clase])
            ajenos = [
                len(_like(m.huellas[nombre], indice) - {str(i)}) for i, m in enumerate(por_clase[clase])
            ]
            tabla[f"{nombre}: inciso {clase} entre sí"] = _row(0, sum(map(bool, ajenos)), len(ajenos), [0, 0])
    return tabla


def _row(bien: int, mal: int, de: int, bits: list[int]) -> dict[str, Any]:
    return {
        "registros": de,
        "hallado %": _percent(bien, de),
        "con otra persona %": _percent(mal, de),
        "bits distintos, mediana y 95 %": f"{sorted(bits)[len(bits) // 2]} · {quantiles(bits, n=20)[-1]:.0f}",
    }


def _index(huellas: Iterable[int]) -> dict[str, set[str]]:
    indice: dict[str, set[str]] = defaultdict(set)
    for i, huella in enumerate(huellas):
        for banda in picture_bands(huella):
            if len(indice[banda]) < CABEN:
                indice[banda].add(str(i))
    return indice


def _like(huella: int, indice: Mapping[str, set[str]]) -> frozenset[str]:
    return alike_folios(picture_bands(huella), indice)


def _time(semilla: int) -> float:
    """Processor time of measuring one clean record."""
    registros = [expediente(Caso(p)) for p in islice(generate_ciudadanos(semilla, 1000), DE_CRONOMETRO)]
    inicio = time.process_time()
    for imagenes in registros:
        measure_images(imagenes)
    return (time.process_time() - inicio) / len(registros)


def _percent(parte: int, todo: int) -> float:
    return round(100 * parte / todo, 1) if todo else 0.0


def _table(titulo: str, filas: Mapping[str, Mapping[str, Any]]) -> Table:
    tabla = Table("", *next(iter(filas.values())), title=titulo)
    for nombre, fila in filas.items():
        tabla.add_row(nombre, *map(str, fila.values()))
    return tabla
