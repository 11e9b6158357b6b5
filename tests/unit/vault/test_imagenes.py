"""What reception refuses of an image, each with a code of its own (Protocolo 9.4, 9.9)."""

import pytest

from chalicelib.rules.base.imagenes import MAXIMO_BARRIDOS
from chalicelib.vault.errores import ExpedienteInvalido
from chalicelib.vault.imagenes import check_image
from tests.escenario.fotos import COLAS, many_scans, photo, signature


def refused(nombre: str, datos: bytes) -> str:
    with pytest.raises(ExpedienteInvalido) as error:
        check_image(nombre, datos)
    return error.value.codigo


@pytest.mark.parametrize("cola", COLAS.values(), ids=COLAS)
def test_something_behind_an_image_has_a_code_of_its_own(cola):
    assert refused("foto.jpg", photo() + cola) == "imagen_con_cola"
    assert refused("firma.png", signature() + cola) == "imagen_con_cola"


def test_the_refusal_of_what_a_phone_appends_says_what_to_do():
    with pytest.raises(ExpedienteInvalido) as error:
        check_image("foto.jpg", photo() + COLAS["foto en movimiento"])
    assert "foto en movimiento" in error.value.texto
    assert "aplicación" in error.value.texto


def test_a_jpeg_of_many_scans_is_refused_and_an_ordinary_progressive_one_is_not():
    check_image("foto.jpg", photo(progressive=True))
    check_image("foto.jpg", many_scans(MAXIMO_BARRIDOS))
    assert refused("foto.jpg", many_scans(MAXIMO_BARRIDOS + 1)) == "imagen_barridos"
    assert refused("foto.jpg", many_scans(24_000)) == "imagen_barridos"


def test_what_is_cut_is_incomplete_even_if_an_end_marker_was_put_behind_it():
    assert refused("foto.jpg", photo()[:-100]) == "imagen_incompleta"
    assert refused("firma.png", signature()[:-20] + signature()[-12:]) in {
        "imagen_incompleta",
        "imagen_con_cola",
    }
