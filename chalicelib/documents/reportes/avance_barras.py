"""Bar charts: classes, progress against the threshold, units of the dispersion."""

from collections.abc import Sequence
from decimal import Decimal

from reportlab.graphics.shapes import Drawing, Polygon, PolyLine

from chalicelib.documents.base.hoja import GRIS, RAYA
from chalicelib.documents.base.numeros import integer, noun, percent, percent_text
from chalicelib.documents.base.tipos import FUERTE
from chalicelib.documents.base.trazo import (
    CUENTA,
    MARCA,
    NO_CUENTA,
    PENDIENTE,
    PUNTOS,
    Figura,
    bar,
    fit,
    legend,
    rule,
    width,
    write,
)
from chalicelib.documents.reportes.avance_datos import (
    ClaseImpresa,
    DispersionImpresa,
    Peso,
    UmbralImpreso,
    UnidadImpresa,
)

TINTES = {Peso.CUENTA: CUENTA, Peso.NO_CUENTA: NO_CUENTA, Peso.PENDIENTE: PENDIENTE}
MAX_BARRAS = 50  # units that fit on a page as bars; beyond, a curve shows them all
TOPE = 2.0  # times a unit's goal at which its bar is cut off, with a note
_PASO_CLASE, _PASO_UNIDAD = 15.0, 11.0


def classes_chart(clases: Sequence[ClaseImpresa], ancho: float) -> Figura:
    """Chart of classes, the greatest first, each with its number and its share of all."""
    orden = sorted(clases, key=lambda c: -c.n)
    total = sum(c.n for c in orden)
    alto = _PASO_CLASE * len(orden) + 14
    dibujo = Drawing(ancho, alto)
    rotulo = min(170.0, max(width(c.nombre, tamano=8.5) for c in orden))
    x0, largo = rotulo + 8, ancho - rotulo - 8 - 92
    mayor = max(orden[0].n, 1)
    for n, c in enumerate(orden):
        y = alto - _PASO_CLASE * (n + 1)
        nombre, tamano = fit(c.nombre, rotulo, tamano=8.5)
        write(dibujo, rotulo, y + 4, nombre, tamano=tamano, ancla="end")
        if c.n:
            bar(dibujo, x0, y + 2, max(largo * c.n / mayor, 0.6), 10, TINTES[c.peso])
        fin = write(dibujo, x0 + largo * c.n / mayor + 5, y + 4, integer(c.n), tipo=FUERTE, tamano=8.5)
        write(dibujo, fin + 5, y + 4, percent_text(c.n, total), tamano=8, color=GRIS)
    rule(dibujo, (x0, 14), (x0, alto), RAYA, 0.6)
    legend(
        dibujo,
        x0,
        2,
        [(CUENTA, "cuenta para el umbral"), (NO_CUENTA, "no cuenta"), (PENDIENTE, "en proceso")],
    )
    dicho = "; ".join(f"{c.nombre}: {integer(c.n)} ({percent_text(c.n, total)})" for c in orden)
    return Figura(dibujo, f"Barras por clase. {dicho}.")


def threshold_chart(u: UmbralImpreso, recibidos: int, ancho: float) -> Figura:
    """Bullet chart: records that count drawn over those received, with a mark at those required."""
    dibujo = Drawing(ancho, 62)
    grande = percent(u.porcentaje)
    izquierda = 112.0
    texto, tamano = fit(grande, izquierda - 12, FUERTE, 25, 8)
    write(dibujo, 0, 26, texto, tipo=FUERTE, tamano=tamano, color=CUENTA)
    write(dibujo, 0, 13, "de los apoyos requeridos", tamano=7.5, color=GRIS)
    largo = ancho - izquierda
    escala = largo / (max(recibidos, u.contados, u.requeridos, 1) * 1.02)
    rule(dibujo, (izquierda, 31), (ancho, 31), RAYA, 0.6)
    rule(dibujo, (izquierda, 18), (izquierda, 44), RAYA, 0.6)
    bar(dibujo, izquierda, 20, recibidos * escala, 22, PENDIENTE)
    bar(dibujo, izquierda, 25, u.contados * escala, 12, CUENTA)
    x = izquierda + u.requeridos * escala
    rule(dibujo, (x, 16), (x, 46), MARCA, 2)
    marca = f"Se requieren {integer(u.requeridos)}"
    medio = width(marca, FUERTE, 8) / 2
    write(dibujo, min(max(x, izquierda + medio), ancho - medio), 50, marca, tipo=FUERTE, ancla="middle")
    falta = f"Faltan {integer(u.faltan)}" if u.faltan else "Requerido alcanzado"
    entradas = [
        (CUENTA, f"Contados {integer(u.contados)}"),
        (PENDIENTE, f"Recibidos {integer(recibidos)}"),
        (None, falta),
    ]
    legend(dibujo, izquierda, 4, entradas)
    return Figura(dibujo, f"{marca} apoyos; contados {integer(u.contados)}, {grande}. {falta}.")


def dispersion_chart(d: DispersionImpresa, ancho: float) -> Figura:
    """Chart of each unit against its goal: bars where they fit on a page, else a curve of all units."""
    orden = sorted(d.unidades, key=lambda u: (-reach(u), u.nombre))
    dibujo = _bars(orden, ancho) if len(orden) <= MAX_BARRAS else _curve(d, orden, ancho)
    dicho = (
        f"Alcanzan lo suyo {noun(d.alcanzadas, d.uno, d.varios)} de {integer(len(orden))}; "
        f"se requieren {integer(d.requeridas)}."
    )
    return Figura(dibujo, dicho)


