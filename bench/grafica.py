"""The plot: reception's stages as stacked bars beside the two limits, and what the calls to AWS add."""

from pathlib import Path
from typing import Any

import matplotlib

from bench.informe import read
from bench.sistema import BUILD

matplotlib.use("svg")


def draw() -> Path:
    """Draw build/bench/recepcion.svg from the figures of `recepcion`. Raises FileNotFoundError when there are none."""
    import matplotlib.pyplot as plt

    tamanos = read("recepcion")["tamanos"]
    figura, ejes = plt.subplots(1, len(tamanos), figsize=(13, 6.5), sharey=True, layout="constrained")
    for eje, (tamano, i) in zip(ejes, tamanos.items(), strict=True):
        _bars(eje, i)
        razon = i["razones"]["cifrado / SDK"]["mediana"]
        eje.set_title(f"{tamano}: cifrado {razon:.2f} × el SDK", fontsize=11)
    ejes[0].set_ylabel("milisegundos de procesador (medianas)")
    manijas, textos = ejes[-1].get_legend_handles_labels()
    figura.legend(manijas, textos, loc="outside right center", fontsize=9)
    figura.suptitle(
        "Recepción de un registro: lo propio, sus límites y las llamadas a AWS (datos sintéticos)"
    )
    salida = BUILD / "recepcion.svg"
    figura.savefig(salida)
    plt.close(figura)
    return salida


def _bars(eje: Any, i: dict[str, Any]) -> None:
    crudo, sdk = (q["mediana"] for q in i["limites_ms"].values())
    barras = ("AES-GCM\n+ SHA-256", "SDK", "lo propio", "entera, con\nla nube local")
    for x, ms in ((0, crudo), (1, sdk)):
        eje.bar(x, ms, color="#8a8f98", width=0.7)
        eje.text(x, ms, f"{ms:.2f}", ha="center", va="bottom", fontsize=9)
    tonos = matplotlib.colormaps["tab20"].colors
    eje.set_prop_cycle(color=tonos[::2] + tonos[1::2])
    base = 0.0
    for etapa, q in i["etapas_ms"].items():
        eje.bar((2, 3), q["mediana"], bottom=base, width=0.7, label=etapa)
        base += q["mediana"]
    eje.text(2, base, f"{base:.2f}", ha="center", va="bottom", fontsize=9)
    for nombre, ms in _services(i["llamadas_ms"]).items():
        eje.bar(3, ms, bottom=base, width=0.7, label=nombre, hatch="//", edgecolor="white")
        base += ms
    eje.text(3, base, f"{base:.2f}", ha="center", va="bottom", fontsize=9)
    eje.set_xticks(range(len(barras)), barras, fontsize=9)


def _services(llamadas: dict[str, float]) -> dict[str, float]:
    """Milliseconds by service, and those outside calls."""
    suma: dict[str, float] = {}
    for clave, ms in llamadas.items():
        nombre = f"llamadas a {clave.split('.')[0]}" if "|" in clave else clave
        suma[nombre] = suma.get(nombre, 0.0) + ms
    return suma
