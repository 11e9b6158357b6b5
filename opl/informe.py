"""The first report of an opened delivery: figures by class and aspirante, as table and chart, in one page (15.3)."""

from hashlib import sha256
from html import escape
from pathlib import Path

from opl.bitacora import Incluida
from opl.manifiesto import Manifiesto

INFORME = "informe.html"
CLASES = {
    "en_lista_nominal": ("En Lista Nominal", "#2f6f4f"),
    "duplicado_mismo_aspirante": ("Duplicado con el mismo aspirante", "#b58b00"),
    "duplicado_otro_aspirante": ("Duplicado con otro aspirante", "#8a6d3b"),
    "en_padron_no_lista": ("En padrón, no en Lista Nominal", "#4a78a8"),
    "baja": ("Baja del padrón", "#5b5b8c"),
    "fuera_de_ambito": ("Fuera del ámbito geoelectoral", "#7aa0c4"),
    "no_encontrado": ("Datos no encontrados", "#9a9a9a"),
    "con_inconsistencia": ("Con inconsistencia", "#b0413e"),
    "fuera_de_excepcion": ("Fuera del régimen de excepción", "#c98b86"),
    "en_proceso": ("En proceso", "#d0d0d0"),
}
"""Name and colour of each class, in the order of reports. A class that is not listed is shown by its code."""
_ESTILO = """
body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1c1c1c}
table{border-collapse:collapse;margin:1rem 0;width:100%}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{border-bottom:1px solid #ddd;padding:.3rem .5rem;text-align:right;font-variant-numeric:tabular-nums}
th:first-child,td:first-child{text-align:left}
tfoot td{font-weight:600;border-top:2px solid #555}
code{word-break:break-all}
.leyenda span{display:inline-block;margin-right:1rem}
.leyenda i{display:inline-block;width:.8rem;height:.8rem;margin-right:.3rem}
"""


def write_report(carpeta: Path, manifiesto: Manifiesto, incluida: Incluida | None) -> None:
    """Write the report into the folder. Its figures come from the manifest, and `check_counts` compared them with the
    rows before."""
    (carpeta / INFORME).write_text(_page(manifiesto, incluida), encoding="utf-8")


def rows(manifiesto: Manifiesto) -> list[tuple[str, dict[str, int]]]:
    """Each aspirante with its figures, and the total last."""
    return [*sorted(manifiesto.aspirantes.items()), ("Total", manifiesto.totales)]


def classes_of(manifiesto: Manifiesto) -> list[str]:
    """Classes with records, in the order of reports; unknown ones last."""
    halladas = {c for _, clases in rows(manifiesto) for c, n in clases.items() if n}
    return [c for c in CLASES if c in halladas] + sorted(halladas - CLASES.keys())


def name_of(clase: str) -> str:
    """Name of a class for people."""
    return CLASES[clase][0] if clase in CLASES else clase


def _page(m: Manifiesto, incluida: Incluida | None) -> str:
    clases = classes_of(m)
    titulo = f"Entrega {escape(m.entrega)} del proceso {escape(m.proceso)}"
    lugar = (
        f"El manifiesto es la hoja {incluida.indice} de la bitácora {escape(incluida.origen)}, "
        f"que tenía {incluida.tamano}."
        if incluida
        else "La carpeta no trae la prueba de la bitácora: descárguela del Portal para comprobarla."
    )
    return f"""<!doctype html>
<html lang="es"><meta charset="utf-8"><title>{titulo}</title><style>{_ESTILO}</style>
<h1>{titulo}</h1>
<p>Corte: {escape(str(m.datos.get("corte", "")))}. Cada archivo se abrió y se contó: las filas dan las cifras del
manifiesto firmado. {lugar}</p>
{_chart(m, clases)}
{_table(m, clases)}
<p>SHA-256 del manifiesto: <code>{sha256(m.crudo).hexdigest()}</code></p>
</html>
"""


def _table(m: Manifiesto, clases: list[str]) -> str:
    cabeza = "".join(f"<th scope=col>{escape(name_of(c))}</th>" for c in clases)
    *cuerpo, total = (
        f"<tr><td>{escape(quien)}</td>{''.join(f'<td>{n.get(c, 0):,}</td>' for c in clases)}"
        f"<td>{sum(n.values()):,}</td></tr>"
        for quien, n in rows(m)
    )
    return (
        f"<table><caption>Registros por aspirante y clase</caption><thead><tr><th scope=col>Aspirante</th>{cabeza}"
        f"<th scope=col>Recibidos</th></tr></thead><tbody>{''.join(cuerpo)}</tbody><tfoot>{total}</tfoot></table>"
    )


def _chart(m: Manifiesto, clases: list[str]) -> str:
    """Chart with one bar for each aspirante, divided by class, all on one scale."""
    filas = sorted(m.aspirantes.items())
    mayor = max((sum(n.values()) for _, n in filas), default=0) or 1
    barras = "".join(_bar(k, quien, n, clases, mayor) for k, (quien, n) in enumerate(filas))
    leyenda = "".join(
        f'<span><i style="background:{_colour(c)}"></i>{escape(name_of(c))}</span>' for c in clases
    )
    alto = 26 * len(filas) + 10
    return (
        f'<svg viewBox="0 0 900 {alto}" role="img" aria-label="Registros por aspirante y clase" '
        f'width="100%">{barras}</svg><p class="leyenda">{leyenda}</p>'
    )


def _bar(k: int, quien: str, n: dict[str, int], clases: list[str], mayor: int) -> str:
    y, x, partes = 26 * k + 4, 130.0, []
    for clase in clases:
        ancho = 680 * n.get(clase, 0) / mayor
        if ancho:
            partes.append(
                f'<rect x="{x:.1f}" y="{y}" width="{ancho:.1f}" height="18" fill="{_colour(clase)}">'
                f"<title>{escape(name_of(clase))}: {n[clase]:,}</title></rect>"
            )
        x += ancho
    total = sum(n.values())
    return (
        f'<text x="0" y="{y + 14}" font-size="13">{escape(quien)}</text>{"".join(partes)}'
        f'<text x="{x + 6:.1f}" y="{y + 14}" font-size="13">{total:,}</text>'
    )


def _colour(clase: str) -> str:
    return CLASES[clase][1] if clase in CLASES else "#777"