def reach(u: UnidadImpresa) -> float:
    """Records counted divided by those required (0 if none are); a unit without electors requires one (LGIPE 371)."""
    return u.contados / u.requeridos if u.requeridos else 0.0


def _bars(orden: Sequence[UnidadImpresa], ancho: float) -> Drawing:
    alto = _PASO_UNIDAD * len(orden) + 14
    dibujo = Drawing(ancho, alto)
    rotulo = min(150.0, max(width(u.nombre, tamano=7.5) for u in orden))
    x0, largo = rotulo + 6, ancho - rotulo - 6 - 118
    for n, u in enumerate(orden):
        y = alto - 14 - _PASO_UNIDAD * (n + 1)
        nombre, tamano = fit(u.nombre, rotulo, tamano=7.5, minimo=6)
        write(dibujo, rotulo, y + 2.5, nombre, tamano=tamano, ancla="end")
        parte = min(reach(u), TOPE)
        bar(dibujo, x0, y + 1, largo * parte / TOPE, 8, CUENTA if reach(u) >= 1 else NO_CUENTA)
        if reach(u) > TOPE:
            write(dibujo, x0 + largo + 2, y + 2, "»", tipo=FUERTE, tamano=8)
        _unit_figures(dibujo, x0 + largo + 10, ancho, y + 2.5, u)
    raya = x0 + largo / TOPE
    rule(dibujo, (raya, 0), (raya, alto - 12), MARCA, 1, PUNTOS)
    write(
        dibujo,
        raya,
        alto - 9,
        f"lo que requiere cada unidad (100{chr(160)}%)",
        tamano=7,
        color=GRIS,
        ancla="middle",
    )
    rule(dibujo, (x0, 0), (x0, alto - 14), RAYA, 0.6)
    return dibujo


def _unit_figures(dibujo: Drawing, x: float, ancho: float, y: float, u: UnidadImpresa) -> None:
    cifras, tamano = fit(
        f"{integer(u.contados)} de {integer(u.requeridos)}", ancho - x - 42, tamano=7.5, minimo=4
    )
    write(dibujo, x, y, cifras, tamano=tamano, color=GRIS)
    parte, tamano = fit(percent_text(u.contados, u.requeridos), 40, FUERTE, 7.5, 4)
    write(dibujo, ancho, y, parte, tipo=FUERTE, tamano=tamano, ancla="end")


def _curve(d: DispersionImpresa, orden: Sequence[UnidadImpresa], ancho: float) -> Drawing:
    """Curve of units, sorted by progress; the point where it falls below 100 % is the number that reach their goal."""
    alto, x0, y0 = 178.0, 40.0, 26.0
    dibujo = Drawing(ancho, alto)
    largo, subida = ancho - x0 - 8, alto - y0 - 26
    for porciento in (0, 50, 100, 150, 200):
        y = y0 + subida * porciento / 100 / TOPE
        rule(dibujo, (x0, y), (x0 + largo, y))
        rotulo = f"{percent(Decimal(porciento))}{' o más' if porciento == 200 else ''}"
        texto, tamano = fit(rotulo, x0 - 4, tamano=7, minimo=4)
        write(dibujo, x0 - 4, y - 2.5, texto, tamano=tamano, color=GRIS, ancla="end")
    puntos = _steps(orden, x0, y0, largo, subida)
    dibujo.add(Polygon([x0, y0, *puntos, x0 + largo, y0], fillColor=NO_CUENTA, strokeColor=None))
    dibujo.add(PolyLine(puntos, strokeColor=CUENTA, strokeWidth=1.6))
    y100 = y0 + subida / TOPE
    rule(dibujo, (x0, y100), (x0 + largo, y100), MARCA, 1, PUNTOS)
    x = x0
    for n, palabra, color, raya in (
        (d.requeridas, "se requieren", MARCA, None),
        (d.alcanzadas, "alcanzan", CUENTA, PUNTOS),
    ):
        rule(dibujo, (x + 2, alto - 14), (x + 2, alto - 4), color, 1.4, raya)
        x = 16 + write(dibujo, x + 7, alto - 12, f"{palabra} {noun(n, d.uno, d.varios)}", tipo=FUERTE)
        en = x0 + largo * min(n, len(orden)) / len(orden)
        rule(dibujo, (en, y0), (en, y0 + subida + 5), color, 1.4, raya)
    for n, ancla in ((1, "start"), (len(orden), "end")):
        write(dibujo, x0 if n == 1 else x0 + largo, y0 - 10, integer(n), tamano=7, color=GRIS, ancla=ancla)
    pie = f"{d.varios}, de la que más a la que menos alcanza de lo que requiere"
    write(dibujo, x0 + largo / 2, 4, pie, tamano=7.5, color=GRIS, ancla="middle")
    return dibujo


def _steps(orden: Sequence[UnidadImpresa], x0: float, y0: float, largo: float, subida: float) -> list[float]:
    """Corners of the stepped curve, x and y in turn; units of equal height (to half a point) form one step."""
    puntos: list[float] = []
    anterior = None
    for n, u in enumerate(orden):
        y = y0 + round(subida * min(reach(u), TOPE) / TOPE * 2) / 2
        if y != anterior:
            x = round(x0 + largo * n / len(orden), 2)
            puntos += [x, anterior if anterior is not None else y, x, y]
            anterior = y
    return [*puntos, x0 + largo, puntos[-1]]
