"""A cédula: a letter-size document with sections of data, images, and lines to sign on (Protocolo 6.1 F, 8.5).

Equal data give equal bytes: no clock, no random identifier (`invariant`). Whoever makes one says what is in it;
here is only how it looks.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from chalicelib.documents.base.pagina import MARGEN, Membrete, NumberedCanvas, PaginaCarta
from chalicelib.documents.base.tipos import FUERTE, NORMAL, load, markup

ANCHO = letter[0] - 2 * MARGEN
TINTA, GRIS, RAYA, FONDO = HexColor("#1a1a1a"), HexColor("#5a5a5a"), HexColor("#b9b9b9"), HexColor("#f1eff1")
ACENTO = HexColor("#950054")
VACIO = "—"


@dataclass(frozen=True)
class Dato:
    """A datum with its label; `ancho`: number of columns that it takes, of the six in a row."""

    rotulo: str
    valor: str
    ancho: int = 2


@dataclass(frozen=True)
class Imagen:
    """A picture with its label: bytes of a PNG or JPEG that was checked by whoever received it."""

    rotulo: str
    contenido: bytes


@dataclass(frozen=True)
class Seccion:
    """A titled part of the document; `alto`: the most that its images may take, in millimetres.

    `hoja_nueva`: it begins a page, so that its images stay together.
    """

    titulo: str
    datos: Sequence[Dato] = ()
    imagenes: Sequence[Imagen] = ()
    alto: float = 48
    hoja_nueva: bool = False


@dataclass(frozen=True)
class Firma:
    """A line to sign on, with the signer's name and capacity under it."""

    nombre: str
    calidad: str


@dataclass(frozen=True)
class DocumentoCedula:
    """Everything in the document. `membrete`: head and foot of each page."""

    membrete: Membrete
    introduccion: str
    secciones: Sequence[Seccion]
    declaracion: str = ""
    firmas: Sequence[Firma] = ()
    aviso: str = ""


def style(nombre: str, tamano: float, **mas: object) -> ParagraphStyle:
    """A paragraph's style, `tamano` in points; a word longer than its line is broken."""
    base = {"fontName": NORMAL, "textColor": TINTA, "leading": tamano * 1.25, "splitLongWords": 1}
    return ParagraphStyle(nombre, fontSize=tamano, **(base | mas))


TEXTO = style("texto", 9, alignment=TA_JUSTIFY)
ROTULO = style("rotulo", 7, textColor=GRIS)
VALOR = style("valor", 9.5, fontName=FUERTE)
TITULO = style("titulo", 9.5, fontName=FUERTE, textColor=ACENTO)
FIRMA = style("firma", 8.5, alignment=TA_CENTER)
CALIDAD = style("calidad", 7.5, alignment=TA_CENTER, textColor=GRIS)
AVISO = style("aviso", 7, textColor=GRIS, alignment=TA_JUSTIFY)


def render_pdf(cedula: DocumentoCedula) -> bytes:
    """The document as a PDF."""
    load()
    salida = io.BytesIO()
    documento = BaseDocTemplate(
        salida,
        pagesize=letter,
        invariant=1,
        title=cedula.membrete.titulo,
        author=cedula.membrete.autoridad,
        lang="es-MX",
    )
    hoja = PaginaCarta(cedula.membrete)
    marco = Frame(
        MARGEN, hoja.pie, ANCHO, hoja.alto_util, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
    )
    documento.addPageTemplates(PageTemplate("unica", frames=[marco], onPage=hoja.draw))
    documento.build(list(_story(cedula)), canvasmaker=NumberedCanvas)
    return salida.getvalue()


def _story(cedula: DocumentoCedula) -> list[Flowable]:
    partes: list[Flowable] = [Paragraph(markup(cedula.introduccion), TEXTO), Spacer(0, 2.5 * mm)]
    for seccion in cedula.secciones:
        partes += _section(seccion)
    cierre: list[Flowable] = []
    if cedula.declaracion:
        cierre += [Spacer(0, 1 * mm), Paragraph(markup(cedula.declaracion), TEXTO)]
    if cedula.firmas:
        cierre += [Spacer(0, 16 * mm), _signatures(cedula.firmas)]
    if cedula.aviso:
        cierre += [Spacer(0, 3 * mm), Paragraph(markup(cedula.aviso), AVISO)]
    return [*partes, KeepTogether(cierre)] if cierre else partes


