"""Tables of what `millon` measured."""

from collections.abc import Iterator
from typing import Any

from rich.table import Table

from bench.claves import LIMITE

POR_MINUTO, POR_DIA, HORAS = 640, 40_000, 10
RITMOS = {f"{POR_MINUTO} por minuto": POR_MINUTO / 60, f"{POR_DIA:,} en {HORAS} h": POR_DIA / HORAS / 3600}
"""Rates in records a second: the highest that the system must bear, and that of a full day."""
Repartos = dict[str, dict[str, Any]]


def tables(registros: int, repartos: Repartos) -> Iterator[Table]:
    """All tables."""
    for aspirantes, medido in repartos.items():
        de = f"{registros:,} registros de {aspirantes} aspirante(s)"
        yield _growth(de, medido["lotes"])
        yield _reading(de, medido["avances"])
    yield _keys(next(iter(repartos.values()))["claves_del_recorrido"])
    yield _totals(repartos)


def _growth(de: str, lotes: dict[str, Any]) -> Table:
    pocos, muchos = lotes.values()
    cuantos = [f"{int(n):,}" for n in lotes]
    columnas = [f"{que} con {n}" for que in ("llamadas", "WCU", "RCU") for n in cuantos]
    tabla = Table("Etapa", *columnas, "diferencia", title=f"Un registro más, {de}", title_style="bold")
    for etapa in sorted(pocos.keys() | muchos.keys(), key=lambda e: (e == "total", e)):
        cifras = [_of(g.get(etapa, {}), que) for que in ("llamadas", "WCU", "RCU") for g in (pocos, muchos)]
        distintas = [
            f"{b - a:+.2f}" for a, b in zip(cifras[::2], cifras[1::2], strict=True) if round(b - a, 2)
        ]
        tabla.add_row(etapa, *map(_number, cifras), " ".join(distintas) or "ninguna")
    return tabla


def _of(gasto: dict[str, Any], que: str) -> float:
    valor = gasto.get(que, 0.0)
    return float(sum(valor.values()) if isinstance(valor, dict) else valor)


def _reading(de: str, avances: dict[str, Any]) -> Table:
    columnas = ("solicitudes", "RCU", "KB leídos", "KB dados", "CPU ms")
    tabla = Table("Lectura", "guardados", *columnas, title=f"Leer, {de}", title_style="bold")
    for nombre in next(iter(avances.values())):
        for guardados, lecturas in avances.items():
            m = lecturas[nombre]
            cifras = (sum(m["llamadas"].values()), m["RCU"], m["KB"], m["KB_respuesta"], m["cpu_ms"])
            tabla.add_row(nombre, f"{int(guardados):,}", *map(_number, cifras))
    return tabla


def _keys(recorrido: dict[str, Any]) -> Table:
    n = recorrido["registros"]
    columnas = ("WCU", "en la llave más escrita", *(f"WCU/s, {r}" for r in RITMOS), "llega al límite con")
    tabla = Table(
        "Tabla o índice",
        *columnas,
        title=f"Llaves del recorrido entero, por registro (lote de {n})",
        title_style="bold",
    )
    for t in recorrido["tablas"]:
        suyas = t["particion"] / n
        a_ese_ritmo = [suyas * r for r in RITMOS.values()]
        repartida = t["claves"] >= n
        cifras = ["·", "·", "·", "·"] if repartida else [*map(_number, (suyas, *a_ese_ritmo)), limit(suyas)]
        tabla.add_row(t["de"], _number(t["unidades"] / n), *cifras)
    return tabla


def _totals(repartos: Repartos) -> Table:
    columnas = ("WCU", "RCU", "artículo más escrito", "llave más escrita")
    al_ritmo = (f"WCU/s en la llave, {POR_MINUTO} por minuto", "llega al límite con")
    tabla = Table("Aspirantes", "Lote", "seguidos de un auxiliar", *columnas, *al_ritmo, title="Totales")
    for aspirantes, medido in repartos.items():
        for c in medido["contadores"]:
            t, n = counters(c), c["registros"]
            suyas = t["particion"] / n
            tabla.add_row(
                aspirantes,
                str(c["lote"]),
                str(c["tanda"]),
                _number(c["WCU"] / n),
                _number(c["RCU"] / n),
                f"{t['articulo'] / c['WCU']:.2%}",
                f"{t['particion'] / c['WCU']:.2%}",
                _number(suyas * POR_MINUTO / 60),
                limit(suyas),
            )
    return tabla


def counters(c: dict[str, Any]) -> dict[str, Any]:
    """The table of totals, among the tables that the counting function wrote."""
    return next(t for t in c["tablas"] if t["de"] == "contadores")


def limit(por_registro: float) -> str:
    """Records a minute at which one key reaches DynamoDB's limit."""
    return f"{LIMITE / por_registro * 60:,.0f} por minuto"


def _number(x: float) -> str:
    return f"{x:,.2f}".rstrip("0").rstrip(".") if x else "·"
