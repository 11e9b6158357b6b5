"""What is measured of synthetic cards, photos and signatures, clean and not (Protocolo 13.7)."""

import io
import subprocess
import sys
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from chalicelib.documents.base.fotos import printable
from chalicelib.imagenes.apertura import open_photo
from chalicelib.imagenes.huellas import BITS, VERSION, picture_bands, picture_fingerprint
from chalicelib.imagenes.medidas import measure_images
from chalicelib.rules.mesa.vista import MINIMO_COMUN, find_in_images
from sintetico.casos import Caso
from sintetico.ciudadanos import generate_ciudadanos
from sintetico.expediente import expediente
from sintetico.lectura import lectura
from sintetico.muestrario import make_case
from tests.escenario.fotos import photo, signature, turned

GENTE = [p for p in generate_ciudadanos(31, 60) if p.modelo == "E"][:2]
PERSONA, OTRA = GENTE


@pytest.fixture(scope="module")
def limpias() -> dict[str, bytes]:
    return expediente(Caso(PERSONA))


def told(imagenes: dict[str, bytes], caso: Caso) -> set[str]:
    return set(find_in_images(measure_images(imagenes), lectura(caso)))


def saved_again(data: bytes, calidad: int, escala: float = 1) -> bytes:
    imagen = Image.open(io.BytesIO(data))
    salida = io.BytesIO()
    imagen.resize((int(imagen.width * escala), int(imagen.height * escala))).save(
        salida, "JPEG", quality=calidad
    )
    return salida.getvalue()


def bands_of(data: bytes) -> set[str]:
    return set(picture_bands(picture_fingerprint(open_photo(data).luz)))


@pytest.mark.parametrize("modo", ["RGBA", "LA", "P", "L"])
def test_a_signature_drawn_on_nothing_is_ink_on_paper_and_a_blank_one_is_blank_13_7_m(limpias, modo):
    firmado = told(limpias | {"firma.png": signature(modo=modo)}, Caso(PERSONA))
    assert firmado == set()
    vacio = told(limpias | {"firma.png": signature(modo=modo, trazo=False)}, Caso(PERSONA))
    assert vacio == {"vista_sin_firma"}


@pytest.mark.parametrize("orientacion", [3, 6, 8])
def test_a_photo_is_measured_and_printed_upright(orientacion):
    derecha, girada = photo(), turned(orientacion)
    assert open_photo(girada).gris.size == open_photo(derecha).gris.size
    assert bands_of(girada) & bands_of(derecha)
    impresa = Image.open(io.BytesIO(printable(girada)))
    assert impresa.size == (400, 800)
    assert impresa.convert("L").getpixel((50, 50)) < 30


@pytest.mark.parametrize("modo", ["RGBA", "LA", "P", "L"])
def test_a_transparent_signature_prints_black_on_white(modo):
    impresa = Image.open(io.BytesIO(printable(signature(modo=modo)))).convert("L")
    assert impresa.getpixel((5, 5)) > 240
    assert impresa.getextrema()[0] < 60


def test_a_jpeg_coded_in_rgb_is_measured_like_any_other(limpias):
    codificada = io.BytesIO()
    Image.open(io.BytesIO(limpias["foto.jpg"])).save(codificada, "JPEG", quality=95, keep_rgb=True)
    assert told(limpias | {"foto.jpg": codificada.getvalue()}, Caso(PERSONA)) == set()


def test_nothing_is_told_of_a_clean_record_13_6(limpias):
    assert told(limpias, Caso(PERSONA)) == set()


