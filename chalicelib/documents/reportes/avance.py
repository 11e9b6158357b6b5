"""The reporte de avance as a PDF: preliminary figures with charts, of an aspirante or of a process (7.12).

Equal data give equal bytes. `avance_datos.py` has the report's content; this module only lays it out.
"""

import io
from collections.abc import Sequence
from hashlib import sha256

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from chalicelib.documents.base.hoja import (
    AVISO,
    CALIDAD,
    GRIS,
    RAYA,
    ROTULO,
    TEXTO,
    TINTA,
    VALOR,
    section_title,
    style,
)
from chalicelib.documents.base.numeros import integer, noun, percent_text
from chalicelib.documents.base.pagina import MARGEN, NumberedCanvas
from chalicelib.documents.base.tipos import FUERTE, load, markup
from chalicelib.documents.base.trazo import fit
from chalicelib.documents.reportes.avance_barras import classes_chart, dispersion_chart, threshold_chart
from chalicelib.documents.reportes.avance_datos import DispersionImpresa, ReporteAvance
from chalicelib.documents.reportes.avance_dias import days_chart
from chalicelib.documents.reportes.avance_hoja import ANCHO, TITULO, HojaAvance
from chalicelib.documents.reportes.avance_tablas import printed_table

SIN_REGISTROS = "Sin registros recibidos a la hora del corte, con los filtros usados."
PRELIMINAR = (
    "Información preliminar. Las cifras de este reporte son de carácter informativo y preliminar: están sujetas a la "
    "verificación de la situación registral por parte de la DERFE y a la revisión en Mesa de Control de la "
    "información e imágenes captadas (Protocolo, numeral 7.13). Cambian mientras se reciben, verifican y revisan "
    "registros; valen para la hora del corte y los filtros que se indican en cada página."
)
DEFINICIONES = (
    "Recibidos: registros que el Sistema guarda. Verificados: aquellos cuya situación registral ya se consultó. "
    "Revisados: aquellos con dictamen de la Mesa de Control. Contados: los que a la hora del corte cuentan para el "
    "umbral; "
    "mientras no se revisan, pueden dejar de contar. Cada registro recibido está en una sola clase, y las clases suman "
    "los recibidos."
)
_GRANDE = style("grande", 22, alignment=TA_CENTER, textColor=TINTA, fontName=FUERTE)
_BAJO = style("bajo", 7.5, alignment=TA_CENTER, textColor=GRIS)
_PALABRA = style("palabra", 9, alignment=TA_CENTER, fontName=FUERTE)


def render_avance(reporte: ReporteAvance) -> bytes:
    """The report as a PDF."""
    load()
    salida = io.BytesIO()
    documento = BaseDocTemplate(
        salida,
        pagesize=LETTER,
        invariant=1,
        title=f"{TITULO} (preliminar)",
        author=reporte.autoridad,
        subject=reporte.proceso,
        lang="es-MX",
        displayDocTitle=1,
    )
    hoja = HojaAvance(reporte, sha256(repr(reporte).encode()).hexdigest())
    marco = Frame(
        MARGEN, hoja.pie, ANCHO, hoja.alto_util, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
    )
    documento.addPageTemplates(PageTemplate("unica", frames=[marco], onPage=hoja.draw))
    documento.build(_story(reporte), canvasmaker=NumberedCanvas)
    return salida.getvalue()


def _story(r: ReporteAvance) -> list[Flowable]:
    partes = [*_scope(r), _figures(r), Spacer(0, 4 * mm), *_threshold(r)]
    if r.totales.recibidos:
        partes += [*_chart("Por clase", classes_chart(r.clases, ANCHO))] if r.clases else []
        partes += [*_chart("Por día de recepción", days_chart(r.dias, ANCHO))] if r.dias else []
    else:
        partes += [Paragraph(SIN_REGISTROS, TEXTO), Spacer(0, 4 * mm)]
    if r.dispersion:
        partes += _dispersion(r.dispersion)
    for t in r.tablas:
        partes += printed_table(t, ANCHO)
    return [*partes, *_closing(r.firmas)]


