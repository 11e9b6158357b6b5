"""The Cédula de Registro de Auxiliar in print: every datum and the four images are in it (Protocolo 7.7, 8.5)."""

import io

import pytest
from PIL import Image
from pypdf import PdfReader

from chalicelib.documents.auxiliares.cedula import render_registro_auxiliar
from chalicelib.documents.base.fotos import LADO, printable
from chalicelib.rules.auxiliares.cotejo import compare_data
from cliente import muestra

DATOS = {
    "autoridad": "Instituto Electoral de Muestra",
    "auxiliar": "A7KQ2MZXW4PD",
    "folio": "ASP1-A7KQ2MZXW4PD-DISP1-REG1",
    "integridad": "ab" * 32,
    "proceso": "Proceso Electoral Local 2026-2027",
    "aspirante": "María Ñusta-Ávila O'Farrill de la Ü (ASP1)",
    "correo": "una@muestra.invalid",
    "proveedor": "X (Twitter)",
    "telefono_movil": "5512345678",
    "alta": "24/11/2026 14:05",
    "capturado_en": "25/11/2026 10:00",
    "recibido_en": "25/11/2026 10:01",
    "estado": "Vigente",
    "dispositivo": "DISP1",
    "referencia": "Zona norte",
}
COTEJO = compare_data(
    {"nombre_completo": "María Pérez", "curp": "BOXW310820HNERXN09", "clave_elector": "HRGRJN82050602H900"},
    {"nombre_completo": "PEREZ MARIA", "curp": "BOXW310820HNERXN08", "cic": "123456789", "modelo": "G"},
)


def pages(imagenes: dict[str, bytes]) -> list:
    return list(PdfReader(io.BytesIO(render_registro_auxiliar(DATOS, COTEJO, imagenes))).pages)


def text(imagenes: dict[str, bytes]) -> str:
    return " ".join(" ".join(p.extract_text() for p in pages(imagenes)).split())


def test_every_datum_is_in_it_8_6():
    texto = text(muestra.images())
    for dato in [*DATOS.values(), *(c.registrado for c in COTEJO), *(c.leido for c in COTEJO)]:
        assert dato in texto, dato


def test_it_says_where_registered_and_read_agree_and_where_not_8_6():
    texto = text(muestra.images())
    assert "Nombre: en la credencial (coincide)" in texto
    assert "CURP: en la credencial (no coincide)" in texto
    assert "Clave de elector: en la credencial —" in texto


def test_the_four_images_are_on_one_page_of_letter_size_8_5():
    primera, segunda = pages(muestra.images())
    assert (len(primera.images), len(segunda.images)) == (0, 4)
    assert [float(x) for x in segunda.mediabox[2:]] == [612.0, 792.0]


def test_equal_data_give_equal_bytes():
    una, otra = (render_registro_auxiliar(DATOS, COTEJO, muestra.images()) for _ in range(2))
    assert una == otra


@pytest.mark.parametrize("parte", ["anverso.jpg", "firma.png"])
def test_an_image_that_breaks_half_way_is_shown_as_such_and_the_rest_is_there(parte):
    imagenes = muestra.images()
    imagenes[parte] = imagenes[parte][:60]
    assert len(pages(imagenes)[1].images) == 4


def drawn(kind: str, modo: str, lado: int) -> bytes:
    salida = io.BytesIO()
    Image.new(modo, (lado, lado // 2), 0).save(salida, kind)
    return salida.getvalue()


@pytest.mark.parametrize(
    ("kind", "modo"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("PNG", "RGBA"),
        ("PNG", "LA"),
        ("PNG", "P"),
        ("PNG", "1"),
        ("PNG", "I;16"),
    ],
)
def test_whatever_a_phone_may_send_is_printed_small_and_in_its_proportions(kind, modo):
    with Image.open(io.BytesIO(printable(drawn(kind, modo, 3000)))) as imagen:
        assert (imagen.format, imagen.mode) == ("JPEG", "RGB")
        assert max(imagen.size) <= LADO
        assert abs(imagen.width / imagen.height - 2) < 0.01


def test_a_transparent_signature_is_on_white():
    with Image.open(io.BytesIO(printable(drawn("PNG", "RGBA", 200)))) as imagen:
        assert min(imagen.getpixel((50, 50))) > 250


def test_what_is_no_image_at_all_is_a_card_that_says_so():
    assert printable(b"nada") == printable(b"")