@pytest.mark.parametrize(
    ("inciso", "variante", "cambia", "codigos"),
    [
        ("a", "Imagen diferente a una CPV", "reverso.jpg", {"vista_mrz_no_se_ve", "vista_qr_no_leido"}),
        (
            "b",
            "Dos anversos de la misma CPV",
            "reverso.jpg",
            {"vista_caras_iguales", "vista_mrz_no_se_ve", "vista_qr_no_leido"},
        ),
        ("e", "Blanco y negro", "anverso.jpg", {"vista_anverso_sin_color"}),
        ("f", "clave de elector", "anverso.jpg", {"vista_anverso_borroso"}),
        ("j", "equis", "firma.png", {"vista_firma_breve"}),
        ("j", "punto", "firma.png", {"vista_firma_breve"}),
        ("j", "linea", "firma.png", {"vista_firma_breve"}),
        ("m", "Sin firma", "firma.png", {"vista_sin_firma"}),
    ],
)
def test_a_fraud_is_told_by_the_image_that_it_touches_13_7(limpias, inciso, variante, cambia, codigos):
    caso = make_case(inciso, variante, PERSONA, OTRA)
    assert told(limpias | expediente(caso, solo={cambia}), Caso(PERSONA)) == codigos


def test_data_of_another_credential_than_the_image_s_are_told_9_8(limpias):
    assert told(limpias, Caso(OTRA)) == {"vista_qr_distinto"}


def test_a_jpeg_that_lost_its_middle_is_told_and_the_other_images_are_measured(limpias):
    cortada = limpias["foto.jpg"][:20_000] + b"\xff\xd9"
    hallados = told(limpias | {"foto.jpg": cortada, "firma.png": limpias["firma.png"]}, Caso(PERSONA))
    assert "vista_imagen_danada" in hallados
    assert "vista_qr_no_leido" not in hallados


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(("anverso.jpg", "reverso.jpg", "foto.jpg", "firma.png")))
def test_no_bytes_keep_a_record_from_being_measured(limpias, bytes_, nombre):
    cabeza = limpias[nombre][:100]
    chicas = {"anverso.jpg": b"", "reverso.jpg": b"", "foto.jpg": b"", "firma.png": b""}
    medidas = measure_images(chicas | {nombre: cabeza + bytes_})
    assert find_in_images(medidas, {"modelo": "E"})[0] == "vista_imagen_danada"


@pytest.mark.parametrize("nombre", ["anverso.jpg", "foto.jpg"])
def test_a_picture_saved_anew_or_made_smaller_is_still_the_same_13_7(limpias, nombre):
    propias = bands_of(limpias[nombre])
    assert len(propias & bands_of(saved_again(limpias[nombre], 70))) >= MINIMO_COMUN
    assert len(propias & bands_of(saved_again(limpias[nombre], 75, 0.75))) >= MINIMO_COMUN


def test_another_card_of_the_same_model_and_another_capture_of_this_one_are_not_the_same_picture_13_7(
    limpias,
):
    propias = bands_of(limpias["anverso.jpg"])
    for caso, toma in ((Caso(OTRA), 0), (Caso(PERSONA), 1)):
        otra = expediente(caso, toma=toma, solo={"anverso.jpg"})["anverso.jpg"]
        assert len(propias & bands_of(otra)) < MINIMO_COMUN


def test_a_picture_of_nothing_is_like_no_other():
    vacia = Image.new("L", (400, 300), 200)
    assert picture_bands(picture_fingerprint(vacia)) == ()


def test_bands_are_what_version_1_stored():
    """Other bands would compare with nothing that was stored: whoever changes them changes VERSION too."""
    huella = int.from_bytes(b"".join(sha256(bytes([n])).digest() for n in range(BITS // 256)))
    digesto = sha256("".join(picture_bands(huella)).encode()).hexdigest()
    assert (VERSION, digesto[:16]) == ("1", "ef2c36a8a145d05a")


def test_no_function_but_the_look_at_images_loads_what_it_measures_with():
    """Not even that one, before it measures: the API imports every handler."""
    codigo = "import app, sys; print([m for m in ('zxingcpp', 'chalicelib.imagenes') if m in sys.modules])"
    hecho = subprocess.run([sys.executable, "-c", codigo], capture_output=True, text=True, check=True)
    assert hecho.stdout == "[]\n"
