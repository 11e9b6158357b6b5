"""PDFs for the Acta de Hechos, made by code: plain ones, and ones that do more than show pages."""

import io
import zlib
from collections.abc import Callable

from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)


def plain(paginas: int = 1) -> bytes:
    """PDF of blank pages."""
    return _written(lambda _: None, paginas)


def _written(change: Callable[[PdfWriter], None], paginas: int = 1) -> bytes:
    escritor = PdfWriter()
    for _ in range(paginas):
        escritor.add_blank_page(612, 792)
    change(escritor)
    salida = io.BytesIO()
    escritor.write(salida)
    return salida.getvalue()


def _action(tipo: str, **mas: str) -> DictionaryObject:
    textos = {NameObject(f"/{c}"): TextStringObject(v) for c, v in mas.items()}
    return DictionaryObject({NameObject("/S"): NameObject(tipo), **textos})


def _on_opening(accion: DictionaryObject) -> Callable[[PdfWriter], None]:
    return lambda e: e.root_object.update({NameObject("/OpenAction"): accion})


def _page_action(e: PdfWriter) -> None:
    e.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): _action("/URI")})


def _form(e: PdfWriter) -> None:
    e.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/XFA"): ArrayObject(), NameObject("/Fields"): ArrayObject()}
    )


def _annotated(e: PdfWriter) -> None:
    marca = Link(rect=(0, 0, 10, 10), url="https://muestra.invalid")
    marca[NameObject("/A")] = _action("/Launch", F="muestra.exe")
    e.add_annotation(0, marca)


def _unreferenced(e: PdfWriter) -> None:
    """An object that no page refers to."""
    e._add_object(DictionaryObject({NameObject("/JS"): TextStringObject("x")}))


def in_object_stream() -> bytes:
    """PDF with JavaScript within a compressed object stream, where a search through the bytes does not find it."""
    dentro = b"<</S/JavaScript/JS(app.alert(1))>>"
    comprimido = zlib.compress(b"4 0 " + dentro)
    partes = [b"%PDF-1.5\n"]
    lugares = {}

    def put(n: int, cuerpo: bytes) -> None:
        lugares[n] = sum(map(len, partes))
        partes.append(b"%d 0 obj\n" % n + cuerpo + b"\nendobj\n")

    put(1, b"<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>")
    put(2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
    put(3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>")
    cabeza = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(comprimido)
    put(5, cabeza + comprimido + b"\nendstream")
    filas = b"\x00\x00\x00\xff" + b"".join(b"\x01" + lugares[n].to_bytes(2) + b"\x00" for n in (1, 2, 3))
    filas += b"\x02\x00\x05\x00" + b"\x01" + lugares[5].to_bytes(2) + b"\x00"
    inicio = sum(map(len, partes))
    tabla = filas + b"\x01" + inicio.to_bytes(2) + b"\x00"
    partes.append(
        b"6 0 obj\n<</Type/XRef/Size 7/Root 1 0 R/W[1 2 1]/Length %d>>stream\n" % len(tabla)
        + tabla
        + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % inicio
    )
    return b"".join(partes)


def disguised() -> bytes:
    """PDF with the name `/JS` written with an escape that readers undo: `/J#53`."""
    limpio = _written(lambda e: e._add_object(DictionaryObject({NameObject("/ABCD"): NumberObject(1)})))
    return limpio.replace(b"/ABCD", b"/J#53", 1)


def _named(e: PdfWriter) -> None:
    e.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): DictionaryObject()})


def _stream(e: PdfWriter) -> None:
    corriente = StreamObject()
    corriente[NameObject("/Type")] = NameObject("/EmbeddedFile")
    corriente.set_data(b"x")
    e._add_object(corriente)


def _locked() -> bytes:
    return _written(lambda e: e.encrypt("clave", algorithm="RC4-128"))


ACTIVOS: dict[str, Callable[[], bytes]] = {
    "javascript al abrir": lambda: _written(_on_opening(_action("/JavaScript", JS="app.alert(1)"))),
    "ejecuta un programa": lambda: _written(_on_opening(_action("/Launch", F="muestra.exe"))),
    "envía un formulario": lambda: _written(_on_opening(_action("/SubmitForm", F="https://muestra.invalid"))),
    "javascript con nombre": lambda: _written(_named),
    "archivo adjunto": lambda: _written(lambda e: e.add_attachment("muestra.exe", b"MZ")),
    "archivo suelto": lambda: _written(_stream),
    "acción de página": lambda: _written(_page_action),
    "formulario xfa": lambda: _written(_form),
    "anotación": lambda: _written(_annotated),
    "objeto al que nada lleva": lambda: _written(_unreferenced),
    "objeto comprimido": in_object_stream,
    "nombre disfrazado": disguised,
}
"""PDFs with active content that an Acta may not have, by what they do."""

ROTOS: dict[str, Callable[[], bytes]] = {
    "con contraseña": _locked,
    "no es pdf": lambda: b"MZ" + plain(),
    "cortado": lambda: plain()[:-30],
    "dañado": lambda: plain().replace(b"/Pages", b"/Pagex"),
    "tabla falsa": lambda: plain().replace(b"startxref", b"startxrex"),
    "sin páginas": lambda: plain(0),
    "demasiadas páginas": lambda: plain(501),
}
"""Files that are not readable PDFs."""
