"""The plot of a million records: cost of one more, load of the hottest keys, cost of reading."""

from pathlib import Path
from typing import Any

import matplotlib

from bench.claves import LIMITE
from bench.informe import read
from bench.sistema import BUILD
from bench.tablas_millon import POR_MINUTO, counters

matplotlib.use("svg")
GRIS, AZUL, ROJO = "#8a8f98", "#2f6fb0", "#c0392b"
CLARO = "#8fb8de"
DEL_PROCESO = "avance de un proceso"
Repartos = dict[str, dict[str, Any]]


def draw() -> Path:
    """Draw build/bench/millon.svg from the figures of `millon`. Raises FileNotFoundError when there are none."""
    import matplotlib.pyplot as plt

    medido = read("millon")
    figura, (uno, llaves, leer) = plt.subplots(
        1, 3, figsize=(17, 6), layout="constrained", width_ratios=(2, 3, 3)
    )
    _one_more(uno, medido["repartos"])
    _hot_keys(llaves, medido["repartos"])
    _reading(leer, _with_full_page(medido["repartos"]))
    figura.suptitle(
        f"{medido['registros']:,} registros guardados: copias puestas en el emulador; llamadas y unidades, de verdad"
    )
    salida = BUILD / "millon.svg"
    figura.savefig(salida)
    plt.close(figura)
    return salida


def _one_more(eje: Any, repartos: Repartos) -> None:
    """Draw pairs of bars: write and read units of a new record, with few and with many records stored."""
    grupos = [(f"{que}\n{n} asp.", n, que) for que in ("WCU", "RCU") for n in repartos]
    for i, color in enumerate((GRIS, AZUL)):
        guardados = list(next(iter(repartos.values()))["lotes"])[i]
        alturas = [repartos[n]["lotes"][guardados]["total"][que] for _, n, que in grupos]
        barras = eje.bar([x + 0.4 * i for x in range(len(grupos))], alturas, 0.38, color=color)
        eje.bar_label(barras, fontsize=8, fmt="%.1f")
        barras.set_label(f"con {int(guardados):,} guardados")
    eje.set_xticks([x + 0.2 for x in range(len(grupos))], [g[0] for g in grupos], fontsize=9)
    eje.set_ylim(0, 1.25 * eje.get_ylim()[1])
    eje.legend(fontsize=9, loc="upper right")
    eje.set_title("Un registro más cuesta lo mismo\n(lotes de 10)", fontsize=11)
    eje.set_ylabel("unidades de DynamoDB por registro")


def _hot_keys(eje: Any, repartos: Repartos) -> None:
    """Draw bars on a logarithmic scale: write units a second on the hottest partition key, against DynamoDB's limit."""
    filas = sorted(_rates(repartos), key=lambda f: f[1])
    barras = eje.barh([f[0] for f in filas], [f[1] for f in filas], color=AZUL)
    eje.bar_label(barras, fontsize=9, fmt="%.1f", padding=3)
    eje.axvline(LIMITE, color=ROJO)
    eje.text(LIMITE * 0.9, 0, "límite de una llave", color=ROJO, ha="right", rotation=90, fontsize=9)
    eje.set_xscale("log")
    eje.xaxis.set_major_formatter("{x:,.0f}")
    eje.set_xlim(0.5, 2_000)
    eje.tick_params(axis="y", labelsize=9)
    eje.set_title(f"La llave más escrita, WCU por segundo\na {POR_MINUTO} registros por minuto", fontsize=11)


def _rates(repartos: Repartos) -> list[tuple[str, float]]:
    recorrido = repartos["1"]["claves_del_recorrido"]
    n = recorrido["registros"]
    tablas = [t for t in recorrido["tablas"] if t["claves"] < n and t["de"] != "contadores"]
    filas = [(t["de"], t["particion"] / n) for t in tablas if t["particion"] >= n / 10]
    for aspirantes, medido in repartos.items():
        peor = max(medido["contadores"], key=lambda c: counters(c)["particion"])
        filas.append((f"contadores, {aspirantes} asp.", counters(peor)["particion"] / peor["registros"]))
    return [(de, por_registro * POR_MINUTO / 60) for de, por_registro in filas]


def _with_full_page(repartos: Repartos) -> dict[str, Any]:
    """Readings of the aspirante who has all records, with a process's page of the run whose 300 aspirantes fill it."""
    lleno = repartos["300"]["avances"]
    return {g: m | {DEL_PROCESO: lleno[g][DEL_PROCESO]} for g, m in repartos["1"]["avances"].items()}


def _reading(eje: Any, avances: dict[str, Any]) -> None:
    """Draw read units of each report and page, with few and with many records of the aspirante."""
    nombres = list(next(iter(avances.values())))
    tonos = (GRIS, CLARO, AZUL)[:: 1 if len(avances) > 2 else 2]
    for i, (color, (guardados, lecturas)) in enumerate(zip(tonos, avances.items(), strict=True)):
        barras = eje.barh(
            [y + 0.27 * i for y in range(len(nombres))],
            [lecturas[n]["RCU"] for n in nombres],
            0.25,
            color=color,
            label=f"con {int(guardados):,} guardados",
        )
        textos = [
            f" {m['RCU']:,.0f} RCU, {sum(m['llamadas'].values())} solicitudes, {m['cpu_ms']:.0f} ms"
            for m in (lecturas[n] for n in nombres)
        ]
        eje.bar_label(barras, textos, fontsize=8)
    eje.set_yticks([y + 0.27 for y in range(len(nombres))], nombres, fontsize=9)
    eje.set_xscale("log")
    eje.xaxis.set_major_formatter("{x:,.0f}")
    eje.set_xlim(5, 400_000)
    eje.invert_yaxis()
    eje.legend(fontsize=9, loc="lower right")
    eje.set_title("Leer los avances: RCU, solicitudes y\nnuestro procesador, por consulta", fontsize=11)