def _scope(r: ReporteAvance) -> list[Flowable]:
    """Scope of the figures, as labelled texts, two in a row."""
    celdas = [
        [Paragraph(markup(p.rotulo), ROTULO), Paragraph(markup(p.valor, FUERTE), VALOR)] for p in r.alcance
    ]
    filas = [[*celdas[i : i + 2], []][:2] for i in range(0, len(celdas), 2)]
    if not filas:
        return []
    estilo = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, RAYA),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    return [Table(filas, colWidths=[ANCHO / 2] * 2, splitInRow=1, style=estilo), Spacer(0, 4 * mm)]


def _figures(r: ReporteAvance) -> Table:
    """The four key figures, large."""
    t = r.totales
    ancho = ANCHO / 4
    celdas = []
    for palabra, n in (
        ("Recibidos", t.recibidos),
        ("Verificados", t.verificados),
        ("Revisados", t.revisados),
        ("Contados", t.contados),
    ):
        cifra, tamano = fit(integer(n), ancho - 16, FUERTE, 22, 6)
        parte = "registros" if palabra == "Recibidos" else f"{percent_text(n, t.recibidos)} de los recibidos"
        if palabra == "Contados":
            parte += f"<br/>{integer(t.contados_revisados)} revisados, {integer(n - t.contados_revisados)} por revisar"
        grande = Paragraph(f'<font size="{tamano:.1f}">{cifra}</font>', _GRANDE)
        celdas.append([Paragraph(palabra, _PALABRA), grande, Paragraph(parte, _BAJO)])
    estilo = [
        ("BOX", (0, 0), (-1, -1), 0.6, RAYA),
        ("LINEAFTER", (0, 0), (-2, -1), 0.6, RAYA),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
    ]
    return Table([celdas], colWidths=[ancho] * 4, style=estilo)


def _threshold(r: ReporteAvance) -> list[Flowable]:
    if r.umbral is None:
        aviso = Paragraph(markup(r.sin_umbral), TEXTO)
        return _chart("Avance hacia el umbral", aviso) if r.sin_umbral else []
    return _chart(
        "Avance hacia el umbral", threshold_chart(r.umbral, r.totales.recibidos, ANCHO), texto=r.umbral.base
    )


def _dispersion(d: DispersionImpresa) -> list[Flowable]:
    veredicto = "se cumple" if d.alcanzadas >= d.requeridas else "aún no se cumple"
    texto = (
        f"{d.regla} Alcanzan lo que requieren {noun(d.alcanzadas, d.uno, d.varios)} de {integer(len(d.unidades))}; "
        f"se requieren {integer(d.requeridas)}: a la hora del corte {veredicto}."
    )
    cuadro = [dispersion_chart(d, ANCHO)] if d.unidades else []
    return _chart(f"Dispersión por {d.uno}", *cuadro, texto=texto)


def _chart(titulo: str, *cuadro: Flowable, texto: str = "") -> list[Flowable]:
    """A title with its chart, kept on one page, and a line with the basis of the figures."""
    dicho = [Paragraph(markup(texto), TEXTO), Spacer(0, 2 * mm)] if texto else []
    junto = [section_title(titulo, ANCHO), Spacer(0, 1.5 * mm), *dicho, *cuadro]
    return [KeepTogether(junto), Spacer(0, 4 * mm)]


def _closing(firmas: Sequence[str]) -> list[Flowable]:
    cierre: list[Flowable] = [
        Paragraph(DEFINICIONES, AVISO),
        Spacer(0, 1.5 * mm),
        Paragraph(PRELIMINAR, AVISO),
    ]
    if firmas:
        lineas = [[Paragraph(markup(f), CALIDAD) for f in firmas]]
        anchos = [min(ANCHO / len(firmas), 80 * mm)] * len(firmas)
        cierre += [
            Spacer(0, 18 * mm),
            Table(lineas, colWidths=anchos, style=[("LINEABOVE", (0, 0), (-1, 0), 0.7, TINTA)]),
        ]
    return [CondPageBreak(30 * mm), KeepTogether(cierre)]