def _section(seccion: Seccion) -> list[Flowable]:
    # A title never stands alone at the foot of a page.
    salto = PageBreak() if seccion.hoja_nueva else CondPageBreak(22 * mm)
    partes: list[Flowable] = [salto, section_title(seccion.titulo)]
    partes += [_row(fila) for fila in _rows(seccion.datos)]
    if seccion.imagenes:
        partes.append(_images(seccion.imagenes, seccion.alto))
    return [*partes, Spacer(0, 2.5 * mm)]


def section_title(titulo: str, ancho: float = ANCHO) -> Table:
    """The bar above a section, `ancho` points wide."""
    estilo = [
        ("BACKGROUND", (0, 0), (-1, -1), FONDO),
        ("LINEBEFORE", (0, 0), (0, -1), 2.2, ACENTO),
        ("LEFTPADDING", (0, 0), (-1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    return Table([[Paragraph(markup(titulo, FUERTE), TITULO)]], colWidths=[ancho], style=TableStyle(estilo))


def _rows(datos: Sequence[Dato]) -> list[list[Dato]]:
    """Data in rows of six parts each, in their order."""
    filas: list[list[Dato]] = []
    libre = 0
    for dato in datos:
        if dato.ancho > libre:
            filas.append([])
            libre = 6
        filas[-1].append(dato)
        libre -= dato.ancho
    return filas


def _row(fila: Sequence[Dato]) -> Table:
    celdas = [
        [Paragraph(markup(d.rotulo), ROTULO), Paragraph(markup(d.valor or VACIO, FUERTE), VALOR)]
        for d in fila
    ]
    anchos = [ANCHO * d.ancho / 6 for d in fila]
    estilo = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, RAYA),
        ("LEFTPADDING", (0, 0), (-1, -1), 6),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    return Table([celdas], colWidths=anchos, hAlign="LEFT", splitInRow=1, style=TableStyle(estilo))


def _images(imagenes: Sequence[Imagen], alto: float) -> Table:
    """Two to a row, each within its cell and in its own proportions."""
    celdas = [[_picture(i, alto), Paragraph(markup(i.rotulo), CALIDAD)] for i in imagenes]
    filas = [celdas[i : i + 2] for i in range(0, len(celdas), 2)]
    if len(filas[-1]) < 2 and len(filas) > 1:
        filas[-1].append([])
    columnas = len(filas[0])
    estilo = [
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, RAYA),
    ]
    return Table(filas, colWidths=[ANCHO / columnas] * columnas, style=TableStyle(estilo))


def _picture(imagen: Imagen, alto: float) -> Image:
    cuadro = Image(io.BytesIO(imagen.contenido))
    escala = min(80 * mm / cuadro.imageWidth, alto * mm / cuadro.imageHeight)
    cuadro.drawWidth, cuadro.drawHeight = cuadro.imageWidth * escala, cuadro.imageHeight * escala
    return cuadro


def _signatures(firmas: Sequence[Firma]) -> Table:
    """Side by side, with room above each line."""
    celdas: list[object] = []
    for firma in firmas:
        celdas += [
            [Paragraph(markup(firma.nombre or " "), FIRMA), Paragraph(markup(firma.calidad), CALIDAD)],
            "",
        ]
    hueco = 10 * mm
    ancho = (ANCHO - hueco * (len(firmas) - 1)) / len(firmas)
    lineas = [("LINEABOVE", (2 * n, 0), (2 * n, 0), 0.7, TINTA) for n in range(len(firmas))]
    anchos = ([ancho, hueco] * len(firmas))[:-1]
    return Table(
        [celdas[:-1]], colWidths=anchos, style=TableStyle([*lineas, ("VALIGN", (0, 0), (-1, -1), "TOP")])
    )
