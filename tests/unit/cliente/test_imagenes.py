"""The client takes away what phones append to a photo, before it is sealed (Protocolo 9.4)."""

import io

import pytest
from PIL import Image

from chalicelib.vault.imagenes import check_image
from cliente.imagenes import MAXIMO_BARRIDOS, clean_images, is_clean
from tests.escenario.fotos import COLAS, ORIENTACION, many_scans, photo, signature, turned


def cleaned(datos: bytes, nombre: str = "foto.jpg") -> bytes:
    return clean_images({nombre: datos})[nombre]


@pytest.mark.parametrize(
    "datos", [photo(), photo(progressive=True), turned(6)], ids=["jpeg", "progresivo", "exif"]
)
def test_a_clean_photo_stays_byte_for_byte(datos):
    assert cleaned(datos) == datos


@pytest.mark.parametrize("cola", COLAS.values(), ids=COLAS)
def test_what_is_appended_goes_and_reception_takes_the_rest(cola):
    for nombre, datos in (("foto.jpg", photo()), ("firma.png", signature())):
        limpia = cleaned(datos + cola, nombre)
        assert is_clean(limpia)
        check_image(nombre, limpia)
        assert Image.open(io.BytesIO(limpia)).size == Image.open(io.BytesIO(datos)).size


def test_a_photo_encoded_again_is_upright_and_without_metadata():
    limpia = Image.open(io.BytesIO(cleaned(turned(6) + COLAS["ceros"])))
    assert limpia.size == (400, 800)
    assert ORIENTACION not in limpia.getexif()
    assert limpia.convert("L").getpixel((50, 50)) < 30


def test_a_jpeg_of_too_many_scans_is_encoded_again():
    limpia = cleaned(many_scans(MAXIMO_BARRIDOS + 30))
    assert is_clean(limpia)
    check_image("foto.jpg", limpia)


def test_what_is_no_image_is_left_for_reception_to_refuse():
    assert cleaned(b"esto no es una imagen") == b"esto no es una imagen"
    assert cleaned(photo()[:300]) == photo()[:300]
