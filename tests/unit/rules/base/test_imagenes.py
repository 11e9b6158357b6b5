"""Where an image ends, whatever stands behind it (Protocolo 9.4, 9.9)."""

import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from chalicelib.rules.base.imagenes import MAXIMO_BARRIDOS, ImagenCortada, walk_image
from tests.escenario.fotos import COLAS, many_scans, photo, signature, turned

IMAGENES = {
    "jpeg": photo(),
    "progresivo": photo(progressive=True),
    "con reinicios": photo(restart_marker_blocks=3),
    "con exif": turned(6),
    "png": signature(),
}


@pytest.mark.parametrize("imagen", IMAGENES.values(), ids=IMAGENES)
def test_an_image_ends_where_its_encoder_ended_it(imagen):
    assert walk_image(imagen).fin == len(imagen)


@pytest.mark.parametrize("imagen", IMAGENES.values(), ids=IMAGENES)
@pytest.mark.parametrize("cola", COLAS.values(), ids=COLAS)
def test_what_follows_an_image_is_no_part_of_it_however_it_ends(imagen, cola):
    assert walk_image(imagen + cola).fin == len(imagen)


@given(st.sampled_from(sorted(IMAGENES)), st.binary(max_size=64))
def test_bytes_after_the_end_of_an_image_are_found(cual, cola):
    assert walk_image(IMAGENES[cual] + cola).fin == len(IMAGENES[cual])


@given(st.sampled_from(sorted(IMAGENES)), st.data())
def test_whatever_is_cut_off_is_missed(cual, data):
    imagen = IMAGENES[cual]
    with pytest.raises(ImagenCortada):
        walk_image(imagen[: data.draw(st.integers(0, len(imagen) - 1))])


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda b: b"\xff\xd8" + b))
def test_no_bytes_break_the_walk(datos):
    with contextlib.suppress(ImagenCortada):
        assert walk_image(datos).fin <= len(datos)


def test_scans_are_counted_and_the_walk_stops_at_one_too_many():
    assert walk_image(photo()).barridos == 1
    assert 1 < walk_image(photo(progressive=True)).barridos <= MAXIMO_BARRIDOS
    assert walk_image(many_scans(MAXIMO_BARRIDOS)).barridos == MAXIMO_BARRIDOS
    bomba = many_scans(24_000)
    recorrido = walk_image(bomba)
    assert recorrido.barridos == MAXIMO_BARRIDOS + 1
    assert recorrido.fin < len(bomba) // 10  # and not all of it was read


def test_an_independent_reader_ends_at_the_same_place():
    """Pillow's PNG reader, which reads chunk by chunk, stops behind IEND."""
    datos = io.BytesIO(signature() + b"oculto")
    imagen = Image.open(datos, formats=("PNG",))
    imagen.load()
    assert walk_image(datos.getvalue()).fin == len(signature())
