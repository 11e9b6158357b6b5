"""Documents to print: every datum is in them, whatever its letters and length; equal data, equal bytes (6.1 F)."""

import io
import re

import pytest
from pypdf import PdfReader
from reportlab.pdfbase.pdfmetrics import getFont

from chalicelib.documents.aspirantes import AVISO, DECLARACION, render_confirmacion
from chalicelib.documents.base import tipos
from chalicelib.documents.base.hoja import Dato, DocumentoCedula, Firma, Imagen, Seccion, render_pdf
from chalicelib.documents.base.pagina import Membrete
from chalicelib.rules.credencial.ficha import check_name
from tests.unit import pngs

MEMBRETE = Membrete(
    "Instituto de Muestra", "Sistema", "Cédula de muestra", "Folio", "ABCD2345", "Folio ABCD2345 · v1"
)
DATOS = {
    "autoridad": "Instituto Electoral de Muestra",
    "folio": "ABCD2345",
    "huella": "versión 3 de los datos · SHA-256 0f3a",
    "proceso": "Proceso sintético",
    "periodo": "Gubernatura",
    "ambito": "Local · 11 Guanajuato",
    "fechas": "10/01/2027 00:00 a 09/02/2027 00:00",
    "nombre": "María de los Ángeles",
    "apellido_paterno": "Ñusta-Ávila O'Farrill",
    "apellido_materno": "de la Ü",
    "nombre_completo": "María de los Ángeles Ñusta-Ávila O'Farrill de la Ü",
    "lugar_nacimiento": "León, Guanajuato",
    "fecha_nacimiento": "05/06/1982",
    "telefono_domicilio": "4771234567",
    "telefono_oficina": "4777654321",
    "telefono_movil": "5512345678",
    "clave_elector": "HRGRJN82050602H900",
    "ocr": "0001000000001",
    "cic": "123456789",
    "entidad": "11 Guanajuato",
    "municipio": "020",
    "seccion": "0001",
    "curp": "BOXW310820HNERXN09",
    "correo": "persona.de.muestra@muestra.invalid",
    "proveedor": "X (antes Twitter)",
    "fecha_manifestacion": "02/12/2026",
    "oficio": "OPL/SE/0123/2026",
    "folio_interno": "CI-7",
    "observaciones": "Presenta acta <b>constitutiva</b> & estatutos.",
}


def pages(pdf: bytes) -> list[str]:
    return [p.extract_text() for p in PdfReader(io.BytesIO(pdf)).pages]


def flat(texto: str) -> str:
    """Without spaces and line ends, which wrapping adds."""
    return re.sub(r"\s+", "", texto)


def test_every_datum_is_in_the_text_of_one_letter_page_6_1_f():
    pdf = render_confirmacion(DATOS, pngs.good(600, 600))
    [pagina] = pages(pdf)
    for campo, valor in DATOS.items():
        assert flat(valor) in flat(pagina), campo
    assert flat(DECLARACION) in flat(pagina)
    assert flat(AVISO) in flat(pagina)
    assert "Página 1 de 1" in pagina
    caja = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert (caja.width, caja.height) == (612, 792)


def test_equal_data_give_equal_bytes_and_other_data_do_not_6_1_f():
    assert render_confirmacion(DATOS, None) == render_confirmacion(DATOS, None)
    assert render_confirmacion(DATOS | {"cic": "987654321"}, None) != render_confirmacion(DATOS, None)


def test_nothing_of_the_person_is_among_the_files_properties_18():
    lector = PdfReader(io.BytesIO(render_confirmacion(DATOS, None)))
    assert set(map(str, (lector.metadata or {}).values())) & set(DATOS.values()) == {DATOS["autoridad"]}


@pytest.mark.parametrize(
    "nombre",
    [
        "Ñusta-Ávila O'Farrill de la Ü",
        "W" * 60,
        "í" * 60,
        "Ɨrɨɨ ꞌYɨɨxɨ nꞌu",
        "n̈uꞌu",
        "Łukasz Žižek Dvořák Ğül",
        "Nguyễn Ặng",
    ],
)
def test_names_of_any_latin_letters_and_any_length_are_printed_whole_6_1_f(nombre):
    assert check_name("nombre", nombre) == []
    pdf = render_confirmacion(DATOS | {"nombre": nombre, "nombre_completo": nombre}, None)
    assert flat("".join(pages(pdf))).count(flat(nombre)) == 2


def test_every_letter_that_a_name_may_hold_has_a_glyph_6_1_f():
    tipos.load()
    glifos = getFont(tipos.NORMAL).face.charToGlyph | getFont("TextoReserva").face.charToGlyph
    admitidas = [c for c in map(chr, range(0x20, 0xA800)) if check_name("n", f"A{c}") == []]
    assert len(admitidas) > 800
    assert [c for c in admitidas if ord(c) not in glifos] == []


def test_what_does_not_fit_goes_on_to_numbered_pages_with_the_head_on_each_6_1_f():
    paginas = pages(render_confirmacion(DATOS | {"observaciones": "Observación extensa. " * 600}, None))
    assert len(paginas) > 2
    for n, texto in enumerate(paginas, start=1):
        assert f"Página {n} de {len(paginas)}" in texto
        assert "ABCD2345" in texto
    assert "".join(paginas).count("Observación") >= 600


def test_the_signature_lines_never_leave_their_declaration_6_1_f():
    for renglones in range(0, 60, 3):
        datos = [Dato("Renglón", "x", 6)] * renglones
        firmas = [Firma("PERSONA", "Firma de quien declara")]
        paginas = pages(
            render_pdf(
                DocumentoCedula(MEMBRETE, "Uno", [Seccion("A", datos)], "DECLARACION", firmas, "AVISO")
            )
        )
        [ultima] = [p for p in paginas if "Firma de quien declara" in p]
        assert "DECLARACION" in ultima
        assert "AVISO" in ultima


def test_a_section_shows_four_images_with_their_labels_8_5():
    imagenes = [Imagen(f"Imagen {n}", pngs.good(900, 300 * n, "RGB")) for n in range(1, 5)]
    pdf = render_pdf(DocumentoCedula(MEMBRETE, "Uno", [Seccion("Imágenes", [], imagenes)]))
    texto = "".join(pages(pdf))
    assert all(f"Imagen {n}" in texto for n in range(1, 5))
    assert sum(len(p.images) for p in PdfReader(io.BytesIO(pdf)).pages) == 4


def test_text_is_never_read_as_markup_and_controls_are_blanks():
    assert tipos.markup("<b>&\x00\u202e") == "&lt;b&gt;&amp;  "
